// The records of a block of people, as rows of the contract's files before they become text.
//
// Words that repeat (steps, organisations, communes) are indexes into the `StepBook` and the `Scenario`;
// texts are borrowed from them. People are numbered from 1 over the whole département, places by their text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "fiction/level.hpp"
#include "fiction/step_book.hpp"

namespace jalon::fiction {

inline constexpr std::uint16_t none16 = 0xffff;

enum class Role : std::uint8_t { head, partner, child, other };
enum class Status : std::uint8_t { refugee, subsidiary, stateless, temporary_protection };

struct PersonRow {
  std::uint32_t person = 0;
  std::uint32_t household = 0;
  std::string last_name;
  std::string first_name;
  Date birth_date;
  Status status = Status::refugee;
  Date protected_on;
  Date arrived_on;
  std::uint16_t commune = none16;
  std::string languages;
  Level level = Level::none;
  Role role = Role::head;
  std::uint16_t referent = none16;
  std::optional<bool> reader;
  std::optional<bool> foreign_licence;
  Date left_on = Date::never();
  Date recorded_on;
};

enum class EventKind : std::uint8_t {
  requested,
  started,
  done,
  refused,
  expired,
  abandoned,
  cancelled,
  blocked,
  unblocked,
  not_relevant,
  withdrawn
};
std::string_view to_text(EventKind kind);

struct EventRow {
  std::uint32_t person = 0;
  std::uint16_t number = 0;    // of this person, from 1: the event is called P00001-1
  std::uint16_t corrects = 0;  // number of the same person's event that this row replaces or withdraws
  StepIndex step = no_step;
  EventKind kind = EventKind::done;
  Date date;
  Date recorded_on;
  std::uint16_t organisation = none16;
  std::string_view outcome;
  std::string_view cause;
};

struct PlaceRow {
  std::string place;
  std::string_view scheme;
  StepIndex step = no_step;
  std::string_view organisation;
  int capacity = 0;
  Date starts_on;
  Date ends_on = Date::never();
  std::string_view commune;
  int hours = 0;
  std::optional<int> min_age;
  std::optional<int> max_age;
  std::string_view min_french;
  std::string_view max_french;
  int household_min = 0;
  int household_max = 0;
  std::string_view funder;
  std::int64_t cost_eur = 0;
  std::string_view includes;
  Date recorded_on;
};

enum class EnrolmentKind : std::uint8_t {
  proposed,
  accepted,
  entered,
  left,
  completed,
  declined,
  absent,
  withdrawn
};
std::string_view to_text(EnrolmentKind kind);

struct EnrolmentRow {
  std::uint32_t person = 0;
  std::uint32_t place = 0;  // index into Records::places
  EnrolmentKind kind = EnrolmentKind::entered;
  Date date;
  int hours = 0;
  Date recorded_on;
};

struct Records {
  std::vector<PersonRow> people;
  std::vector<EventRow> events;  // by person
  std::vector<PlaceRow> places;
  std::vector<EnrolmentRow> enrolments;  // by household
};

}  // namespace jalon::fiction
