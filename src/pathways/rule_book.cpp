#include "pathways/rule_book.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace jalon::pathways {
namespace {

constexpr std::size_t most_ways = 16;
constexpr std::size_t most_tests = 64;

/// The bounds of a test on a fact, where it has some. Unknown facts lie below every bound.
std::optional<std::pair<std::int32_t, std::int32_t>> bounds_of(const Rule::Instruction& test) {
  constexpr std::int32_t lowest = RuleFacts::none + 1;
  constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();
  if (test.source != Rule::Source::fact || test.value <= lowest || test.value == highest) return std::nullopt;
  switch (test.operation) {
    case Rule::Operation::equal:
      return std::pair(test.value, test.value);
    case Rule::Operation::less:
      return std::pair(lowest, test.value - 1);
    case Rule::Operation::at_most:
      return std::pair(lowest, test.value);
    case Rule::Operation::more:
      return std::pair(test.value + 1, highest);
    case Rule::Operation::at_least:
      return std::pair(test.value, highest);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::uint16_t RuleBook::add(const Rule& rule) {
  if (rule.empty()) return no_rule;
  const auto same = [&](const Entry& other) { return std::ranges::equal(code(other), rule.code()); };
  const auto known = std::ranges::find_if(rules_, same);
  const auto number = static_cast<std::uint16_t>(known - rules_.begin());
  if (known != rules_.end()) return number;
  Entry entry;
  entry.code_begin = static_cast<std::uint32_t>(code_.size());
  code_.insert(code_.end(), rule.code().begin(), rule.code().end());
  entry.code_end = static_cast<std::uint32_t>(code_.size());
  const Ways ways = ways_of(rule);
  entry.ways_begin = static_cast<std::uint32_t>(ways_.size());
  ways_.insert(ways_.end(), ways.begin(), ways.end());
  entry.ways_end = static_cast<std::uint32_t>(ways_.size());
  rules_.push_back(entry);
  for (const StepIndex step : rule.steps()) {
    if (std::ranges::find(steps_, step) == steps_.end()) steps_.push_back(step);
  }
  return number;
}

RuleBook::Ways RuleBook::ways_of(const Rule& rule) {
  struct Sides {
    Ways yes;
    Ways no;  // of its contrary
  };
  const auto any = [](Ways a, const Ways& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
  };
  const auto all = [](const Ways& a, const Ways& b) {
    Ways both;
    for (const Way& one : a) {
      for (const Way& other : b) both.push_back({one.passed | other.passed, one.failed | other.failed});
    }
    return both;
  };
  std::vector<Sides> stack;
  for (const Rule::Instruction& instruction : rule.code()) {
    const bool combines =
        instruction.operation == Rule::Operation::both || instruction.operation == Rule::Operation::either;
    if (combines) {
      const Sides right = std::move(stack.back());
      stack.pop_back();
      Sides& left = stack.back();
      if (instruction.operation == Rule::Operation::both) {
        left = {all(left.yes, right.yes), any(left.no, right.no)};
      } else {
        left = {any(left.yes, right.yes), all(left.no, right.no)};
      }
    } else if (instruction.operation == Rule::Operation::negate) {
      std::swap(stack.back().yes, stack.back().no);
    } else {
      const std::uint64_t bit = bit_of(instruction);
      if (bit == 0) return {};
      stack.push_back({{{bit, 0}}, {{0, bit}}});
    }
    if (stack.back().yes.size() > most_ways || stack.back().no.size() > most_ways) return {};
  }
  return stack.back().yes;
}

std::uint64_t RuleBook::bit_of(const Rule::Instruction& instruction) {
  const auto known = std::ranges::find(known_, instruction);
  const auto bit = static_cast<std::uint16_t>(known - known_.begin());
  if (known != known_.end()) return std::uint64_t{1} << bit;
  if (known_.size() == most_tests) return 0;
  known_.push_back(instruction);
  if (const auto bounds = bounds_of(instruction)) {
    intervals_.push_back({instruction.argument, bit, bounds->first, bounds->second});
  } else if (instruction.source == Rule::Source::fact && instruction.operation == Rule::Operation::among) {
    sets_.push_back({instruction.argument, bit, instruction.value, 0});
  } else {
    tests_.push_back({instruction, bit});
  }
  return std::uint64_t{1} << bit;
}

RuleBook::Answers RuleBook::answer(const RuleFacts& facts) const {
  Answers answers;
  for (const Interval& test : intervals_) {
    const std::int32_t value = facts.values[test.fact];
    answers.unknown |= std::uint64_t{value == RuleFacts::unknown} << test.bit;
    answers.yes |= std::uint64_t{value >= test.low && value <= test.high} << test.bit;
  }
  for (const Interval& test : sets_) {
    const std::int32_t value = facts.values[test.fact];
    const bool unknown = value == RuleFacts::unknown;
    answers.unknown |= std::uint64_t{unknown} << test.bit;
    answers.yes |= std::uint64_t{!unknown && (test.low >> (value & 31) & 1) != 0} << test.bit;
  }
  for (const Test& test : tests_) {
    const Verdict verdict = Rule::run({&test.instruction, 1}, facts);
    answers.unknown |= std::uint64_t{verdict == Verdict::unknown} << test.bit;
    answers.yes |= std::uint64_t{verdict == Verdict::yes} << test.bit;
  }
  answers.no = ~(answers.yes | answers.unknown);
  return answers;
}

}  // namespace jalon::pathways
