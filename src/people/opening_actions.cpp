#include "people/opening_actions.hpp"

#include <algorithm>

#include "base/clock.hpp"
#include "people/opening_store.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::people {
namespace {

constexpr std::string_view reason_field = "opening";
constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

std::vector<Opening> fold(const std::vector<SealedOpening>& sealed) {
  std::vector<OpeningEvent> events;
  events.reserve(sealed.size());
  for (const SealedOpening& one : sealed) events.push_back(one.event);
  return openings_of_events(events);
}

std::vector<Opening> fold(std::vector<SealedOpening> sealed, Vault& vault) {
  for (SealedOpening& one : sealed) {
    one.event.reason = vault.open(one.event.person.bytes(), reason_field, one.sealed).value_or("");
  }
  return fold(sealed);
}

void write(store::Transaction& transaction, Vault& vault, const OpeningEvent& event) {
  store::Bytes sealed;
  if (!event.reason.empty()) {
    sealed = vault.seal(event.person.bytes(), reason_field, event.reason);
    vault.flush();
  }
  insert_opening(transaction, event, sealed);
}

Result<void> check_file(store::Reader& reader, std::string_view territory, const OpeningDraft& draft) {
  if (!person_ref(reader, territory, draft.person)) return refuse("person.unknown");
  if (rights_state(reader, territory, draft.person).erased_on) return refuse("person.already_erased");
  if (draft.reason.size() < shortest_reason) return refuse("opening.reason_missing");
  return {};
}

bool may_last(std::int64_t hours, std::int64_t now_ms) {
  return std::ranges::any_of(durations_at(paris_date(now_ms)),
                             [&](const OpeningRule& rule) { return rule.hours == hours; });
}

/// The event that follows an opening, to the same account about the same person.
OpeningEvent next(const Opening& opening, OpeningKind kind, const std::string& actor, std::int64_t now_ms) {
  OpeningEvent event;
  event.about = opening.first.about;
  event.kind = kind;
  event.person = opening.first.person;
  event.account = opening.first.account;
  event.at_ms = now_ms;
  event.actor = actor;
  return event;
}

std::optional<Opening> find(store::Reader& reader, std::string_view territory, OpeningId about) {
  auto found = fold(opening_events(reader, territory, about));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

OpeningEvent first_event(const OpeningDraft& draft, OpeningKind kind, OpeningId id, const std::string& actor,
                         std::int64_t now_ms) {
  OpeningEvent event;
  event.about = id;
  event.kind = kind;
  event.person = draft.person;
  event.account = draft.account;
  event.at_ms = now_ms;
  event.reason = draft.reason;
  event.actor = actor;
  return event;
}

}  // namespace

Result<OpeningId> ask_to_open(store::Database& database, Vault& vault, store::Command command,
                              const OpeningDraft& draft, std::int64_t now_ms) {
  command.action = "people.opening_asked";
  command.object = draft.person.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<OpeningId> {
    if (auto checked = check_file(transaction, command.territory, draft); !checked) {
      return tl::unexpected(checked.error());
    }
    if (draft.categories == 0 || (draft.categories & ~categories_to_ask()) != 0) {
      return refuse("opening.categories_missing");
    }
    if (!may_last(draft.hours, now_ms)) return refuse("opening.duration");
    const auto before =
        fold(opening_events_between(transaction, command.territory, draft.account, draft.person));
    if (std::ranges::any_of(before, &Opening::pending)) return refuse("opening.pending");
    const auto id = transaction.new_id<OpeningId>();
    OpeningEvent event = first_event(draft, OpeningKind::asked, id, command.actor, now_ms);
    event.categories = draft.categories;
    event.hours = draft.hours;
    write(transaction, vault, event);
    return id;
  });
}

Result<OpeningId> open_in_emergency(store::Database& database, Vault& vault, store::Command command,
                                    const OpeningDraft& draft, std::int64_t now_ms) {
  command.action = "people.opened_in_emergency";
  command.object = draft.person.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<OpeningId> {
    if (auto checked = check_file(transaction, command.territory, draft); !checked) {
      return tl::unexpected(checked.error());
    }
    const OpeningRule rule = emergency_rule_at(paris_date(now_ms));
    const auto before = fold(opening_events_of_account(transaction, command.territory, draft.account));
    std::int64_t lately = 0;
    for (const Opening& opening : before) {
      if (!opening.emergency()) continue;
      if (opening.first.person == draft.person && opening.in_force(now_ms)) return refuse("opening.in_force");
      if (opening.first.at_ms > now_ms - day_ms) ++lately;
    }
    if (rule.most_a_day > 0 && lately >= rule.most_a_day) return refuse("opening.too_many");
    const auto id = transaction.new_id<OpeningId>();
    OpeningEvent event = first_event(draft, OpeningKind::emergency, id, command.actor, now_ms);
    event.hours = rule.hours;
    event.until_ms = now_ms + rule.hours * hour_ms;
    write(transaction, vault, event);
    return id;
  });
}

Result<void> answer_opening(store::Database& database, Vault& vault, store::Command command, OpeningId about,
                            const OpeningAnswer& answer, std::int64_t now_ms) {
  command.action = answer.grants ? "people.opening_granted" : "people.opening_refused";
  command.object = about.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    const auto opening = find(transaction, command.territory, about);
    if (!opening || opening->emergency()) return refuse("opening.unknown");
    if (!opening->pending()) return refuse("opening.answered");
    if (opening->first.account == answer.account) return refuse("opening.own");
    OpeningEvent event =
        next(*opening, answer.grants ? OpeningKind::granted : OpeningKind::refused, command.actor, now_ms);
    event.reason = answer.reason;
    if (answer.grants) {
      if (answer.categories == 0 || (answer.categories & ~opening->first.categories) != 0) {
        return refuse("opening.categories_missing");
      }
      if (!may_last(answer.hours, now_ms)) return refuse("opening.duration");
      event.categories = answer.categories;
      event.hours = answer.hours;
      event.until_ms = now_ms + answer.hours * hour_ms;
    } else if (answer.reason.size() < shortest_reason) {
      return refuse("opening.reason_missing");
    }
    write(transaction, vault, event);
    return {};
  });
}

Result<void> end_opening(store::Database& database, store::Command command, OpeningId about,
                         std::int64_t now_ms) {
  command.action = "people.opening_ended";
  command.object = about.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    const auto opening = find(transaction, command.territory, about);
    if (!opening) return refuse("opening.unknown");
    if (!opening->in_force(now_ms)) return refuse("opening.not_in_force");
    insert_opening(transaction, next(*opening, OpeningKind::ended, command.actor, now_ms), {});
    return {};
  });
}

Result<void> review_emergency(store::Database& database, Vault& vault, store::Command command,
                              OpeningId about, bool justified, const std::string& reason,
                              partners::AccountId account, std::int64_t now_ms) {
  command.action = "people.emergency_reviewed";
  command.object = about.text();
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    const auto opening = find(transaction, command.territory, about);
    if (!opening || !opening->emergency()) return refuse("opening.unknown");
    if (opening->review) return refuse("opening.reviewed");
    if (opening->first.account == account) return refuse("opening.own");
    if (!justified && reason.size() < shortest_reason) return refuse("opening.reason_missing");
    OpeningEvent event =
        next(*opening, justified ? OpeningKind::justified : OpeningKind::unjustified, command.actor, now_ms);
    event.reason = reason;
    write(transaction, vault, event);
    return {};
  });
}

std::shared_ptr<const partners::OpenedFiles> opened_to(store::Reader& reader, std::string_view territory,
                                                       partners::AccountId account, std::int64_t now_ms) {
  const auto events = opening_events_of_account(reader, territory, account);
  if (events.empty()) return nullptr;
  auto opened = open_now(fold(events), now_ms);
  if (opened.of.empty()) return nullptr;
  return std::make_shared<const partners::OpenedFiles>(std::move(opened));
}

std::optional<Opening> find_opening(store::Reader& reader, Vault& vault, std::string_view territory,
                                    OpeningId about) {
  auto found = fold(opening_events(reader, territory, about), vault);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Opening> openings_of_person(store::Reader& reader, Vault& vault, std::string_view territory,
                                        PersonId person) {
  return fold(opening_events_of_person(reader, territory, person), vault);
}

std::vector<Opening> openings_of_account(store::Reader& reader, Vault& vault, std::string_view territory,
                                         partners::AccountId account) {
  return fold(opening_events_of_account(reader, territory, account), vault);
}

std::vector<Opening> emergencies(store::Reader& reader, Vault& vault, std::string_view territory) {
  return fold(emergency_events(reader, territory), vault);
}

std::vector<Opening> all_openings(store::Reader& reader, Vault& vault, std::string_view territory) {
  return fold(all_opening_events(reader, territory), vault);
}

}  // namespace jalon::people
