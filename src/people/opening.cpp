#include "people/opening.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> opening_rules();
}

namespace people {
namespace {

constexpr std::array<std::string_view, 7> kind_words = {"asked",     "granted",   "refused",    "ended",
                                                        "emergency", "justified", "unjustified"};

void take(Opening& opening, const OpeningEvent& event) {
  switch (event.kind) {
    case OpeningKind::granted:
    case OpeningKind::refused:
      opening.answer = event;
      break;
    case OpeningKind::unjustified:
      opening.ended = event;
      [[fallthrough]];
    case OpeningKind::justified:
      opening.review = event;
      break;
    case OpeningKind::ended:
      opening.ended = event;
      break;
    case OpeningKind::asked:
    case OpeningKind::emergency:
      break;
  }
}

}  // namespace

std::string_view to_word(OpeningKind kind) {
  return kind_words[static_cast<std::size_t>(kind)];
}

std::optional<OpeningKind> parse_opening(std::string_view word) {
  const auto found = std::ranges::find(kind_words, word);
  if (found == kind_words.end()) return std::nullopt;
  return static_cast<OpeningKind>(found - kind_words.begin());
}

std::vector<Opening> openings_of_events(std::span<const OpeningEvent> events) {
  std::vector<Opening> openings;
  for (const OpeningEvent& event : events) {
    if (event.kind == OpeningKind::asked || event.kind == OpeningKind::emergency) {
      openings.emplace_back().first = event;
    } else if (!openings.empty() && openings.back().first.about == event.about) {
      take(openings.back(), event);
    }
  }
  return openings;
}

partners::OpenedFiles open_now(std::span<const Opening> openings, std::int64_t now_ms) {
  partners::OpenedFiles opened;
  for (const Opening& opening : openings) {
    if (!opening.in_force(now_ms)) continue;
    partners::Opened& of_person = opened.of[opening.first.person.bytes()];
    of_person.until_ms = std::max(of_person.until_ms, opening.until_ms());
    if (opening.emergency()) {
      of_person.emergency = true;
    } else {
      of_person.granted |= opening.answer->categories | bit_of(partners::Category::identity);
    }
  }
  return opened;
}

std::string to_words(partners::CategorySet categories) {
  std::string words;
  for (std::size_t i = 0; i < partners::category_words.size(); ++i) {
    if ((categories & bit_of(static_cast<partners::Category>(i))) == 0) continue;
    words += (words.empty() ? "" : " ") + std::string(partners::category_words[i]);
  }
  return words;
}

partners::CategorySet parse_categories(std::string_view words) {
  partners::CategorySet categories = 0;
  for (const std::string_view word : split(words, ' ')) {
    const auto found = std::ranges::find(partners::category_words, word);
    if (found == partners::category_words.end()) continue;
    categories |= bit_of(static_cast<partners::Category>(found - partners::category_words.begin()));
  }
  return categories;
}

partners::CategorySet categories_to_ask() {
  partners::CategorySet categories = 0;
  for (std::size_t i = 0; i < partners::category_words.size(); ++i) {
    const auto category = static_cast<partners::Category>(i);
    if (category == partners::Category::identity) continue;
    if (partners::visibility().cell(category, partners::Column::partner).sight >= partners::Sight::read) {
      categories |= bit_of(category);
    }
  }
  return categories;
}

tl::expected<std::vector<OpeningRule>, std::vector<FileProblem>> read_opening_rules(
    const csv::Document& document) {
  constexpr std::int64_t one_year = 24 * 366;
  RecordReader reader(document);
  const auto valid_from = reader.required("valid_from");
  const auto kind = reader.required("kind");
  const auto hours = reader.required("hours");
  const auto most = reader.required("most_a_day");
  const auto label = reader.required("label");
  const auto source = reader.required("source");
  std::vector<OpeningRule> rules;
  bool some_emergency = false;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    OpeningRule& rule = rules.emplace_back();
    rule.valid_from = reader.required_date(valid_from).value_or(Date{});
    (void)reader.required_text(kind);
    rule.emergency = reader.word(kind, {"grant", "emergency"}).value_or(0) == 1;
    (void)reader.required_text(hours);
    rule.hours = reader.integer(hours, 1, one_year).value_or(1);
    rule.most_a_day = reader.integer(most, 0, 1000).value_or(0);
    rule.label = reader.required_text(label);
    (void)reader.required_text(source);
    some_emergency = some_emergency || rule.emergency;
  }
  if (!some_emergency) reader.problem(kind, "une ligne emergency est attendue");
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  std::ranges::stable_sort(rules, {},
                           [](const OpeningRule& rule) { return std::pair(rule.valid_from, rule.hours); });
  return rules;
}

const std::vector<OpeningRule>& opening_rules() {
  static const std::vector<OpeningRule> rules = [] {
    const EmbeddedFile& file = embedded::opening_rules().front();
    const auto document = csv::Document::parse(std::string(file.path), file.bytes);
    assert(document);
    auto read = read_opening_rules(*document);
    assert(read);  // the file is part of the program: a test reads it
    return *std::move(read);
  }();
  return rules;
}

std::vector<OpeningRule> durations_at(Date at) {
  std::vector<OpeningRule> durations;
  for (const OpeningRule& rule : opening_rules()) {
    if (rule.emergency || rule.valid_from > at) continue;
    if (!durations.empty() && durations.front().valid_from != rule.valid_from) durations.clear();
    durations.push_back(rule);
  }
  return durations;
}

OpeningRule emergency_rule_at(Date at) {
  OpeningRule found;
  for (const OpeningRule& rule : opening_rules()) {
    if (rule.emergency && rule.valid_from <= at) found = rule;
  }
  return found;
}

}  // namespace people
}  // namespace jalon
