#include "base/clock.hpp"

#include <fmt/format.h>

#include <chrono>

namespace jalon {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;
constexpr std::int64_t ms_per_hour = 3'600'000;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

/// The last Sunday of a month, when summer time starts (March) and ends (October): directive 2000/84/EC.
Date last_sunday(int year, int month) {
  const Date last = add_months(Date::from_ymd(year, month, 1), 1) - 1;
  return last - last.weekday() % 7;
}

/// Offset of Europe/Paris from UTC. The rule of the directive holds since 1996 and needs no zone database,
/// which a bare machine may lack. It changes at 01:00 UTC.
std::int64_t paris_offset_ms(std::int64_t unix_ms) {
  const Date day = Date::from_days(static_cast<std::int32_t>(floor_div(unix_ms, ms_per_day)));
  const std::int64_t starts = last_sunday(day.year(), 3).days() * ms_per_day + ms_per_hour;
  const std::int64_t ends = last_sunday(day.year(), 10).days() * ms_per_day + ms_per_hour;
  return starts <= unix_ms && unix_ms < ends ? 2 * ms_per_hour : ms_per_hour;
}

}  // namespace

Date Clock::today() const {
  return paris_date(now_ms());
}

std::int64_t SystemClock::now_ms() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

FixedClock::FixedClock(Date date) : now_ms_(date.days() * ms_per_day + ms_per_day / 2) {}

Date paris_date(std::int64_t unix_ms) {
  return Date::from_days(
      static_cast<std::int32_t>(floor_div(unix_ms + paris_offset_ms(unix_ms), ms_per_day)));
}

std::string paris_time(std::int64_t unix_ms) {
  const std::int64_t local = unix_ms + paris_offset_ms(unix_ms);
  const std::int64_t in_day = local - floor_div(local, ms_per_day) * ms_per_day;
  return fmt::format("{}\u00a0h\u00a0{:02}", in_day / ms_per_hour, in_day % ms_per_hour / 60'000);
}

std::string to_iso_instant(std::int64_t unix_ms) {
  const std::int64_t day = floor_div(unix_ms, ms_per_day);
  const std::int64_t in_day = unix_ms - day * ms_per_day;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_iso(Date::from_days(static_cast<std::int32_t>(day))),
                     in_day / ms_per_hour, in_day % ms_per_hour / 60'000, in_day % 60'000 / 1000,
                     in_day % 1000);
}

}  // namespace jalon
