// The answer to a proposal's inputs, with its reasons: who is proposed where, why not the others, what one
// more place would change, which locks mattered. Computed by the engine of `allocation`, step by step (the
// needs of different steps share no place), and kept as it stands.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "proposals/inputs.hpp"

namespace jalon::proposals {

/// Somebody who takes the place that another was eligible for.
struct Above {
  std::string place;
  std::string need;
  int tier = 1;
  std::int64_t value = 0;

  bool operator==(const Above&) const = default;
};

/// The answer for one need.
struct Line {
  std::string need;
  std::string place;  // "" = none
  std::string
      reason;  // "" = placed; kept, no_option, no_seat, reserved, forbidden, too_large, outranked, at_a_loss
  std::int64_t value = 0;
  // Of a need without place, all else equal: the value that would win it a place, and the place that one more
  // seat would open to it; "" = none found.
  std::string threshold_place;
  std::int64_t threshold = 0;
  std::string extra_place;
  std::vector<Above> above;  // the last ones admitted to its places, the nearest first
  std::vector<Lock> locks;   // without which the answer would be another
  std::string change;        // the smallest change that would place it, a French sentence; "" = placed
};

/// What one more seat in a place would change: the problem solved again, and its two answers compared.
struct OneMore {
  std::string place;
  std::int64_t placed = 0;
  std::int64_t value = 0;
  Effect effect;                         // of those placed then and not now, less the reverse
  std::vector<std::string> placed_then;  // needs
  std::vector<std::string> left_out_then;
};

/// The sum of a step.
struct StepOutcome {
  std::string step;
  std::string status;                // optimal, feasible, infeasible
  std::vector<std::int64_t> placed;  // by tier present
  std::int64_t unplaced = 0;
  std::int64_t value = 0;
  std::int64_t bound = 0;
};

struct Outcome {
  std::vector<StepOutcome> steps;
  std::vector<Line> lines;        // in the order of the needs
  std::vector<OneMore> one_more;  // places where one more seat changes something, in the order of the offers
  std::vector<std::string> conflicts;  // locks that cannot hold, French; then nobody of the step is placed

  const Line* line(std::string_view need) const;
  std::int64_t placed() const;
  std::int64_t value() const;
};

struct SolveOptions {
  bool explain = true;  // the reasons, the one more and the locks that mattered; without: places only
  std::function<double()> seconds_left;  // of the engine; absent = the time it takes
  std::string only_step;                 // "" = all
};

/// A lock that names an unknown need or place is left aside.
Outcome solve(const Inputs& inputs, const std::vector<Lock>& locks, const SolveOptions& options);

/// Puts the answer of one step, solved anew, in the place of the old one.
void put_step(const Inputs& inputs, std::string_view step, const Outcome& solved, Outcome& outcome);

/// `placée`, `places prises par des candidats mieux classés`...
std::string reason_in_french(std::string_view reason);
/// « une place de plus : 1 personne placée de plus, 3 parcours débloqués, 212 jours gagnés ».
std::string in_french(const OneMore& more);

/// « MOD-1 », « MOD-1 à Clermont-Ferrand »
std::string place_name(const Offer& offer);

}  // namespace jalon::proposals
