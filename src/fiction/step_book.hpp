// The catalogue as a life-course needs it on one day: delays, who is concerned, and when a step may begin
// given what is done. Steps keep their number in the catalogue; `order()` puts prerequisites first.
//
// Versions that do not stand on that day are left out. A prerequisite without a version is dropped from an
// OR; alone in an AND it leaves the dependent step out, as in the evaluation.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "fiction/level.hpp"
#include "pathways/catalogue.hpp"

namespace jalon::fiction {

using pathways::StepIndex;
inline constexpr StepIndex no_step = 0xffff;
inline constexpr std::size_t most_steps = 256;
using StepSet = std::bitset<most_steps>;

/// One prerequisite: a step, reached with a French level (`C09:A1`) or with the final status refused
/// (`R10:refused`).
struct Need {
  StepIndex step = no_step;
  bool refused = false;
  Level level = Level::none;
};

struct BookStep {
  std::string_view id;
  bool stands = false;  // has a version on the day; the rest is empty otherwise
  int min = 0;
  int typ = 0;
  int max = 0;
  int valid_days = 0;      // 0 = for ever
  bool household = false;  // done once for the household
  Date valid_from;
  std::vector<std::vector<Need>> needs;  // AND of OR
  const pathways::Rule* rule = nullptr;
  std::vector<StepIndex> kept_by;
  int room = 0;       // fewest days from the protection to the end of the step, whatever the alternative
  StepSet ancestors;  // what must be done before: of alternatives, those that take the least time
};

/// What one person, or one household, has reached on a step.
struct Reached {
  Date done = Date::never();
  Date refused = Date::never();
  Level level = Level::none;
};

class StepBook {
 public:
  /// The catalogue must outlive the book; it holds fewer than `most_steps` steps.
  StepBook(const pathways::Catalogue& catalogue, Date on);

  std::size_t size() const { return steps_.size(); }
  const BookStep& operator[](StepIndex step) const { return steps_[step]; }
  const std::vector<StepIndex>& order() const { return order_; }
  /// `no_step` when the catalogue has no such step on the day.
  StepIndex find(std::string_view id) const;

  /// The day from which `step` may be asked for; never when a prerequisite is not reached.
  Date ready(StepIndex step, const std::vector<Reached>& reached) const;

 private:
  void place(StepIndex step, std::vector<char>& seen);

  std::vector<BookStep> steps_;
  std::vector<StepIndex> order_;
};

}  // namespace jalon::fiction
