// What a story may expect of `jalon propose`.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "world.hpp"

namespace jalon::stories {

using nlohmann::json;

namespace {

// The line of that person about the step that the place answers; null when they are no candidate there.
json line_of(const json& proposal, const std::string& person, const std::string& place) {
  for (const json& one : proposal.at("lines")) {
    if (one.at("person") != person) continue;
    const auto names = [&](const json& other) { return other.at("place") == place; };
    const json& eligible = one.at("eligible");
    const json& closed = one.at("not_eligible");
    if (std::any_of(eligible.begin(), eligible.end(), names) ||
        std::any_of(closed.begin(), closed.end(), names)) {
      return one;
    }
  }
  return nullptr;
}

}  // namespace

json World::proposed() {
  return jalon_json({"propose", "--db", database(), "--at", at_, "--json"});
}

std::string World::expect_proposed(const std::string& person, Line& line) {
  const std::string place = line.word("a place");
  const json found = line_of(proposed(), person, place);
  if (found.is_null()) return person + " is no candidate for " + place;
  return found.at("place") == place ? "" : "the proposal says: " + found.dump();
}

std::string World::expect_not_proposed(const std::string& person, Line& line) {
  const std::string place = line.word("a place");
  const json found = line_of(proposed(), person, place);
  if (found.is_null()) return line.accept("because") ? person + " is no candidate for " + place : "";
  if (found.at("place") == place) return "the proposal says: " + found.dump();
  if (!line.accept("because")) return "";
  const std::string why = line.word("a reason");
  return found.dump().find(why) != std::string::npos ? "" : "the proposal says: " + found.dump();
}

std::string World::expect_one_more_places(Line& line) {
  const std::string place = line.word("a place");
  line.require({"places"});
  const std::string person = line.word("a person, or nobody");
  const json proposal = proposed();
  for (const json& more : proposal.at("one_more")) {
    if (more.at("place") != place) continue;
    const json& people = more.at("people");
    if (person == "nobody") return people.empty() ? "" : "it places " + people.dump();
    return std::find(people.begin(), people.end(), person) != people.end() ? ""
                                                                           : "it places " + people.dump();
  }
  return person == "nobody" ? "" : "one more place in " + place + " changes nothing";
}

}  // namespace jalon::stories
