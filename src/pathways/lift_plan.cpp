#include "pathways/lift_plan.hpp"

#include <algorithm>
#include <tuple>

namespace jalon::pathways {
namespace {

constexpr std::size_t most_candidates = 24;

using Worth = std::tuple<std::int64_t, std::int64_t>;  // goals that get a date, days

Worth worth(const Gain& gain) {
  return {gain.unlocked, gain.days};
}

/// Of the steps of `plan`, the order whose prefixes gain most. They come in the order of the catalogue.
void put_in_order(LiftPlan& plan, GainMeter& meter) {
  std::array<StepIndex, LiftPlan::most_steps> trial = plan.steps;
  const auto end = trial.begin() + plan.count;
  Worth best{-1, -1};
  do {
    std::array<Gain, LiftPlan::most_steps> after{};
    Worth sum{0, 0};
    for (std::size_t lifted = 1; lifted <= plan.count; ++lifted) {
      after[lifted - 1] = meter.lift({trial.data(), lifted});
      std::get<0>(sum) += after[lifted - 1].unlocked;
      std::get<1>(sum) += after[lifted - 1].days;
    }
    if (sum <= best) continue;
    best = sum;
    plan.steps = trial;
    plan.after = after;
  } while (std::next_permutation(trial.begin(), end));
}

}  // namespace

LiftPlan best_lift_plan(std::span<const StepIndex> candidates, GainMeter& meter) {
  candidates = candidates.first(std::min(candidates.size(), most_candidates));
  LiftPlan best;
  Worth best_worth{0, 0};
  const auto consider = [&](std::initializer_list<StepIndex> steps) {
    const Worth found = worth(meter.lift({steps.begin(), steps.size()}));
    if (found <= best_worth) return;  // smaller sets were tried before
    best_worth = found;
    best.count = static_cast<std::uint8_t>(steps.size());
    std::ranges::copy(steps, best.steps.begin());
  };
  const std::size_t count = candidates.size();
  for (std::size_t i = 0; i < count; ++i) consider({candidates[i]});
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) consider({candidates[i], candidates[j]});
  }
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      for (std::size_t k = j + 1; k < count; ++k) consider({candidates[i], candidates[j], candidates[k]});
    }
  }
  if (best.count > 0) put_in_order(best, meter);
  return best;
}

}  // namespace jalon::pathways
