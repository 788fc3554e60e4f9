#include "pathways/gains.hpp"

#include <algorithm>
#include <bit>

namespace jalon::pathways {

GainMeter::GainMeter(const Evaluator& evaluator)
    : evaluator_(&evaluator),
      catalogue_(&evaluator.catalogue()),
      trial_(evaluator.expectations().size()),
      dirty_((catalogue_->nodes().size() + 63) / 64, 0) {}

void GainMeter::start(const Evaluation& now, std::span<const BrokenClock> clocks) {
  now_ = &now;
  clocks_ = clocks;
  std::copy_n(evaluator_->expectations().data(), trial_.size(), trial_.data());
  every_step_may_lead_to_a_goal_ = !evaluator_->has_default_goals();
}

Gain GainMeter::lift(std::span<const StepIndex> steps) {
  touched_.clear();
  for (const StepIndex step : steps) {
    const std::uint16_t rank = catalogue_->rank(step);
    if (rank == no_rank) continue;
    const Node& node = catalogue_->nodes()[rank];
    if (!counts(node)) continue;
    touched_.push_back(step);
    trial_[step] = {now_->at, now_->at, now_->at, Evaluator::Standing::lifted};
    mark_dependents(node);
  }
  if (touched_.empty()) return {};
  propagate();
  const Gain gain = compare();
  for (const StepIndex step : touched_) trial_[step] = evaluator_->expectations()[step];
  return gain;
}

void GainMeter::mark_dependents(const Node& node) {
  for (const std::uint16_t rank : catalogue_->dependents(node)) {
    if (!counts(catalogue_->nodes()[rank])) continue;
    dirty_[rank / 64] |= std::uint64_t{1} << (rank % 64);
  }
}

/// Ranks put prerequisites first: going up through them computes each node once.
void GainMeter::propagate() {
  for (std::size_t word = 0; word < dirty_.size(); ++word) {
    while (dirty_[word] != 0) {
      const int bit = std::countr_zero(dirty_[word]);
      dirty_[word] &= dirty_[word] - 1;
      compute_again(static_cast<std::uint16_t>(word * 64 + static_cast<std::size_t>(bit)));
    }
  }
}

void GainMeter::compute_again(std::uint16_t rank) {
  const Node& node = catalogue_->nodes()[rank];
  Evaluator::Trial& trial = trial_[node.step];
  if (trial.standing == Evaluator::Standing::lifted) return;
  std::int32_t ready_at = now_->at;
  if (node.plain_count != Node::not_plain) {
    for (const StepIndex step : node.plain) ready_at = std::max(ready_at, trial_[step].expected);
  } else {
    for (const Slice& group : catalogue_->groups(node)) {
      const auto requirement = evaluator_->look_at(catalogue_->options(group), trial_);
      if (!requirement.nothing_left) ready_at = std::max(ready_at, requirement.expected);
    }
  }
  if (ready_at == trial.ready_at) return;
  trial.ready_at = ready_at;
  if (trial.standing == Evaluator::Standing::open)
    trial.expected = expected_after(now_->steps[node.step], ready_at);
  touched_.push_back(node.step);
  mark_dependents(node);
}

Gain GainMeter::compare() const {
  Gain gain;
  for (const Goal& goal : now_->goals) {
    if (goal.reached) continue;
    const std::int32_t then = evaluator_->look_at(goal.options, trial_).expected;
    if (then == goal.expected) continue;
    if (goal.expected == no_day) {
      ++gain.unlocked;
    } else {
      gain.days += goal.expected - then;
    }
  }
  for (const BrokenClock& clock : clocks_) {
    const Evaluator::Trial& trial = trial_[clock.step];
    const std::int32_t then = clock.stopped_by_request ? trial.ready_at : trial.expected;
    if (then <= clock.deadline) ++gain.deadlines_saved;
  }
  return gain;
}

}  // namespace jalon::pathways
