// Use cases on pathways: the import of events.csv, one event recorded on a step, the history of a person or
// of everybody, and the check that what is derived follows from the events.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/import_report.hpp"
#include "pathways/catalogue.hpp"
#include "pathways/facts.hpp"
#include "pathways/recorded_event.hpp"
#include "people/situation.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::pathways {

/// Published in the outbox when events were added: the payload is the person's id, or "*" after an import.
inline constexpr std::string_view pathways_changed = "pathways.changed";

/// Reads and applies events.csv. Rows that say something of a person's health are left out, each told as a
/// remark (the first ones) and counted. New events are appended; a known event sent with another content is
/// appended as its correction, recorded on its recorded_on when that is later than what it corrects, else
/// today. With a problem in the report the caller must refuse the transaction: some of the events may stand
/// in it.
/// An outcome that is no code is a text about the person: it enters sealed under their key.
ImportReport import_events(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext& context, people::Vault& vault);

/// One event as a professional records it.
struct EventDraft {
  people::PersonId person;
  std::string step;
  EventKind kind = EventKind::requested;
  Date date;
  std::string outcome;  // a code
  std::string text;     // other words about it, kept under the person's key
  std::optional<partners::OrganisationId> organisation;
  std::string cause;
  std::optional<std::int64_t> corrects;  // ver of the event that this one replaces or withdraws
};

struct Recorded {
  std::int64_t ver = 0;
  /// What others recorded since the version that the professional had before their eyes.
  std::vector<RecordedEvent> meanwhile;
};

/// Appends one event. `seen` is the version of the pathway that was shown (pathway_version): events recorded
/// since are kept and handed back, except when one of them contradicts this one. Refused: person.unknown,
/// step.unknown, event.about_health (a step or cause of which nothing is kept), event.date_in_future,
/// event.cause_missing (blocked), event.cause_unknown (words, no code), event.corrects_missing (withdrawn),
/// event.unknown (corrects, of this step), event.corrected_meanwhile (actor: the event was replaced or
/// withdrawn already), event.already_recorded, event.contradicted (kind, date, actor: somebody else has just
/// recorded another end of this step), event.outcome_unknown (not a code), person.already_erased (a text, of
/// a person whose key is gone), command.already_done.
Result<Recorded> record_event(store::Database& database, people::Vault& vault, const Catalogue& catalogue,
                              const Clock& clock, const store::Command& command, const EventDraft& draft,
                              std::int64_t seen);

/// The words kept with an event; "" where there are none or the key is gone.
std::string text_of(people::Vault& vault, people::PersonId person, const RecordedEvent& event);
/// How the words of an event are sealed; "" gives nothing. `flush` the vault before the commit.
std::vector<std::uint8_t> seal_text(people::Vault& vault, people::PersonId person, std::string_view text);
/// Seals the texts that an older version of the program wrote in clear, in every territory; those of an
/// erased person are forgotten. Returns how many were put away: none, nearly always.
std::size_t seal_waiting_texts(store::Database& database, people::Vault& vault, const std::string& actor);

/// A person and what happened: what the engines are fed with.
struct History {
  people::KnownPerson person;
  PersonFacts facts;
  std::vector<StepEvent> events;  // known at the day asked for; `event` and `corrects` name them by ver
  std::int64_t ver = 0;           // of the pathway
};

/// Everybody known on `known_at` (Date::never(): now), in the order of their ids, with their household and
/// their events. Events on steps that the catalogue no longer knows are left out.
std::vector<History> load_histories(store::Reader& reader, people::Vault& vault, const Catalogue& catalogue,
                                    std::string_view territory, Date known_at = Date::never());
/// One person; the household is read too. Nullopt: unknown.
std::optional<History> load_history(store::Reader& reader, people::Vault& vault, const Catalogue& catalogue,
                                    std::string_view territory, people::PersonId person,
                                    Date known_at = Date::never());

/// Replays every event and compares with the stored versions and periods: French sentences, none = all is
/// well.
struct ReplayCheck {
  std::int64_t people = 0;
  std::int64_t events = 0;
  std::int64_t spells = 0;
  std::vector<std::string> problems;
};
ReplayCheck verify_pathways(store::Reader& reader, std::string_view territory);

}  // namespace jalon::pathways
