#include "records.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/csv.hpp"
#include "base/date.hpp"

namespace jalon::stories {
namespace {

using Cells = std::map<std::string, std::string>;

const std::map<std::string, std::vector<std::string>>& known_tables() {
  static const std::map<std::string, std::vector<std::string>> all = {
      {"people",
       {"person", "household", "last_name", "first_name", "birth_date", "status", "protected_on",
        "arrived_on", "commune", "languages", "french_level", "family_role", "referent_organisation",
        "reader", "foreign_licence", "left_on", "recorded_on"}},
      {"events",
       {"person", "step", "kind", "date", "outcome", "organisation", "cause", "recorded_on", "event",
        "corrects"}},
      {"organisations", {"organisation", "name", "kind", "commune", "siret"}},
      {"places",
       {"place", "scheme", "step", "organisation", "capacity", "starts_on", "ends_on", "commune", "hours",
        "min_age", "max_age", "min_french", "max_french", "household_min", "household_max", "funder",
        "cost_eur", "includes", "recorded_on"}},
      {"enrolments", {"person", "place", "kind", "date", "hours", "recorded_on"}},
      {"references", {"id", "year", "value", "unit", "source", "recorded_on"}},
      {"meetings", {"meeting", "kind", "date", "commune", "organisation"}},
      {"editions", {"edition", "starts_on", "ends_on", "region", "exits_until"}},
      {"fortnight_events",
       {"event", "edition", "title", "date", "starts_at", "ends_at", "commune", "place", "organisation",
        "prefectural_presence"}},
  };
  return all;
}

std::string join(const std::vector<std::string>& words, char separator) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(1, separator)) + word;
  return text;
}

bool is_status(const std::string& word) {
  return word == "refugee" || word == "subsidiary" || word == "stateless" || word == "temporary_protection";
}

bool is_role(const std::string& word) {
  return word == "head" || word == "partner" || word == "child" || word == "other";
}

}  // namespace

std::size_t Table::column(std::string_view name) const {
  const auto found = std::find(columns.begin(), columns.end(), name);
  if (found == columns.end()) throw StoryError("the records have no column " + std::string(name));
  return static_cast<std::size_t>(found - columns.begin());
}

void Table::add(const Cells& cells) {
  std::vector<std::string> row(columns.size());
  for (const auto& [name, value] : cells) row[column(name)] = value;
  rows.push_back(std::move(row));
}

Records::Records() {
  for (const auto& [name, columns] : known_tables()) tables_[name].columns = columns;
}

bool Records::take(Line& line) {
  if (line.accept("person")) {
    person(line);
  } else if (line.accept("place")) {
    place(line);
  } else if (line.accept("reference")) {
    Cells cells{{"id", line.word("the name of the reference")}, {"year", std::to_string(line.number())}};
    line.require({":"});
    cells["value"] = std::to_string(line.number());
    cells["unit"] = line.word("the unit");
    while (!line.at_end()) {
      line.skip_comma();
      if (line.accept("source"))
        cells["source"] = join(line.words_until({}), ' ');
      else if (line.accept("recorded"))
        cells["recorded_on"] = line.date();
      else
        break;
    }
    tables_["references"].add(cells);
  } else if (line.accept("organisation")) {
    Cells cells{{"organisation", line.word("the organisation")}, {"commune", "63113"}};
    line.require({":"});
    cells["kind"] = line.word("its kind");
    line.skip_comma();
    cells["name"] = join(line.words_until({}), ' ');
    tables_["organisations"].add(cells);
  } else if (line.accept("meeting")) {
    Cells cells{{"meeting", line.word("the meeting")}, {"commune", "63113"}};
    line.require({":"});
    cells["kind"] = line.word("cell or committee");
    line.skip_comma();
    line.require({"on"});
    cells["date"] = line.date();
    tables_["meetings"].add(cells);
  } else if (line.accept("edition")) {
    Cells cells{{"edition", line.word("the edition")}, {"region", "84"}};
    line.require({":"});
    line.require({"from"});
    cells["starts_on"] = line.date();
    line.require({"to"});
    cells["ends_on"] = line.date();
    line.skip_comma();
    if (line.accept({"exits", "until"})) cells["exits_until"] = line.date();
    tables_["editions"].add(cells);
  } else {
    const Table& people = tables_["people"];
    const auto id = people.column("person");
    const bool known = std::any_of(people.rows.begin(), people.rows.end(),
                                   [&](const auto& row) { return row[id] == line.peek(); });
    if (!known) return false;
    const std::string who = line.word("the person");
    happening(who, line);
  }
  line.require_end();
  return true;
}

void Records::person(Line& line) {
  const std::string id = line.word("the person");
  Cells cells{{"person", id},          {"household", id},     {"last_name", id},
              {"first_name", id},      {"status", "refugee"}, {"commune", "63113"},
              {"family_role", "head"}, {"languages", "fra"},  {"birth_date", "1985-06-15"}};
  line.require({":"});
  while (!line.at_end()) {
    if (line.accept("born"))
      cells["birth_date"] = line.date();
    else if (line.accept("protected"))
      cells["protected_on"] = line.date();
    else if (line.accept("arrived"))
      cells["arrived_on"] = line.date();
    else if (line.accept("left"))
      cells["left_on"] = line.date();
    else if (line.accept("recorded"))
      cells["recorded_on"] = line.date();
    else if (line.accept("level"))
      cells["french_level"] = line.word("a level");
    else if (line.accept("speaks"))
      cells["languages"] = join(line.words_until({}), ' ');
    else if (line.accept("in"))
      cells["household"] = line.word("a household");
    else if (line.accept("commune"))
      cells["commune"] = line.word("a commune");
    else if (line.accept({"followed", "by"}))
      cells["referent_organisation"] = line.word("an organisation");
    else if (line.accept({"not", "reader"}))
      cells["reader"] = "0";
    else if (line.accept("reader"))
      cells["reader"] = "1";
    else if (line.accept({"foreign", "licence"}))
      cells["foreign_licence"] = "1";
    else if (line.accept("named")) {
      cells["last_name"] = line.word("a last name");
      cells["first_name"] = line.word("a first name");
    } else if (is_status(line.peek()))
      cells["status"] = line.word("a status");
    else if (is_role(line.peek()))
      cells["family_role"] = line.word("a role");
    else
      throw StoryError("'" + line.peek() + "' says nothing about a person");
    line.skip_comma();
  }
  tables_["people"].add(cells);
}

void Records::place(Line& line) {
  Cells cells{{"place", line.word("the place")}, {"commune", "63113"}, {"capacity", "1"}};
  cells["scheme"] = cells["place"];
  line.require({":"});
  while (!line.at_end()) {
    if (line.accept("for"))
      cells["step"] = line.word("a step");
    else if (line.accept("from")) {
      cells["starts_on"] = line.date();
      if (line.accept("to")) cells["ends_on"] = line.date();
    } else if (line.accept("costs"))
      cells["cost_eur"] = std::to_string(line.number());
    else if (line.accept("by"))
      cells["organisation"] = line.word("an organisation");
    else if (line.accept("scheme"))
      cells["scheme"] = line.word("the scheme's name");
    else if (line.accept("includes"))
      cells["includes"] = join(line.words_until({}), ';');
    else if (line.accept("commune"))
      cells["commune"] = line.word("a commune");
    else if (line.accept("funder"))
      cells["funder"] = line.word("a funder");
    else if (line.accept("recorded"))
      cells["recorded_on"] = line.date();
    else if (line.accept("ages")) {
      cells["min_age"] = std::to_string(line.number());
      line.require({"to"});
      cells["max_age"] = std::to_string(line.number());
    } else if (line.accept("levels")) {
      cells["min_french"] = line.word("a level");
      line.require({"to"});
      cells["max_french"] = line.word("a level");
    } else if (line.accept("household")) {
      cells["household_min"] = std::to_string(line.number());
      line.require({"to"});
      cells["household_max"] = std::to_string(line.number());
    } else {
      const std::string amount = std::to_string(line.number());
      if (line.accept("seats") || line.accept("seat"))
        cells["capacity"] = amount;
      else if (line.accept("hours"))
        cells["hours"] = amount;
      else
        throw StoryError("'" + line.peek() + "' is neither seats nor hours");
    }
    line.skip_comma();
  }
  tables_["places"].add(cells);
}

void Records::happening(const std::string& who, Line& line) {
  const std::string kind = line.word("what happened");
  Cells cells{{"person", who}, {"kind", kind}};
  if (!is_step(line.peek())) {
    cells["place"] = line.word("the step or place");
    line.require({"on"});
    cells["date"] = line.date();
    line.skip_comma();
    if (line.accept("recorded")) cells["recorded_on"] = line.date();
    tables_["enrolments"].add(cells);
    return;
  }
  std::vector<std::string> steps;
  while (is_step(line.peek())) steps.push_back(line.word("a step"));
  if (!line.accept("on")) {
    cells["outcome"] = line.word("an outcome");
    line.require({"on"});
  }
  cells["date"] = line.date();
  while (!line.at_end()) {
    line.skip_comma();
    if (line.accept("by"))
      cells["organisation"] = line.word("an organisation");
    else if (line.accept("because"))
      cells["cause"] = line.word("a cause");
    else if (line.accept("recorded"))
      cells["recorded_on"] = line.date();
    else if (line.accept("event"))
      cells["event"] = line.word("the event's own name");
    else if (line.accept("corrects"))
      cells["corrects"] = line.word("the event corrected");
    else
      break;
  }
  for (const std::string& step : steps) {
    cells["step"] = step;
    tables_["events"].add(cells);
  }
}

void Records::read(const std::string& folder) {
  for (auto& [name, table] : tables_) {
    const std::string path = folder + "/" + name + ".csv";
    if (!std::filesystem::exists(path)) continue;
    const auto document = csv::Document::read(path);
    if (!document) throw StoryError(document.error().message);
    table = {};
    for (const std::string_view column : document->header()) table.columns.emplace_back(column);
    for (std::size_t row = 0; row < document->size(); ++row) {
      std::vector<std::string>& cells = table.rows.emplace_back();
      for (std::size_t i = 0; i < table.columns.size(); ++i) cells.emplace_back(document->field(row, i));
    }
  }
}

void Records::write(const std::string& folder) const {
  std::filesystem::create_directories(folder);
  for (const auto& [name, table] : tables_) {
    if (table.rows.empty() && name != "people" && name != "events") continue;
    std::string text;
    const auto write_row = [&](const std::vector<std::string>& cells) {
      csv::write_row(text, std::vector<std::string_view>(cells.begin(), cells.end()));
    };
    write_row(table.columns);
    for (const auto& row : table.rows) write_row(row);
    std::ofstream(folder + "/" + name + ".csv", std::ios::binary) << text;
  }
}

void Records::set_capacity(const std::string& place, std::int64_t capacity) {
  Table& places = tables_["places"];
  for (auto& row : places.rows) {
    if (row[places.column("place")] == place) row[places.column("capacity")] = std::to_string(capacity);
  }
}

bool Records::forget_one_exit(const std::string& from, const std::string& to) {
  const Table& places = tables_["places"];
  std::map<std::string, bool> accommodation;
  for (std::size_t i = 0; i < places.rows.size(); ++i) {
    const std::string& step = places.cell(i, "step");
    accommodation[places.cell(i, "place")] = step == "L01" || step == "L02";
  }
  const Table& events = tables_["events"];
  std::set<std::string> corrected;  // events that another row replaced or took back
  for (std::size_t i = 0; i < events.rows.size(); ++i) corrected.insert(events.cell(i, "corrects"));
  const auto is_housed_near = [&](const std::string& who, Date left) {
    for (std::size_t i = 0; i < events.rows.size(); ++i) {
      if (events.cell(i, "person") != who || events.cell(i, "kind") != "done") continue;
      const std::string& event = events.cell(i, "event");
      if (!event.empty() && corrected.contains(event)) continue;
      const std::string& step = events.cell(i, "step");
      if (step != "L06" && step != "L07" && step != "L08" && step != "L13") continue;
      if (std::abs(*parse_date(events.cell(i, "date")) - left) <= 30) return true;
    }
    return false;
  };
  Table& enrolments = tables_["enrolments"];
  for (std::size_t i = 0; i < enrolments.rows.size(); ++i) {
    const std::string& kind = enrolments.cell(i, "kind");
    const std::string& date = enrolments.cell(i, "date");
    if ((kind != "left" && kind != "completed") || date < from || date > to) continue;
    if (!accommodation[enrolments.cell(i, "place")]) continue;
    if (!is_housed_near(enrolments.cell(i, "person"), *parse_date(date))) continue;
    enrolments.rows.erase(enrolments.rows.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  return false;
}

}  // namespace jalon::stories
