// Sealing the access log and letting go of what is past its term; the rules are in access_log.hpp.
//
// Sealing: each segment that is over gets an anchor. Trimming: the oldest sealed segments, one after the
// other, as long as their term has come, lose their lines; an anchor says so. One transaction for each, whose
// audit line commits to the anchor. Neither touches what does not agree with its hashes: nobody launders a
// change by sealing or trimming it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "people/access_chain_store.hpp"
#include "people/access_log.hpp"
#include "store/database.hpp"

namespace jalon::people {

inline constexpr std::string_view seal_action = "people.seal_access_log";
inline constexpr std::string_view trim_action = "people.trim_access_log";

struct AccessSegment {
  std::int64_t number = 0;
  std::int64_t lines = 0;
  std::string first_at;  // ISO instants
  std::string last_at;
  Date may_leave_on;
};

struct AccessLogReport {
  Date at;
  AccessLogRule rule;
  std::vector<AccessSegment> to_seal;  // over, without an anchor
  std::vector<AccessSegment> kept;     // sealed before, their term has not come
  std::vector<AccessSegment> due;      // past their term; those of to_seal too
  std::int64_t open_lines = 0;         // of the segment that is not over
  std::int64_t trimmed_before = 0;     // segments
};

/// Reads only: this is the dry run of sealing, then trimming, on `at`.
AccessLogReport look_at_access_log(store::Reader& reader, std::string_view territory,
                                   const std::vector<AccessLogRule>& rules, Date at);

/// The instant of recording says what is over. Returns what was sealed. Refused: access_log.broken, with the
/// `segment`: `jalon verify` says where; what stands before it is sealed.
Result<std::vector<AccessSegment>> seal_access_log(store::Database& database, store::Command command,
                                                   const std::vector<AccessLogRule>& rules);
/// The same for the lines past their term. Returns what left.
Result<std::vector<AccessSegment>> trim_access_log(store::Database& database, store::Command command,
                                                   const std::vector<AccessLogRule>& rules);

}  // namespace jalon::people
