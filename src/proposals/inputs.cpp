#include "proposals/inputs.hpp"

#include <algorithm>

namespace jalon::proposals {

const Choice* Need::choice(std::string_view place) const {
  const auto found = std::ranges::find(choices, place, &Choice::place);
  return found == choices.end() ? nullptr : &*found;
}

const Offer* Inputs::offer(std::string_view place) const {
  const auto found = std::ranges::find(offers, place, &Offer::place);
  return found == offers.end() ? nullptr : &*found;
}

const Need* Inputs::need(std::string_view key) const {
  const auto found =
      std::ranges::lower_bound(needs, key, {}, [](const Need& one) { return std::string_view(one.key); });
  return found == needs.end() || found->key != key ? nullptr : &*found;
}

std::vector<std::string> Inputs::steps() const {
  std::vector<std::string> steps;
  for (const Offer& one : offers) {
    if (steps.empty() || steps.back() != one.step) steps.push_back(one.step);
  }
  return steps;
}

std::string need_key(std::string_view step, std::string_view person) {
  return std::string(step) + ":" + std::string(person);
}

}  // namespace jalon::proposals
