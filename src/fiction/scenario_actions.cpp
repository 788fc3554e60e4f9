#include "fiction/scenario_actions.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <utility>

#include "base/embedded.hpp"

namespace jalon::embedded {
std::span<const EmbeddedFile> fixtures();
}

namespace jalon::fiction {
namespace {

/// Stops the reading; caught once, in read_scenario.
struct Problem : std::runtime_error {
  using std::runtime_error::runtime_error;
};

[[noreturn]] void fail(const toml::node* node, std::string_view key, std::string_view what) {
  const auto line = node ? node->source().begin.line : 0;
  throw Problem(line > 0 ? fmt::format("ligne {}, {} : {}", line, key, what)
                         : fmt::format("{} : {}", key, what));
}

/// A table of the file: every getter names its key, required unless a default is given.
class Table {
 public:
  explicit Table(const toml::table& table) : table_(table) {}

  std::string text(std::string_view key) const { return value<std::string>(key, "un texte est attendu"); }
  std::string text(std::string_view key, std::string otherwise) const {
    return table_.contains(key) ? text(key) : std::move(otherwise);
  }
  std::int64_t number(std::string_view key) const {
    return value<std::int64_t>(key, "un nombre entier est attendu");
  }
  int integer(std::string_view key) const { return static_cast<int>(number(key)); }
  int integer(std::string_view key, int otherwise) const {
    return table_.contains(key) ? integer(key) : otherwise;
  }
  std::optional<int> known(std::string_view key) const {
    return table_.contains(key) ? std::optional(integer(key)) : std::nullopt;
  }
  bool yes(std::string_view key) const { return table_[key].value<bool>().value_or(false); }
  Date date(std::string_view key) const { return to_date(value<toml::date>(key, "une date est attendue")); }
  Table table(std::string_view key) const {
    const toml::table* found = table_[key].as_table();
    if (!found) fail(&table_, key, "une table est attendue");
    return Table(*found);
  }
  template <class Each>
  void each(std::string_view key, Each&& read) const {
    for (const toml::node& node : array(key)) {
      const toml::table* item = node.as_table();
      if (!item) fail(&node, key, "une table est attendue");
      read(Table(*item));
    }
  }
  std::vector<std::string> texts(std::string_view key) const {
    return list<std::string, std::string>(key, [](const std::string& item) { return item; });
  }
  std::vector<int> integers(std::string_view key) const {
    return list<std::int64_t, int>(key, [](std::int64_t item) { return static_cast<int>(item); });
  }
  std::vector<Date> dates(std::string_view key) const { return list<toml::date, Date>(key, to_date); }
  template <std::size_t Size>
  std::array<int, Size> integers(std::string_view key) const {
    const std::vector<int> items = integers(key);
    if (items.size() != Size) fail(&table_, key, fmt::format("{} nombres sont attendus", Size));
    std::array<int, Size> result{};
    std::copy(items.begin(), items.end(), result.begin());
    return result;
  }
  const toml::array& array(std::string_view key) const {
    const toml::array* found = table_[key].as_array();
    if (!found) fail(&table_, key, "une liste est attendue");
    return *found;
  }
  bool has(std::string_view key) const { return table_.contains(key); }
  [[noreturn]] void refuse_key(std::string_view key, std::string_view what) const {
    fail(&table_, key, what);
  }

 private:
  static Date to_date(const toml::date& date) { return Date::from_ymd(date.year, date.month, date.day); }

  template <class Value>
  Value value(std::string_view key, std::string_view what) const {
    const auto found = table_[key].value<Value>();
    if (!found) fail(&table_, key, what);
    return *found;
  }
  template <class Value, class Item, class Convert>
  std::vector<Item> list(std::string_view key, Convert&& convert) const {
    std::vector<Item> items;
    if (!table_.contains(key)) return items;
    for (const toml::node& node : array(key)) {
      const auto item = node.value<Value>();
      if (!item) fail(&node, key, "une valeur d’un autre type est attendue");
      items.push_back(convert(*item));
    }
    return items;
  }

  const toml::table& table_;
};

Target read_target(const Table& targets, std::string_view key) {
  const Table table = targets.table(key);
  Target target{table.number("value"), table.text("source")};
  if (target.source.empty() || target.value < 0)
    table.refuse_key(key, "un nombre et sa source sont attendus");
  return target;
}

Who read_who(const Table& table) {
  constexpr std::array<std::string_view, 12> words = {"adult",  "head",          "rsa_head", "family_head",
                                                      "parent", "parent_infant", "young",    "pupil",
                                                      "infant", "driver",        "refugee",  "other_status"};
  const std::string word = table.text("who", "adult");
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end())
    table.refuse_key("who", fmt::format("mot inconnu, attendu : {}", fmt::join(words, ", ")));
  return static_cast<Who>(found - words.begin());
}

Habit read_habit(const Table& table) {
  Habit habit;
  habit.step = table.text("step");
  habit.who = read_who(table);
  habit.share = table.integer("share", habit.share);
  habit.wait_min = table.integer("wait_min", habit.wait_min);
  habit.wait_max = table.integer("wait_max", habit.wait_max);
  habit.refused = table.integer("refused", 0);
  habit.abandoned = table.integer("abandoned", 0);
  habit.stalled = table.integer("stalled", 0);
  habit.declared = table.integer("declared", 0);
  habit.lapsed = table.integer("lapsed", 0);
  habit.since = table.has("since") ? table.date("since") : Date::from_ymd(1990, 1, 1);
  habit.max_level = table.text("max_level", "");
  habit.causes = table.texts("causes");
  habit.outcomes = table.texts("outcomes");
  habit.kinds = table.texts("kinds");
  habit.happens = table.yes("happens");
  habit.course = table.yes("course");
  habit.seated = table.yes("seated");
  habit.held = table.yes("held");
  return habit;
}

Sessions read_sessions(const Table& table) {
  Sessions sessions;
  sessions.id = table.text("id");
  sessions.scheme = table.text("scheme");
  sessions.step = table.text("step");
  sessions.includes = table.text("includes", "");
  sessions.organisation = table.text("organisation");
  sessions.commune = table.text("commune");
  sessions.funder = table.text("funder");
  sessions.capacity = table.integer("capacity");
  sessions.hours = table.integer("hours", 0);
  sessions.cost_eur = table.integer("cost_eur", 0);
  sessions.min_age = table.known("min_age");
  sessions.max_age = table.known("max_age");
  sessions.min_french = table.text("min_french", "");
  sessions.max_french = table.text("max_french", "");
  sessions.lasts = table.integer("lasts");
  sessions.rolling = table.yes("rolling");
  if (sessions.capacity < 1) table.refuse_key("capacity", "une place au moins est attendue");
  if (!table.has("first")) return sessions;
  const int every = table.integer("every");
  if (every < 1) table.refuse_key("every", "un jour au moins est attendu");
  for (Date start = table.date("first"); start <= table.date("last"); start = start + every) {
    sessions.starts.push_back(start);
  }
  return sessions;
}

TargetSessions read_target_sessions(const Table& table) {
  TargetSessions sessions{read_sessions(table), table.dates("past"), table.dates("coming"),
                          table.integer("accepted_share")};
  if (sessions.past.empty() || sessions.coming.empty()) {
    table.refuse_key("past", "une session passée et une à venir sont attendues");
  }
  return sessions;
}

void read_population(const Table& table, Scenario& scenario) {
  scenario.household_kinds = table.integers<5>("household_kinds");
  scenario.child_counts_couple = table.integers("child_counts_couple");
  scenario.child_counts_alone = table.integers("child_counts_alone");
  scenario.single_share = table.integer("single_share");
  scenario.young_share = table.integer("young_share");
  scenario.statuses = table.integers<4>("statuses");
  scenario.levels = table.integers<6>("levels");
  scenario.reader_share = table.integer("reader_share");
  scenario.foreign_licence_share = table.integer("foreign_licence_share");
  scenario.no_referent_share = table.integer("no_referent_share");
  scenario.situations = table.integers<7>("situations");
  scenario.last_names = table.texts("last_names");
  scenario.first_names = table.texts("first_names");
  for (const toml::node& node : table.array("adult_ages")) {
    const toml::array* ages = node.as_array();
    std::array<int, 3> row{};
    if (!ages || ages->size() != row.size())
      table.refuse_key("adult_ages", "poids, âge minimal, âge maximal attendus");
    for (std::size_t i = 0; i < row.size(); ++i)
      row[i] = static_cast<int>((*ages)[i].value_or(std::int64_t{0}));
    scenario.adult_ages.push_back(row);
  }
  table.each("languages", [&](const Table& row) {
    scenario.languages.push_back({row.text("code"), row.integer("weight")});
  });
  table.each("communes", [&](const Table& row) {
    scenario.communes.push_back({row.text("code"), row.text("name"), row.integer("weight")});
  });
  if (scenario.last_names.empty() || scenario.first_names.empty() || scenario.languages.empty() ||
      scenario.communes.empty()) {
    table.refuse_key("population", "des noms, des langues et des communes sont attendus");
  }
}

void read_places(const Table& root, Scenario& scenario) {
  root.each("habits", [&](const Table& row) { scenario.habits.push_back(read_habit(row)); });
  root.each("sessions", [&](const Table& row) { scenario.sessions.push_back(read_sessions(row)); });
  scenario.module = read_target_sessions(root.table("module"));
  scenario.youth = read_target_sessions(root.table("youth"));
  root.each("centres", [&](const Table& row) {
    scenario.centres.push_back({row.text("id"), row.text("scheme"), row.text("step"),
                                row.text("organisation"), row.text("commune"), row.text("funder"),
                                row.date("opened"), row.integer("weight")});
  });
  root.each("dwellings", [&](const Table& row) {
    scenario.dwellings.push_back(
        {row.text("id"), row.text("scheme"), row.text("step"), row.texts("organisations"), row.text("funder"),
         row.integer("yearly_cost_eur"), row.integer("lasts"), row.dates("openings")});
  });
}

void read_tables(const Table& root, Scenario& scenario) {
  root.each("organisations", [&](const Table& row) {
    scenario.organisations.push_back(
        {row.text("id"), row.text("name"), row.text("kind"), row.text("commune")});
  });
  root.each("consents", [&](const Table& row) {
    scenario.consents.push_back(
        {row.text("organisation"), row.text("domains"), row.integer("share"), row.integer("withdrawn", 0)});
  });
  root.each("references", [&](const Table& row) {
    scenario.references.push_back({row.text("id"), row.integer("year"), row.number("value"), row.text("unit"),
                                   row.text("source"), row.date("recorded_on")});
  });
  root.each("meetings", [&](const Table& row) {
    scenario.meetings.push_back(
        {row.text("id"), row.text("kind"), row.date("date"), row.text("commune"), row.text("organisation")});
  });
  root.each("editions", [&](const Table& row) {
    scenario.editions.push_back({row.text("id"), row.date("starts_on"), row.date("ends_on"),
                                 row.text("region"), scenario.exits_until});
  });
  root.each("fortnight_events", [&](const Table& row) {
    scenario.fortnight_events.push_back(
        {row.text("id"), row.text("edition", scenario.editions.empty() ? "" : scenario.editions.front().id),
         row.text("title"), row.date("date"), row.text("starts_at"), row.text("ends_at"), row.text("commune"),
         row.text("place"), row.text("organisation"), row.text("prefectural_presence")});
  });
}

Scenario read_root(const Table& root) {
  Scenario scenario;
  scenario.title = root.text("title");
  scenario.territory = root.text("territory");
  scenario.as_of = root.date("as_of");
  scenario.first_protection = root.date("first_protection");
  scenario.people = root.integer("people");
  if (scenario.people < 1) root.refuse_key("people", "une personne au moins est attendue");
  const Table targets = root.table("targets");
  scenario.exits_from = targets.date("exits_from");
  scenario.exits_until = targets.date("exits_until");
  scenario.language_entered = read_target(targets, "language_entered");
  scenario.language_expected = read_target(targets, "language_expected");
  scenario.language_cost_eur = read_target(targets, "language_cost_eur");
  scenario.housing_exits = read_target(targets, "housing_exits");
  scenario.rental_intermediation = read_target(targets, "rental_intermediation");
  scenario.youth_with_language = read_target(targets, "youth_with_language");
  read_population(root.table("population"), scenario);
  read_places(root, scenario);
  read_tables(root, scenario);
  return scenario;
}

}  // namespace

Result<Scenario> read_scenario(std::string_view name, std::string_view toml) {
  try {
    const toml::table table = toml::parse(toml, name);
    return read_root(Table(table));
  } catch (const toml::parse_error& error) {
    return refuse(
        "fiction.scenario",
        {{"file", std::string(name)},
         {"problem", fmt::format("ligne {} : {}", error.source().begin.line, error.description())}});
  } catch (const Problem& problem) {
    return refuse("fiction.scenario", {{"file", std::string(name)}, {"problem", problem.what()}});
  }
}

Result<Scenario> puy_de_dome_2018() {
  constexpr std::string_view name = "puy_de_dome_2018.toml";
  for (const EmbeddedFile& file : embedded::fixtures()) {
    if (file.path == name) return read_scenario(name, file.bytes);
  }
  return refuse("fiction.scenario", {{"file", std::string(name)}, {"problem", "absent du programme"}});
}

}  // namespace jalon::fiction
