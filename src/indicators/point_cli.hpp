// `jalon point`: the figures of a territory on a day, in sentences or as JSON.
#pragma once

#include <ostream>
#include <string_view>

#include "indicators/point.hpp"

namespace jalon::indicators {

/// With `json`: {"at","known_at","territory","figures":[{"id","value","unit","definition","records"}]}; a
/// figure that cannot be computed has a null value and says why in "missing"; known_at is null for everything
/// known.
void print_point(const PointInput& input, Date known_at, std::string_view territory, bool json,
                 std::ostream& out);

}  // namespace jalon::indicators
