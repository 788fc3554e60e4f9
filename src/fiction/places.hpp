// The places of a block: sessions, centres, dwellings, with capacities that nobody exceeds.
#pragma once

#include <string>
#include <vector>

#include "fiction/life.hpp"
#include "fiction/plan.hpp"
#include "fiction/records.hpp"
#include "fiction/sittings.hpp"
#include "fiction/world.hpp"

namespace jalon::fiction {

/// Rows for what the plan needs. `prefix` distinguishes the blocks of a large population ("" when there is
/// one); `people` is the size of the block.
PlannedPlaces make_places(const World& world, const std::vector<Household>& households, const BlockPlan& plan,
                          const BlockTargets& targets, const std::string& prefix, Records& records);

/// Rows for the sessions of the scenario, and their seats.
Sittings make_sittings(const World& world, int people, const std::string& prefix, Records& records);

/// Dwellings that will be free soon, offered to households that wait; the first ones are promised.
void open_dwellings(const World& world, std::vector<Waiting> waiting, const std::string& prefix,
                    Chance chance, Records& records);

}  // namespace jalon::fiction
