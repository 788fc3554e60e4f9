#include "people/access_log.hpp"

#include "base/dated_rules.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> access_log_rules();
}

namespace people {
namespace {

constexpr int months_of_a_year = 12;
constexpr int three_years = 36;

}  // namespace

tl::expected<std::vector<AccessLogRule>, std::vector<FileProblem>> read_access_log_rules(
    const csv::Document& document) {
  RecordReader reader(document);
  const auto valid_from = reader.required("valid_from");
  const auto segment = reader.required("segment_months");
  const auto keep = reader.required("keep_months");
  const auto source = reader.required("source");
  std::vector<AccessLogRule> rules;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    AccessLogRule rule;
    rule.valid_from = reader.required_date(valid_from).value_or(Date{});
    (void)reader.required_text(segment);
    rule.segment_months = static_cast<int>(reader.integer(segment, 1, months_of_a_year).value_or(1));
    if (months_of_a_year % rule.segment_months != 0) {
      reader.problem(segment, "un nombre de mois qui divise l’année est attendu");
    }
    (void)reader.required_text(keep);
    rule.keep_months = static_cast<int>(reader.integer(keep, 1, three_years).value_or(1));
    rule.source = reader.required_text(source);
    rules.push_back(std::move(rule));
  }
  return dated_rules(reader, document, std::move(rules));
}

const AccessLogRule& access_log_rule_at(const std::vector<AccessLogRule>& rules, Date at) {
  return rule_at(rules, at);
}

const std::vector<AccessLogRule>& default_access_log_rules() {
  static const auto rules = carried_rules(embedded::access_log_rules().front(), read_access_log_rules);
  return rules;
}

Date day_of_instant(std::string_view instant) {
  constexpr std::size_t iso_date_size = 10;
  return parse_date(instant.substr(0, iso_date_size)).value_or(Date::never());
}

Date segment_ends_on(const AccessLogRule& rule, Date day) {
  const int first_month = (day.month() - 1) / rule.segment_months * rule.segment_months + 1;
  return add_months(Date::from_ymd(day.year(), first_month, 1), rule.segment_months);
}

Date segment_may_leave_on(const AccessLogRule& rule, Date last) {
  return add_months(last, rule.keep_months);
}

}  // namespace people
}  // namespace jalon
