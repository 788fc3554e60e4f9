#include "pathways/rule.hpp"

#include <algorithm>
#include <cassert>

#include "base/date.hpp"

namespace jalon::pathways {
namespace {

constexpr std::int32_t adult_age = 18;  // `children` are the members under it, as the header says

std::int32_t count_aged(const RuleFacts& facts, int low, int high) {
  std::int32_t count = 0;
  for (const std::uint8_t age : facts.other_ages) count += age >= low && age <= high ? 1 : 0;
  return count;
}

std::int32_t extreme_child_age(const RuleFacts& facts, bool youngest) {
  std::int32_t found = RuleFacts::none;
  for (const std::uint8_t age : facts.other_ages) {
    if (age >= adult_age) continue;
    if (found == RuleFacts::none || (youngest ? age < found : age > found)) found = age;
  }
  return found;
}

std::int32_t read(Rule::Source source, std::uint16_t argument, const RuleFacts& facts) {
  switch (source) {
    case Rule::Source::fact:
      return facts.values[argument];
    case Rule::Source::children:
      return facts.others_known ? count_aged(facts, argument >> 8, argument & 0xff) : RuleFacts::unknown;
    case Rule::Source::youngest:
    case Rule::Source::oldest:
      return facts.others_known ? extreme_child_age(facts, source == Rule::Source::youngest)
                                : RuleFacts::unknown;
    case Rule::Source::since_fact: {
      const std::int32_t day = facts.values[argument];
      return day == RuleFacts::unknown ? day : facts[Fact::today] - day;
    }
    case Rule::Source::calendar_years: {
      const std::int32_t day = facts.values[argument];
      if (day == RuleFacts::unknown) return day;
      return Date::from_days(facts[Fact::today]).year() - Date::from_days(day).year();
    }
    case Rule::Source::done:
      return facts.done_on[argument] == RuleFacts::none ? 0 : 1;
    case Rule::Source::since_step: {
      const std::int32_t day = facts.done_on[argument];
      return day == RuleFacts::none ? day : facts[Fact::today] - day;
    }
  }
  return RuleFacts::unknown;
}

bool compare(Rule::Operation operation, std::int32_t left, std::int32_t right) {
  switch (operation) {
    case Rule::Operation::equal:
      return left == right;
    case Rule::Operation::differs:
      return left != right;
    case Rule::Operation::less:
      return left < right;
    case Rule::Operation::at_most:
      return left <= right;
    case Rule::Operation::more:
      return left > right;
    case Rule::Operation::at_least:
      return left >= right;
    case Rule::Operation::among:
      return left >= 0 && left < 31 && (right >> left & 1) != 0;  // a value that is in no list is in none
    default:
      return false;
  }
}

}  // namespace

std::vector<StepIndex> Rule::steps() const {
  std::vector<StepIndex> steps;
  for (const Instruction& instruction : code_) {
    if (instruction.source == Source::done || instruction.source == Source::since_step) {
      steps.push_back(instruction.argument);
    }
  }
  return steps;
}

Verdict Rule::run(std::span<const Instruction> code, const RuleFacts& facts) {
  if (code.empty()) return Verdict::yes;
  std::array<Verdict, 32> stack;  // the parser refuses deeper rules
  std::size_t height = 0;
  for (const Instruction& instruction : code) {
    switch (instruction.operation) {
      case Operation::both:
        --height;
        stack[height - 1] = std::min(stack[height - 1], stack[height]);
        break;
      case Operation::either:
        --height;
        stack[height - 1] = std::max(stack[height - 1], stack[height]);
        break;
      case Operation::negate:
        stack[height - 1] = static_cast<Verdict>(2 - static_cast<int>(stack[height - 1]));
        break;
      default: {
        const std::int32_t value = read(instruction.source, instruction.argument, facts);
        Verdict verdict = Verdict::no;
        if (value == RuleFacts::unknown) {
          verdict = Verdict::unknown;
        } else if (value != RuleFacts::none && compare(instruction.operation, value, instruction.value)) {
          verdict = Verdict::yes;
        }
        stack[height++] = verdict;
      }
    }
  }
  assert(height == 1);
  return stack[0];
}

}  // namespace jalon::pathways
