#include "people/people_actions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::people {
namespace {

constexpr std::string_view identity_field = "identity";

/// Fills `known` from a version; the identity stays empty when its key is gone.
KnownPerson known_person(const PersonVersion& version, std::string ref, Vault& vault) {
  KnownPerson known;
  known.id = version.person;
  known.ref = std::move(ref);
  known.recorded_on = version.rec_on;
  known.situation = version.situation;
  std::optional<Identity> identity;
  if (const auto text = vault.open(version.person.bytes(), identity_field, version.sealed)) {
    identity = unpack(*text);
  }
  known.erased = !identity;
  if (identity) known.identity = std::move(*identity);
  return known;
}

const PersonVersion* version_known_at(const std::vector<PersonVersion>& versions, Date known_at) {
  const PersonVersion* known = nullptr;
  for (const PersonVersion& version : versions) {
    if (version.rec_on <= known_at) known = &version;
  }
  return known;
}

}  // namespace

void each_person(store::Reader& reader, Vault& vault, std::string_view territory, Date known_at,
                 const std::function<void(const KnownPerson&)>& visit) {
  const auto rights = rights_states(reader, territory);
  std::unordered_map<PersonId, std::string> refs;
  for (auto& [ref, id] : person_refs(reader, territory)) refs.emplace(id, ref);
  std::optional<PersonVersion> last;
  const auto hand_over = [&] {
    if (!last) return;
    KnownPerson known = known_person(*last, std::move(refs[last->person]), vault);
    const auto state = rights.find(last->person);
    known.set_aside = state != rights.end() && state->second.set_aside();
    visit(known);
    last.reset();
  };
  each_version(reader, territory, [&](const PersonVersion& version) {
    if (last && last->person != version.person) hand_over();
    if (version.rec_on <= known_at) last = version;
  });
  hand_over();
}

std::optional<KnownPerson> find_person(store::Reader& reader, Vault& vault, std::string_view territory,
                                       PersonId person, Date known_at) {
  const auto versions = versions_of(reader, territory, person);
  const PersonVersion* version = version_known_at(versions, known_at);
  if (version == nullptr) return std::nullopt;
  KnownPerson known = known_person(*version, person_ref(reader, territory, person).value_or(""), vault);
  known.set_aside = rights_state(reader, territory, person).set_aside();
  return known;
}

std::vector<KnownPerson> household_of(store::Reader& reader, Vault& vault, std::string_view territory,
                                      PersonId person, Date known_at) {
  std::vector<KnownPerson> members;
  auto self = find_person(reader, vault, territory, person, known_at);
  if (!self) return members;
  const auto household = self->situation.household;
  members.push_back(std::move(*self));
  if (!household) return members;
  for (const PersonId id : household_members(reader, territory, *household)) {
    if (id == person) continue;
    auto member = find_person(reader, vault, territory, id, known_at);
    if (member && member->situation.household == household) members.push_back(std::move(*member));
  }
  return members;
}

std::vector<KnownPerson> search(store::Reader& reader, Vault& vault, std::string_view territory,
                                std::string_view typed, std::size_t limit) {
  std::vector<KnownPerson> found;
  if (const auto exact = person_by_ref(reader, territory, trim(typed))) {
    if (auto person = find_person(reader, vault, territory, *exact)) found.push_back(std::move(*person));
  }
  const Search wanted = parse_search(typed);
  const std::string word = narrowest_index_word(wanted);
  if (word.empty()) return found;
  for (const PersonId id : persons_with_term(reader, territory, vault.term(word))) {
    if (!found.empty() && found.front().id == id) continue;
    auto person = find_person(reader, vault, territory, id);
    if (person && !person->erased && matches(person->identity, wanted)) found.push_back(std::move(*person));
  }
  std::ranges::stable_sort(found, {}, [](const KnownPerson& person) {
    return std::pair(fold(person.identity.last_name), fold(person.identity.first_name));
  });
  if (found.size() > limit) found.resize(limit);
  return found;
}

Result<void> record_access(store::Database& database, std::string_view territory, std::string_view actor,
                           PersonId person, std::string_view purpose, std::string_view peer) {
  return record_accesses(database, territory, {&person, 1},
                         {std::string(actor), std::string(purpose), std::string(peer)});
}

Result<void> record_accesses(store::Database& database, std::string_view territory,
                             std::span<const PersonId> persons, const AccessWords& words) {
  store::Command command{std::string(territory), {}, words.actor, "people.read", ""};
  command.audited = false;  // its lines stand in the access log, which is a chain too
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    append_accesses(transaction, persons, words);
    return {};
  });
}

}  // namespace jalon::people
