// The placement rates as JSON:
// {"waiting","placed","placed_first_come","worse_off","better_off","tables":[{"by",
// "groups":[{"label","waiting","placed","rate"}]}]}. A count that may not be told is "moins de 5".
#pragma once

#include <string>

#include "proposals/fairness.hpp"

namespace jalon::proposals {

std::string fairness_json(const Fairness& fairness);

}  // namespace jalon::proposals
