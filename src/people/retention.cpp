#include "people/retention.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/dated_rules.hpp"
#include "base/text.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> retention_rules();
}

namespace people {
bool RetentionRule::counts(std::string_view word) const {
  return std::ranges::find(contacts, word) != contacts.end();
}

tl::expected<std::vector<RetentionRule>, std::vector<FileProblem>> read_retention(
    const csv::Document& document) {
  constexpr std::int64_t fifty_years = 600;
  constexpr std::int64_t one_year = 366;
  RecordReader reader(document);
  const auto valid_from = reader.required("valid_from");
  const auto keep = reader.required("keep_months");
  const auto warning = reader.required("warning_days");
  const auto household = reader.required("household");
  const auto contacts = reader.required("contacts");
  const auto source = reader.required("source");
  std::vector<RetentionRule> rules;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    RetentionRule rule;
    rule.valid_from = reader.required_date(valid_from).value_or(Date{});
    (void)reader.required_text(keep);
    rule.keep_months = static_cast<int>(reader.integer(keep, 1, fifty_years).value_or(1));
    (void)reader.required_text(warning);
    rule.warning_days = static_cast<int>(reader.integer(warning, 1, one_year).value_or(1));
    (void)reader.required_text(household);
    rule.household = reader.word(household, {"no", "yes"}).value_or(0) == 1;
    for (const std::string_view word : split(reader.required_text(contacts), ' ')) {
      if (!word.empty()) rule.contacts.emplace_back(word);
    }
    rule.source = reader.required_text(source);
    rules.push_back(std::move(rule));
  }
  return dated_rules(reader, document, std::move(rules));
}

const RetentionRule& retention_at(const std::vector<RetentionRule>& rules, Date at) {
  return rule_at(rules, at);
}

const std::vector<RetentionRule>& default_retention() {
  static const auto rules = carried_rules(embedded::retention_rules().front(), read_retention);
  return rules;
}

std::string_view to_word(RetentionStage stage) {
  static constexpr std::array<std::string_view, 6> words = {"kept", "to_warn", "warned",
                                                            "due",  "held",    "erased"};
  return words[static_cast<std::size_t>(stage)];
}

void share_contacts(const RetentionRule& rule, std::vector<FileClock>& files) {
  if (!rule.household) return;
  std::unordered_map<HouseholdId, Date> last;
  for (const FileClock& file : files) {
    if (!file.household || !file.contact_on) continue;
    const auto [entry, first] = last.emplace(*file.household, *file.contact_on);
    if (!first) entry->second = std::max(entry->second, *file.contact_on);
  }
  for (FileClock& file : files) {
    if (!file.household) continue;
    if (const auto found = last.find(*file.household); found != last.end()) file.contact_on = found->second;
  }
}

Term term_of(const RetentionRule& rule, const FileClock& file, Date at) {
  Term term;
  term.counted_from = file.counted_from();
  term.ends_on = add_months(term.counted_from, rule.keep_months);
  const bool warned = file.rights.warned_on && file.rights.warned_for == term.counted_from;
  const Date told_on = warned ? *file.rights.warned_on : std::max(at, term.ends_on - rule.warning_days);
  term.erased_on = std::max(term.ends_on, told_on + rule.warning_days);
  if (!file.readable) {
    term.stage = RetentionStage::erased;
  } else if (file.rights.set_aside()) {
    term.stage = at >= term.ends_on ? RetentionStage::held : RetentionStage::kept;
  } else if (warned) {
    term.stage = at >= term.erased_on ? RetentionStage::due : RetentionStage::warned;
  } else if (at >= term.ends_on - rule.warning_days) {
    term.stage = RetentionStage::to_warn;
  }
  return term;
}

}  // namespace people
}  // namespace jalon
