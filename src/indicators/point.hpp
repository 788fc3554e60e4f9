// "Le point": the figures by which a prefecture tells what was achieved, as of a day and as known on another.
//
// Every figure is counted from records (places, stays, steps done, dated references) and carries its
// definition and the number of records behind it; none is stored. A figure that cannot be computed says why
// instead of showing a number. The statements follow the page of the prefecture of Puy-de-Dôme of 12 October
// 2018: language modules of 680 hours, exits from accommodation to housing, rental intermediation, Garantie
// jeunes with French, credits of programme 104. The input holds only rows known at the chosen date (recorded
// on or before it) and not withdrawn.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "partners/visibility.hpp"

namespace jalon::indicators {

/// A session, dwelling or mandate: one row of places.csv.
struct PointPlace {
  std::string step;                   // the step it answers
  std::vector<std::string> includes;  // steps delivered inside it
  std::optional<std::int64_t> hours;
  std::int64_t capacity = 0;
  std::optional<Date> starts_on;
  std::optional<std::int64_t> cost_eur;
};

/// One person in one place, as on the day of the point.
struct PointStay {
  enum class Status : std::uint8_t { none, accepted, present };
  std::size_t person = 0;  // index in PointInput::people
  std::size_t place = 0;   // index in PointInput::places
  Status status = Status::none;
  std::optional<Date> entered_on;  // the first time
  std::optional<Date> left_on;     // left or completed, the last time
};

struct PointPerson {
  std::optional<Date> birth_date;
  std::size_t household = 0;
  bool child = false;
};

/// A housing step (L06, L07, L08, L13) done.
struct PointHoused {
  std::size_t person = 0;
  Date done_on;
};

/// One dated reference figure, such as the credits of a budget year.
struct PointReference {
  std::string id;
  int year = 0;
  double value = 0;
  std::string source;
};

struct PointMeeting {
  std::string kind;  // "cell" or "committee"
  Date held_on;
  std::string commune;
};

struct PointEdition {
  std::string name;
  Date starts_on;
  Date ends_on;
  std::string region;
  std::optional<Date> exits_until;
  int events = 0;
};

struct PointInput {
  Date at;
  std::optional<Date>
      until;  // end of the period of exits; default: of the edition running at `at`, else `at`
  std::vector<PointPerson> people;
  std::vector<PointPlace> places;
  std::vector<PointStay> stays;
  std::vector<PointHoused> housed;
  std::vector<PointReference> references;
  std::vector<PointMeeting> meetings;
  std::vector<PointEdition> editions;
  std::vector<std::string> language_steps;  // steps of the domain "language" in the catalogue
};

/// Why a figure is kept from its reader (`told_point.hpp`).
enum class KeptBack : std::uint8_t { no, not_counted, too_few };

struct Figure {
  std::string id;
  std::optional<double> value;            // empty: cannot be computed, `missing` says why
  std::string unit;                       // "people", "EUR", "EUR/person", "EUR/hour", "hours", "percent"
  std::string definition;                 // French
  std::int64_t records = 0;               // rows the value rests on
  std::string missing;                    // French, empty when there is a value
  std::string source;                     // of a reference figure
  std::string remark = {};                // French, after the definition: whom it does not count
  partners::CategorySet about = 0;        // what it tells of people; 0: of nobody
  std::vector<std::int64_t> counts = {};  // of the people behind it, what it or another figure lets compute
  KeptBack kept = KeptBack::no;
  bool records_told = true;
};

/// The end of the period of exits that `point` uses.
Date exits_until(const PointInput& input);

/// Every figure, in a fixed order.
std::vector<Figure> point(const PointInput& input);

/// The figure named `id`; it must exist.
const Figure& figure(const std::vector<Figure>& figures, std::string_view id);

/// Meetings of `kind` on or after the day, soonest first.
std::vector<PointMeeting> next_meetings(const PointInput& input, std::string_view kind);
/// The edition running on the day, else the next one.
std::optional<PointEdition> current_edition(const PointInput& input);

}  // namespace jalon::indicators
