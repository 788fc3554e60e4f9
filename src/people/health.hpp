// The most that may be kept of a person's health, and only where it was switched on: two coarse flags, "needs
// a referral" and "appointment done". No diagnosis, no step of care, no word.
//
// Off by default. Switched on by an explicit act: somebody acknowledges, by name and day, that the database
// stands with a host certified for health data (HDS, CSP L1111-8), and until when its certificate holds. Past
// that day the flags are neither read nor written through any door, and nothing of them is lost; withdrawn,
// they are deleted. They are read by accounts named one by one, of the organisation that follows the person.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace jalon::people {

struct HostingEvent {
  std::int64_t ver = 0;
  bool acknowledged = true;  // false: withdrawn
  std::string host;
  std::string certificate;
  std::optional<Date> until;  // the last day
  Date on;
  std::string actor;
};

/// The acknowledgement that holds on that day; nullptr: health is off. `events`: by ver.
const HostingEvent* hosting_in_force(std::span<const HostingEvent> events, Date day);

/// The acknowledgement whose certificate has ended, none having followed: what was kept is sealed and waits
/// for a renewal, or to be withdrawn; nullptr: none.
const HostingEvent* hosting_ended(std::span<const HostingEvent> events, Date day);

struct HealthFlags {
  bool referral_needed = false;
  bool appointment_done = false;
  bool operator==(const HealthFlags&) const = default;
};

/// What is sealed: "referral=1 appointment=0". As long whatever it says, since a seal hides no length.
std::string to_words(HealthFlags flags);
std::optional<HealthFlags> parse_health(std::string_view words);

/// French, as pages and copies say them.
inline constexpr std::string_view referral_label = "Orientation santé nécessaire";
inline constexpr std::string_view appointment_label = "Rendez-vous santé fait";

}  // namespace jalon::people
