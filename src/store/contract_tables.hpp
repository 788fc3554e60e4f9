// Tables and queries of the store's own tests. They are made inside a test, so they are in no migration.
#pragma once

#include "store/testing_store.hpp"

namespace jalon::store {

struct NoteTag;
using NoteId = Id<NoteTag>;

class ContractTables : public OnEachDatabase {
 protected:
  static constexpr auto unlisted = Query::Unlisted::yes;
  const Query create_note{
      "test.create_note",
      "CREATE TABLE contract_note (territory TEXT NOT NULL, id UUID NOT NULL, title TEXT, amount BIGINT,"
      " weight DOUBLE PRECISION, data BYTEA, on_day TEXT, PRIMARY KEY (territory, id))",
      unlisted};
  const Query create_place{
      "test.create_place",
      "CREATE TABLE contract_place (territory TEXT NOT NULL, code TEXT NOT NULL, used BIGINT NOT NULL,"
      " capacity BIGINT NOT NULL CHECK (capacity >= 0), note UUID, PRIMARY KEY (territory, code),"
      " FOREIGN KEY (territory, note) REFERENCES contract_note (territory, id))",
      unlisted};
  const Query insert_note{"test.insert_note",
                          "INSERT INTO contract_note (territory, id, title) VALUES (?, ?, ?)", unlisted};
  const Query count_notes{"test.count_notes", "SELECT COUNT(*) FROM contract_note WHERE territory = ?",
                          unlisted};
  const Query insert_place{
      "test.insert_place",
      "INSERT INTO contract_place (territory, code, used, capacity, note) VALUES (?, ?, 0, ?, ?)", unlisted};
  const Query take_place{
      "test.take_place",
      "UPDATE contract_place SET used = used + 1 WHERE territory = ? AND code = ? AND used < capacity",
      unlisted};
  const Query read_used{"test.used", "SELECT used FROM contract_place WHERE territory = ? AND code = ?",
                        unlisted};
  const Query set_used{"test.set_used", "UPDATE contract_place SET used = ? WHERE territory = ? AND code = ?",
                       unlisted};

  void make_tables() {
    ASSERT_TRUE(database().write(command("test.tables"), [&](Transaction& t) {
      t.execute(create_note, {});
      t.execute(create_place, {});
      return Result<int>(0);
    }));
  }
  void make_place(std::string_view code, int capacity) {
    ASSERT_TRUE(database().write(command("test.place"), [&](Transaction& t) {
      t.execute(insert_place, {t.territory(), code, capacity, std::nullopt});
      return Result<int>(0);
    }));
  }
  std::int64_t notes() {
    return database().read([&](Reader& reader) { return reader.count(count_notes, {"063"}); });
  }
  std::int64_t used(std::string_view code) {
    return database().read([&](Reader& reader) { return reader.count(read_used, {"063", code}); });
  }
  static CommandId new_command_id() { return CommandId(new_uuid_v4()); }
};

}  // namespace jalon::store
