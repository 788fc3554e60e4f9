#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "fiction/judge.test.hpp"

namespace jalon::fiction {

Rows read_rows(const TextSink& sink, std::string_view file) {
  const auto document =
      csv::Document::parse(std::string(file), std::string_view(sink.files.find(file)->second));
  if (!document || !document->problems().empty()) {
    ADD_FAILURE() << file << " cannot be read: "
                  << to_french(document ? document->problems().front() : document.error());
    return {};
  }
  Rows rows(document->size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t c = 0; c < document->header().size(); ++c) {
      const std::string_view value = document->field(i, c);
      if (!value.empty()) rows[i].emplace(document->header()[c], value);
    }
  }
  return rows;
}

Files read_files(const TextSink& sink) {
  return {read_rows(sink, "people.csv"), read_rows(sink, "events.csv"), read_rows(sink, "places.csv"),
          read_rows(sink, "enrolments.csv")};
}

Date day(const Row& row, std::string_view column) {
  const auto found = row.find(column);
  if (found == row.end()) return Date::never();
  return parse_date(found->second).value();
}

namespace {

std::string text(const Row& row, std::string_view column) {
  const auto found = row.find(column);
  return found == row.end() ? "" : found->second;
}

std::int64_t number(const Row& row, std::string_view column) {
  const std::string value = text(row, column);
  return value.empty() ? 0 : std::stoll(value);
}

}  // namespace

Rows standing(const Rows& events, Date known_at) {
  std::set<std::string, std::less<>> replaced;
  for (const Row& row : events) {
    if (day(row, "recorded_on") <= known_at) replaced.insert(text(row, "corrects"));
  }
  Rows rows;
  for (const Row& row : events) {
    const bool known = day(row, "recorded_on") <= known_at;
    if (known && text(row, "kind") != "withdrawn" && !replaced.contains(text(row, "event")))
      rows.push_back(row);
  }
  return rows;
}

BlockTargets judge(const Files& files, Date at, Date until, Date known_at) {
  std::map<std::string, const Row*> places;
  for (const Row& row : files.places) places[text(row, "place")] = &row;
  std::map<std::string, const Row*> people;
  for (const Row& row : files.people) people[text(row, "person")] = &row;
  const auto is_module = [](const Row& place) {
    return text(place, "step") == "C06" && number(place, "hours") == 680;
  };

  std::map<std::string, std::vector<Date>> homes;
  const std::set<std::string> home_steps = {"L06", "L07", "L08", "L13"};
  for (const Row& row : standing(files.events, known_at)) {
    if (text(row, "kind") == "done" && home_steps.contains(text(row, "step")) && day(row, "date") <= at) {
      homes[text(row, "person")].push_back(day(row, "date"));
    }
  }

  std::map<std::pair<std::string, std::string>, std::map<std::string, Date>>
      stays;  // person, place: kind, date
  for (const Row& row : files.enrolments) {
    if (day(row, "date") > at || day(row, "recorded_on") > known_at) continue;
    stays[{text(row, "person"), text(row, "place")}][text(row, "kind")] = day(row, "date");
  }
  std::set<std::string> entered, accepted, exits, rental, young;
  std::map<std::string, std::int64_t> taken;
  for (const auto& [key, kinds] : stays) {
    const auto& [person, place_id] = key;
    const Row& place = *places.at(place_id);
    const std::string step = text(place, "step");
    const bool in = kinds.contains("entered");
    const bool out = kinds.contains("left") || kinds.contains("completed");
    if (is_module(place)) {
      if (in) entered.insert(person);
      if (!in && kinds.contains("accepted")) accepted.insert(person);
      if (in || kinds.contains("accepted")) ++taken[place_id];
    }
    if (step == "L07" && in && !out) rental.insert(person);
    const bool language = text(place, "includes").starts_with("C0");
    if (step == "E04" && in && language && age_at(day(*people.at(person), "birth_date"), at) < 25) {
      young.insert(person);
    }
    if ((step == "L01" || step == "L02") && out) {
      const Date left = kinds.contains("left") ? kinds.at("left") : kinds.at("completed");
      const bool in_time = left >= Date::from_ymd(at.year(), 1, 1) && left <= until;
      const auto& dates = homes[person];
      if (in_time &&
          std::any_of(dates.begin(), dates.end(), [&](Date home) { return std::abs(home - left) <= 30; })) {
        exits.insert(person);
      }
    }
  }
  BlockTargets figures;
  std::int64_t free = 0;
  for (const Row& place : files.places) {
    if (!is_module(place)) continue;
    if (day(place, "starts_on").year() == at.year()) figures.language_cost_eur += number(place, "cost_eur");
    if (day(place, "starts_on") > at && day(place, "starts_on") <= Date::from_ymd(at.year(), 12, 31)) {
      free += std::max<std::int64_t>(0, number(place, "capacity") - taken[text(place, "place")]);
    }
  }
  for (const std::string& person : entered) accepted.erase(person);
  figures.language_entered = static_cast<int>(entered.size());
  figures.language_expected = static_cast<int>(entered.size() + accepted.size()) + static_cast<int>(free);
  figures.housing_exits = static_cast<int>(exits.size());
  figures.rental_intermediation = static_cast<int>(rental.size());
  figures.youth_with_language = static_cast<int>(young.size());
  return figures;
}

}  // namespace jalon::fiction
