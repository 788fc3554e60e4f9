// The events of an edition as an iCalendar (RFC 5545), to be put into anybody's agenda.
// Hours are those of Europe/Paris, described in the file itself; an event without hours takes its whole day.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "fortnight/edition.hpp"

namespace jalon::fortnight {

struct CalendarEvent {
  std::string uid;  // the same for ever: an agenda that reads the file again moves its entry
  std::string title;
  Date held_on;
  std::string starts_at;  // "14:00" or ""
  std::string ends_at;    // later than starts_at, or ""
  std::string location;
  std::string description;
};

/// `made_at_ms`: the instant of writing. Lines end in CRLF.
std::string to_icalendar(const std::string& name, const std::vector<CalendarEvent>& events,
                         std::int64_t made_at_ms);

}  // namespace jalon::fortnight
