#include "pathways/pathway_actions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "pathways/catalogue_actions.hpp"
#include "pathways/causes.hpp"
#include "pathways/event_store.hpp"
#include "pathways/outcomes.hpp"
#include "people/health_information.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::pathways {
namespace {

using people::PersonId;

/// Kinds that end a step one way or another: two different ones recorded at once are a contradiction.
bool ends_a_step(EventKind kind) {
  switch (kind) {
    case EventKind::done:
    case EventKind::refused:
    case EventKind::expired:
    case EventKind::abandoned:
    case EventKind::cancelled:
    case EventKind::not_relevant:
      return true;
    default:
      return false;
  }
}

bool says_the_same(const RecordedEvent& event, const EventDraft& draft, people::Vault& vault) {
  return event.step == draft.step && event.kind == draft.kind && event.date == draft.date &&
         event.outcome == draft.outcome && event.cause == draft.cause &&
         event.organisation == draft.organisation && text_of(vault, draft.person, event) == draft.text;
}

bool same_event(const RecordedEvent& event, const EventDraft& draft, people::Vault& vault) {
  return says_the_same(event, draft, vault) && event.corrects == draft.corrects;
}

/// What the draft itself lacks; the first refusal carries the others.
std::optional<Refusal> refusal_of(const EventDraft& draft, const Catalogue& catalogue, Date today) {
  std::vector<Refusal> refusals;
  const auto step = catalogue.find(draft.step);
  if (!step) refusals.push_back({"step.unknown", {{"step", draft.step}}, {}});
  if ((step && catalogue.step(*step).about_health) || people::health_information().cause(draft.cause)) {
    refusals.push_back({"event.about_health", {{"step", draft.step}}, {}});
  }
  if (!draft.outcome.empty() && !is_outcome_code(catalogue, draft.outcome)) {
    refusals.push_back({"event.outcome_unknown", {{"outcome", draft.outcome}}, {}});
  }
  if (draft.date > today) refusals.push_back({"event.date_in_future", {{"date", to_iso(draft.date)}}, {}});
  if (draft.kind == EventKind::blocked && draft.cause.empty()) {
    refusals.push_back({"event.cause_missing", {}, {}});
  }
  if (!draft.cause.empty() && !is_cause_code(draft.cause)) {
    refusals.push_back({"event.cause_unknown", {{"cause", draft.cause}}, {}});
  }
  if (draft.kind == EventKind::withdrawn && !draft.corrects) {
    refusals.push_back({"event.corrects_missing", {}, {}});
  }
  if (refusals.empty()) return std::nullopt;
  Refusal first = refusals.front();
  first.also.assign(refusals.begin() + 1, refusals.end());
  return first;
}

Result<Recorded> append(store::Transaction& transaction, people::Vault& vault, const EventDraft& draft,
                        std::int64_t seen, const std::string& actor, Date today) {
  const std::string& territory = transaction.territory();
  if (!people::person_ref(transaction, territory, draft.person)) {
    return refuse("person.unknown", {{"person", draft.person.text()}});
  }
  if (!draft.text.empty() && people::rights_state(transaction, territory, draft.person).erased_on) {
    return refuse("person.already_erased", {{"person", draft.person.text()}});
  }
  Recorded recorded;
  recorded.ver = next_version(transaction, draft.person);
  std::vector<RecordedEvent> events = events_of(transaction, territory, draft.person);
  if (draft.corrects) {
    const auto corrected = std::ranges::find(events, *draft.corrects, &RecordedEvent::ver);
    if (corrected == events.end() || corrected->step != draft.step) {
      return refuse("event.unknown", {{"event", std::to_string(*draft.corrects)}});
    }
    if (says_the_same(*corrected, draft, vault))
      return refuse("event.already_recorded", {{"step", draft.step}});
    const auto later = std::ranges::find(events, draft.corrects, &RecordedEvent::corrects);
    if (later != events.end() && !same_event(*later, draft, vault)) {
      return refuse("event.corrected_meanwhile", {{"actor", later->actor}});
    }
  }
  for (const RecordedEvent& event : events) {
    if (same_event(event, draft, vault)) return refuse("event.already_recorded", {{"step", draft.step}});
    if (event.ver <= seen) continue;
    const bool contradicts = !draft.corrects && event.step == draft.step && event.kind != draft.kind &&
                             ends_a_step(event.kind) && ends_a_step(draft.kind);
    if (contradicts) {
      return refuse("event.contradicted", {{"step", event.step},
                                           {"kind", std::string(to_word(event.kind))},
                                           {"date", to_iso(event.date)},
                                           {"actor", event.actor}});
    }
    recorded.meanwhile.push_back(event);
  }
  RecordedEvent added;
  added.ver = recorded.ver;
  added.step = draft.step;
  added.kind = draft.kind;
  added.date = draft.date;
  added.recorded_on = today;
  added.outcome = draft.outcome;
  added.organisation = draft.organisation;
  added.cause = draft.cause;
  added.corrects = draft.corrects;
  added.actor = actor;
  added.sealed = seal_text(vault, draft.person, draft.text);
  if (!added.sealed.empty()) vault.flush();
  insert_event(transaction, draft.person, added);
  const auto before = step_spells(events);
  events.push_back(added);
  replace_spells(transaction, draft.person, before, step_spells(events));
  transaction.publish(pathways_changed, draft.person.text());
  return recorded;
}

constexpr std::string_view text_field = "outcome";

}  // namespace

std::string text_of(people::Vault& vault, PersonId person, const RecordedEvent& event) {
  if (event.sealed.empty()) return "";
  return vault.open(person.bytes(), text_field, event.sealed).value_or("");
}

std::vector<std::uint8_t> seal_text(people::Vault& vault, PersonId person, std::string_view text) {
  if (text.empty()) return {};
  return vault.seal(person.bytes(), text_field, text);
}

std::size_t seal_waiting_texts(store::Database& database, people::Vault& vault, const std::string& actor) {
  const auto territories =
      database.read([](store::Reader& reader) { return territories_with_waiting_texts(reader); });
  std::size_t put_away = 0;
  for (const std::string& territory : territories) {
    const store::Command command{territory, {}, actor, "pathways.texts_sealed", "*"};
    const auto sealed = database.write(command, [&](store::Transaction& transaction) -> Result<std::size_t> {
      const Catalogue catalogue = load_catalogue(transaction, territory);
      const auto states = people::rights_states(transaction, territory);
      const auto waiting = waiting_texts(transaction, territory);
      for (const WaitingText& one : waiting) {
        const bool code = is_outcome_code(catalogue, one.text);
        const auto state = states.find(one.person);
        const bool erased = state != states.end() && state->second.erased_on;
        put_text_away(transaction, one, code ? std::string_view(one.text) : "",
                      code || erased ? store::Bytes{} : seal_text(vault, one.person, one.text));
      }
      vault.flush();
      return waiting.size();
    });
    put_away += sealed.value_or(0);
  }
  return put_away;
}

Result<Recorded> record_event(store::Database& database, people::Vault& vault, const Catalogue& catalogue,
                              const Clock& clock, const store::Command& command, const EventDraft& draft,
                              std::int64_t seen) {
  const Date today = clock.today();
  if (auto refusal = refusal_of(draft, catalogue, today)) return tl::unexpected(std::move(*refusal));
  return database.write(command, [&](store::Transaction& transaction) {
    return append(transaction, vault, draft, seen, command.actor, today);
  });
}

ReplayCheck verify_pathways(store::Reader& reader, std::string_view territory) {
  struct Stored {
    PersonId person;
    StepSpell spell;
    auto operator<=>(const Stored&) const = default;
  };
  ReplayCheck check;
  std::vector<Stored> derived;
  each_pathway(reader, territory, [&](PersonId person, std::vector<RecordedEvent>& events) {
    ++check.people;
    check.events += static_cast<std::int64_t>(events.size());
    const std::int64_t ver = pathway_version(reader, territory, person);
    if (ver != events.back().ver || events.back().ver != static_cast<std::int64_t>(events.size())) {
      check.problems.push_back(
          fmt::format("parcours {}\u00a0: {} événements, le dernier a le numéro {}, la "
                      "version enregistrée est {}",
                      person.text(), events.size(), events.back().ver, ver));
    }
    for (StepSpell& spell : step_spells(events)) derived.push_back({person, std::move(spell)});
  });
  std::vector<Stored> stored;
  each_spell(reader, territory,
             [&](PersonId person, const StepSpell& spell) { stored.push_back({person, spell}); });
  check.spells = static_cast<std::int64_t>(stored.size());
  std::ranges::sort(derived);
  std::ranges::sort(stored);
  const auto tell = [&](const std::vector<Stored>& some, const std::vector<Stored>& others,
                        std::string_view what) {
    std::vector<Stored> only;
    std::ranges::set_difference(some, others, std::back_inserter(only));
    for (const Stored& row : only) {
      check.problems.push_back(
          fmt::format("parcours {}, étape {}\u00a0: la période {} du {} au {} (connue du {} au {}) {}",
                      row.person.text(), row.spell.step, row.spell.status, to_iso(row.spell.eff.from),
                      to_iso(row.spell.eff.to), to_iso(row.spell.rec.from), to_iso(row.spell.rec.to), what));
    }
  };
  tell(derived, stored, "suit des événements et manque");
  tell(stored, derived, "est enregistrée et ne suit d’aucun événement");
  return check;
}

}  // namespace jalon::pathways
