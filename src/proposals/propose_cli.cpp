#include "proposals/propose_cli.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"
#include "proposals/suitability.hpp"

namespace jalon::proposals {
namespace {

using Json = nlohmann::ordered_json;

class Printer {
 public:
  Printer(const Draft& draft, const Onlooker& by) : draft_(draft), by_(by) {}

  Json to_json(const std::string& kept) const {
    const Inputs& inputs = draft_.inputs;
    Json json = {{"at", to_iso(inputs.as_of)},
                 {"known_at", to_iso(inputs.known_at)},
                 {"scheme", inputs.scope.scheme},
                 {"step", inputs.scope.step},
                 {"rules", inputs.rules},
                 {"seed", inputs.seed},
                 {"proposal", kept.empty() ? Json(nullptr) : Json(kept)}};
    json["steps"] = Json::array();
    for (const StepOutcome& step : draft_.outcome.steps) {
      json["steps"].push_back({{"step", step.step},
                               {"status", step.status},
                               {"placed", step.placed},
                               {"unplaced", step.unplaced},
                               {"value", step.value},
                               {"bound", step.bound}});
    }
    json["lines"] = Json::array();
    for (const Line& line : draft_.outcome.lines) json["lines"].push_back(of_line(line));
    json["one_more"] = Json::array();
    for (const OneMore& more : draft_.outcome.one_more) {
      json["one_more"].push_back({{"place", place_ref(more.place)},
                                  {"placed", more.placed},
                                  {"value", more.value},
                                  {"days", more.effect.days},
                                  {"goals", more.effect.goals},
                                  {"pathways", more.effect.pathways},
                                  {"deadlines", more.effect.deadlines},
                                  {"people", people_of(more.placed_then)},
                                  {"left_out", people_of(more.left_out_then)},
                                  {"sentence", in_french(more)}});
    }
    json["reserves"] = Json::array();
    for (const Offer& offer : inputs.offers) {
      if (!offer.reserve.until) continue;
      json["reserves"].push_back({{"place", offer.ref},
                                  {"floor", offer.reserve.floor},
                                  {"expected", static_cast<double>(offer.reserve.expected_tenths) / 10},
                                  {"until", to_iso(*offer.reserve.until)}});
    }
    return json;
  }

  bool names(const Need& need) const { return may_name(by_, need.people.front(), need.step); }
  std::string person_ref(std::string_view id) const {
    const auto uuid = parse_uuid(id);
    const pathways::Line* line = uuid ? by_.snapshot.line(*uuid) : nullptr;
    return line == nullptr ? std::string(id) : line->ref;
  }
  std::string place_ref(std::string_view place) const {
    const Offer* offer = draft_.inputs.offer(place);
    return offer == nullptr ? std::string(place) : offer->ref;
  }

 private:
  /// Null where the reader may not be told who it is.
  Json need_ref(std::string_view key) const {
    const Need* need = draft_.inputs.need(key);
    if (need == nullptr) return Json(key);
    return names(*need) ? Json(person_ref(need->people.front())) : Json(nullptr);
  }
  Json people_of(const std::vector<std::string>& keys) const {
    Json list = Json::array();
    for (const std::string& key : keys) list.push_back(need_ref(key));
    return list;
  }
  Json place_or_null(const std::string& place) const {
    return place.empty() ? Json(nullptr) : Json(place_ref(place));
  }
  static Json parts_of(const Choice& choice) {
    Json parts = Json::object();
    for (const Part& part : choice.parts) parts[part.what] = part.points;
    return parts;
  }

  Json of_line(const Line& line) const {
    const Need& need = *draft_.inputs.need(line.need);
    if (!names(need)) {
      return {{"person", nullptr},
              {"step", need.step},
              {"place", place_or_null(line.place)},
              {"value", line.place.empty() ? Json(nullptr) : Json(line.value)},
              {"reason", line.reason}};
    }
    Json json = {{"person", person_ref(need.people.front())}};
    json["people"] = Json::array();
    for (const std::string& one : need.people) json["people"].push_back(person_ref(one));
    json["step"] = need.step;
    json["tier"] = need.tier;
    json["since"] = need.since ? Json(to_iso(*need.since)) : Json(nullptr);
    json["place"] = place_or_null(line.place);
    json["value"] = line.place.empty() ? Json(nullptr) : Json(line.value);
    json["reason"] = line.reason;
    json["eligible"] = Json::array();
    for (const Choice& choice : need.choices) {
      json["eligible"].push_back({{"place", place_ref(choice.place)},
                                  {"value", choice.value},
                                  {"parts", parts_of(choice)},
                                  {"to_check", choice.to_check}});
    }
    json["not_eligible"] = Json::array();
    for (const Closed& closed : need.closed) {
      json["not_eligible"].push_back({{"place", place_ref(closed.place)}, {"reasons", closed.reasons}});
    }
    json["above"] = Json::array();
    for (const Above& above : line.above) {
      json["above"].push_back(
          {{"place", place_ref(above.place)}, {"person", need_ref(above.need)}, {"value", above.value}});
    }
    json["threshold"] = line.threshold_place.empty() ? Json(nullptr) : Json(line.threshold);
    json["threshold_place"] = place_or_null(line.threshold_place);
    json["extra_place"] = place_or_null(line.extra_place);
    json["change"] = line.change;
    return json;
  }

  const Draft& draft_;
  const Onlooker& by_;
};

}  // namespace

void print_draft(const Draft& draft, const Onlooker& by, const std::string& kept, bool json,
                 std::ostream& out) {
  const Printer printer(draft, by);
  if (json) {
    out << printer.to_json(kept).dump(2) << "\n";
    return;
  }
  out << fmt::format("Proposition au {}, règles du {}, tirage {}\u00a0: {} sur {}.\n",
                     to_french_long(draft.inputs.as_of), draft.inputs.rules, draft.inputs.seed,
                     french_count(draft.outcome.placed(), "besoin placé", "besoins placés"),
                     french_number(static_cast<std::int64_t>(draft.outcome.lines.size())));
  for (const Line& line : draft.outcome.lines) {
    const Need& need = *draft.inputs.need(line.need);
    const std::string who = printer.names(need) ? printer.person_ref(need.people.front())
                                                : person_name(by, need.people.front(), need.step);
    if (line.place.empty()) {
      out << fmt::format("  {} {}\u00a0: sans place, {}. {}\n", need.step, who, reason_in_french(line.reason),
                         line.change);
    } else {
      out << fmt::format("  {} {}\u00a0: {}, {}\n", need.step, who, printer.place_ref(line.place),
                         french_count(line.value, "point", "points"));
    }
  }
  for (const OneMore& more : draft.outcome.one_more) {
    out << fmt::format("{}, {}.\n", printer.place_ref(more.place), in_french(more));
  }
  if (!kept.empty()) out << "Proposition enregistrée\u00a0: " << kept << ".\n";
}

std::vector<people::PersonId> persons_printed(const Draft& draft, const Onlooker& by) {
  std::set<people::PersonId> persons;
  for (const Need& need : draft.inputs.needs) {
    if (!may_name(by, need.people.front(), need.step)) continue;
    for (const std::string& id : need.people) {
      if (const auto person = people::PersonId::parse(id)) persons.insert(*person);
    }
  }
  return {persons.begin(), persons.end()};
}

}  // namespace jalon::proposals
