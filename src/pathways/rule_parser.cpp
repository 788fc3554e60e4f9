// Recursive descent over the grammar of rule.hpp.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "base/date.hpp"
#include "pathways/rule.hpp"
#include "people/person.hpp"

namespace jalon::pathways {
namespace {

constexpr std::size_t deepest = 32;  // verdicts that wait to be combined

bool is_word_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.';
}

using Words = std::span<const std::string_view>;

}  // namespace

class RuleParser {
 public:
  RuleParser(std::string_view text, const Rule::FindStep& find_step) : text_(text), find_step_(find_step) {}

  tl::expected<Rule, std::string> parse() {
    next();
    if (token_.empty()) return Rule{};
    either();
    if (error_.empty() && !token_.empty())
      fail("«\u00a0and\u00a0», «\u00a0or\u00a0» ou la fin de la règle est attendu");
    if (!error_.empty()) return tl::unexpected(error_);
    return std::move(rule_);
  }

 private:
  void fail(std::string_view expected) {
    if (!error_.empty()) return;  // the first error is the useful one
    const std::string found = token_.empty() ? "la fin" : fmt::format("«\u00a0{}\u00a0»", token_);
    error_ = fmt::format("règle, caractère {}\u00a0: {}, et non {}", start_ + 1, expected, found);
  }

  /// Moves to the next token: a word, a number, a date, a sign; empty at the end.
  void next() {
    while (end_ < text_.size() && (text_[end_] == ' ' || text_[end_] == '\t' || text_[end_] == '\n')) ++end_;
    start_ = end_;
    if (end_ == text_.size()) {
      token_ = {};
      return;
    }
    if (is_word_letter(text_[end_])) {
      while (end_ < text_.size() && is_word_letter(text_[end_])) ++end_;
    } else {
      const char first = text_[end_++];
      const bool may_be_two = first == '<' || first == '>' || first == '!';
      if (may_be_two && end_ < text_.size() && text_[end_] == '=') ++end_;
    }
    token_ = text_.substr(start_, end_ - start_);
  }

  bool take(std::string_view token) {
    if (token_ != token) return false;
    next();
    return true;
  }
  void expect(std::string_view token) {
    if (!take(token)) fail(fmt::format("«\u00a0{}\u00a0» est attendu", token));
  }

  void push(Rule::Instruction instruction) {
    rule_.code_.push_back(instruction);
    if (++height_ > deepest) fail("une règle moins imbriquée est attendue");
  }
  void combine(Rule::Operation operation) {
    rule_.code_.push_back({operation, Rule::Source::fact, 0, 0});
    --height_;
  }

  void either() {
    both();
    while (error_.empty() && take("or")) {
      both();
      combine(Rule::Operation::either);
    }
  }
  void both() {
    one();
    while (error_.empty() && take("and")) {
      one();
      combine(Rule::Operation::both);
    }
  }
  void one() {
    if (!error_.empty()) return;
    if (++nesting_ > 100) return fail("une règle moins imbriquée est attendue");
    if (take("not")) {
      one();
      rule_.code_.push_back({Rule::Operation::negate, Rule::Source::fact, 0, 0});
    } else if (take("(")) {
      either();
      expect(")");
    } else {
      test();
    }
    --nesting_;
  }

  void test() {
    using Source = Rule::Source;
    const auto fact = [](Fact value) { return static_cast<std::uint16_t>(value); };
    if (take("age")) return number(Source::fact, fact(Fact::age));
    if (take("household_size")) return number(Source::fact, fact(Fact::household_size));
    if (take("children")) return number(Source::children, ages());
    if (take("youngest")) return number(Source::youngest, 0);
    if (take("oldest")) return number(Source::oldest, 0);
    if (take("since")) return since();
    if (take("calendar_years")) return calendar_years();
    if (take("protected_on")) return date(Fact::protected_on);
    if (take("arrived_on")) return date(Fact::arrived_on);
    if (take("today")) return date(Fact::today);
    if (take("status")) return word(Fact::status, people::status_words, false);
    if (take("role")) return word(Fact::role, people::role_words, false);
    if (take("french")) return word(Fact::french, people::french_words, true);
    if (take("reader")) return push({Rule::Operation::equal, Source::fact, fact(Fact::reader), 1});
    if (take("foreign_licence")) {
      return push({Rule::Operation::equal, Source::fact, fact(Fact::foreign_licence), 1});
    }
    if (take("done")) {
      expect("(");
      const auto found = step();
      expect(")");
      return push({Rule::Operation::equal, Source::done, found, 1});
    }
    fail(
        "un fait est attendu (age, status, role, french, reader, foreign_licence, household_size, children, "
        "youngest, oldest, protected_on, arrived_on, today, since, calendar_years, done)");
  }

  std::uint16_t step() {
    const auto found = token_.empty() ? std::nullopt : find_step_(token_);
    if (!found) {
      fail("une étape du catalogue est attendue");
      return 0;
    }
    next();
    return *found;
  }

  std::uint16_t ages() {
    if (!take("(")) return 0 * 256 + 17;
    const std::int32_t low = whole_number(0, 120);
    expect(",");
    const std::int32_t high = whole_number(low, 120);
    expect(")");
    return static_cast<std::uint16_t>(low * 256 + high);
  }

  std::int32_t whole_number(std::int32_t low, std::int32_t high) {
    std::int32_t value = 0;
    const auto [stop, problem] = std::from_chars(token_.data(), token_.data() + token_.size(), value);
    if (problem != std::errc{} || stop != token_.data() + token_.size() || value < low || value > high) {
      fail(fmt::format("un nombre entier de {} à {} est attendu", low, high));
      return low;
    }
    next();
    return value;
  }

  Rule::Operation comparison(bool ordered) {
    using Operation = Rule::Operation;
    if (take("=")) return Operation::equal;
    if (take("!=")) return Operation::differs;
    if (ordered) {
      if (take("<")) return Operation::less;
      if (take("<=")) return Operation::at_most;
      if (take(">")) return Operation::more;
      if (take(">=")) return Operation::at_least;
    }
    fail(ordered ? "une comparaison est attendue (=, !=, <, <=, >, >=)"
                 : "une comparaison est attendue (=, != ou in)");
    return Operation::equal;
  }

  void number(Rule::Source source, std::uint16_t argument) {
    const auto operation = comparison(true);
    push({operation, source, argument, whole_number(0, 100'000)});
  }

  void since() {
    expect("(");
    if (take("protected_on")) return closed_number(Rule::Source::since_fact, Fact::protected_on);
    if (take("arrived_on")) return closed_number(Rule::Source::since_fact, Fact::arrived_on);
    const auto found = step();
    expect(")");
    number(Rule::Source::since_step, found);
  }
  void calendar_years() {
    expect("(");
    if (take("protected_on")) return closed_number(Rule::Source::calendar_years, Fact::protected_on);
    if (take("arrived_on")) return closed_number(Rule::Source::calendar_years, Fact::arrived_on);
    fail("protected_on ou arrived_on est attendu");
  }
  void closed_number(Rule::Source source, Fact fact) {
    expect(")");
    number(source, static_cast<std::uint16_t>(fact));
  }

  void date(Fact fact) {
    const auto operation = comparison(true);
    const auto value = parse_date(token_);
    if (!value) return fail("une date est attendue, aaaa-mm-jj");
    next();
    push({operation, Rule::Source::fact, static_cast<std::uint16_t>(fact), value->days()});
  }

  std::int32_t position(Words words) {
    const auto found = std::ranges::find(words, token_);
    if (found == words.end()) {
      fail(fmt::format("une de ces valeurs est attendue ({})", fmt::join(words, ", ")));
      return 0;
    }
    next();
    return static_cast<std::int32_t>(found - words.begin());
  }

  void word(Fact fact, Words words, bool ordered) {
    const auto argument = static_cast<std::uint16_t>(fact);
    if (!take("in")) {
      const auto operation = comparison(ordered);
      return push({operation, Rule::Source::fact, argument, position(words)});
    }
    expect("(");
    std::int32_t set = 1 << position(words);
    while (error_.empty() && take(",")) set |= 1 << position(words);
    expect(")");
    push({Rule::Operation::among, Rule::Source::fact, argument, set});
  }

  std::string_view text_;
  const Rule::FindStep& find_step_;
  std::size_t start_ = 0;  // of the current token
  std::size_t end_ = 0;
  std::string_view token_;
  std::string error_;
  std::size_t height_ = 0;
  std::size_t nesting_ = 0;
  Rule rule_;
};

tl::expected<Rule, std::string> Rule::parse(std::string_view text, const FindStep& find_step) {
  return RuleParser(text, find_step).parse();
}

}  // namespace jalon::pathways
