// `jalon whatif`: what a territory would gain if a cause, a step or an organisation were lifted, went twice
// as fast, or had more places. The scope is told once: exactly one of --cause, --step, --organisation; so is
// the change: exactly one of --lift, --halve, --places.
#pragma once

#include <optional>
#include <ostream>
#include <string>

#include "pathways/live_board_actions.hpp"
#include "pathways/what_if.hpp"

namespace jalon::pathways {

struct WhatIfRequest {
  std::optional<std::string> cause;
  std::optional<std::string> step;
  std::optional<std::string> organisation;
  bool lift = false;
  bool halve = false;
  std::optional<std::int64_t> places;
};

inline constexpr std::int64_t most_places_asked = 1'000'000;

/// Empty when the scope or the change is not told once; `why` then says so, in French.
std::optional<WhatIf> read_what_if(const WhatIfRequest& request, std::string& why);

/// False when nobody knows the key: said on `err`. With `json`:
/// {"at","by","key","label","change","places","people","waiting","gaining","gain_days","unlocked",
/// "deadlines_saved","persons":[{"person","gain_days","unlocked","deadlines_saved"}]}, the first 20 persons.
bool print_what_if(const Snapshot& snapshot, const WhatIf& question, bool json, std::ostream& out,
                   std::ostream& err);

}  // namespace jalon::pathways
