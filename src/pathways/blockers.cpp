#include "pathways/blockers.hpp"

#include <algorithm>
#include <bit>

namespace jalon::pathways {
namespace {

constexpr std::size_t most_candidates =
    24;  // of lifting together: sets of three among more would take too long

void set_bit(std::vector<std::uint64_t>& bits, std::size_t number) {
  bits[number / 64] |= std::uint64_t{1} << (number % 64);
}

bool is_open(Status status) {
  return status == Status::waiting || status == Status::ready || status == Status::requested ||
         status == Status::in_progress;
}

}  // namespace

bool breaks_clock(const Node& node, const StepState& state, std::int32_t deadline, std::int32_t at) {
  const DeadlineClock& clock = node.version->deadline_from;
  if (deadline == no_day || at > deadline || clock.binds_the_answer) return false;
  return (clock.stopped_by_request ? state.ready_at : state.expected) > deadline;
}

BlockerFinder::BlockerFinder(const Evaluator& evaluator)
    : evaluator_(&evaluator),
      catalogue_(&evaluator.catalogue()),
      meter_(evaluator),
      always_suspect_((catalogue_->nodes().size() + 63) / 64, 0),
      seen_(catalogue_->catalogue().size(), false) {
  for (const std::uint16_t rank : catalogue_->with_deadline()) set_bit(always_suspect_, rank);
  for (const StepIndex step : evaluator_->steps_with_places())
    set_bit(always_suspect_, catalogue_->rank(step));
}

std::span<const Blocker> BlockerFinder::find(const Evaluation& evaluation) {
  now_ = &evaluation;
  blockers_.clear();
  clocks_.clear();
  roots_known_ = false;
  choose_suspects();
  for (std::size_t word = 0; word < suspects_.size(); ++word) {
    for (; suspects_[word] != 0; suspects_[word] &= suspects_[word] - 1) {
      const Node& node =
          catalogue_->nodes()[word * 64 + static_cast<std::size_t>(std::countr_zero(suspects_[word]))];
      const StepState& state = now_->steps[node.step];
      if (state.is_done() && !state.history.blocked()) continue;  // nothing holds it up
      Blocker blocker;
      if (!inspect(node, blocker)) continue;
      blocker.step = node.step;
      blocker.root = root_of(node.step);
      blocker.lifter = evaluator_->owner(blocker.root);
      blockers_.push_back(blocker);
    }
  }
  if (blockers_.empty()) return blockers_;
  std::ranges::sort(blockers_, {}, &Blocker::step);
  meter_.start(evaluation, clocks_);
  for (Blocker& blocker : blockers_) blocker.gain = meter_.lift({&blocker.step, 1});
  find_partners();
  return blockers_;
}

/// A blocking point has events, or a deadline, or waits for a place, or keeps a goal from ever being reached.
void BlockerFinder::choose_suspects() {
  suspects_ = always_suspect_;
  for (const StepIndex step : evaluator_->steps_with_events()) {
    const std::uint16_t rank = catalogue_->rank(step);
    if (rank != no_rank) set_bit(suspects_, rank);
  }
  some_goal_is_out_of_reach_ =
      std::ranges::any_of(now_->goals, [](const Goal& goal) { return goal.expected == no_day; });
  if (!some_goal_is_out_of_reach_) return;
  for (const StepIndex root : critical_roots()) set_bit(suspects_, catalogue_->rank(root));
}

std::span<const StepIndex> BlockerFinder::critical_roots() {
  if (roots_known_) return roots_;
  roots_known_ = true;
  roots_.clear();
  to_visit_.clear();
  for (const Goal& goal : now_->goals) {
    if (!goal.reached) walk_to_roots(goal.options, goal.expected);
  }
  for (std::size_t next = 0; next < to_visit_.size(); ++next) {
    const StepIndex step = to_visit_[next];
    const StepState& state = now_->steps[step];
    if (state.met || state.irrelevance == Irrelevance::excluded) {
      roots_.push_back(step);
      continue;
    }
    for (const Slice& group : catalogue_->groups(catalogue_->nodes()[catalogue_->rank(step)])) {
      walk_to_roots(catalogue_->options(group), state.ready_at);
    }
  }
  for (const StepIndex step : to_visit_) seen_[step] = false;
  std::ranges::sort(roots_);
  return roots_;
}

/// Queues the steps through which an unmet requirement is expected on that very day.
void BlockerFinder::walk_to_roots(std::span<const PackedOption> options, std::int32_t expected) {
  const auto requirement = evaluator_->look_at(options, evaluator_->expectations());
  if (requirement.met || requirement.nothing_left || requirement.expected != expected) return;
  for (const PackedOption& option : options) {
    if (seen_[option.step]) continue;
    const auto alone = evaluator_->look_at({&option, 1}, evaluator_->expectations());
    if (alone.nothing_left || alone.expected != expected) continue;
    seen_[option.step] = true;
    to_visit_.push_back(option.step);
  }
}

LiftPlan BlockerFinder::plan() {
  candidates_.clear();
  for (const Blocker& blocker : blockers_) {
    candidates_.push_back(blocker.root);
    const bool only_waits =
        blocker.cause != Cause::declared && now_->steps[blocker.step].status == Status::waiting;
    if (!only_waits) candidates_.push_back(blocker.step);
  }
  for (const StepIndex root : critical_roots()) candidates_.push_back(root);
  std::ranges::sort(candidates_);
  const auto repeated = std::ranges::unique(candidates_);
  candidates_.erase(repeated.begin(), repeated.end());
  meter_.start(*now_, clocks_);
  return best_lift_plan(candidates_, meter_);
}

StepIndex BlockerFinder::root_of(StepIndex step) const {
  // Declared blocked once done (a permit that nobody recognises): it waits for nothing upstream.
  if (now_->steps[step].is_done()) return step;
  while (true) {
    const StepState& state = now_->steps[step];
    if (state.met || state.irrelevance == Irrelevance::excluded) return step;
    StepIndex next = step;
    for (const Slice& group : catalogue_->groups(catalogue_->nodes()[catalogue_->rank(step)])) {
      const auto options = catalogue_->options(group);
      const auto requirement = evaluator_->look_at(options, evaluator_->expectations());
      if (requirement.met || requirement.nothing_left || requirement.expected != state.ready_at) continue;
      for (const PackedOption& option : options) {
        const auto alone = evaluator_->look_at({&option, 1}, evaluator_->expectations());
        if (alone.nothing_left || alone.expected != state.ready_at) continue;
        next = option.step;
        break;
      }
      break;
    }
    if (next == step) return step;
    step = next;
  }
}

std::int32_t BlockerFinder::clock_start(const Node& node) const {
  using Start = DeadlineClock::Start;
  const StepState& state = now_->steps[node.step];
  const DeadlineClock& clock = node.version->deadline_from;
  const auto known = [](std::int32_t day) { return day == PackedFacts::unknown_day ? no_day : day; };
  switch (clock.start) {
    case Start::requested:
      return state.history.requested_on != no_day ? state.history.requested_on : state.history.started_on;
    case Start::started:
      return state.history.started_on;
    case Start::ready:
      return state.met_on;
    case Start::protected_on:
      return known(evaluator_->facts()[Fact::protected_on]);
    case Start::arrived_on:
      return known(evaluator_->facts()[Fact::arrived_on]);
    case Start::step_done:
    case Start::step_end:
      break;
  }
  std::int32_t latest = PackedFacts::unknown_day;
  for (const StepIndex step : clock.steps) {
    const StepState& other = now_->steps[step];
    std::int32_t day = other.is_done() ? other.done_on : other.history.done_on;
    if (clock.start == Start::step_end) {
      day = other.history.answer == Status::expired ? other.history.answered_on : other.valid_until;
    }
    if (day != no_day) latest = std::max(latest, day);
  }
  return known(latest);
}

std::int32_t BlockerFinder::deadline_of(const Node& node) const {
  if (!node.version->deadline_days) return no_day;
  const StepState& state = now_->steps[node.step];
  const DeadlineClock& clock = node.version->deadline_from;
  if (clock.stopped_by_request && state.history.under_way()) return no_day;
  const bool runs_from_own_request =
      clock.start == DeadlineClock::Start::requested || clock.start == DeadlineClock::Start::started;
  if (!runs_from_own_request) {
    const bool was_met_once = state.history.done_on != no_day;
    if (was_met_once) return no_day;
    if (clock.start == DeadlineClock::Start::step_end && !is_the_way_to_a_goal(node.step)) return no_day;
  }
  return later(clock_start(node), *node.version->deadline_days);
}

/// Of alternatives of one goal only the soonest must be in time for the end of something else (of a stay),
/// and none once the goal is reached.
bool BlockerFinder::is_the_way_to_a_goal(StepIndex step) const {
  for (const Goal& goal : now_->goals) {
    if (goal.options.size() < 2) continue;
    if (std::ranges::find(goal.options, step, &PackedOption::step) == goal.options.end()) continue;
    if (goal.reached) return false;
    const auto soonest = std::ranges::find_if(goal.options, [&](const PackedOption& option) {
      return now_->steps[option.step].expected == goal.expected;
    });
    return soonest != goal.options.end() && soonest->step == step;
  }
  return true;
}

bool BlockerFinder::inspect(const Node& node, Blocker& blocker) {
  const StepState& state = now_->steps[node.step];
  const StepHistory& history = state.history;
  const auto is = [&](Cause cause, std::int32_t since) {
    blocker.cause = cause;
    blocker.since = since;
    return true;
  };
  const bool excluded = state.irrelevance == Irrelevance::excluded;
  const bool open = is_open(state.status) && !excluded;
  if (open) blocker.deadline = deadline_of(node);
  const bool breaks = open && breaks_clock(node, state, blocker.deadline, now_->at);
  if (breaks)
    clocks_.push_back({node.step, blocker.deadline, node.version->deadline_from.stopped_by_request});

  // What cannot be asked of anybody that day is not relevant, hence not blocked.
  if (history.blocked() && state.irrelevance != Irrelevance::dead_end) {
    blocker.declared = history.cause;
    return is(Cause::declared, history.blocked_on);
  }
  // Does a goal need it? Only one that is never reached can: an excluded step is never done.
  if (excluded && !(some_goal_is_out_of_reach_ && std::ranges::binary_search(critical_roots(), node.step)))
    return false;
  if (open) {
    std::int32_t limit = blocker.deadline;
    if (history.under_way()) {
      limit =
          std::min(limit, later(history.attempt_on, catalogue_->delays(node.step, history.attempt_on).max));
    }
    if (now_->at > limit) return is(Cause::late, limit);
    if (evaluator_->waits_for_no_place(node.step)) return is(Cause::no_place, state.since);
    return breaks && is(Cause::deadline, no_day);
  }
  if (state.status == Status::refused) return is(Cause::refused, state.since);
  if (state.status == Status::expired) return is(Cause::expired, state.since);
  return excluded && is(Cause::ineligible, no_day);
}

/// For each point that changes nothing alone: the smallest set of others that, together with it, does.
void BlockerFinder::find_partners() {
  const auto helpless = [&](const Blocker& blocker) {
    const Node& node = catalogue_->nodes()[catalogue_->rank(blocker.step)];
    return !blocker.gain.moves_a_goal() && meter_.may_move_a_goal(node);
  };
  if (std::ranges::none_of(blockers_, helpless)) return;
  candidates_.clear();
  for (const Blocker& blocker : blockers_) {
    if (helpless(blocker)) candidates_.push_back(blocker.step);
  }
  for (const StepIndex root : critical_roots()) {
    if (std::ranges::find(blockers_, root, &Blocker::step) != blockers_.end()) continue;
    if (!meter_.lift({&root, 1}).moves_a_goal()) candidates_.push_back(root);
  }
  if (candidates_.size() > most_candidates) candidates_.resize(most_candidates);
  if (candidates_.size() < 2 || !meter_.lift(candidates_).moves_a_goal()) return;
  std::ranges::sort(candidates_);

  const auto better = [](const Gain& a, const Gain& b) {
    return a.unlocked != b.unlocked ? a.unlocked > b.unlocked : a.days > b.days;
  };
  for (Blocker& blocker : blockers_) {
    if (!helpless(blocker)) continue;
    const auto keep = [&](std::initializer_list<StepIndex> partners, const Gain& joint) {
      if (!joint.moves_a_goal() || (blocker.with_count > 0 && !better(joint, blocker.joint))) return;
      blocker.joint = joint;
      blocker.with_count = static_cast<std::uint8_t>(partners.size());
      std::ranges::copy(partners, blocker.with.begin());
    };
    for (const StepIndex one : candidates_) {
      if (one != blocker.step) keep({one}, meter_.lift(std::array{blocker.step, one}));
    }
    if (blocker.with_count > 0) continue;
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      for (std::size_t j = i + 1; j < candidates_.size(); ++j) {
        const StepIndex one = candidates_[i];
        const StepIndex two = candidates_[j];
        if (one == blocker.step || two == blocker.step) continue;
        const Gain joint = meter_.lift(std::array{blocker.step, one, two});
        // Not a set that the other two would do without this one.
        if (joint.moves_a_goal() && !meter_.lift(std::array{one, two}).moves_a_goal())
          keep({one, two}, joint);
      }
    }
  }
}

}  // namespace jalon::pathways
