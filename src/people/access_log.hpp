// How the access log is cut and how long it is kept: the dated rules of catalogue/access_log.csv.
//
// The log is a chain of lines, cut in segments of whole months. A segment that is over is sealed: an anchor
// keeps its first and last numbers and hashes, and a root over all of them. Past the term counted from its
// last line, the lines of a sealed segment may leave; the anchor stays. Errors of the file name the line: a
// missing column, a number out of range, no row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"

namespace jalon::people {

struct AccessLogRule {
  Date valid_from;
  int segment_months = 1;  // divides twelve: segments begin with a year
  int keep_months = 12;
  std::string source;
};

/// Columns `valid_from,segment_months,keep_months,source`; ordered by date.
tl::expected<std::vector<AccessLogRule>, std::vector<FileProblem>> read_access_log_rules(
    const csv::Document& document);
/// The rule in force on the day: the latest that had started, else the first there is.
const AccessLogRule& access_log_rule_at(const std::vector<AccessLogRule>& rules, Date at);
/// The rules carried in the program.
const std::vector<AccessLogRule>& default_access_log_rules();

/// The day (UTC) of an instant as it is stored; Date::never() where it is none.
Date day_of_instant(std::string_view instant);
/// The first day after the segment that holds `day`.
Date segment_ends_on(const AccessLogRule& rule, Date day);
/// The first day on which a segment whose last line is of `last` may leave.
Date segment_may_leave_on(const AccessLogRule& rule, Date last);

}  // namespace jalon::people
