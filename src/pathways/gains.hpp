// What lifting would change: the goals of one person now, against the same with some steps done today.
//
// Only what lies downstream of the lifted steps is computed again, prerequisites first, and put back
// afterwards: the cost is that of the nodes that change. Days are summed over the goals; a goal that goes
// from never to a date counts as unlocked, not as days. Lifting never delays a goal: rules, statuses asked
// for by qualifiers and time left stay what they are, only dates move.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pathways/evaluation.hpp"

namespace jalon::pathways {

/// A clock that the expected dates break.
struct BrokenClock {
  StepIndex step = 0;
  std::int32_t deadline = no_day;
  bool stopped_by_request = false;
};

struct Gain {
  std::int32_t days = 0;
  std::int16_t unlocked = 0;         // goals
  std::int16_t deadlines_saved = 0;  // clocks that would no longer break

  /// Something for the goals; a deadline alone does not count.
  bool moves_a_goal() const { return days > 0 || unlocked > 0; }
  bool operator==(const Gain&) const = default;
};

class GainMeter {
 public:
  explicit GainMeter(const Evaluator& evaluator);

  /// Takes the evaluator's last evaluation as "now". `clocks` must live as long as it is measured.
  void start(const Evaluation& now, std::span<const BrokenClock> clocks);
  /// All of `steps` done today.
  Gain lift(std::span<const StepIndex> steps);
  /// False when nothing that the step holds up leads to a goal of the person.
  bool may_move_a_goal(const Node& node) const {
    return every_step_may_lead_to_a_goal_ || node.leads_to_goal;
  }

 private:
  bool counts(const Node& node) const {
    return may_move_a_goal(node) || (node.leads_to_deadline && !clocks_.empty());
  }
  void mark_dependents(const Node& node);
  void propagate();
  void compute_again(std::uint16_t rank);
  Gain compare() const;

  const Evaluator* evaluator_;
  const CatalogueAt* catalogue_;
  const Evaluation* now_ = nullptr;
  std::span<const BrokenClock> clocks_;
  bool every_step_may_lead_to_a_goal_ = false;  // goals of the person's own
  std::vector<Evaluator::Trial> trial_;
  std::vector<std::uint64_t> dirty_;  // by rank, a bit each
  std::vector<StepIndex> touched_;
};

}  // namespace jalon::pathways
