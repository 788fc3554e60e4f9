// The days that a step still takes: of an attempt under way, of a step not begun, of one that waits for a
// place.
#include <algorithm>

#include "pathways/evaluation.hpp"

namespace jalon::pathways {
namespace {

/// Days left of an attempt under way for `elapsed` days; halves round up.
std::int32_t left_under_way(const Delays& delays, std::int32_t elapsed) {
  if (elapsed < delays.typ) return delays.typ - elapsed;
  const std::int32_t rest = elapsed < delays.max ? delays.max - elapsed : delays.max - delays.typ;
  return std::max(1, (rest + 1) / 2);
}

}  // namespace

std::int32_t Evaluator::time_left(const Node& node, const StepState& state, Supposition supposed) const {
  const StepHistory& history = state.history;
  const Delays delays = history.under_way() ? catalogue_->delays(node.step, history.attempt_on) : node.delays;
  if (supposed == Supposition::a_place_today) return delays.typ;
  const auto days = [&](std::int32_t usual) {
    return supposed == Supposition::half_the_time ? (usual + 1) / 2 : usual;
  };
  if (history.blocked()) return days(delays.max);
  if (node.delays.max == 0) return 0;  // done when its prerequisites are
  if (history.under_way()) return days(left_under_way(delays, evaluation_.at - history.attempt_on));
  if (state.status == Status::ready && availability_ != nullptr && availability_->knows(node.step)) {
    return days_to_a_place(node.step, days(delays.typ), days(delays.max));
  }
  return days(delays.typ);
}

std::int32_t Evaluator::days_to_a_place(StepIndex step, std::int32_t typ, std::int32_t max) const {
  std::int32_t soonest = no_day;  // of the places held, whatever their order
  for (const PackedPlace& place : held_places_) {
    if (place.step == step) soonest = std::min(soonest, std::max(place.starts_on, evaluation_.at));
  }
  if (soonest != no_day) return typ + soonest - evaluation_.at;
  for (const Opening& opening : availability_->openings(step)) {
    if (fits(opening)) return typ + std::max(0, opening.opens_on - evaluation_.at);
  }
  return max;
}

bool Evaluator::fits(const Opening& opening) const {
  const auto within = [](std::int32_t value, std::int32_t low, std::int32_t high) {
    return value == RuleFacts::unknown || (value >= low && value <= high);
  };
  return within(facts_[Fact::age], opening.min_age, opening.max_age) &&
         within(facts_[Fact::french], opening.min_french, opening.max_french) &&
         within(facts_[Fact::household_size], opening.household_min, opening.household_max);
}

bool Evaluator::waits_for_no_place(StepIndex step) const {
  if (availability_ == nullptr || states_[step].status != Status::ready || !availability_->knows(step))
    return false;
  const bool holds_one =
      std::ranges::any_of(held_places_, [&](const PackedPlace& place) { return place.step == step; });
  return !holds_one && std::ranges::none_of(availability_->openings(step),
                                            [&](const Opening& opening) { return fits(opening); });
}

}  // namespace jalon::pathways
