#include "schemes/place_knowledge_cli.hpp"

#include <map>

#include "schemes/enrolment_file.hpp"
#include "schemes/openings.hpp"
#include "schemes/place_file.hpp"

namespace jalon::schemes {
namespace {

using Problems = std::vector<FileProblem>;

tl::expected<std::vector<PlaceRow>, Problems> places_in(const std::string& path,
                                                        const pathways::Catalogue& catalogue) {
  const auto document = csv::Document::read(path);
  if (!document) return tl::unexpected(Problems{document.error()});
  ImportReport report = report_on(*document);
  auto rows = read_places(*document, catalogue, report);
  if (!report.accepted()) return tl::unexpected(std::move(report.problems));
  return rows;
}

tl::expected<std::vector<EnrolmentRow>, Problems> enrolments_in(const std::string& path) {
  if (path.empty()) return std::vector<EnrolmentRow>{};
  const auto document = csv::Document::read(path);
  if (!document) return tl::unexpected(Problems{document.error()});
  ImportReport report = report_on(*document);
  auto rows = read_enrolments(*document, report);
  if (!report.accepted()) return tl::unexpected(std::move(report.problems));
  return rows;
}

}  // namespace

tl::expected<pathways::PlaceKnowledge, Problems> read_place_knowledge(
    const pathways::EvaluateRequest& request, const pathways::Catalogue& catalogue,
    const std::function<bool(std::string_view person)>& knows_person) {
  const Date known_at = request.known_at.value_or(Date::never());
  const auto places = places_in(request.places, catalogue);
  if (!places) return tl::unexpected(places.error());
  const auto enrolments = enrolments_in(request.enrolments);
  if (!enrolments) return tl::unexpected(enrolments.error());

  std::vector<OccupiedPlace> occupied;
  std::map<std::string_view, std::size_t> positions;  // of every place; those not known yet have no position
  std::map<std::string_view, bool> exists;
  for (const PlaceRow& row : *places) {
    exists[row.place.ref] = true;
    if (row.recorded_on.value_or(known_from_the_start()) > known_at) continue;
    positions.emplace(row.place.ref, occupied.size());
    occupied.push_back({&row.place, 0});
  }
  Problems problems;
  std::map<std::pair<std::string_view, std::string_view>, std::vector<EnrolmentEvent>> events;
  for (const EnrolmentRow& row : *enrolments) {
    if (!knows_person(row.person)) {
      problems.push_back({"enrolments.csv", row.line, "person", row.person,
                          "une personne de people.csv est attendue, celle-ci est inconnue"});
    }
    if (!exists.contains(row.place)) {
      problems.push_back({"enrolments.csv", row.line, "place", row.place,
                          "une place de places.csv est attendue, celle-ci est inconnue"});
    }
    events[{row.place, row.person}].push_back(row.event);
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));

  pathways::PlaceKnowledge knowledge;
  for (const auto& [pair, pair_events] : events) {
    const auto position = positions.find(pair.first);
    const StayStatus status = stay_at(pair_events, request.at, known_at).status;
    if (position == positions.end() || !occupies(status)) continue;
    OccupiedPlace& place = occupied[position->second];
    ++place.occupied;
    for (const auto& held : held_places(*place.place, status, catalogue, request.at)) {
      knowledge.held[std::string(pair.second)].push_back(held);
    }
  }
  knowledge.availability = availability(occupied, catalogue, request.at);
  return knowledge;
}

}  // namespace jalon::schemes
