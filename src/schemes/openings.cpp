#include "schemes/openings.hpp"

#include <algorithm>

namespace jalon::schemes {
namespace {

template <class Visit>
void each_step(const Place& place, const pathways::Catalogue& catalogue, Visit visit) {
  if (const auto step = catalogue.find(place.step)) visit(*step);
  for (const std::string& included : place.includes) {
    if (const auto step = catalogue.find(included)) visit(*step);
  }
}

pathways::Opening opening_of(const Place& place, Date at) {
  pathways::Opening opening;
  opening.opens_on = place.starts_on.value_or(at).days();
  const Eligibility& who = place.eligibility;
  if (who.min_age) opening.min_age = static_cast<std::int16_t>(*who.min_age);
  if (who.max_age) opening.max_age = static_cast<std::int16_t>(*who.max_age);
  if (who.min_french) opening.min_french = static_cast<std::uint8_t>(*who.min_french);
  if (who.max_french) opening.max_french = static_cast<std::uint8_t>(*who.max_french);
  if (who.household_min) opening.household_min = static_cast<std::int16_t>(*who.household_min);
  if (who.household_max) opening.household_max = static_cast<std::int16_t>(*who.household_max);
  return opening;
}

}  // namespace

pathways::Availability availability(std::span<const OccupiedPlace> places,
                                    const pathways::Catalogue& catalogue, Date at) {
  pathways::Availability available;
  for (const OccupiedPlace& one : places) {
    const bool free = one.occupied < one.place->capacity && is_open(*one.place, at);
    each_step(*one.place, catalogue, [&](pathways::StepIndex step) {
      available.add_step(step);
      if (free) available.add_opening(step, opening_of(*one.place, at));
    });
  }
  return available;
}

std::vector<pathways::HeldPlace> held_places(const Place& place, StayStatus status,
                                             const pathways::Catalogue& catalogue, Date at) {
  std::vector<pathways::HeldPlace> held;
  if (!occupies(status)) return held;
  std::optional<Date> starts_on;
  if (status == StayStatus::accepted) starts_on = std::max(place.starts_on.value_or(at), at);
  each_step(place, catalogue, [&](pathways::StepIndex step) { held.push_back({step, starts_on}); });
  return held;
}

}  // namespace jalon::schemes
