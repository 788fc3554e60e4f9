// Of which day one speaks, and with what had been recorded by which day: "how many in July, as we knew it in
// October?". A plain date is that day with everything known.
#pragma once

#include "base/date.hpp"

namespace jalon {

struct Moment {
  // NOLINTNEXTLINE(google-explicit-constructor): a day alone is the usual moment
  constexpr Moment(Date day, Date known = Date::never()) : at(day), known_at(known) {}

  Date at;
  Date known_at;  // never: everything known

  constexpr bool knows_everything() const { return known_at.is_never(); }
  constexpr bool operator==(const Moment&) const = default;
};

}  // namespace jalon
