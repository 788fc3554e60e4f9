#include "proposals/reserve.hpp"

#include <algorithm>
#include <cmath>

namespace jalon::proposals {
namespace {

constexpr int samples = 5;

/// Until when somebody who comes could still enter.
Date horizon(const Offer& offer, Date at, const AllocationRules& rules) {
  const Date ahead = at + static_cast<std::int32_t>(rules.reserve_days);
  return offer.starts_on && *offer.starts_on > at ? std::min(ahead, *offer.starts_on) : ahead;
}

}  // namespace

void set_reserves(Inputs& inputs, std::string_view step, const std::vector<allocation::Arrival>& past,
                  const AllocationRules& rules) {
  std::vector<Offer*> offers;
  std::vector<std::int64_t> capacity;
  for (Offer& offer : inputs.offers) {
    if (offer.step != step) continue;
    offers.push_back(&offer);
    capacity.push_back(offer.seats);
  }
  std::vector<allocation::Arrival> present;
  for (const Need& need : inputs.needs) {
    if (need.step != step) continue;
    allocation::Arrival arrival;
    arrival.size = static_cast<std::int32_t>(need.size);
    for (std::size_t p = 0; p < offers.size(); ++p) {
      if (const Choice* choice = need.choice(offers[p]->place)) {
        arrival.options.emplace_back(static_cast<allocation::Index>(p), choice->value);
      }
    }
    present.push_back(std::move(arrival));
  }
  const double a_day = static_cast<double>(past.size()) / days_of_past;
  const double expected = a_day * static_cast<double>(rules.reserve_days);
  const auto price = allocation::potentials(capacity, present, past, expected, {samples, inputs.seed});
  for (std::size_t p = 0; p < offers.size(); ++p) {
    Reserve& reserve = offers[p]->reserve;
    reserve.past = static_cast<std::int64_t>(past.size());
    if (capacity[p] == 0 || past.empty()) continue;
    reserve.floor = std::llround(price[p] * static_cast<double>(rules.reserve_percent) / 100);
    reserve.until = horizon(*offers[p], inputs.as_of, rules);
    const auto above = std::ranges::count_if(past, [&](const allocation::Arrival& arrival) {
      return std::ranges::any_of(arrival.options, [&](const auto& option) {
        return option.first == p && option.second > reserve.floor;
      });
    });
    const double share = static_cast<double>(above) / static_cast<double>(past.size());
    reserve.expected_tenths = std::llround(10 * a_day * share * (*reserve.until - inputs.as_of));
    // Nobody who would be worth more is awaited: the price is that of those who wait already.
    if (reserve.expected_tenths == 0) reserve.floor = 0;
  }
}

}  // namespace jalon::proposals
