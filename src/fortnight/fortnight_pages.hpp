// Pages of the fortnight: an edition with its events by département and day, who of the prefectural corps is
// present, the public programme, and the same as an iCalendar.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "fortnight/edition.hpp"
#include "http/router.hpp"
#include "store/database.hpp"
#include "ui/components.hpp"
#include "ui/page.hpp"

namespace jalon::fortnight {

/// What the pages stand on; it outlives the router.
struct FortnightDesk {
  store::Database& database;
  const Clock& clock;
  const ui::Pages& pages;
  std::string territory;
  std::function<std::string(const http::Request&)> actor;  // who does it, as the audit chain writes it
};

struct EventLine {
  std::string id;
  std::string title;
  std::string hours;  // "14 h – 16 h 30", "14 h", ""
  std::string where;  // place, commune
  std::string organisation;
  std::string presence;  // "" = nobody yet
};

struct EventDay {
  Date on;
  std::vector<EventLine> events;
};

struct DepartmentProgramme {
  std::string name;
  std::vector<EventDay> days;
};

struct EditionSheet {
  Edition edition;
  std::string region;
  std::vector<Edition> all;  // to go from one to another
  std::vector<DepartmentProgramme> departments;
  std::int64_t events = 0;
  std::int64_t without_presence = 0;
  std::vector<ui::FieldError> errors;
  std::string refused_event;  // the one whose form was refused, and what was typed
  std::string refused_text;
};

/// By département (names), day, hour. `organisation` names one.
std::vector<DepartmentProgramme> programme(
    const std::vector<Event>& events,
    const std::function<std::string(const partners::OrganisationId&)>& organisation);

/// `14 h`, `14 h 30`, with no-break spaces; "" for "".
std::string hour_in_french(std::string_view clock);

void add_fortnight_pages(http::Router& router, FortnightDesk desk);

}  // namespace jalon::fortnight
