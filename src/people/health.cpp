#include "people/health.hpp"

namespace jalon::people {

const HostingEvent* hosting_in_force(std::span<const HostingEvent> events, Date day) {
  if (events.empty()) return nullptr;
  const HostingEvent& last = events.back();
  if (!last.acknowledged || !last.until || *last.until < day || last.on > day) return nullptr;
  return &last;
}

const HostingEvent* hosting_ended(std::span<const HostingEvent> events, Date day) {
  if (events.empty() || hosting_in_force(events, day) != nullptr) return nullptr;
  const HostingEvent& last = events.back();
  return last.acknowledged && last.until && *last.until < day ? &last : nullptr;
}

std::string to_words(HealthFlags flags) {
  return std::string("referral=") + (flags.referral_needed ? "1" : "0") +
         " appointment=" + (flags.appointment_done ? "1" : "0");
}

std::optional<HealthFlags> parse_health(std::string_view words) {
  for (const HealthFlags flags :
       {HealthFlags{}, HealthFlags{true, false}, HealthFlags{false, true}, HealthFlags{true, true}}) {
    if (words == to_words(flags)) return flags;
  }
  return std::nullopt;
}

}  // namespace jalon::people
