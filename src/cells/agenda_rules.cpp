#include "cells/agenda_rules.hpp"

#include "base/dated_rules.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> agenda_rules();
}

namespace cells {

tl::expected<std::vector<DatedAgendaRules>, std::vector<FileProblem>> read_agenda_rules(
    const csv::Document& document) {
  constexpr std::int64_t whole_day = 24 * 60;
  constexpr std::int64_t ten_years = 3650;
  RecordReader reader(document);
  const auto valid_from = reader.required("valid_from");
  const auto group = reader.required("minutes_per_group");
  const auto each = reader.required("minutes_per_case");
  const auto follow_up = reader.required("minutes_per_follow_up");
  const auto unlock = reader.required("unlock_worth_days");
  const auto deadline = reader.required("deadline_worth_days");
  const auto within = reader.required("deadline_within_days");
  const auto never = reader.required("never_examined_worth_days");
  const auto structural = reader.required("structural_people");

  std::vector<DatedAgendaRules> list;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    const auto number = [&](RecordReader::Column column, std::int64_t low, std::int64_t high) {
      (void)reader.required_text(column);
      return reader.integer(column, low, high).value_or(low);
    };
    DatedAgendaRules dated;
    dated.valid_from = reader.required_date(valid_from).value_or(Date{});
    dated.rules.version = to_iso(dated.valid_from);
    dated.rules.minutes_per_group = static_cast<int>(number(group, 0, whole_day));
    dated.rules.minutes_per_case = static_cast<int>(number(each, 1, whole_day));
    dated.rules.minutes_per_follow_up = static_cast<int>(number(follow_up, 0, whole_day));
    dated.rules.unlock_worth = number(unlock, 0, ten_years);
    dated.rules.deadline_worth = number(deadline, 0, ten_years);
    dated.rules.deadline_within = static_cast<int>(number(within, 0, ten_years));
    dated.rules.never_examined_worth = number(never, 0, ten_years);
    dated.rules.structural_people = static_cast<int>(number(structural, 2, 1'000'000));
    list.push_back(std::move(dated));
  }
  return dated_rules(reader, document, std::move(list));
}

const AgendaRules& rules_at(const std::vector<DatedAgendaRules>& rules, Date at) {
  return rule_at(rules, at).rules;
}

const std::vector<DatedAgendaRules>& default_agenda_rules() {
  static const auto rules = carried_rules(embedded::agenda_rules().front(), read_agenda_rules);
  return rules;
}

}  // namespace cells
}  // namespace jalon
