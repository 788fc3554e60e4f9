// What the recorded events of one step say by a date: the attempt under way, what was achieved, what was
// answered last, what is declared blocked. Statuses that depend on other steps are the evaluation's.
//
// An attempt opens with the first `requested` or `started` and ends with any answer (done, refused, expired,
// abandoned, cancelled, not_relevant). What was done stays achieved while its renewal is under way; a later
// refusal, expiry, abandon or cancellation takes it back. A block lasts until `unblocked` or any answer.
#pragma once

#include <cstdint>
#include <span>

#include "pathways/pathway.hpp"

namespace jalon::pathways {

/// "No day": later than any date, so that the earliest of several days needs no special case.
inline constexpr std::int32_t no_day = Date::never().days();

struct StepHistory {
  std::int32_t attempt_on = no_day;    // first requested or started of the attempt under way
  std::int32_t requested_on = no_day;  // first requested of that attempt
  std::int32_t started_on = no_day;    // first started of that attempt
  std::int32_t done_on = no_day;       // the last time it was done, even if it was taken back since
  std::int32_t done_from = no_day;     // when the attempt that was done had begun: it fixes the version
  std::int32_t answered_on = no_day;   // the last answer other than done
  std::int32_t blocked_on = no_day;
  QualifierCode outcome = no_qualifier;
  Status answer =
      Status::waiting;      // refused, expired, abandoned, cancelled, not_relevant; waiting = none stands
  bool own = false;         // some event is the person's own, not only of another member of the household
  bool achieved = false;    // done and not taken back; validity is not looked at
  NameId organisation = 0;  // of the last event that names one
  NameId cause = 0;         // of the block

  bool under_way() const { return attempt_on != no_day; }
  bool blocked() const { return blocked_on != no_day; }
  bool answered_or_untouched() const { return !under_way() && !blocked(); }
};

/// `marks`: of one step, by date then kind. Marks after `at` are not looked at.
StepHistory fold(std::span<const Mark> marks, std::int32_t at);

}  // namespace jalon::pathways
