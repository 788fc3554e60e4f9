#include "base/date.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

namespace jalon {
namespace {

std::chrono::year_month_day civil(Date date) {
  return std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{date.days()}}};
}

Date from_civil(std::chrono::year_month_day ymd) {
  return Date::from_days(static_cast<std::int32_t>(std::chrono::sys_days{ymd}.time_since_epoch().count()));
}

/// The digits text[at, at+count) as a number, or -1 when one of them is not a digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

constexpr std::array<const char*, 12> month_names = {"janvier",   "février", "mars",     "avril",
                                                     "mai",       "juin",    "juillet",  "août",
                                                     "septembre", "octobre", "novembre", "décembre"};

}  // namespace

Date Date::from_ymd(int year, int month, int day) {
  return from_civil(std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                    std::chrono::day{static_cast<unsigned>(day)});
}

int Date::year() const {
  return static_cast<int>(civil(*this).year());
}
int Date::month() const {
  return static_cast<int>(static_cast<unsigned>(civil(*this).month()));
}
int Date::day() const {
  return static_cast<int>(static_cast<unsigned>(civil(*this).day()));
}

int Date::weekday() const {
  const std::chrono::weekday day{std::chrono::sys_days{std::chrono::days{days_}}};
  return static_cast<int>(day.iso_encoding());
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  int year = -1;
  int month = -1;
  int day = -1;
  if (text[4] == '-' && text[7] == '-') {
    year = digits(text, 0, 4);
    month = digits(text, 5, 2);
    day = digits(text, 8, 2);
  } else if (text[2] == '/' && text[5] == '/') {
    day = digits(text, 0, 2);
    month = digits(text, 3, 2);
    year = digits(text, 6, 4);
  }
  if (year < 1900 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  const auto ymd = std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                   std::chrono::day{static_cast<unsigned>(day)};
  if (!ymd.ok()) return std::nullopt;
  return from_civil(ymd);
}

std::string to_iso(Date date) {
  const auto ymd = civil(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::string to_french(Date date) {
  return fmt::format("{:02}/{:02}/{:04}", date.day(), date.month(), date.year());
}

std::string to_french_long(Date date) {
  const char* first = date.day() == 1 ? "er" : "";
  return fmt::format("{}{}\u00a0{}\u00a0{}", date.day(), first,
                     month_names[static_cast<std::size_t>(date.month() - 1)], date.year());
}

Date add_months(Date date, int months) {
  auto ymd = civil(date) + std::chrono::months{months};
  if (!ymd.ok()) ymd = ymd.year() / ymd.month() / std::chrono::last;
  return from_civil(ymd);
}

int age_at(Date birth, Date on) {
  int age = on.year() - birth.year();
  if (on.month() < birth.month() || (on.month() == birth.month() && on.day() < birth.day())) --age;
  return age;
}

}  // namespace jalon
