#include "fortnight/calendar.hpp"

#include <gtest/gtest.h>
#include <libical/ical.h>

namespace jalon::fortnight {
namespace {

CalendarEvent film() {
  return {"e1@jalon",
          "Film, débat; goûter\nà 17 h",
          Date::from_ymd(2018, 10, 13),
          "14:00",
          "16:30",
          "Clermont-Ferrand, salle des fêtes",
          ""};
}

TEST(Calendar, ReadsBackWithItsHoursInParis) {
  const std::string text = to_icalendar("Quinzaine", {film()}, 0);
  icalcomponent* calendar = icalparser_parse_string(text.c_str());
  ASSERT_NE(calendar, nullptr);
  EXPECT_EQ(icalcomponent_count_errors(calendar), 0);
  icalcomponent* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(std::string(icalcomponent_get_summary(event)), "Film, débat; goûter\nà 17 h");
  // 13 October is summer time: 14 h in Paris is 12 h UTC.
  const icaltimetype start = icalcomponent_get_dtstart(event);
  const icaltimetype utc = icaltime_convert_to_zone(start, icaltimezone_get_utc_timezone());
  EXPECT_EQ(utc.hour, 12);
  EXPECT_EQ(utc.day, 13);
  icalcomponent_free(calendar);
}

TEST(Calendar, EscapesAndEndsLinesAsTheStandardAsks) {
  const std::string text = to_icalendar("Quinzaine", {film()}, 0);
  EXPECT_NE(text.find("SUMMARY:Film\\, débat\\; goûter\\nà 17 h\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("DTSTART;TZID=Europe/Paris:20181013T140000\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("BEGIN:VTIMEZONE\r\n"), std::string::npos);
}

TEST(Calendar, AnEventWithoutHoursTakesItsDay) {
  CalendarEvent event = film();
  event.starts_at = event.ends_at = "";
  const std::string text = to_icalendar("Quinzaine", {event}, 0);
  EXPECT_NE(text.find("DTSTART;VALUE=DATE:20181013\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("DTEND;VALUE=DATE:20181014\r\n"), std::string::npos) << text;
}

}  // namespace
}  // namespace jalon::fortnight
