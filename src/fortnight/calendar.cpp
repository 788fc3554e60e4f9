#include "fortnight/calendar.hpp"

#include <libical/ical.h>

#include <cstdlib>
#include <ctime>
#include <memory>

namespace jalon::fortnight {
namespace {

constexpr const char* zone_id = "Europe/Paris";

/// The rule of the European Union since 1996 (directive 2000/84/CE): no fortnight is older.
constexpr const char* paris_zone =
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};

icaltimetype day_of(Date date) {
  icaltimetype time = icaltime_null_date();
  time.year = date.year();
  time.month = date.month();
  time.day = date.day();
  return time;
}

icaltimetype moment(Date date, const std::string& clock) {
  icaltimetype time = day_of(date);
  time.is_date = 0;
  time.hour = std::atoi(clock.substr(0, 2).c_str());
  time.second = 0;  // a null date has -1
  time.minute = std::atoi(clock.substr(3, 2).c_str());
  return time;
}

void in_paris(icalproperty* property) {
  icalproperty_add_parameter(property, icalparameter_new_tzid(zone_id));
}

icalcomponent* to_component(const CalendarEvent& event, const icaltimetype& made_at) {
  icalcomponent* made = icalcomponent_new(ICAL_VEVENT_COMPONENT);
  icalcomponent_add_property(made, icalproperty_new_uid(event.uid.c_str()));
  icalcomponent_add_property(made, icalproperty_new_dtstamp(made_at));
  if (event.starts_at.size() == 5) {
    icalproperty* start = icalproperty_new_dtstart(moment(event.held_on, event.starts_at));
    in_paris(start);
    icalcomponent_add_property(made, start);
    if (event.ends_at.size() == 5) {
      icalproperty* end = icalproperty_new_dtend(moment(event.held_on, event.ends_at));
      in_paris(end);
      icalcomponent_add_property(made, end);
    }
  } else {
    icalcomponent_add_property(made, icalproperty_new_dtstart(day_of(event.held_on)));
    icalcomponent_add_property(made, icalproperty_new_dtend(day_of(event.held_on + 1)));
  }
  icalcomponent_add_property(made, icalproperty_new_summary(event.title.c_str()));
  if (!event.location.empty()) {
    icalcomponent_add_property(made, icalproperty_new_location(event.location.c_str()));
  }
  if (!event.description.empty()) {
    icalcomponent_add_property(made, icalproperty_new_description(event.description.c_str()));
  }
  return made;
}

}  // namespace

std::string to_icalendar(const std::string& name, const std::vector<CalendarEvent>& events,
                         std::int64_t made_at_ms) {
  const std::unique_ptr<icalcomponent, FreeComponent> calendar(icalcomponent_new(ICAL_VCALENDAR_COMPONENT));
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//jalon//quinzaine//FR"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_method(ICAL_METHOD_PUBLISH));
  icalproperty* shown = icalproperty_new_x(name.c_str());
  icalproperty_set_x_name(shown, "X-WR-CALNAME");
  icalcomponent_add_property(calendar.get(), shown);
  icalcomponent_add_component(calendar.get(), icalparser_parse_string(paris_zone));
  const icaltimetype made_at = icaltime_from_timet_with_zone(static_cast<std::time_t>(made_at_ms / 1000), 0,
                                                             icaltimezone_get_utc_timezone());
  for (const CalendarEvent& event : events) {
    icalcomponent_add_component(calendar.get(), to_component(event, made_at));
  }
  const std::unique_ptr<char, decltype(&std::free)> text(icalcomponent_as_ical_string_r(calendar.get()),
                                                         &std::free);
  return text.get();
}

}  // namespace jalon::fortnight
