#include "allocation/core_items.hpp"

#include <cmath>

namespace jalon::allocation {
namespace {

constexpr Units exact_below = 0x1p51;

}  // namespace

CoreItems::CoreItems(const Network& network, const TreeProgram& program, const Core& core)
    : times_(program.times),
      placed_(program.placed),
      room_(network.capacity),
      second_(network.second),
      missing_(program.placed),
      plan_(network.candidates(), none) {
  for (Index c = 0; c < network.candidates(); ++c) take_in(network, program, core, c);
  of_place_.resize(network.places());
  for (Index k = 0; k < items_.size(); ++k) of_place_[items_[k].place].push_back(k);
}

void CoreItems::take_in(const Network& network, const TreeProgram& program, const Core& core, Index c) {
  std::vector<Index> usable;
  for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
    if (core.usable[arc] && network.size_of(arc) <= network.capacity[network.arcs[arc].place])
      usable.push_back(arc);
  }
  if (usable.empty()) {
    possible_ = possible_ && !core.must[c];
    return;
  }
  const auto tier = static_cast<std::size_t>(network.tier[c]);
  if (usable.size() == 1 && core.must[c]) {
    // Nothing to decide.
    plan_[c] = usable.front();
    room_[network.arcs[usable.front()].place] -= network.size_of(usable.front());
    if (!second_.empty()) second_[network.arcs[usable.front()].place] -= network.takes[c];
    fixed_ += program.coefficient[usable.front()];
    if (tier < tiers()) --missing_[tier];
    return;
  }
  const auto who = static_cast<Index>(candidate_.size());
  candidate_.push_back(c);
  takes_.push_back(static_cast<std::int32_t>(network.takes_of(c)));
  tier_.push_back(tier);
  must_.push_back(core.must[c] ? 1 : 0);
  of_.emplace_back();
  for (const Index arc : usable) {
    of_.back().push_back(static_cast<Index>(items_.size()));
    items_.push_back({who, network.arcs[arc].place, arc, static_cast<std::int32_t>(network.size_of(arc)),
                      static_cast<Units>(program.coefficient[arc])});
  }
}

bool CoreItems::choose_unit(const SetPrices& prices) {
  Units most = std::abs(static_cast<Units>(prices.bound)) / static_cast<Units>(scaled_unit);
  for (const double price : prices.of_candidate) most += std::abs(price);
  for (std::size_t k = 0; k < tiers(); ++k)
    most += std::abs(prices.of_tier[k]) * static_cast<Units>(placed_[k]);
  most = (most + 1) * static_cast<Units>(times_);
  for (unit_ = static_cast<Units>(scaled_unit); unit_ > 1 && most * unit_ > exact_below;) unit_ /= 2;
  per_value_ = unit_ * static_cast<Units>(times_);
  for (CoreItem& item : items_) item.worth *= unit_;
  return most * unit_ <= exact_below;
}

}  // namespace jalon::allocation
