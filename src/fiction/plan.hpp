// The plan of a block: where each household lives and when it moves, who enters the sessions that are
// counted.
//
// The targets are reached here, exactly, before any life is simulated: households are taken in a drawn order
// while they fit, and people living alone fill what is left. Everybody else is planned so as to stay out of
// the definitions: no other stay in accommodation ends in the counted months with a home within 30 days.
// Refused (`fiction.unreachable`): targets that this many people cannot hold.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "fiction/chance.hpp"
#include "fiction/population.hpp"
#include "fiction/scenario.hpp"
#include "fiction/step_book.hpp"

namespace jalon::fiction {

/// The scenario's targets, scaled to one block.
struct BlockTargets {
  int language_entered = 0;
  int language_expected = 0;
  std::int64_t language_cost_eur = 0;
  int housing_exits = 0;
  int rental_intermediation = 0;
  int youth_with_language = 0;
};

enum class Situation : std::uint8_t {
  asylum_accommodation,  // in CADA or HUDA on as_of
  integration_centre,    // in CPH on as_of
  housed,                // housed, and not counted among the exits
  without_place,         // relatives, hotel, street: no record of a place
  departed,              // left the département
  unplanned_exit,        // left accommodation for nothing
  late_housing,          // housed long after leaving accommodation
  counted_exit,          // the exits of the target
  rental                 // in rental intermediation on as_of, not through a counted exit
};

struct Stay {
  std::uint16_t centre = 0;  // index into Scenario::centres
  Date from;
  Date to = Date::never();
  bool completed = false;  // ended as foreseen, otherwise the household left
};

struct HouseholdPlan {
  Situation situation = Situation::without_place;
  Date protected_on;
  Date left_on = Date::never();  // the département
  std::vector<Stay> stays;       // accommodation, at most two, in order
  StepIndex way = no_step;       // L06, L07, L08, L13
  Date housed_on = Date::never();
  std::uint16_t residence = none16;  // centre of an L13
};

struct SeatPlan {
  enum class Kind : std::uint8_t { none, module, youth };
  Kind kind = Kind::none;
  bool coming = false;  // accepted in a session to come, otherwise entered in a past one
  std::uint8_t session = 0;
};

struct BlockPlan {
  std::vector<HouseholdPlan> households;
  std::vector<std::vector<SeatPlan>> seats;  // by household, by member
  std::vector<int> module_past;              // capacity by session
  std::vector<int> module_coming;
  std::vector<int> youth_past;
  std::vector<int> youth_coming;
};

/// May raise the starting level, birth order nothing else, of members chosen for a session.
Result<BlockPlan> plan_block(const Scenario& scenario, const StepBook& book,
                             std::vector<Household>& households, const BlockTargets& targets, Chance chance);

}  // namespace jalon::fiction
