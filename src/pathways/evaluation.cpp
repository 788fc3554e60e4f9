#include "pathways/evaluation.hpp"

#include <algorithm>

namespace jalon::pathways {
namespace {

/// Nothing was answered yet.
bool is_open(Status status) {
  return status == Status::waiting || status == Status::requested || status == Status::in_progress;
}

bool is_answered(Status status) {
  return status == Status::refused || status == Status::expired || status == Status::abandoned ||
         status == Status::cancelled;
}

}  // namespace

Evaluator::Evaluator(const CatalogueAt& catalogue, const Availability* availability)
    : catalogue_(&catalogue),
      availability_(availability),
      states_(catalogue.catalogue().size()),
      is_recorded_(states_.size(), 0),
      expectations_(states_.size() + 1),
      done_on_(states_.size(), RuleFacts::none) {
  expectations_.back() = {PackedFacts::unknown_day, PackedFacts::unknown_day, PackedFacts::unknown_day,
                          Standing::met};
  for (const Node& node : catalogue.nodes()) {
    states_[node.step].present = true;
    if (availability != nullptr && availability->knows(node.step)) steps_with_places_.push_back(node.step);
  }
}

/// What a visit to an untouched step takes as blank.
void Evaluator::forget_the_last() {
  for (const StepIndex step : recorded_) {
    states_[step].history = {};
    states_[step].valid_until = no_day;
    is_recorded_[step] = 0;
  }
  recorded_.clear();
  done_keepers_ = 0;
}

/// To be written into: something is said of the step besides what it waits for.
StepState& Evaluator::record(StepIndex step) {
  StepState& state = states_[step];
  if (is_recorded_[step] != 0) return state;
  is_recorded_[step] = 1;
  recorded_.push_back(step);
  state.status = Status::waiting;
  state.irrelevance = Irrelevance::none;
  state.to_check = false;
  state.since = state.done_on = no_day;
  return state;
}

void Evaluator::fold_events() {
  const std::span<const Mark> marks = pathway_->marks;
  steps_with_events_.clear();
  for (std::size_t begin = 0; begin < marks.size();) {
    std::size_t end = begin + 1;
    while (end < marks.size() && marks[end].step == marks[begin].step) ++end;
    const StepIndex step = marks[begin].step;
    steps_with_events_.push_back(step);
    record(step).history = fold(marks.subspan(begin, end - begin), evaluation_.at);
    resolve_history(step);
    begin = end;
  }
}

/// The status that events alone give, or `waiting` where they give none.
void Evaluator::resolve_history(StepIndex step) {
  StepState& state = states_[step];
  const StepHistory& history = state.history;
  if (history.achieved) {
    const Delays delays = catalogue_->delays(step, history.done_from);
    if (delays.valid != Delays::never_expires) state.valid_until = later(history.done_on, delays.valid);
    if (state.valid_until > evaluation_.at) {
      state.status = Status::done;
      state.since = state.done_on = history.done_on;
      done_keepers_ |= catalogue_->keeper_bit(step);
      return;
    }
  }
  if (history.under_way()) {
    const bool started = history.started_on != no_day;
    state.status = started ? Status::in_progress : Status::requested;
    state.since = started ? history.started_on : history.requested_on;
  } else if (history.achieved) {
    state.status = Status::expired;
    state.since = state.valid_until;
  } else if (history.answer != Status::waiting) {
    state.status = history.answer;
    state.since = history.answered_on;
    if (state.status == Status::not_relevant) state.irrelevance = Irrelevance::declared;
  }
}

void Evaluator::apply_decision_date() {
  const auto step = catalogue_->protection_decision();
  const std::int32_t day = pathway_->facts.protected_on;
  if (!step || day == PackedFacts::unknown_day) return;
  StepHistory& history = record(*step).history;
  if (day > evaluation_.at) return;
  // Having asked for protection does not say that it was not given.
  if (!is_open(states_[*step].status)) return;
  history.achieved = true;
  history.done_on = history.done_from = day;
  resolve_history(*step);
}

void Evaluator::apply_keepers() {
  // A keeper may itself be kept: as many rounds as something changes.
  for (bool changed = true; changed;) {
    changed = false;
    for (const CatalogueAt::Kept& kept : catalogue_->kept_steps()) {
      if ((kept.keeper_bits & done_keepers_) == 0) continue;
      const bool recorded = is_recorded_[kept.step] != 0;
      if (recorded && states_[kept.step].irrelevance == Irrelevance::declared) continue;
      if (is_recorded_done(kept.step) && states_[kept.step].valid_until == no_day) continue;
      for (const StepIndex keeper : catalogue_->keepers(kept)) {
        if (!is_recorded_done(keeper)) continue;
        StepState& state = record(kept.step);
        state.status = Status::done;
        state.valid_until = no_day;
        state.since = state.done_on =
            state.history.achieved ? state.history.done_on : states_[keeper].done_on;
        done_keepers_ |= catalogue_->keeper_bit(kept.step);
        changed = true;
        break;
      }
    }
  }
}

std::int32_t Evaluator::age(std::int32_t birth) const {
  const double years = (evaluation_.at - birth) / 365.2425;
  int age = std::clamp(static_cast<int>(years), 0, 128);
  while (age < 128 && birth <= catalogue_->born_by(age + 1)) ++age;
  while (age > 0 && birth > catalogue_->born_by(age)) --age;
  return age;
}

void Evaluator::read_facts() {
  const PackedFacts& facts = pathway_->facts;
  const auto number = [](std::uint8_t value) {
    return value == PackedFacts::unknown ? RuleFacts::unknown : std::int32_t{value};
  };
  static_assert(PackedFacts::unknown_day == RuleFacts::unknown);
  facts_[Fact::age] = facts.birth == PackedFacts::unknown_day ? RuleFacts::unknown : age(facts.birth);
  facts_[Fact::household_size] = number(facts.household_size);
  facts_[Fact::protected_on] = facts.protected_on;
  facts_[Fact::arrived_on] = facts.arrived_on;
  facts_[Fact::today] = evaluation_.at;
  facts_[Fact::status] = number(facts.status);
  facts_[Fact::role] = number(facts.role);
  facts_[Fact::french] = number(facts.french);
  facts_[Fact::reader] = number(facts.reader);
  facts_[Fact::foreign_licence] = number(facts.foreign_licence);
  other_ages_.clear();
  for (const std::int32_t birth : pathway_->other_births) {
    if (birth <= evaluation_.at) other_ages_.push_back(static_cast<std::uint8_t>(age(birth)));
  }
  facts_.other_ages = other_ages_;
  facts_.others_known = facts.others_known;
  for (const StepIndex step : catalogue_->rules().steps()) {
    done_on_[step] = is_recorded_done(step) ? states_[step].done_on : RuleFacts::none;
  }
  facts_.done_on = done_on_;
  answers_ = catalogue_->rules().answer(facts_);
}

/// An alternative that asks for more than being done: a final status, a level, another result.
Evaluator::Worth Evaluator::worth_of_result(const PackedOption& option, const Trial& step) const {
  const StepState& state = states_[option.step];
  if (asks_for_status(option.qualifier)) {
    const bool met = state.status == status_asked(option.qualifier);
    return {met ? Standing::met : Standing::out, state.since};
  }
  if (step.standing != Standing::met)
    return {step.standing, step.standing == Standing::open ? step.expected : step.met_on};
  if (is_met_by(option.qualifier, state.history.outcome)) return {Standing::met, step.met_on};
  return {Standing::open, later(step.ready_at, state.left)};  // to be done again
}

Evaluator::Readiness Evaluator::readiness(const Node& node) const {
  Readiness readiness;
  readiness.at = evaluation_.at;
  std::int32_t met_on = PackedFacts::unknown_day;  // the latest of no requirement at all
  for (const Slice& group : catalogue_->groups(node)) {
    const Requirement requirement = look_at(catalogue_->options(group), expectations_);
    if (requirement.nothing_left) {
      readiness.dead_end |= !requirement.waived;
      continue;
    }
    readiness.at = std::max(readiness.at, requirement.expected);
    if (requirement.met) {
      met_on = std::max(met_on, requirement.met_on);
    } else {
      readiness.met = false;
    }
  }
  if (readiness.met && met_on != PackedFacts::unknown_day) readiness.met_on = met_on;
  return readiness;
}

/// The same, for the nodes whose requirements are single steps: most of them. No branch, since nothing tells
/// the processor which way the next person will go.
[[gnu::always_inline]] inline Evaluator::Readiness Evaluator::plain_readiness(const Node& node) const {
  const Trial& one = expectations_[node.plain[0]];
  const Trial& two = expectations_[node.plain[1]];
  const std::uint32_t seen = bits(one.standing) | bits(two.standing);
  const std::int32_t at = std::max({evaluation_.at, one.expected, two.expected});
  const std::int32_t met_on = std::max(one.met_on, two.met_on);
  const bool met = (seen & bits(Standing::open)) == 0;
  const bool dead_end = (seen & bits(Standing::out)) != 0;
  return {met, dead_end, at, met && met_on != PackedFacts::unknown_day ? met_on : no_day};
}

/// A step of which nothing is recorded: what it waits for, its rule and places say everything. The same as
/// `visit` would say, with few branches.
[[gnu::always_inline]] inline void Evaluator::visit_untouched(const Node& node) {
  const Readiness ready = node.plain_count == Node::not_plain ? readiness(node) : plain_readiness(node);
  StepState& state = states_[node.step];
  state.met = ready.met;
  state.ready_at = ready.at;
  state.met_on = ready.met_on;
  state.left = node.delays.typ;
  if (ready.dead_end) [[unlikely]] {
    state.status = Status::not_relevant;
    state.irrelevance = Irrelevance::dead_end;
    state.to_check = false;
    state.since = state.done_on = state.expected = no_day;
    expectations_[node.step] = {evaluation_.at, ready.at, PackedFacts::unknown_day, Standing::out};
    return;
  }
  bool excluded = ((answers_.no & node.way.passed) | (answers_.yes & node.way.failed)) != 0;
  bool to_check = !excluded && (answers_.unknown & (node.way.passed | node.way.failed)) != 0;
  if (!node.one_way) [[unlikely]] {
    const Verdict verdict = catalogue_->rules().verdict(node.rule, answers_, facts_);
    excluded = verdict == Verdict::no;
    to_check = verdict == Verdict::unknown;
  }
  const bool done = ready.met && !excluded && node.delays.max == 0;  // it comes of itself
  const bool now = ready.met && !excluded;
  constexpr Status statuses[] = {Status::waiting, Status::ready, Status::done};
  state.status = excluded ? Status::not_relevant : statuses[int{now} + int{done}];
  state.irrelevance = excluded ? Irrelevance::excluded : Irrelevance::none;
  state.to_check = to_check;
  state.since = now ? ready.met_on : no_day;
  state.done_on = done ? ready.met_on : no_day;
  if (availability_ != nullptr && state.status == Status::ready)
    state.left = time_left(node, state, Supposition::none);
  const std::int32_t expected = excluded ? no_day : later(ready.at, state.left);
  state.expected = done ? ready.met_on : expected;
  expectations_[node.step] = {done ? evaluation_.at : expected, ready.at,
                              done ? ready.met_on : PackedFacts::unknown_day,
                              done ? Standing::met : Standing::open};
}

const Evaluation& Evaluator::evaluate(const PathwayView& pathway, std::span<const SupposedStep> supposed) {
  pathway_ = &pathway;
  evaluation_.at = catalogue_->at().days();
  held_places_ = pathway.places;
  forget_the_last();
  fold_events();
  apply_decision_date();
  apply_keepers();
  read_facts();
  for (const SupposedStep& step : supposed) {
    record(step.step);
    is_recorded_[step.step] = static_cast<std::uint8_t>(1 + static_cast<int>(step.is));
  }
  for (const Node& node : catalogue_->nodes()) {
    if (is_recorded_[node.step] != 0) {
      visit(node);
    } else {
      visit_untouched(node);
    }
  }
  find_goals();
  evaluation_.steps = states_;
  evaluation_.goals = goals_;
  pathway_ = nullptr;
  return evaluation_;
}

void Evaluator::visit(const Node& node) {
  StepState& state = states_[node.step];
  const Readiness ready = node.plain_count == Node::not_plain ? readiness(node) : plain_readiness(node);
  state.met = ready.met;
  state.ready_at = ready.at;
  state.met_on = ready.met_on;

  const bool recorded = state.status != Status::waiting;
  // What happened to the household is no reason to ask a step of those whom its rule excludes.
  const bool begun =
      recorded && state.history.own && !(is_answered(state.status) && !state.history.under_way());
  if (!recorded && ready.dead_end) {
    state.status = Status::not_relevant;
    state.irrelevance = Irrelevance::dead_end;
  } else if (node.rule != RuleBook::no_rule && !begun && !state.is_done()) {
    const Verdict verdict = catalogue_->rules().verdict(node.rule, answers_, facts_);
    state.to_check = verdict == Verdict::unknown;
    if (verdict == Verdict::no) {
      state.irrelevance = Irrelevance::excluded;
      if (!recorded || !state.history.own) {
        state.status = Status::not_relevant;
        state.since = no_day;
      }
    }
  }
  const std::int32_t decision = pathway_->facts.protected_on;
  if (is_open(state.status) && catalogue_->protection_decision() == node.step && decision > evaluation_.at) {
    state.ready_at = decision;  // known to come
  } else if (is_open(state.status) && node.delays.max == 0 && state.met && !ready.dead_end) {
    // It comes of itself: that somebody asked for it, or declared it blocked, does not hold it back.
    state.status = Status::done;
    state.since = state.done_on = state.met_on;
  } else if (state.status == Status::waiting && state.met) {
    state.status = Status::ready;
    state.since = state.met_on;
  }

  const auto supposed = static_cast<Supposition>(is_recorded_[node.step] - 1);
  const bool as_usual = supposed == Supposition::none && state.history.answered_or_untouched() &&
                        (availability_ == nullptr || state.status != Status::ready);
  state.left = as_usual ? node.delays.typ : time_left(node, state, supposed);
  state.expected = state.is_done() ? state.done_on : expected_after(state, state.ready_at);
  Trial& trial = expectations_[node.step];
  const std::int32_t at = evaluation_.at;
  if (state.is_done()) {
    trial = {at, state.ready_at, state.done_on, Standing::met};
  } else if (state.irrelevance == Irrelevance::declared) {
    trial = {at, state.ready_at, PackedFacts::unknown_day, Standing::waived};
  } else if (state.irrelevance == Irrelevance::dead_end) {
    trial = {at, state.ready_at, PackedFacts::unknown_day, Standing::out};
  } else {
    trial = {state.expected, state.ready_at, PackedFacts::unknown_day, Standing::open};
  }
}

NameId Evaluator::owner(StepIndex step) const {
  if (states_[step].history.organisation != 0) return states_[step].history.organisation;
  const std::uint16_t rank = catalogue_->rank(step);
  return rank == no_rank ? 0 : catalogue_->nodes()[rank].deliverer;
}

void Evaluator::find_goals() {
  goals_.clear();
  goal_options_.clear();
  default_goals_ = false;
  if (!pathway_->goals.empty() && add_own_goals()) return;
  const std::int32_t years = facts_[Fact::age];
  const bool child_by_role = facts_[Fact::role] == static_cast<std::int32_t>(FamilyRole::child);
  const bool adult = years == RuleFacts::unknown ? !child_by_role : years >= 18;
  std::span<const Slice> goals;
  if (adult) {
    goals = catalogue_->adult_goals();
  } else {
    const Rule* rule = catalogue_->school_rule();
    const bool school_age = rule != nullptr ? rule->ask(facts_) != Verdict::no
                                            : years == RuleFacts::unknown || (years >= 3 && years <= 16);
    if (school_age) goals = catalogue_->child_goals();
  }
  for (const Slice& goal : goals) add_goal(catalogue_->options(goal));
  default_goals_ = !goals.empty();
  if (!default_goals_) add_sinks();
}

/// False when none of them exists that day.
bool Evaluator::add_own_goals() {
  for (const PackedOption& option : pathway_->goals) {
    if (option.step == end_of_group || states_[option.step].present) goal_options_.push_back(option);
  }
  bool any = false;
  const std::span<const PackedOption> options = goal_options_;
  for (std::size_t begin = 0; begin < options.size();) {
    std::size_t end = begin;
    while (options[end].step != end_of_group) ++end;
    if (end > begin) {
      any = true;
      add_goal(options.subspan(begin, end - begin));
    }
    begin = end + 1;
  }
  return any;
}

/// The relevant steps on which no other relevant step depends.
void Evaluator::add_sinks() {
  const auto relevant = [&](const Node& node) { return states_[node.step].status != Status::not_relevant; };
  goal_options_.reserve(catalogue_->nodes().size() * 2);  // goals look into it: it must not move
  for (const Node& node : catalogue_->nodes()) {
    if (!relevant(node)) continue;
    const auto dependents = catalogue_->dependents(node);
    const bool followed = std::ranges::any_of(
        dependents, [&](std::uint16_t rank) { return relevant(catalogue_->nodes()[rank]); });
    if (followed) continue;
    goal_options_.push_back({node.step, no_qualifier});
    add_goal({&goal_options_.back(), 1});
  }
}

void Evaluator::add_goal(std::span<const PackedOption> options) {
  const Requirement requirement = look_at(options, expectations_);
  if (requirement.nothing_left) return;
  goals_.push_back({options, requirement.met, requirement.expected});
}

}  // namespace jalon::pathways
