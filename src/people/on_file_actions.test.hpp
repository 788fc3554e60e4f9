// A test with people on file, on each database.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "store/testing_store.hpp"

namespace jalon::people {

class OnFile : public store::OnEachDatabase {
 protected:
  /// `rows` as people.csv has them, from "person" to "referent_organisation".
  void put_on_file(const std::string& rows, Date known_on = Date::from_ymd(2018, 10, 12)) {
    vault_ = std::make_unique<Vault>(fresh().folder() + "/keys");
    const auto document = csv::Document::parse(
        "people.csv",
        "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
        "french_level,family_role,referent_organisation\n" +
            rows);
    ASSERT_TRUE(document);
    ASSERT_TRUE(database().write(command("import"), [&](store::Transaction& transaction) -> Result<int> {
      EXPECT_TRUE(import_people(transaction, *document, {known_on, false}, *vault_).accepted());
      return 0;
    }));
  }
  PersonId person(std::string_view ref) {
    return *database().read([&](store::Reader& reader) { return person_by_ref(reader, "063", ref); });
  }

  std::unique_ptr<Vault> vault_;
};

}  // namespace jalon::people
