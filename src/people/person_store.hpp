// Tables `person`, `household`, `person_version`, `person_term`; reads `person_access`.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/string_map.hpp"
#include "people/situation.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// One row of person_version.
struct PersonVersion {
  PersonId person;
  std::int64_t ver = 0;
  Date rec_on;
  Situation situation;
  store::Bytes sealed;
};

/// The persons of a territory by the identifiers that files use.
StringMap<PersonId> person_refs(store::Reader& reader, std::string_view territory);
StringMap<HouseholdId> household_refs(store::Reader& reader, std::string_view territory);
std::optional<std::string> person_ref(store::Reader& reader, std::string_view territory, PersonId person);
std::optional<PersonId> person_by_ref(store::Reader& reader, std::string_view territory,
                                      std::string_view ref);
std::optional<std::string> household_ref(store::Reader& reader, std::string_view territory,
                                         HouseholdId household);

/// Every version of every person, ordered by person, then (rec_on, ver): the last one visited for a person is
/// what is known today.
void each_version(store::Reader& reader, std::string_view territory,
                  const std::function<void(const PersonVersion&)>& visit);
/// The versions of one person, ordered by (rec_on, ver).
std::vector<PersonVersion> versions_of(store::Reader& reader, std::string_view territory, PersonId person);
/// Persons of whom some version names this household.
std::vector<PersonId> household_members(store::Reader& reader, std::string_view territory,
                                        HouseholdId household);
std::vector<PersonId> persons_with_term(store::Reader& reader, std::string_view territory, std::int64_t term);

struct TermRow {
  std::int64_t term = 0;
  PersonId person;
  auto operator<=>(const TermRow&) const = default;
};

/// Adds many rows, each kind sent together.
class PersonWriter {
 public:
  explicit PersonWriter(store::Transaction& transaction);
  PersonId add_person(std::string_view ref);
  HouseholdId add_household(std::string_view ref);
  void add_version(const PersonVersion& version);
  void add_term(std::int64_t term, PersonId person) { terms_.push_back({term, person}); }
  /// Sends what is left.
  void finish();

 private:
  store::Transaction& transaction_;
  std::unique_ptr<store::Batch> persons_;
  std::unique_ptr<store::Batch> households_;
  std::unique_ptr<store::Batch> versions_;
  std::vector<TermRow> terms_;
};

void delete_terms(store::Transaction& transaction, PersonId person, const std::vector<std::int64_t>& terms);
/// Overwrites the sealed identities of every version with nothing.
void blank_sealed(store::Transaction& transaction, PersonId person);

struct Access {
  PersonId person;
  std::string at;  // ISO instant
  std::string actor;
  std::string purpose;
  std::string peer;  // address it was opened from; "" = not recorded
};
/// Latest first.
std::vector<Access> accesses_of(store::Reader& reader, std::string_view territory, PersonId person);

}  // namespace jalon::people
