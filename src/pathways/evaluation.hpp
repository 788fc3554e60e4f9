// Where a person stands on a day: the status of each step, since when, who must act, when it is expected.
//
// The semantics, and the interpretations chosen, are in docs/evaluation.md. In short: recorded events
// decide first; then what the day's catalogue cannot ask of anybody, then rules; then prerequisites. Expected
// completion = time left + the latest of the requirements, each met by its soonest alternative.
// Days are int32 counts since 1970-01-01; `no_day` (9999-12-31) stands for none, unknown and never.
//
// An Evaluator holds the working memory of one thread: it allocates nothing per pathway. What `evaluate`
// returns is overwritten by the next call. The CatalogueAt and the Availability must outlive it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "pathways/availability.hpp"
#include "pathways/catalogue_at.hpp"
#include "pathways/step_history.hpp"

namespace jalon::pathways {

/// Why a step is not relevant.
enum class Irrelevance : std::uint8_t {
  none,
  declared,  // a professional said so: nothing waits for it any more
  dead_end,  // what it requires does not exist that day, or a final status that did not come
  excluded,  // its rule says no: whoever requires it will never be done
};

struct StepState {
  StepHistory history;
  Status status = Status::waiting;
  Irrelevance irrelevance = Irrelevance::none;
  bool present = false;   // it has a version that day
  bool met = false;       // its prerequisites are
  bool to_check = false;  // its rule could not be answered: "à vérifier"
  std::int32_t since = no_day;
  std::int32_t met_on = no_day;   // when its prerequisites were met; no_day = not yet, or it has none
  std::int32_t done_on = no_day;  // of a done step, computed ones included
  std::int32_t ready_at =
      no_day;  // when its prerequisites are expected: the day of the evaluation when they are met
  std::int32_t expected = no_day;  // no_day = never; of a done step, done_on
  std::int32_t left = 0;           // days from ready_at to expected
  std::int32_t valid_until = no_day;

  bool is_done() const { return status == Status::done; }
};

/// `days` after `day`; never stays never.
constexpr std::int32_t later(std::int32_t day, std::int32_t days) {
  return day >= no_day - days ? no_day : day + days;
}

/// When a step that is not done is expected, if its prerequisites are met at `ready_at`.
constexpr std::int32_t expected_after(const StepState& state, std::int32_t ready_at) {
  const bool never = state.status == Status::not_relevant || state.irrelevance == Irrelevance::excluded;
  return never ? no_day : later(ready_at, state.left);
}

/// What is supposed of a step, against what is recorded of it (see what_if.hpp).
enum class Supposition : std::uint8_t {
  none,
  half_the_time,  // whoever delivers it takes half the days that are left; the dates of openings stay
  a_place_today,  // the person has a place there from today, a block on it is lifted
};
struct SupposedStep {
  StepIndex step = 0;
  Supposition is = Supposition::none;
};

/// A goal: reached by any of its options.
struct Goal {
  std::span<const PackedOption> options;
  bool reached = false;
  std::int32_t expected = no_day;
};

struct Evaluation {
  std::int32_t at = 0;
  std::span<const StepState> steps;  // by StepIndex; look at `present`
  std::span<const Goal> goals;
};

class Evaluator {
 public:
  explicit Evaluator(const CatalogueAt& catalogue, const Availability* availability = nullptr);

  /// `supposed`: steps with a version that day, each once. Suppositions move dates, never statuses.
  const Evaluation& evaluate(const PathwayView& pathway, std::span<const SupposedStep> supposed = {});
  const CatalogueAt& catalogue() const { return *catalogue_; }

  /// The organisation that must act: that of the last event that names one, else the catalogue's deliverer.
  NameId owner(StepIndex step) const;
  /// The goals are those of the catalogue, not the person's own nor the ends of the graph.
  bool has_default_goals() const { return default_goals_; }
  /// The step is ready, places exist for it and none is planned that the person could have.
  bool waits_for_no_place(StepIndex step) const;

  /// What a step is worth to those that require it. A bit each, so that several are told in one word.
  enum class Standing : std::uint8_t {
    open = 1,    // not done: worth `expected`
    met = 2,     // done on `met_on`
    lifted = 4,  // held as done today, whatever result is asked for
    waived = 8,  // declared not relevant: nobody waits for it
    out = 16,    // not relevant for want of anything to ask
  };
  /// Of a step that is not open, `expected` is the day of the evaluation; of one that is not done, `met_on`
  /// is earlier than any day: the latest of several steps is found without asking how each of them stands.
  struct Trial {
    std::int32_t expected = no_day;
    std::int32_t ready_at = no_day;
    std::int32_t met_on = PackedFacts::unknown_day;
    Standing standing = Standing::open;
  };
  struct Requirement {
    bool met = false;
    bool nothing_left = false;  // every alternative is out of the graph
    bool waived = false;        // ... one of them because it was declared not relevant
    std::int32_t met_on = no_day;
    std::int32_t expected = no_day;
  };
  /// How alternatives stand when each step stands as `trial` says, by StepIndex. The same function serves the
  /// evaluation and the gains.
  Requirement look_at(std::span<const PackedOption> options, std::span<const Trial> trial) const {
    std::uint32_t seen = 0;  // a bit for each standing
    std::int32_t expected = no_day;
    std::int32_t met_on = no_day;
    for (const PackedOption& option : options) {
      const Trial& step = trial[option.step];
      Worth worth = {step.standing, step.standing == Standing::open ? step.expected : step.met_on};
      if (option.qualifier != no_qualifier) worth = worth_of_result(option, step);
      seen |= bits(worth.standing);
      // Chosen without branches: nothing foretells how the next person's alternatives stand.
      expected = std::min(expected, worth.standing == Standing::open ? worth.day : no_day);
      met_on = std::min(met_on, (bits(worth.standing) & done_bits()) != 0 ? worth.day : no_day);
    }
    const bool met = (seen & done_bits()) != 0;
    const bool nothing_left = !met && (seen & bits(Standing::open)) == 0;
    const bool waived = nothing_left && (seen & bits(Standing::waived)) != 0;
    return {met, nothing_left, waived, met_on, met ? evaluation_.at : expected};
  }
  /// The steps on which the person evaluated last has events by that day; those that places answer.
  std::span<const StepIndex> steps_with_events() const { return steps_with_events_; }
  std::span<const StepIndex> steps_with_places() const { return steps_with_places_; }
  /// The facts of the person evaluated last, as rules see them.
  const RuleFacts& facts() const { return facts_; }
  /// What the last evaluation expects, in the form that `look_at` reads, by StepIndex; then one that changes
  /// nothing, for plain requirements that are fewer than two.
  std::span<const Trial> expectations() const { return expectations_; }

 private:
  /// One alternative: expected on `day` when open, met on `day` when met or lifted.
  struct Worth {
    Standing standing;
    std::int32_t day;
  };
  static constexpr std::uint32_t bits(Standing standing) { return static_cast<std::uint32_t>(standing); }
  static constexpr std::uint32_t done_bits() { return bits(Standing::met) | bits(Standing::lifted); }
  Worth worth_of_result(const PackedOption& option, const Trial& step) const;
  void forget_the_last();
  StepState& record(StepIndex step);
  bool is_recorded_done(StepIndex step) const { return is_recorded_[step] != 0 && states_[step].is_done(); }
  void fold_events();
  void apply_decision_date();
  void apply_keepers();
  void resolve_history(StepIndex step);
  void read_facts();
  /// What the prerequisites of a node come to.
  struct Readiness {
    bool met = true;
    bool dead_end = false;         // something is required that nothing can meet
    std::int32_t at = no_day;      // when they are expected
    std::int32_t met_on = no_day;  // the last of them; no_day: not met, or none
  };
  Readiness readiness(const Node& node) const;
  Readiness plain_readiness(const Node& node) const;
  void visit(const Node& node);
  void visit_untouched(const Node& node);
  std::int32_t time_left(const Node& node, const StepState& state, Supposition supposed) const;
  std::int32_t days_to_a_place(StepIndex step, std::int32_t typ, std::int32_t max) const;
  bool fits(const Opening& opening) const;
  void find_goals();
  bool add_own_goals();
  void add_sinks();
  void add_goal(std::span<const PackedOption> options);
  std::int32_t age(std::int32_t birth) const;

  const CatalogueAt* catalogue_;
  const Availability* availability_;
  const PathwayView* pathway_ = nullptr;
  std::vector<StepState> states_;
  /// By StepIndex: not 0 where something is said besides prerequisites; then 1 + the Supposition.
  std::vector<std::uint8_t> is_recorded_;
  std::vector<StepIndex> recorded_;  // the same, listed
  std::uint64_t done_keepers_ = 0;   // CatalogueAt::keeper_bit of those recorded as done
  std::vector<StepIndex> steps_with_events_;
  std::vector<StepIndex> steps_with_places_;
  std::vector<Trial> expectations_;
  std::vector<std::int32_t> done_on_;  // for rules: recorded and valid, else RuleFacts::none
  RuleBook::Answers answers_;
  std::vector<std::uint8_t> other_ages_;
  std::span<const PackedPlace>
      held_places_;  // of the pathway evaluated last: lent for the questions that follow
  RuleFacts facts_;
  std::vector<Goal> goals_;
  bool default_goals_ = false;
  std::vector<PackedOption> goal_options_;  // of own goals and of sinks: those present that day
  Evaluation evaluation_;
};

}  // namespace jalon::pathways
