#include "allocation/free_moves.hpp"

namespace jalon::allocation {

FreeMoves::FreeMoves(const Seating& seating) {
  const Network& network = seating.network();
  first_.reserve(network.candidates() + std::size_t{1});
  first_.push_back(0);
  for (Index c = 0; c < network.candidates(); ++c) {
    const std::int64_t gain = seating.seated(c) ? seating.gain(c) : 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      const Index p = network.arcs[arc].place;
      if (seating.weight(c, arc) - seating.price(p) == gain && seating.seats()[p] > 0)
        moves_.push_back({p, arc});
    }
    first_.push_back(static_cast<Index>(moves_.size()));
  }
}

}  // namespace jalon::allocation
