#include "people/right_actions.hpp"

#include <algorithm>

#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::people {
namespace {

Result<void> check(const RightDraft& draft, const RightsState& state) {
  const bool has_reasons =
      std::ranges::any_of(right_reasons(), [&](const RightReason& one) { return one.kind == draft.kind; });
  if (has_reasons && find_right_reason(draft.kind, draft.reason) == nullptr) {
    return refuse("right.reason_missing");
  }
  switch (draft.kind) {
    case RightKind::access:
      return {};
    case RightKind::restricted:
      if (state.restricted_on) return refuse("right.in_force");
      return {};
    case RightKind::objected:
      if (state.objected_on) return refuse("right.in_force");
      return {};
    case RightKind::released:
      if (!state.restricted_on) return refuse("right.not_in_force");
      return {};
    case RightKind::objection_lifted:
    case RightKind::objection_refused:
      if (!state.objected_on) return refuse("right.not_in_force");
      if (draft.kind == RightKind::objection_refused && draft.text.empty()) {
        return refuse("right.text_missing");
      }
      return {};
    default:
      return refuse("right.kind");
  }
}

/// Writes the line, with its words sealed.
void write(store::Transaction& transaction, Vault& vault, const RightDraft& draft, const std::string& actor) {
  RightEvent event;
  event.person = draft.person;
  event.kind = draft.kind;
  event.on = draft.on;
  event.reason = draft.reason;
  event.actor = actor;
  store::Bytes sealed;
  if (!draft.text.empty()) {
    sealed = vault.seal(draft.person.bytes(), right_field, draft.text);
    vault.flush();
  }
  insert_right(transaction, event, sealed);
}

Result<RightsState> open_file(store::Reader& reader, std::string_view territory, PersonId person) {
  if (!person_ref(reader, territory, person)) return refuse("person.unknown");
  RightsState state = rights_state(reader, territory, person);
  if (state.erased_on) return refuse("person.already_erased");
  return state;
}

}  // namespace

Result<void> exercise_right(store::Database& database, Vault& vault, store::Command command,
                            const RightDraft& draft) {
  command.action = "people." + std::string(to_word(draft.kind));
  command.object = draft.person.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    const auto state = open_file(transaction, command.territory, draft.person);
    if (!state) return tl::unexpected(state.error());
    if (auto checked = check(draft, *state); !checked) return checked;
    write(transaction, vault, draft, command.actor);
    transaction.publish(people_changed, draft.person.text());
    return {};
  });
}

Result<void> rectify_identity(store::Database& database, Vault& vault, store::Command command,
                              const RightDraft& draft, const Identity& identity) {
  command.action = "people.rectified";
  command.object = draft.person.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    const auto state = open_file(transaction, command.territory, draft.person);
    if (!state) return tl::unexpected(state.error());
    if (find_right_reason(RightKind::rectified, draft.reason) == nullptr) {
      return refuse("right.reason_missing");
    }
    if (identity.last_name.empty() && identity.first_name.empty()) return refuse("right.name_missing");
    const auto versions = versions_of(transaction, command.territory, draft.person);
    std::int64_t last_ver = 0;
    for (const PersonVersion& version : versions) last_ver = std::max(last_ver, version.ver);
    const PersonVersion& last = versions.back();
    const auto known = vault.open(draft.person.bytes(), "identity", last.sealed);
    if (known && unpack(*known) == identity) return refuse("right.nothing_changed");
    PersonVersion corrected = last;
    corrected.ver = last_ver + 1;
    corrected.rec_on = std::max(draft.on, last.rec_on);
    corrected.sealed = vault.seal(draft.person.bytes(), "identity", pack(identity));
    vault.flush();
    PersonWriter writer(transaction);
    writer.add_version(corrected);
    for (const auto& word : index_words(identity)) writer.add_term(vault.term(word), draft.person);
    writer.finish();
    RightDraft line = draft;
    line.kind = RightKind::rectified;
    write(transaction, vault, line, command.actor);
    transaction.publish(people_changed, draft.person.text());
    return {};
  });
}

std::vector<RightEvent> rights_exercised(store::Reader& reader, Vault& vault, std::string_view territory,
                                         PersonId person) {
  std::vector<RightEvent> events;
  for (SealedRight& right : rights_of(reader, territory, person)) {
    right.event.text = vault.open(person.bytes(), right_field, right.sealed).value_or("");
    events.push_back(std::move(right.event));
  }
  return events;
}

}  // namespace jalon::people
