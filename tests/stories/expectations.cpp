// What a story may expect: see README.md. Each returns "" or a sentence that says what is otherwise.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "world.hpp"

namespace jalon::stories {

using nlohmann::json;

namespace {

std::string text_or(const json& value, const char* none) {
  return value.is_string() ? value.get<std::string>() : value.is_null() ? none : value.dump();
}

// True when some string inside is exactly `text`.
bool mentions(const json& value, const std::string& text) {
  if (value.is_string()) return value == text;
  if (!value.is_structured()) return false;
  return std::any_of(value.begin(), value.end(), [&](const json& part) { return mentions(part, text); });
}

}  // namespace

std::string World::expect(Line& line) {
  if (line.accept("figure")) return expect_figure(line);
  if (line.accept({"one", "more", "place", "in"})) return expect_one_more_places(line);
  if (line.accept({"one", "more", "seat", "in"})) return expect_one_more_seat(line);
  if (line.accept({"agenda", "of"})) return expect_agenda(line);
  if (line.accept({"import", "refused", "because"})) return expect_import_refused(line);
  if (!line.peek().empty() && line.peek().find_first_not_of("0123456789") == std::string::npos) {
    const std::int64_t count = line.number();
    if (!line.accept("people")) line.require({"person"});
    line.require({"blocked", "by"});
    return expect_people_blocked(count, line);
  }
  const std::string person = line.word("a person");
  if (line.accept({"proposed", "for"})) return expect_proposed(person, line);
  if (line.accept({"not", "proposed", "for"})) return expect_not_proposed(person, line);
  if (line.accept({"blocked", "at"})) return expect_blocked(person, line);
  if (line.accept({"not", "blocked"})) return expect_not_blocked(person, line);
  if (line.accept({"has", "no", "step"})) {
    const std::string step = line.word("a step");
    const json all = evaluated(person).at("steps");
    for (const json& one : all) {
      if (one.at("step") == step) return person + " is here: " + one.dump();
    }
    return "";
  }
  return expect_step(person, line);
}

std::string World::expect_blocked(const std::string& person, Line& line) {
  const std::string where = line.word("a step or domain");
  // Each part of the expectation is a field and the value it must have.
  std::vector<std::pair<std::string, std::string>> parts;
  std::vector<std::string> steps_of_place;
  std::string with;
  while (!line.at_end()) {
    if (line.accept({"because", "no", "seat", "in"})) {
      const std::string place = line.word("a place");
      const Table& places = records_.table("places");
      for (std::size_t i = 0; i < places.rows.size(); ++i) {
        if (places.cell(i, "place") == place) {
          steps_of_place.push_back(places.cell(i, "step") + ";" + places.cell(i, "includes"));
        }
      }
      if (steps_of_place.empty()) throw StoryError("no place is called " + place);
      parts.emplace_back("cause", "no_place");
    } else if (line.accept("because")) {
      parts.emplace_back("cause", line.word("a cause"));
    } else if (line.accept("root")) {
      parts.emplace_back("root", line.word("a step"));
    } else if (line.accept("since")) {
      parts.emplace_back("since", line.date());
    } else if (line.accept({"gains", "nothing", "alone"})) {
      parts.emplace_back("gain_days", "0");
    } else if (line.accept({"gains", "a", "goal"})) {
      parts.emplace_back("gain_days", "null");
    } else if (line.accept("gains")) {
      parts.emplace_back("gain_days", std::to_string(line.number()));
      if (!line.accept("days")) line.require({"day"});
    } else if (line.accept("with")) {
      with = line.word("a step");
    } else {
      throw StoryError("'" + line.peek() + "' says nothing about a blocking point");
    }
  }

  const json blockers = evaluated(person).at("blockers");
  for (const json& blocker : blockers) {
    const std::string step = blocker.at("step");
    if (!is_in(step, where)) continue;
    const auto matches = [&](const auto& part) {
      return text_or(blocker.at(part.first), "null") == part.second;
    };
    if (!std::all_of(parts.begin(), parts.end(), matches)) continue;
    if (!with.empty() && !mentions(blocker.at("with"), with)) continue;
    const auto answers = [&](const std::string& steps) { return steps.find(step) != std::string::npos; };
    if (!steps_of_place.empty() && std::none_of(steps_of_place.begin(), steps_of_place.end(), answers))
      continue;
    return "";
  }
  return person + " has these blocking points: " + blockers.dump();
}

std::string World::expect_not_blocked(const std::string& person, Line& line) {
  const std::string where = line.accept("at") ? line.word("a step or domain") : "";
  const json blockers = evaluated(person).at("blockers");
  for (const json& blocker : blockers) {
    if (where.empty() || is_in(blocker.at("step"), where)) return person + " is blocked: " + blocker.dump();
  }
  return "";
}

std::string World::expect_step(const std::string& person, Line& line) {
  const std::string step = line.word("a step");
  if (!is_step(step)) throw StoryError("'" + step + "' is no step");
  std::vector<std::pair<std::string, std::string>> parts{{"status", line.word("a status")}};
  while (!line.at_end()) {
    if (line.accept("since"))
      parts.emplace_back("since", line.date());
    else if (line.accept({"expected", "never"}))
      parts.emplace_back("expected", "null");
    else if (line.accept("expected"))
      parts.emplace_back("expected", line.date());
    else if (line.accept("owner"))
      parts.emplace_back("owner", line.word("an organisation"));
    else
      throw StoryError("'" + line.peek() + "' says nothing about a step");
  }
  const json all = evaluated(person).at("steps");
  for (const json& one : all) {
    if (one.at("step") != step) continue;
    for (const auto& [field, value] : parts) {
      if (text_or(one.at(field), "null") != value) return person + " is here: " + one.dump();
    }
    return "";
  }
  return person + " has no step " + step;
}

std::string World::expect_figure(Line& line) {
  const std::string id = line.word("a figure");
  std::vector<std::string> words{"point", "--db", database(), "--at", at_, "--json"};
  if (!known_at_.empty()) words.insert(words.end(), {"--known-at", known_at_});
  if (!until_.empty()) words.insert(words.end(), {"--until", until_});
  const json point = jalon_json(words);
  for (const json& figure : point.at("figures")) {
    if (figure.at("id") != id) continue;
    const json& value = figure.at("value");
    const std::string found = id + " is " + value.dump();
    if (line.accept({"cannot", "be", "computed"})) return value.is_null() ? "" : found;
    line.require({"is"});
    if (line.accept({"more", "than"})) {
      const auto bound = static_cast<double>(line.number());
      return value.is_number() && value.get<double>() > bound ? "" : found;
    }
    const auto expected = static_cast<double>(line.number());
    return value.is_number() && value.get<double>() == expected ? "" : found;
  }
  return "the point has no figure " + id;
}

std::string World::expect_people_blocked(std::int64_t count, Line& line) {
  const std::string cause = line.word("a cause");
  std::vector<std::string> words{"blockers", "--db", database(), "--at", at_, "--by", "cause", "--json"};
  const json ranking = jalon_json(words);
  const json& rows = ranking.is_array() ? ranking : ranking.at("blockers");
  std::int64_t people = 0;
  for (const json& row : rows) {
    if (mentions(row, cause)) people += row.at("people").get<std::int64_t>();
  }
  return people == count ? "" : std::to_string(people) + " are, says the ranking: " + ranking.dump();
}

std::string World::expect_agenda(Line& line) {
  const std::string minutes = std::to_string(line.number());
  line.require({"minutes"});
  const json agenda = jalon_json({"agenda", "--db", database(), "--at", at_, "--minutes", minutes, "--json"});
  line.require({"holds"});
  const Table& people = records_.table("people");
  if (line.accept("nobody")) {
    for (std::size_t i = 0; i < people.rows.size(); ++i) {
      if (mentions(agenda, people.cell(i, "person"))) return "it holds " + people.cell(i, "person");
    }
    return "";
  }
  const std::string person = line.word("a person");
  return mentions(agenda, person) ? "" : "it is " + agenda.dump();
}

std::string World::expect_one_more_seat(Line& line) {
  const std::string place = line.word("a place");
  line.require({"unblocks"});
  const std::string person = line.word("a person, or nobody");
  const Table& places = records_.table("places");
  Records richer = records_;
  bool known = false;
  for (std::size_t i = 0; i < places.rows.size(); ++i) {
    if (places.cell(i, "place") != place) continue;
    richer.set_capacity(place, std::stoll(places.cell(i, "capacity")) + 1);
    known = true;
  }
  if (!known) throw StoryError("no place is called " + place);

  // Unblocked: waited for a place, and does not any more.
  const auto waiting = [](const json& evaluation) {
    std::vector<std::string> names;
    for (const json& one : evaluation) {
      for (const json& blocker : one.at("blockers")) {
        if (blocker.at("cause") == "no_place") names.push_back(one.at("person"));
      }
    }
    std::sort(names.begin(), names.end());
    return names;
  };
  const auto before = waiting(evaluate_records(records_, "before"));
  const auto after = waiting(evaluate_records(richer, "richer"));
  std::vector<std::string> freed;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(freed));
  std::string names;
  for (const std::string& name : freed) names += " " + name;
  const bool right = person == "nobody" ? freed.empty() : std::count(freed.begin(), freed.end(), person) > 0;
  return right ? "" : "it unblocks:" + (names.empty() ? " nobody" : names);
}

std::string World::expect_import_refused(Line& line) {
  const std::string why = line.word("what the refusal says");
  const std::string files = (folder_ / "refused").string();
  std::filesystem::remove_all(files);
  records_.write(files);
  const Answer answer = jalon({"import", "--db", (folder_ / "refused.db").string(), files});
  if (answer.code != 1) return "jalon import answered " + std::to_string(answer.code);
  const std::string said = answer.err + answer.out;
  return said.find(why) != std::string::npos ? "" : "it was refused because: " + said;
}

}  // namespace jalon::stories
