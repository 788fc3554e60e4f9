// Who is stuck, why, and what would lift it: blocking points of one person, their roots, the gain of lifting
// them.
//
// One point per step, with the first cause that applies, in this order: declared by a professional (with the
// code given), late (more days under way than the maximum, or past the deadline), no_place, refused, expired,
// ineligible, deadline (the expected date breaks a clock that still runs). What each means:
// docs/evaluation.md. The root of a point is the open step upstream, on the critical chain, whose own
// prerequisites are met; often itself. Nothing is allocated per pathway once the vectors have grown; the
// answer lives until the next call.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pathways/evaluation.hpp"
#include "pathways/gains.hpp"
#include "pathways/lift_plan.hpp"

namespace jalon::pathways {

enum class Cause : std::uint8_t { declared, late, no_place, refused, expired, ineligible, deadline };

inline constexpr std::array<std::string_view, 7> cause_words = {
    "declared", "late", "no_place", "refused", "expired", "ineligible", "deadline"};
constexpr std::string_view to_word(Cause cause) {
  return cause_words[static_cast<std::size_t>(cause)];
}

struct Blocker {
  StepIndex step = 0;
  StepIndex root = 0;
  Cause cause = Cause::late;
  NameId declared = 0;             // the code that the professional gave, when cause is declared
  NameId lifter = 0;               // the organisation that must act on the root
  std::int32_t since = no_day;     // no_day: since always, or not yet (deadline)
  std::int32_t deadline = no_day;  // of a late or deadline point that has one
  Gain gain;                       // of this step done today, alone
  std::uint8_t with_count = 0;     // when alone it changes no goal: the others that must be lifted with it
  std::array<StepIndex, 2> with{};
  Gain joint;  // of lifting all of them

  std::span<const StepIndex> with_steps() const { return {with.data(), with_count}; }
};

/// The date that stops the clock of `deadline` is after it, and the deadline has not passed: the day can
/// still be saved. `deadline`: that of a Blocker.
bool breaks_clock(const Node& node, const StepState& state, std::int32_t deadline, std::int32_t at);

class BlockerFinder {
 public:
  explicit BlockerFinder(const Evaluator& evaluator);

  /// In the order of the catalogue. `evaluation` is the evaluator's last.
  std::span<const Blocker> find(const Evaluation& evaluation);
  /// Of the evaluation given last, the frontier on the critical chains of the goals not reached: where the
  /// pathway moves, or should.
  std::span<const StepIndex> critical_roots();
  /// Of the pathway that `find` looked at last, if it had blocking points: the gain of lifting these
  /// together.
  Gain lift(std::span<const StepIndex> steps) { return meter_.lift(steps); }
  /// Of the pathway that `find` looked at last: what to lift first, among its blocking points, their roots
  /// and the frontier on its critical chains. A point that only waits for what is upstream is nothing to
  /// begin with: its root is.
  LiftPlan plan();

 private:
  void choose_suspects();
  void walk_to_roots(std::span<const PackedOption> options, std::int32_t expected);
  StepIndex root_of(StepIndex step) const;
  /// The date of the legal deadline, no_day where none runs.
  std::int32_t deadline_of(const Node& node) const;
  std::int32_t clock_start(const Node& node) const;
  bool is_the_way_to_a_goal(StepIndex step) const;
  /// False when the step is no blocking point. Gathers the clocks that break on the way.
  bool inspect(const Node& node, Blocker& blocker);
  void find_partners();

  const Evaluator* evaluator_;
  const CatalogueAt* catalogue_;
  GainMeter meter_;
  const Evaluation* now_ = nullptr;
  std::vector<Blocker> blockers_;
  std::vector<StepIndex> roots_;
  bool roots_known_ = false;
  bool some_goal_is_out_of_reach_ = false;
  std::vector<std::uint64_t> always_suspect_;  // by rank, a bit each: those with a deadline or with places
  std::vector<std::uint64_t> suspects_;        // the nodes that may be blocking points
  std::vector<StepIndex> to_visit_;
  std::vector<bool> seen_;  // by StepIndex
  std::vector<StepIndex> candidates_;
  std::vector<BrokenClock> clocks_;
};

}  // namespace jalon::pathways
