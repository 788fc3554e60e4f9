// `jalon point`: the figures of a territory on a day, in sentences or as JSON.
#pragma once

#include <ostream>
#include <string_view>

#include "indicators/told_point.hpp"

namespace jalon::indicators {

/// The figures as `reader` may be told them. With `json`:
/// {"at","known_at","territory","figures":[{"id","value","unit","definition","records"}]}; a figure that
/// cannot be computed has a null value and says why in "missing", one that is not told in "kept_back"; what
/// records may not be told are null; known_at is null for everything known.
void print_point(const PointInput& input, const PointReader& reader, Date known_at,
                 std::string_view territory, bool json, std::ostream& out);

}  // namespace jalon::indicators
