#include "proposals/allocation_rules.hpp"

#include <algorithm>
#include <cassert>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"
#include "pathways/catalogue_file.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> allocation_rules();
}

namespace proposals {
namespace {

constexpr std::int64_t most_points = 1'000'000;
constexpr std::int64_t ten_years = 3650;

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> list;
  for (const std::string_view part : split(text, ';')) list.emplace_back(part);
  return list;
}

/// Why a tier may not use this rule, a French sentence without its final point; "" when it may.
std::string refused_rule(std::string_view text, const pathways::Rule::FindStep& find_step) {
  const auto rule = pathways::Rule::parse(text, find_step);
  if (!rule) return rule.error();
  using Source = pathways::Rule::Source;
  const auto origin = [](const pathways::Rule::Instruction& one) {
    const bool reads_fact = one.source == Source::fact || one.source == Source::since_fact ||
                            one.source == Source::calendar_years;
    const auto fact = static_cast<pathways::Fact>(one.argument);
    return reads_fact && (fact == pathways::Fact::status || fact == pathways::Fact::arrived_on);
  };
  if (std::ranges::any_of(rule->code(), origin)) {
    return "un rang ne peut dépendre ni du statut de protection ni de l’arrivée en France";
  }
  return "";
}

std::vector<AllocationRules> read_weights(RecordReader& reader) {
  const auto valid_from = reader.required("valid_from");
  const auto day = reader.required("points_per_day");
  const auto days = reader.required("days_at_most");
  const auto goal = reader.required("points_per_goal");
  const auto deadline = reader.required("points_per_deadline");
  const auto month = reader.required("points_per_month_waited");
  const auto months = reader.required("months_at_most");
  const auto commune = reader.required("points_same_commune");
  const auto week = reader.required("points_lost_per_week");
  const auto weeks = reader.required("weeks_at_most");
  const auto one_household = reader.required("one_household_steps");
  const auto whole_household = reader.required("whole_household_steps");
  const auto same_commune = reader.required("same_commune_steps");
  const auto percent = reader.required("reserve_percent");
  const auto ahead = reader.required("reserve_days");
  const auto source = reader.required("source");
  std::vector<AllocationRules> list;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    const auto number = [&](RecordReader::Column column, std::int64_t high) {
      (void)reader.required_text(column);
      return reader.integer(column, 0, high).value_or(0);
    };
    AllocationRules& rules = list.emplace_back();
    rules.valid_from = reader.required_date(valid_from).value_or(Date{});
    rules.points_per_day = number(day, most_points);
    rules.days_at_most = number(days, ten_years);
    rules.points_per_goal = number(goal, most_points);
    rules.points_per_deadline = number(deadline, most_points);
    rules.points_per_month_waited = number(month, most_points);
    rules.months_at_most = number(months, ten_years);
    rules.points_same_commune = number(commune, most_points);
    rules.points_lost_per_week = number(week, most_points);
    rules.weeks_at_most = number(weeks, ten_years);
    rules.one_household_steps = list_of(reader.text(one_household));
    rules.whole_household_steps = list_of(reader.text(whole_household));
    rules.same_commune_steps = list_of(reader.text(same_commune));
    rules.reserve_percent = number(percent, 100);
    rules.reserve_days = number(ahead, ten_years);
    rules.source = reader.text(source);
  }
  std::ranges::stable_sort(list, {}, &AllocationRules::valid_from);
  return list;
}

void read_tiers(RecordReader& reader, const pathways::Rule::FindStep& find_step,
                std::vector<AllocationRules>& list) {
  const auto valid_from = reader.required("valid_from");
  const auto tier = reader.required("tier");
  const auto label = reader.required("label");
  const auto rule = reader.required("rule");
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    const auto from = reader.required_date(valid_from);
    (void)reader.required_text(tier);
    Tier one;
    one.tier = static_cast<int>(reader.integer(tier, 1, 100).value_or(1));
    one.label = reader.required_text(label);
    one.rule = reader.required_text(rule);
    if (const std::string why = refused_rule(one.rule, find_step); !why.empty()) reader.problem(rule, why);
    if (!from) continue;
    const auto dated = std::ranges::find(list, *from, &AllocationRules::valid_from);
    if (dated == list.end()) {
      reader.problem(valid_from, "aucune ligne de poids ne commence ce jour-là");
      continue;
    }
    if (one.tier != dated->last_tier()) {
      reader.problem(tier, "les rangs d’une date se suivent\u00a0: 1, 2, 3…");
      continue;
    }
    dated->tiers.push_back(std::move(one));
  }
}

}  // namespace

bool AllocationRules::takes_one_household(std::string_view step) const {
  return std::ranges::find(one_household_steps, step) != one_household_steps.end();
}

bool AllocationRules::takes_everybody(std::string_view step) const {
  return takes_one_household(step) ||
         std::ranges::find(whole_household_steps, step) != whole_household_steps.end();
}

bool AllocationRules::wants_same_commune(std::string_view step) const {
  return std::ranges::find(same_commune_steps, step) != same_commune_steps.end();
}

tl::expected<std::vector<AllocationRules>, std::vector<FileProblem>> read_allocation_rules(
    const csv::Document& weights, const csv::Document& tiers, const pathways::Rule::FindStep& find_step) {
  RecordReader of_weights(weights);
  auto list = read_weights(of_weights);
  RecordReader of_tiers(tiers);
  read_tiers(of_tiers, find_step, list);
  std::vector<FileProblem> problems = of_weights.take_problems();
  for (FileProblem& problem : of_tiers.take_problems()) problems.push_back(std::move(problem));
  if (list.empty() && problems.empty()) {
    problems.push_back({weights.name(), 0, "", "", "au moins une ligne de règles est attendue"});
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return list;
}

const AllocationRules& rules_at(const std::vector<AllocationRules>& rules, Date at) {
  assert(!rules.empty());
  const AllocationRules* found = &rules.front();
  for (const AllocationRules& dated : rules) {
    if (dated.valid_from <= at) found = &dated;
  }
  return *found;
}

const std::vector<AllocationRules>& default_allocation_rules() {
  static const std::vector<AllocationRules> rules = [] {
    const auto files = embedded::allocation_rules();
    const auto weights = csv::Document::parse(std::string(files[0].path), files[0].bytes);
    const auto tiers = csv::Document::parse(std::string(files[1].path), files[1].bytes);
    assert(weights && tiers);
    const pathways::Catalogue& catalogue = pathways::default_catalogue();
    auto read =
        read_allocation_rules(*weights, *tiers, [&](std::string_view id) { return catalogue.find(id); });
    assert(read);  // the files are part of the program: a test reads them
    return *read;
  }();
  return rules;
}

}  // namespace proposals
}  // namespace jalon
