// The import of places.csv and enrolments.csv: see scheme_actions.hpp.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "partners/organisation_actions.hpp"
#include "pathways/catalogue_actions.hpp"
#include "people/person_store.hpp"
#include "schemes/enrolment_file.hpp"
#include "schemes/enrolment_store.hpp"
#include "schemes/health_places_actions.hpp"
#include "schemes/place_file.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::schemes {
namespace {

using people::PersonId;

constexpr std::size_t most_health_rows_told = 50;

/// The most people in a place at once, by what is believed today, and the first day there are so many.
struct Peak {
  std::int64_t people = 0;
  Date on;
};

Peak peak_of(const std::vector<Period>& stays) {
  std::vector<std::pair<Date, int>> moves;
  for (const Period& stay : stays) {
    moves.emplace_back(stay.from, 1);
    moves.emplace_back(stay.to, -1);
  }
  std::ranges::sort(moves);  // on one day departures (-1) come before arrivals
  Peak peak;
  std::int64_t now = 0;
  for (const auto& [day, move] : moves) {
    now += move;
    if (now > peak.people) peak = {now, day};
  }
  return peak;
}

/// Recounts the seats taken of every place, and tells of the places that held more people than seats.
void recount(store::Transaction& transaction, ImportReport& report,
             const std::map<PlaceId, std::pair<std::string, std::size_t>>& touched) {
  std::map<PlaceId, std::vector<Period>> present;
  std::map<PlaceId, std::int64_t> used;
  each_stay_spell(transaction, transaction.territory(), [&](const Pair& pair, const StaySpell& spell) {
    if (!spell.rec.to.is_never()) return;
    if (spell.status == StayStatus::present) present[pair.place].push_back(spell.eff);
    if (occupies(spell.status) && spell.eff.to.is_never()) ++used[pair.place];
  });
  for (const Seats& seats : all_seats(transaction, transaction.territory())) {
    if (seats.used != used[seats.place]) set_used(transaction, seats.place, used[seats.place]);
    const auto named = touched.find(seats.place);
    if (named == touched.end()) continue;
    const Peak peak = peak_of(present[seats.place]);
    if (peak.people <= seats.capacity) continue;
    report.remarks.push_back(
        {report.file, named->second.second, "place", named->second.first,
         fmt::format("{} pour une capacité de {} le {}",
                     french_count(peak.people, "personne présente", "personnes présentes"), seats.capacity,
                     jalon::to_french(peak.on))});
  }
}

}  // namespace

ImportReport import_places(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext& context) {
  ImportReport report = report_on(document);
  const pathways::Catalogue catalogue = pathways::load_catalogue(transaction, transaction.territory());
  const auto rows = read_places(document, catalogue, report);
  if (!report.accepted()) return report;

  partners::OrganisationBook organisations(transaction, transaction.territory());
  StringMap<std::vector<PlaceVersion>> known;
  for (auto& version : all_place_versions(transaction, transaction.territory())) {
    known[version.place.ref].push_back(std::move(version));
  }
  for (const PlaceRow& row : rows) {
    partners::remark_on_unknown_organisation(report, organisations, row.organisation, row.line,
                                             "organisation");
    PlaceVersion sent;
    sent.place = row.place;
    sent.organisation = organisations.find_or_add(row.organisation, transaction);
    const auto found = known.find(row.place.ref);
    if (found == known.end()) {
      sent.id = insert_place(transaction, row.place.ref, row.place.capacity);
      sent.ver = 1;
      sent.rec_on = row.recorded_on.value_or(known_from_the_start());
      insert_place_version(transaction, sent);
      ++report.added;
      continue;
    }
    const auto& versions = found->second;  // by (rec_on, ver)
    // A dated row is compared with what was known on that day, an undated one with what is known now.
    const PlaceVersion* before = row.recorded_on ? nullptr : &versions.back();
    std::int64_t last_ver = 0;
    for (const PlaceVersion& version : versions) {
      if (row.recorded_on && version.rec_on <= *row.recorded_on) before = &version;
      last_ver = std::max(last_ver, version.ver);
    }
    if (before != nullptr && before->place == sent.place && before->organisation == sent.organisation) {
      ++report.unchanged;
      continue;
    }
    sent.id = versions.front().id;
    sent.ver = last_ver + 1;
    sent.rec_on = row.recorded_on.value_or(std::max(context.today, versions.back().rec_on));
    insert_place_version(transaction, sent);
    if (sent.rec_on >= versions.back().rec_on) set_capacity(transaction, sent.id, sent.place.capacity);
    ++report.changed;
  }
  if (report.changes_something()) transaction.publish(schemes_changed, "*");
  return report;
}

ImportReport import_enrolments(store::Transaction& transaction, const csv::Document& document,
                               const ImportContext& context) {
  ImportReport report = report_on(document);
  const auto rows = read_enrolments(document, report);
  report.unchanged += document.size() - rows.size();  // lines said twice
  if (!report.accepted()) return report;

  const auto persons = people::person_refs(transaction, transaction.territory());
  const auto place_ids = place_refs(transaction, transaction.territory());
  const std::set<PlaceId> health = places_about_health(transaction, transaction.territory());
  std::size_t left_out = 0;
  std::map<Pair, std::vector<const EnrolmentRow*>> sent;
  std::map<PlaceId, std::pair<std::string, std::size_t>>
      touched;  // the name and the first line of each place
  for (const EnrolmentRow& row : rows) {
    const auto person = persons.find(row.person);
    const auto place = place_ids.find(row.place);
    if (person == persons.end()) {
      tell(report.problems, {report.file, row.line, "person", row.person,
                             "une personne de people.csv est attendue, celle-ci est inconnue"});
    }
    if (place == place_ids.end()) {
      tell(report.problems, {report.file, row.line, "place", row.place,
                             "une place de places.csv est attendue, celle-ci est inconnue"});
    }
    if (person == persons.end() || place == place_ids.end()) continue;
    if (health.contains(place->second)) {
      if (left_out++ < most_health_rows_told) {
        report.remarks.push_back({report.file, row.line, "place", row.place,
                                  "place de soin\u00a0: une place qui ne dit rien de la santé est attendue, "
                                  "la ligne est laissée de côté"});
      }
      continue;
    }
    sent[{place->second, person->second}].push_back(&row);
    touched.emplace(place->second, std::pair(row.place, row.line));
  }
  if (!report.accepted()) return report;
  if (left_out > 0) {
    report.remarks.push_back(
        {report.file, 0, "", "",
         fmt::format("{} de côté, car une information de santé n’est jamais enregistrée",
                     french_count(static_cast<std::int64_t>(left_out), "ligne laissée", "lignes laissées"))});
  }

  std::map<Pair, std::vector<EnrolmentEvent>> known;
  each_enrolment(transaction, transaction.territory(),
                 [&](const Pair& pair, std::vector<EnrolmentEvent>& events) {
                   if (sent.contains(pair)) known.emplace(pair, std::move(events));
                 });
  EnrolmentWriter writer(transaction, "import");
  for (auto& [pair, pair_rows] : sent) {
    std::ranges::stable_sort(pair_rows, {}, [](const EnrolmentRow* row) { return row->event.recorded_on; });
    const auto& before = known[pair];
    std::vector<EnrolmentEvent> added;
    for (const EnrolmentRow* row : pair_rows) {
      bool same_identity = false;
      bool same = false;
      for (const auto* events : {&before, static_cast<const std::vector<EnrolmentEvent>*>(&added)}) {
        for (const EnrolmentEvent& event : *events) {
          if (event.kind != row->event.kind || event.date != row->event.date) continue;
          same_identity = true;
          same = same || event.hours == row->event.hours;
        }
      }
      if (same) {
        ++report.unchanged;
        continue;
      }
      EnrolmentEvent event = row->event;
      if (same_identity && !row->dated) event.recorded_on = context.today;
      added.push_back(event);
      ++(same_identity ? report.changed : report.added);
    }
    writer.add(pair, before, added);
  }
  writer.finish();
  if (report.changes_something()) {
    recount(transaction, report, touched);
    transaction.publish(schemes_changed, "*");
  }
  return report;
}

}  // namespace jalon::schemes
