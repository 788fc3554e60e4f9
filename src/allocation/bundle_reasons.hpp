// A plan of bundles told by candidate: where each is, and why somebody is nowhere.
#pragma once

#include "allocation/bundle_plan.hpp"

namespace jalon::allocation {

/// Writes `place_of`, `reason` and `unplaced`.
void tell_plan(const Parties& parties, const BundlePlan& plan, Proposal& proposal);

}  // namespace jalon::allocation
