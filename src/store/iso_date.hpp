// Dates as stored, without allocation: an import binds hundreds of thousands of them.
#pragma once

#include <array>
#include <chrono>

#include "base/date.hpp"

namespace jalon::store {

/// `2018-10-12`, not terminated.
inline void write_iso_date(Date date, std::array<char, 10>& out) {
  const std::chrono::year_month_day ymd{std::chrono::sys_days{std::chrono::days{date.days()}}};
  const auto digit = [](unsigned value) { return static_cast<char>('0' + value % 10); };
  const auto year = static_cast<unsigned>(static_cast<int>(ymd.year()));
  const auto month = static_cast<unsigned>(ymd.month());
  const auto day = static_cast<unsigned>(ymd.day());
  out = {digit(year / 1000),
         digit(year / 100),
         digit(year / 10),
         digit(year),
         '-',
         digit(month / 10),
         digit(month),
         '-',
         digit(day / 10),
         digit(day)};
}

}  // namespace jalon::store
