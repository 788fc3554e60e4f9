// What to lift first for one person: up to three steps, in the order that brings the goals closer soonest.
//
// The set is the one whose lifting together gains most: goals that get a date first, then days, then fewer
// steps, then the order of the catalogue. Its order is the one for which the sum, over what is lifted after
// one step, after two, after three, of the expected dates of the goals is least; goals without a date weigh
// before days, and the order of the catalogue decides between equals. Within a set of which no part moves a
// goal every order is equal: the gains after each step say so. Found by trying them all: at most 24
// candidates are looked at, the first of the catalogue.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "pathways/gains.hpp"

namespace jalon::pathways {

struct LiftPlan {
  static constexpr std::size_t most_steps = 3;
  std::uint8_t count = 0;  // 0: lifting three steps at most moves no goal
  std::array<StepIndex, most_steps> steps{};
  std::array<Gain, most_steps> after{};  // of the first, the first two, all three done today

  std::span<const StepIndex> order() const { return {steps.data(), count}; }
  const Gain& whole() const { return after[count - 1u]; }
};

/// `meter` was started. `candidates`: in the order of the catalogue, each once.
LiftPlan best_lift_plan(std::span<const StepIndex> candidates, GainMeter& meter);

}  // namespace jalon::pathways
