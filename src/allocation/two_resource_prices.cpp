#include "allocation/two_resource_prices.hpp"

namespace jalon::allocation {

SetPrices prices_from_units(const TwoResources& two, const SizedProgram& program, const UnitPrices& units) {
  return prices_of_candidates(two.network, program, units.of_tier,
                              [&](Index c, Index arc) -> std::optional<double> {
                                if (!two.fits(c, arc)) return std::nullopt;
                                return units.of(two, c, arc);
                              });
}

}  // namespace jalon::allocation
