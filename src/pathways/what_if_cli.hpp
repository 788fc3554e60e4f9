// `jalon whatif`: what a territory would gain if a cause, a step or an organisation were lifted, went twice
// as fast, or had more places. The scope is told once: exactly one of --cause, --step, --organisation; so is
// the change: exactly one of --lift, --halve, --places.
#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <span>
#include <string>

#include "pathways/told_supposition_actions.hpp"
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

/// Nullopt when nobody knows the key: said on `err`.
std::shared_ptr<const ToldSupposition> told_what_if(const Snapshot& snapshot, const Sights& sights,
                                                    const WhatIf& question, int fewest_told,
                                                    std::ostream& err);

/// The first persons of it, whom `print_what_if` tells of.
std::span<const WhatIfPerson> persons_printed(const ToldSupposition& told);

/// With `json`:
/// {"at","by","key","label","change","places","people","waiting","gaining","gain_days","unlocked",
/// "deadlines_saved","persons":[{"person","gain_days","unlocked","deadlines_saved"}]}; numbers of too few
/// people are null, and a remark says so on `err`.
void print_what_if(const Snapshot& snapshot, const WhatIf& question, const ToldSupposition& told, bool json,
                   std::ostream& out, std::ostream& err);

}  // namespace jalon::pathways
