#include "schemes/place.hpp"

#include <algorithm>

#include "base/bitemporal.hpp"

namespace jalon::schemes {
namespace {

constexpr std::array<std::string_view, 4> status_words = {"", "proposed", "accepted", "present"};

/// What an event makes of the status; nullopt: nothing.
std::optional<StayStatus> status_said(EnrolmentKind kind) {
  switch (kind) {
    case EnrolmentKind::proposed:
      return StayStatus::proposed;
    case EnrolmentKind::accepted:
      return StayStatus::accepted;
    case EnrolmentKind::entered:
      return StayStatus::present;
    case EnrolmentKind::absent:
      return std::nullopt;
    default:
      return StayStatus::none;
  }
}

}  // namespace

std::optional<EnrolmentKind> parse_enrolment_kind(std::string_view word) {
  const auto found = std::ranges::find(enrolment_words, word);
  if (found == enrolment_words.end()) return std::nullopt;
  return static_cast<EnrolmentKind>(found - enrolment_words.begin());
}

std::string_view to_word(StayStatus status) {
  return status_words[static_cast<std::size_t>(status)];
}

StayStatus parse_stay_status(std::string_view word) {
  const auto found = std::ranges::find(status_words, word);
  return found == status_words.end() ? StayStatus::none
                                     : static_cast<StayStatus>(found - status_words.begin());
}

Stay stay_at(std::span<const EnrolmentEvent> events, Date at, Date known_at) {
  std::vector<EnrolmentEvent> counted;
  for (const EnrolmentEvent& event : events) {
    if (event.date <= at && event.recorded_on <= known_at) counted.push_back(event);
  }
  std::ranges::stable_sort(counted, {},
                           [](const EnrolmentEvent& event) { return std::pair(event.date, event.kind); });
  Stay stay;
  const auto first_time = [](std::optional<Date>& date, Date on) {
    if (!date) date = on;
  };
  for (const EnrolmentEvent& event : counted) {
    if (const auto status = status_said(event.kind)) stay.status = *status;
    switch (event.kind) {
      case EnrolmentKind::proposed:
        first_time(stay.proposed_on, event.date);
        break;
      case EnrolmentKind::accepted:
        first_time(stay.accepted_on, event.date);
        break;
      case EnrolmentKind::entered:
        first_time(stay.entered_on, event.date);
        stay.left_on.reset();  // came back
        stay.completed = false;
        break;
      case EnrolmentKind::left:
      case EnrolmentKind::completed:
        stay.left_on = event.date;
        stay.completed = event.kind == EnrolmentKind::completed;
        break;
      default:
        break;
    }
  }
  return stay;
}

std::vector<StaySpell> stay_spells(std::span<const EnrolmentEvent> events) {
  std::vector<bitemporal::Mark> marks;
  for (const EnrolmentEvent& event : events) {
    const auto status = status_said(event.kind);
    if (!status) continue;
    marks.push_back({event.date, event.recorded_on,
                     *status == StayStatus::none ? bitemporal::no_status : static_cast<std::int32_t>(*status),
                     bitemporal::replaces_nothing, static_cast<std::int32_t>(event.kind)});
  }
  std::vector<StaySpell> spells;
  for (const auto& spell : bitemporal::spells(marks)) {
    spells.push_back({static_cast<StayStatus>(spell.status), spell.eff, spell.rec});
  }
  std::ranges::sort(spells);
  return spells;
}

bool is_open(const Place& place, Date at) {
  if (place.ends_on && *place.ends_on < at) return false;
  const bool is_course = place.hours.value_or(0) > 0;
  return !(is_course && place.starts_on && *place.starts_on < at);
}

}  // namespace jalon::schemes
