// From facts that carry two dates, when it happened and when it was recorded, to the periods during which a
// status held, and during which we believed so.
//
// A Mark says: from `eff` the status is `status`, and this has been known since `rec`. A mark may replace an
// earlier one (`replaces`, a position in the input): from `rec` on the replaced mark counts no more.
// The answer to "what was the status on day D, as known on day K?" is the status of the last mark, by (eff,
// rank, position), among those with eff <= D, rec <= K and not replaced by a mark with rec <= K.
//
// `spells` turns this into rows (status, eff: Period, rec: Period) so that for every D <= K, exactly the row
// with eff.contains(D) && rec.contains(K) tells the status; no row, no status. Asking about a day later than
// what is known (D > K) means asking about K. A row is split only where something was recorded late or
// corrected: n marks recorded on their day give n rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/date.hpp"

namespace jalon::bitemporal {

/// A mark that ends whatever held.
constexpr std::int32_t no_status = -1;
/// A mark that replaces another and says nothing itself.
constexpr std::int32_t withdrawn = -2;
constexpr std::size_t replaces_nothing = static_cast<std::size_t>(-1);

struct Mark {
  Date eff;
  Date rec;
  std::int32_t status = no_status;
  std::size_t replaces = replaces_nothing;  // must come earlier in the input
  std::int32_t rank = 0;                    // between marks of one day the greatest rank is the last
};

struct Spell {
  std::int32_t status = 0;
  Period eff;
  Period rec;
  auto operator<=>(const Spell&) const = default;
};

/// Ordered by (rec.from, eff.from). Marks of one subject, in order of recording.
std::vector<Spell> spells(std::span<const Mark> marks);

}  // namespace jalon::bitemporal
