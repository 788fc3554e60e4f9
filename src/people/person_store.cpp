#include "people/person_store.hpp"

#include <algorithm>

namespace jalon::people {
namespace {

const store::Query refs_query{"people.refs", "SELECT ref, id FROM person WHERE territory = ?"};
const store::Query ref_query{"people.ref", "SELECT ref FROM person WHERE territory = ? AND id = ?"};
const store::Query by_ref_query{"people.by_ref", "SELECT id FROM person WHERE territory = ? AND ref = ?"};
const store::Query household_refs_query{"people.household_refs",
                                        "SELECT ref, id FROM household WHERE territory = ?"};
const store::Query household_ref_query{"people.household_ref",
                                       "SELECT ref FROM household WHERE territory = ? AND id = ?"};
const store::Query insert_person_query{"people.insert_person",
                                       "INSERT INTO person (territory, id, ref) VALUES (?, ?, ?)"};
const store::Query insert_household_query{"people.insert_household",
                                          "INSERT INTO household (territory, id, ref) VALUES (?, ?, ?)"};
const store::Query insert_version_query{
    "people.insert_version",
    "INSERT INTO person_version (territory, person, ver, rec_on, household, status, protected_on, arrived_on,"
    " commune, languages, french_level, family_role, referent, reader, foreign_licence, left_on, goals, "
    "sealed)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query versions_query{
    "people.versions",
    "SELECT person, ver, rec_on, household, status, protected_on, arrived_on, commune, languages, "
    "french_level,"
    " family_role, referent, reader, foreign_licence, left_on, goals, sealed FROM person_version"
    " WHERE territory = ? ORDER BY person, ver"};
const store::Query versions_of_query{
    "people.versions_of",
    "SELECT person, ver, rec_on, household, status, protected_on, arrived_on, commune, languages, "
    "french_level,"
    " family_role, referent, reader, foreign_licence, left_on, goals, sealed FROM person_version"
    " WHERE territory = ? AND person = ? ORDER BY ver"};
const store::Query household_members_query{
    "people.household_members",
    "SELECT DISTINCT person FROM person_version WHERE territory = ? AND household = ? ORDER BY person"};
const store::Query insert_term_query{"people.insert_term",
                                     "INSERT INTO person_term (territory, term, person) VALUES (?, ?, ?)"
                                     " ON CONFLICT (territory, term, person) DO NOTHING"};
const store::Query with_term_query{"people.with_term",
                                   "SELECT person FROM person_term WHERE territory = ? AND term = ?"};
const store::Query delete_term_query{
    "people.delete_term", "DELETE FROM person_term WHERE territory = ? AND term = ? AND person = ?"};
const store::Query blank_sealed_query{
    "people.blank_sealed", "UPDATE person_version SET sealed = ? WHERE territory = ? AND person = ?"};
const store::Query accesses_query{"people.accesses",
                                  "SELECT person, at, actor, purpose, peer FROM person_access"
                                  " WHERE territory = ? AND person = ? ORDER BY seq DESC"};

std::optional<bool> optional_flag(const store::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.flag(column);
}

template <class Word>
std::string_view word_or_nothing(const std::optional<Word>& word) {
  return word ? to_word(*word) : std::string_view{};
}

PersonVersion to_version(const store::Row& row) {
  PersonVersion version;
  version.person = row.id<PersonId>(0);
  version.ver = row.integer(1);
  version.rec_on = row.date(2);
  Situation& known = version.situation;
  known.household = row.optional_id<HouseholdId>(3);
  known.status = parse_status(row.text(4));
  known.protected_on = row.optional_date(5);
  known.arrived_on = row.optional_date(6);
  known.commune = row.string(7);
  known.languages = row.string(8);
  known.french_level = parse_french_level(row.text(9));
  known.family_role = parse_role(row.text(10));
  known.referent = row.optional_id<partners::OrganisationId>(11);
  known.reader = optional_flag(row, 12);
  known.foreign_licence = optional_flag(row, 13);
  known.left_on = row.optional_date(14);
  known.goals = row.string(15);
  version.sealed = row.bytes(16);
  return version;
}

void by_date_of_recording(std::vector<PersonVersion>& versions) {
  std::ranges::stable_sort(versions, {}, &PersonVersion::rec_on);
}

template <class Ident>
StringMap<Ident> refs(store::Reader& reader, const store::Query& query, std::string_view territory) {
  StringMap<Ident> ids;
  reader.each(query, {territory},
              [&](const store::Row& row) { ids.emplace(row.string(0), row.id<Ident>(1)); });
  return ids;
}

}  // namespace

StringMap<PersonId> person_refs(store::Reader& reader, std::string_view territory) {
  return refs<PersonId>(reader, refs_query, territory);
}

StringMap<HouseholdId> household_refs(store::Reader& reader, std::string_view territory) {
  return refs<HouseholdId>(reader, household_refs_query, territory);
}

std::optional<std::string> person_ref(store::Reader& reader, std::string_view territory, PersonId person) {
  return reader.first(ref_query, {territory, person}, [](const store::Row& row) { return row.string(0); });
}

std::optional<PersonId> person_by_ref(store::Reader& reader, std::string_view territory,
                                      std::string_view ref) {
  return reader.first(by_ref_query, {territory, ref},
                      [](const store::Row& row) { return row.id<PersonId>(0); });
}

std::optional<std::string> household_ref(store::Reader& reader, std::string_view territory,
                                         HouseholdId household) {
  return reader.first(household_ref_query, {territory, household},
                      [](const store::Row& row) { return row.string(0); });
}

void each_version(store::Reader& reader, std::string_view territory,
                  const std::function<void(const PersonVersion&)>& visit) {
  std::vector<PersonVersion> of_one;
  const auto hand_over = [&] {
    by_date_of_recording(of_one);
    for (const PersonVersion& version : of_one) visit(version);
    of_one.clear();
  };
  reader.each(versions_query, {territory}, [&](const store::Row& row) {
    PersonVersion version = to_version(row);
    if (!of_one.empty() && of_one.back().person != version.person) hand_over();
    of_one.push_back(std::move(version));
  });
  hand_over();
}

std::vector<PersonVersion> versions_of(store::Reader& reader, std::string_view territory, PersonId person) {
  auto versions = reader.list(versions_of_query, {territory, person}, to_version);
  by_date_of_recording(versions);
  return versions;
}

std::vector<PersonId> household_members(store::Reader& reader, std::string_view territory,
                                        HouseholdId household) {
  return reader.list(household_members_query, {territory, household},
                     [](const store::Row& row) { return row.id<PersonId>(0); });
}

std::vector<PersonId> persons_with_term(store::Reader& reader, std::string_view territory,
                                        std::int64_t term) {
  return reader.list(with_term_query, {territory, term},
                     [](const store::Row& row) { return row.id<PersonId>(0); });
}

PersonWriter::PersonWriter(store::Transaction& transaction)
    : transaction_(transaction),
      persons_(transaction.batch(insert_person_query)),
      households_(transaction.batch(insert_household_query)),
      versions_(transaction.batch(insert_version_query)) {}

PersonId PersonWriter::add_person(std::string_view ref) {
  const auto id = transaction_.new_id<PersonId>();
  persons_->add({transaction_.territory(), id, ref});
  return id;
}

HouseholdId PersonWriter::add_household(std::string_view ref) {
  const auto id = transaction_.new_id<HouseholdId>();
  households_->add({transaction_.territory(), id, ref});
  return id;
}

void PersonWriter::add_version(const PersonVersion& version) {
  const Situation& known = version.situation;
  versions_->add({transaction_.territory(), version.person, version.ver, version.rec_on, known.household,
                  word_or_nothing(known.status), known.protected_on, known.arrived_on, known.commune,
                  known.languages, word_or_nothing(known.french_level), word_or_nothing(known.family_role),
                  known.referent, known.reader, known.foreign_licence, known.left_on, known.goals,
                  version.sealed});
}

void PersonWriter::finish() {
  persons_->finish();
  households_->finish();
  versions_->finish();
  if (terms_.empty()) return;
  std::ranges::sort(terms_);  // in the order of the index: it grows at its end instead of everywhere
  const auto batch = transaction_.batch(insert_term_query);
  for (const TermRow& row : terms_) batch->add({transaction_.territory(), row.term, row.person});
  batch->finish();
  terms_.clear();
}

void delete_terms(store::Transaction& transaction, PersonId person, const std::vector<std::int64_t>& terms) {
  for (const std::int64_t term : terms) {
    transaction.execute(delete_term_query, {transaction.territory(), term, person});
  }
}

void blank_sealed(store::Transaction& transaction, PersonId person) {
  transaction.execute(blank_sealed_query, {store::Bytes{}, transaction.territory(), person});
}

std::vector<Access> accesses_of(store::Reader& reader, std::string_view territory, PersonId person) {
  return reader.list(accesses_query, {territory, person}, [](const store::Row& row) {
    return Access{row.id<PersonId>(0), row.string(1), row.string(2), row.string(3), row.string(4)};
  });
}

}  // namespace jalon::people
