// The words of an allocation for its readers: French sentences for proposals, codes for programs.
#pragma once

#include <string>
#include <string_view>

#include "allocation/allocation.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation {

/// Why a candidate has no place; empty for one who has.
std::string_view french_reason(Reason reason);
/// `over_capacity`: stands in the JSON of `check`.
std::string_view code(Violation violation);
std::string_view code(BondViolation violation);
std::string_view code(Status status);
/// Which lock cannot hold, with the ids.
std::string to_french(const Problem& problem, const LockConflict& conflict);
/// What would have to change for an unplaced candidate; empty for a placed one.
std::string to_french(const Problem& problem, const Explanation& explanation);

}  // namespace jalon::allocation
