#include "pathways/event_file.hpp"

#include <fmt/format.h>

#include <functional>
#include <unordered_set>

#include "base/record_reader.hpp"
#include "pathways/causes.hpp"

namespace jalon::pathways {
namespace {

using Column = RecordReader::Column;

constexpr std::size_t longest_code = 40;

std::string_view code(RecordReader& reader, Column column) {
  const std::string_view text = reader.text(column);
  if (text.size() > longest_code) {
    reader.problem(column,
                   fmt::format("un code de {} caractères au plus est attendu, pas un texte", longest_code));
    return {};
  }
  return text;
}

bool same_content(const EventRow& a, const EventRow& b) {
  return a.person == b.person && a.step == b.step && a.kind == b.kind && a.date == b.date &&
         a.outcome == b.outcome && a.organisation == b.organisation && a.cause == b.cause &&
         a.corrects == b.corrects;
}

/// Two rows speak of one event as recorded on one day: by its identifier, else by person, step, kind and
/// date. The rows are looked at in place, since there may be millions. Not noexcept on purpose: the set then
/// keeps each hash.
struct SameEvent {
  const std::vector<EventRow>& rows;

  std::size_t operator()(std::uint32_t i) const {
    const EventRow& row = rows[i];
    const auto recorded = static_cast<std::uint32_t>(row.known_on().days());
    const std::hash<std::string_view> hash;
    if (!row.event.empty()) return hash(row.event) ^ recorded;
    const auto date = static_cast<std::uint32_t>(row.date.days());
    const std::uint64_t what = (std::uint64_t{date} << 32 | recorded) ^ (std::uint64_t{row.step} << 24) ^
                               (static_cast<std::uint64_t>(row.kind) << 20);
    return hash(row.person) ^ static_cast<std::size_t>(what * 0x9e3779b97f4a7c15U);
  }
  bool operator()(std::uint32_t i, std::uint32_t j) const {
    const EventRow& a = rows[i];
    const EventRow& b = rows[j];
    if (a.known_on() != b.known_on() || a.event != b.event) return false;
    if (!a.event.empty()) return true;
    return a.person == b.person && a.step == b.step && a.kind == b.kind && a.date == b.date &&
           a.corrects == b.corrects;
  }
};

}  // namespace

StepEvent EventRow::step_event() const {
  StepEvent made;
  made.step = step;
  made.kind = kind;
  made.date = date;
  made.outcome = outcome;
  made.organisation = organisation;
  made.cause = cause;
  made.recorded_on = recorded_on;
  made.event = event;
  made.corrects = corrects;
  return made;
}

std::vector<EventRow> read_events(const csv::Document& document, const Catalogue& catalogue,
                                  ImportReport& report) {
  RecordReader reader(document);
  const Column person = reader.required("person");
  const Column step = reader.required("step");
  const Column kind = reader.required("kind");
  const Column date = reader.required("date");
  const Column outcome = reader.required("outcome");
  const Column organisation = reader.required("organisation");
  const Column cause = reader.required("cause");
  const Column recorded_on = reader.required("recorded_on");
  const Column event = reader.optional("event");
  const Column corrects = reader.optional("corrects");

  std::vector<EventRow> rows;
  rows.reserve(reader.size());
  const SameEvent same_event{rows};
  std::unordered_set<std::uint32_t, SameEvent, SameEvent> seen(reader.size(), same_event, same_event);
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    EventRow& row = rows.emplace_back();
    row.line = static_cast<std::uint32_t>(reader.line());
    row.person = reader.required_text(person);
    const std::string_view step_id = reader.required_text(step);
    const auto known_step = catalogue.find(step_id);
    if (known_step) {
      row.step = *known_step;
    } else if (!step_id.empty()) {
      reader.problem(step, "une étape du catalogue est attendue, celle-ci y est inconnue");
    }
    const std::string_view kind_word = reader.required_text(kind);
    const auto known_kind = parse_event_kind(kind_word);
    if (known_kind) {
      row.kind = *known_kind;
    } else if (!kind_word.empty()) {
      reader.problem(
          kind, fmt::format("une de ces valeurs est attendue\u00a0: {}", fmt::join(event_kind_words, ", ")));
    }
    row.date = reader.required_date(date).value_or(Date());
    row.outcome = code(reader, outcome);
    row.organisation = reader.text(organisation);
    row.cause = code(reader, cause);
    if (!row.cause.empty() && !is_cause_code(row.cause)) {
      reader.problem(cause, "un code sans espace, comme B06, est attendu, pas un texte");
    }
    row.recorded_on = reader.date(recorded_on);
    row.event = code(reader, event);
    row.corrects = code(reader, corrects);

    if (known_kind == EventKind::blocked && row.cause.empty()) {
      reader.problem(cause, "un blocage a une cause, un code comme B06 est attendu");
    }
    if (known_kind == EventKind::withdrawn && row.corrects.empty()) {
      reader.problem(corrects, "withdrawn annule un événement, son identifiant est attendu dans corrects");
    }
    if (!row.event.empty() && row.event == row.corrects) {
      reader.problem(corrects, "un événement ne se corrige pas lui-même, un autre identifiant est attendu");
    }
    if (!known_step || !known_kind || row.person.empty()) continue;
    const auto [first, is_new] = seen.insert(static_cast<std::uint32_t>(rows.size() - 1));
    if (is_new) continue;
    const EventRow& before = rows[*first];
    if (same_content(before, row)) {
      tell(report.remarks,
           {document.name(), row.line, "", "",
            fmt::format("ligne identique à la ligne {}, comptée une seule fois", before.line)});
      rows.pop_back();
      continue;
    }
    reader.problem(
        row.event.empty() ? Column{} : event,
        fmt::format("cet événement figure déjà à la ligne {} avec un autre contenu, il doit être unique",
                    before.line));
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::pathways
