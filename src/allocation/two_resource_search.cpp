#include "allocation/two_resource_search.hpp"

namespace jalon::allocation {

Core TwoResourceSearch::within(Scaled loss) const {
  Core core;
  core.must.assign(network_.candidates(), false);
  core.usable.assign(network_.arcs.size(), false);
  // Without a second left nothing is proven on it: it need not be written down.
  if (rules_.seconds_left && rules_.seconds_left() <= 0) return core;
  if (loss >= any_loss) core.usable.assign(network_.arcs.size(), true);
  for (const Index arc : answer_.arc_of) {
    if (arc != none) core.usable[arc] = true;
  }
  return core;
}

}  // namespace jalon::allocation
