// Editions of the regional fortnight of integration (quinzaine), and their events.
#pragma once

#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/id.hpp"
#include "partners/organisation.hpp"

namespace jalon::fortnight {

struct EditionTag;
struct EventTag;
using EditionId = Id<EditionTag>;
using EventId = Id<EventTag>;

struct Edition {
  EditionId id;
  std::string ref;  // the sender's identifier
  Date starts_on;
  Date ends_on;  // the last day
  std::string region;
  std::optional<Date> exits_until;  // end of the period of its figures on exits to housing

  bool operator==(const Edition&) const = default;
};

struct Event {
  EventId id;
  std::string ref;
  EditionId edition;
  std::string title;
  Date held_on;
  std::string starts_at;  // "14:00" or ""
  std::string ends_at;
  std::string commune;  // INSEE code or ""
  std::string place;
  std::optional<partners::OrganisationId> organisation;
  std::string prefectural_presence;  // who of the prefectural corps comes; "" = nobody yet

  bool operator==(const Event&) const = default;
};

}  // namespace jalon::fortnight
