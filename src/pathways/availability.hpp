// Where there are places, as plain values: which steps are answered by places, and when the next ones open.
// A step without entry has unknown availability: nobody is said to wait for a place there.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "pathways/prerequisites.hpp"

namespace jalon::pathways {

/// A free place, and for whom. Bounds are included; an unknown fact of the person never excludes.
struct Opening {
  std::int32_t opens_on = 0;  // days since 1970; in the past = open now
  std::int16_t min_age = 0;
  std::int16_t max_age = 200;
  std::uint8_t min_french = 0;
  std::uint8_t max_french = 6;
  std::int16_t household_min = 0;
  std::int16_t household_max = 1000;

  bool operator==(const Opening&) const = default;
};

class Availability {
 public:
  bool operator==(const Availability&) const = default;

  /// Places exist for this step, free or not.
  void add_step(StepIndex step) {
    if (step >= steps_.size()) steps_.resize(step + 1u);
    steps_[step].known = true;
  }
  void add_opening(StepIndex step, const Opening& opening) {
    add_step(step);
    auto& openings = steps_[step].openings;
    const auto later = std::ranges::upper_bound(openings, opening.opens_on, {}, &Opening::opens_on);
    openings.insert(later, opening);
  }
  bool knows(StepIndex step) const { return step < steps_.size() && steps_[step].known; }
  /// The soonest first.
  const std::vector<Opening>& openings(StepIndex step) const { return steps_[step].openings; }

 private:
  struct OfStep {
    bool known = false;
    std::vector<Opening> openings;
    bool operator==(const OfStep&) const = default;
  };
  std::vector<OfStep> steps_;
};

}  // namespace jalon::pathways
