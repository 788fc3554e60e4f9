#include "proposals/fairness_cli.hpp"

#include <nlohmann/json.hpp>

namespace jalon::proposals {
namespace {

using Json = nlohmann::ordered_json;

Json told(const Told& count) {
  return count ? Json(*count) : Json("moins de 5");
}

}  // namespace

std::string fairness_json(const Fairness& fairness) {
  Json json = {{"waiting", fairness.waiting},
               {"placed", fairness.placed},
               {"placed_first_come", fairness.placed_first_come},
               {"worse_off", fairness.worse_off},
               {"better_off", fairness.better_off}};
  json["tables"] = Json::array();
  for (const Table& table : fairness.tables) {
    Json groups = Json::array();
    for (const GroupRate& group : table.groups) {
      const auto rate = group.rate();
      groups.push_back({{"label", group.label},
                        {"waiting", told(group.waiting)},
                        {"placed", told(group.placed)},
                        {"rate", rate ? Json(*rate) : Json(nullptr)}});
    }
    json["tables"].push_back({{"by", table.by}, {"groups", std::move(groups)}});
  }
  return json.dump(2);
}

}  // namespace jalon::proposals
