#include "allocation/sets_plan.hpp"

#include "allocation/plain_solver.hpp"

namespace jalon::allocation {

std::vector<Index> plan_from_sets(const Network& network, Objective objective, CoreSearch& search,
                                  const RoomPrices& prices, const std::vector<std::int64_t>& most,
                                  const std::function<double()>& seconds_left) {
  std::vector<Index> arc_of = search.plan_of_sets();
  for (const std::size_t each : {2, 3, 4, 6, 10}) {  // options for each candidate, in the mean
    if (network.has_second() && each < 4) continue;  // too few to fill two resources with
    SizedPlan plan(network, objective, search.promising(each * std::size_t{network.candidates()}, arc_of));
    plan.start_from(arc_of);
    plan.exchange(seconds_left);
    plan.descend(seconds_left);
    plan.exchange(seconds_left);
    plan.make_room(prices, seconds_left);
    arc_of = plan.arc_of();
    if (most.empty() || worth_of(network, arc_of).placed == most) break;
    if (seconds_left && seconds_left() <= 0) break;
  }
  return arc_of;
}

}  // namespace jalon::allocation
