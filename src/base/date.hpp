// Civil dates, without time of day: what administrations write on papers.
//
// A Date is a count of days since 1970-01-01 in the proleptic Gregorian calendar: 4 bytes, ordered, exact.
// It knows no time zone; `Clock` turns an instant into the civil date of Europe/Paris.
// Periods are half-open: [from, to). An open end is Date::never().
// Refused by parsing: 31/02, years outside 1900-2199 (a year 20018 is a typing error), anything but
// `yyyy-mm-dd` and `dd/mm/yyyy`.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jalon {

class Date {
 public:
  constexpr Date() = default;
  static constexpr Date from_days(std::int32_t days) {
    Date date;
    date.days_ = days;
    return date;
  }
  static Date from_ymd(int year, int month, int day);
  /// Later than any real date: the open end of a period, or "will never happen". Written "9999-12-31".
  static constexpr Date never() { return from_days(2932896); }

  constexpr std::int32_t days() const { return days_; }
  constexpr bool is_never() const { return *this == never(); }
  int year() const;
  int month() const;
  int day() const;
  /// 1 = Monday ... 7 = Sunday.
  int weekday() const;

  constexpr auto operator<=>(const Date&) const = default;

 private:
  std::int32_t days_ = 0;
};

constexpr Date operator+(Date date, std::int32_t days) {
  return Date::from_days(date.days() + days);
}
constexpr Date operator-(Date date, std::int32_t days) {
  return Date::from_days(date.days() - days);
}
constexpr std::int32_t operator-(Date a, Date b) {
  return a.days() - b.days();
}

/// Reads `2018-10-12` or `12/10/2018`; nullopt for anything else.
std::optional<Date> parse_date(std::string_view text);
/// `2018-10-12`
std::string to_iso(Date date);
/// `12/10/2018`, as in French forms.
std::string to_french(Date date);
/// `12 octobre 2018`, `1er janvier 2018`, with no-break spaces.
std::string to_french_long(Date date);

/// The same day `months` later; the last day of the month where it has no such day (31 January + 1 month).
Date add_months(Date date, int months);
/// Completed years at `on`: a person born on 29 February turns a year older on 1 March.
int age_at(Date birth, Date on);

/// [from, to)
struct Period {
  Date from;
  Date to = Date::never();

  constexpr bool contains(Date date) const { return from <= date && date < to; }
  constexpr bool overlaps(const Period& other) const { return from < other.to && other.from < to; }
  constexpr auto operator<=>(const Period&) const = default;
};

}  // namespace jalon
