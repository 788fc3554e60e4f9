// The rules of one day's catalogue, asked all at once of one person: what the engine does for everybody.
//
// Rules share their tests ("age >= 18" stands in half of them), so each test is answered once, as a bit, and
// a rule is a few masks over those bits: it is written as alternatives of tests that must all hold, which the
// three values allow since `and` is their least, `or` their greatest and `not` turns them over. The verdicts
// are those of `Rule::ask`. A rule whose alternatives would be too many, or the tests beyond the bits of a
// word, is run as written.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pathways/rule.hpp"

namespace jalon::pathways {

class RuleBook {
 public:
  static constexpr std::uint16_t no_rule = 0xffff;

  /// Its number; `no_rule` for the empty rule. Equal rules share a number.
  std::uint16_t add(const Rule& rule);
  /// The steps that some rule asks about.
  std::span<const StepIndex> steps() const { return steps_; }

  /// The tests that a person passes, does not pass, and those that nobody can tell.
  struct Answers {
    std::uint64_t yes = 0;
    std::uint64_t no = 0;
    std::uint64_t unknown = 0;
  };
  Answers answer(const RuleFacts& facts) const;

  /// Tests that must all be passed, and tests of which none may be.
  struct Way {
    std::uint64_t passed = 0;
    std::uint64_t failed = 0;
  };
  /// The only way to meet a rule, where there is one; nullptr where there are several, or none was found.
  const Way* only_way(std::uint16_t number) const {
    const Entry& entry = rules_[number];
    return entry.ways_end - entry.ways_begin == 1 ? &ways_[entry.ways_begin] : nullptr;
  }

  /// `answers`: those of `facts`.
  Verdict verdict(std::uint16_t number, const Answers& answers, const RuleFacts& facts) const {
    const Entry& entry = rules_[number];
    if (entry.ways_begin == entry.ways_end) [[unlikely]]
      return Rule::run(code(entry), facts);
    Verdict best = Verdict::no;
    for (std::uint32_t way = entry.ways_begin; way < entry.ways_end; ++way) {
      const Way& tests = ways_[way];
      if (((answers.no & tests.passed) | (answers.yes & tests.failed)) != 0) continue;
      if ((answers.unknown & (tests.passed | tests.failed)) == 0) return Verdict::yes;
      best = Verdict::unknown;
    }
    return best;
  }

 private:
  using Ways = std::vector<Way>;  // any of them
  struct Entry {
    std::uint32_t code_begin = 0;
    std::uint32_t code_end = 0;
    std::uint32_t ways_begin = 0;
    std::uint32_t ways_end = 0;
  };
  /// A fact between two bounds, both included: most tests are that.
  struct Interval {
    std::uint16_t fact = 0;
    std::uint16_t bit = 0;
    std::int32_t low = 0;
    std::int32_t high = 0;
  };
  struct Test {
    Rule::Instruction instruction;
    std::uint16_t bit = 0;
  };

  std::span<const Rule::Instruction> code(const Entry& entry) const {
    return {code_.data() + entry.code_begin, code_.data() + entry.code_end};
  }
  /// Empty when there are too many.
  Ways ways_of(const Rule& rule);
  /// A mask of one bit; 0 when the word is full.
  std::uint64_t bit_of(const Rule::Instruction& instruction);

  std::vector<Entry> rules_;
  std::vector<Rule::Instruction> code_;
  std::vector<Way> ways_;
  std::vector<Rule::Instruction> known_;  // tests, by bit
  std::vector<Interval> intervals_;
  std::vector<Interval> sets_;  // a fact among the positions that `low` has a bit for
  std::vector<Test> tests_;     // the others
  std::vector<StepIndex> steps_;
};

}  // namespace jalon::pathways
