// Who a step is for: a small declarative language, so that eligibility is data that a professional can read.
//
//   rule   = both { "or" both }
//   both   = one { "and" one }
//   one    = "not" one | "(" rule ")" | test
//   test   = number  compare  whole-number          age >= 18
//          | date    compare  yyyy-mm-dd            protected_on >= 2017-01-01
//          | word    ("=" | "!=") value             status = refugee
//          | word    "in" "(" value {"," value} ")" status in (refugee, stateless)
//          | french  compare  level                 french < A1
//          | yes-no                                 foreign_licence
//   compare = "=" | "!=" | "<" | "<=" | ">" | ">="
//   number = age                  completed years of the person
//          | household_size       members, the person included
//          | children             other members under 18
//          | children(LO, HI)     other members aged LO to HI, both included
//          | youngest, oldest     age of the youngest, of the oldest of those children; never true without
//          child | since(X)             days since X: protected_on, arrived_on or the day a step was done;
//          never true
//                                 of a step that was not
//          | calendar_years(X)    years from the calendar year of protected_on or arrived_on to this one
//   date   = protected_on | arrived_on | today
//   word   = status (refugee, subsidiary, stateless, temporary_protection)
//          | role (head, partner, child, other) | french (A0, A1, A2, B1, B2, C1, C2)
//   yes-no = reader | foreign_licence | done(STEP)
//
// Three-valued: a test on an unknown fact is `unknown`; `false and unknown` is false, `true or unknown` is
// true. Only `no` excludes: an unknown fact leaves the step relevant, "à vérifier". An empty rule says yes.
// done(STEP) looks at recorded events (and at validity), never at what is expected: rules make no circle.
// Refused, with the position in the text: anything else, and a step that the catalogue does not know.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "pathways/prerequisites.hpp"

namespace jalon::pathways {

enum class Verdict : std::uint8_t { no, unknown, yes };  // `and` is the least, `or` the greatest

/// What a rule may ask about, as numbers: days since 1970 for dates, positions for words, 0 or 1 for yes-no.
enum class Fact : std::uint8_t {
  age,
  household_size,
  protected_on,
  arrived_on,
  today,
  status,
  role,
  french,
  reader,
  foreign_licence,
};
inline constexpr std::size_t fact_count = 10;

struct RuleFacts {
  static constexpr std::int32_t unknown = std::numeric_limits<std::int32_t>::min();
  static constexpr std::int32_t none = unknown + 1;  // known not to exist: compares false with anything

  std::array<std::int32_t, fact_count> values{};
  std::span<const std::uint8_t> other_ages;  // of the other members of the household
  bool others_known = false;
  std::span<const std::int32_t> done_on;  // by StepIndex: the day it was done, or none

  std::int32_t& operator[](Fact fact) { return values[static_cast<std::size_t>(fact)]; }
  std::int32_t operator[](Fact fact) const { return values[static_cast<std::size_t>(fact)]; }
};

class Rule {
 public:
  using FindStep = std::function<std::optional<StepIndex>(std::string_view id)>;

  Rule() = default;
  /// The error is a French sentence without its final point, with the position.
  static tl::expected<Rule, std::string> parse(std::string_view text, const FindStep& find_step);

  Verdict ask(const RuleFacts& facts) const { return run(code_, facts); }
  bool empty() const { return code_.empty(); }
  /// The steps it asks about.
  std::vector<StepIndex> steps() const;
  bool operator==(const Rule&) const = default;

  /// What a test reads.
  enum class Source : std::uint8_t {
    fact,      // argument: the Fact
    children,  // argument: lowest age * 256 + highest age
    youngest,
    oldest,
    since_fact,      // argument: the Fact, a date
    calendar_years,  // argument: the Fact, a date
    done,            // argument: the step
    since_step,      // argument: the step
  };
  enum class Operation : std::uint8_t {
    equal,
    differs,
    less,
    at_most,
    more,
    at_least,
    among,
    both,
    either,
    negate
  };
  /// Postfix: tests push a verdict, `both`, `either` and `negate` combine the last ones.
  struct Instruction {
    Operation operation = Operation::equal;
    Source source = Source::fact;
    std::uint16_t argument = 0;
    std::int32_t value = 0;  // of `among`: a set of positions, one bit each
    bool operator==(const Instruction&) const = default;
  };
  const std::vector<Instruction>& code() const { return code_; }
  /// Asks a rule by its code, wherever it was copied to.
  static Verdict run(std::span<const Instruction> code, const RuleFacts& facts);

 private:
  friend class RuleParser;
  std::vector<Instruction> code_;
};

}  // namespace jalon::pathways
