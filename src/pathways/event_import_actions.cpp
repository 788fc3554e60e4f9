// The import of events.csv: see pathway_actions.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/string_map.hpp"
#include "partners/organisation_actions.hpp"
#include "pathways/catalogue_actions.hpp"
#include "pathways/event_file.hpp"
#include "pathways/event_remarks.hpp"
#include "pathways/event_store.hpp"
#include "pathways/outcomes.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::pathways {
namespace {

using people::PersonId;

/// A person's history has tens of events; thousands are a mistake of the sender, and would take minutes to
/// replay.
constexpr std::size_t most_events_of_a_person = 1000;

/// What the file says of one person, beside what is stored.
struct OnePerson {
  PersonId id;
  std::vector<RecordedEvent> known;  // by ver
  std::vector<RecordedEvent> added;
  std::vector<std::string_view> organisations;  // of `added`, the senders' identifiers
  std::vector<const EventRow*> rows;
};

class EventImport {
 public:
  EventImport(store::Transaction& transaction, const Catalogue& catalogue, const ImportContext& context,
              people::Vault& vault, ImportReport& report)
      : transaction_(transaction),
        catalogue_(catalogue),
        context_(context),
        vault_(vault),
        report_(report),
        organisations_(transaction, transaction.territory()) {}

  void apply(const std::vector<EventRow>& rows) {
    find_people(rows);
    if (!report_.accepted()) return;
    rights_ = people::rights_states(transaction_, transaction_.territory());
    load_known();
    std::ranges::sort(people_, {}, &OnePerson::id);  // in the order of the keys
    PathwayWriter writer(transaction_);
    for (OnePerson& person : people_) {
      compare(person);
      if (report_.accepted()) write(person, writer);
      person = {};  // of millions of events, those of one person at a time are held twice
    }
    std::ranges::stable_sort(report_.problems, {}, &FileProblem::line);
    std::ranges::stable_sort(report_.remarks, {}, &FileProblem::line);
    if (!report_.accepted()) return;  // the transaction is refused with what was written
    vault_.flush();
    writer.finish();
    if (report_.changes_something()) transaction_.publish(pathways_changed, "*");
  }

 private:
  void problem(const EventRow& row, std::string_view column, std::string_view value, std::string message) {
    tell(report_.problems,
         {report_.file, row.line, std::string(column), std::string(value), std::move(message)});
  }

  void refuse_ref_of_another(const EventRow& row) {
    problem(row, "event", row.event,
            "cet identifiant est déjà celui d’un événement d’une autre personne, il doit être unique");
  }

  void find_people(const std::vector<EventRow>& rows) {
    const auto refs = people::person_refs(transaction_, transaction_.territory());
    files_refs_.reserve(rows.size());
    for (const EventRow& row : rows) {
      const auto found = refs.find(row.person);
      if (found == refs.end()) {
        problem(row, "person", row.person, "une personne de people.csv est attendue, celle-ci est inconnue");
        continue;
      }
      const auto [position, is_new] = positions_.emplace(found->second, people_.size());
      if (is_new) people_.push_back({found->second, {}, {}, {}, {}});
      people_[position->second].rows.push_back(&row);
      if (row.event.empty()) continue;
      const auto [holder, first] = files_refs_.emplace(row.event, found->second);
      if (!first && holder->second != found->second) refuse_ref_of_another(row);
    }
  }

  void load_known() {
    if (!any_event(transaction_, transaction_.territory())) return;
    each_pathway(transaction_, transaction_.territory(),
                 [&](PersonId id, std::vector<RecordedEvent>& events) {
                   const auto position = positions_.find(id);
                   for (const RecordedEvent& event : events) {
                     const auto taken = event.ref.empty() ? files_refs_.end() : files_refs_.find(event.ref);
                     if (taken != files_refs_.end() && taken->second != id)
                       refs_of_others_.emplace(event.ref, id);
                   }
                   if (position != positions_.end()) people_[position->second].known = std::move(events);
                 });
  }

  /// The events of a row's identity, last one last; the sender's `event`, else (step, kind, date).
  static bool same_identity(const RecordedEvent& event, const EventRow& row, std::string_view step) {
    if (!row.event.empty()) return event.ref == row.event;
    return event.ref.empty() && event.step == step && event.kind == row.kind && event.date == row.date;
  }

  /// The sender's words, where they are no code.
  std::string_view text_of_row(const EventRow& row) const {
    return is_outcome_code(catalogue_, row.outcome) ? std::string_view{} : row.outcome;
  }

  /// Texts of an erased person are gone on both sides: they make no difference.
  bool same_outcome(const OnePerson& person, const RecordedEvent& event, const EventRow& row) const {
    const std::string_view text = text_of_row(row);
    if (event.outcome != (text.empty() ? row.outcome : std::string_view{})) return false;
    return erased(person.id) || text_of(vault_, person.id, event) == text;
  }

  bool erased(PersonId person) const {
    const auto state = rights_.find(person);
    return state != rights_.end() && state->second.erased_on;
  }

  bool same_content(const OnePerson& person, const RecordedEvent& event, const EventRow& row,
                    std::string_view step) const {
    return event.step == step && event.kind == row.kind && event.date == row.date &&
           same_outcome(person, event, row) && event.cause == row.cause &&
           event.organisation.has_value() == !row.organisation.empty() &&
           event.organisation == organisations_.find(row.organisation);
  }

  static const RecordedEvent* by_ref(const OnePerson& person, std::string_view ref) {
    for (const auto* events : {&person.added, &person.known}) {
      for (auto event = events->rbegin(); event != events->rend(); ++event) {
        if (event->ref == ref) return &*event;
      }
    }
    return nullptr;
  }

  void compare(OnePerson& person) {
    if (person.rows.size() + person.known.size() > most_events_of_a_person) {
      problem(*person.rows.back(), "person", person.rows.back()->person,
              fmt::format("{} événements au plus sont attendus pour une personne", most_events_of_a_person));
      return;
    }
    // In the order in which things became known; what corrects comes after what it corrects.
    std::ranges::stable_sort(person.rows, {}, [](const EventRow* row) { return row->known_on(); });
    std::vector<const EventRow*> later;
    for (const EventRow* row : person.rows) {
      if (row->corrects.empty()) {
        take(person, *row, std::nullopt);
      } else {
        later.push_back(row);
      }
    }
    while (!later.empty()) {
      std::vector<const EventRow*> still;
      for (const EventRow* row : later) {
        const RecordedEvent* corrected = by_ref(person, row->corrects);
        if (corrected != nullptr) {
          take(person, *row, corrected->ver);
        } else {
          still.push_back(row);
        }
      }
      if (still.size() == later.size()) {
        for (const EventRow* row : still) {
          problem(*row, "corrects", row->corrects,
                  "l’identifiant d’un événement de cette personne est attendu, celui-ci est inconnu");
        }
        return;
      }
      later = std::move(still);
    }
  }

  void take(OnePerson& person, const EventRow& row, std::optional<std::int64_t> corrects) {
    const std::string& step = catalogue_.step(row.step).id;
    if (const auto other = refs_of_others_.find(row.event); other != refs_of_others_.end()) {
      refuse_ref_of_another(row);
      return;
    }
    const RecordedEvent* latest = nullptr;
    for (const auto* events : {&person.known, &person.added}) {
      for (const RecordedEvent& event : *events) {
        if (!same_identity(event, row, step)) continue;
        if (same_content(person, event, row, step) && event.recorded_on == row.known_on()) {
          ++report_.unchanged;
          return;
        }
        latest = &event;
      }
    }
    if (latest != nullptr && same_content(person, *latest, row, step)) {
      ++report_.unchanged;
      return;
    }
    RecordedEvent event;
    event.ver = static_cast<std::int64_t>(person.known.size() + person.added.size()) + 1;
    event.step = step;
    event.kind = row.kind;
    event.date = row.date;
    event.recorded_on = row.known_on();
    const std::string_view text = text_of_row(row);
    if (text.empty()) event.outcome = row.outcome;
    if (!erased(person.id)) event.sealed = seal_text(vault_, person.id, text);
    event.cause = row.cause;
    event.ref = row.event;
    event.corrects = corrects;
    event.actor = "import";
    if (latest != nullptr) {
      // The sender changed a row: what it said until now was believed until the day of the change.
      event.corrects = latest->ver;
      const bool dated_after = row.recorded_on && *row.recorded_on > latest->recorded_on;
      if (!dated_after) event.recorded_on = std::max(context_.today, latest->recorded_on);
      ++report_.changed;
    } else if (corrects) {
      ++report_.changed;
    } else {
      ++report_.added;
    }
    partners::remark_on_unknown_organisation(report_, organisations_, row.organisation, row.line,
                                             "organisation");
    person.added.push_back(std::move(event));
    person.organisations.push_back(row.organisation);
  }

  void write(OnePerson& person, PathwayWriter& writer) {
    for (std::size_t i = 0; i < person.added.size(); ++i) {
      person.added[i].organisation = organisations_.find_or_add(person.organisations[i], transaction_);
    }
    writer.add(person.id, person.known, person.added);
  }

  store::Transaction& transaction_;
  const Catalogue& catalogue_;
  const ImportContext& context_;
  people::Vault& vault_;
  ImportReport& report_;
  std::unordered_map<PersonId, people::RightsState> rights_;
  partners::OrganisationBook organisations_;
  std::vector<OnePerson> people_;
  std::unordered_map<PersonId, std::size_t> positions_;
  std::unordered_map<std::string_view, PersonId> files_refs_;
  StringMap<PersonId> refs_of_others_;
};

}  // namespace

ImportReport import_events(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext& context, people::Vault& vault) {
  ImportReport report = report_on(document);
  const Catalogue catalogue = load_catalogue(transaction, transaction.territory());
  auto rows = read_events(document, catalogue, report);
  report.unchanged += document.size() - rows.size();  // lines said twice
  if (!report.accepted()) return report;
  leave_health_out(rows, catalogue, report);
  remark_sensitive_outcomes(rows, catalogue, report);
  EventImport(transaction, catalogue, context, vault, report).apply(rows);
  return report;
}

}  // namespace jalon::pathways
