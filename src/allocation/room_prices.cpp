#include <algorithm>
#include <cmath>
#include <utility>

#include "allocation/sized_plan.hpp"

namespace jalon::allocation {

std::vector<std::int64_t> count_tier(const Network& network, std::int32_t tier) {
  std::vector<std::int64_t> coefficients(network.arcs.size(), 0);
  for (Index c = 0; c < network.candidates(); ++c) {
    if (network.tier[c] != tier) continue;
    std::fill(coefficients.begin() + network.first[c], coefficients.begin() + network.first[c + 1], 1);
  }
  return coefficients;
}

std::vector<std::int64_t> values_of(const Network& network) {
  std::vector<std::int64_t> coefficients(network.arcs.size());
  for (Index arc = 0; arc < network.arcs.size(); ++arc) coefficients[arc] = network.value(arc);
  return coefficients;
}

namespace {

class RoomPricing {
 public:
  RoomPricing(const Network& network, const SizedProgram& program)
      : network_(network),
        program_(program),
        used_(network.places()),
        second_used_(network.second.size()),
        placed_(program.placed.size()) {
    first_row_.push_back(0);
    for (Index c = 0; c < network.candidates(); ++c) {
      for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
        const Index p = network.arcs[arc].place;
        if (network.size_of(arc) <= network.capacity[p])
          rows_.push_back({p, static_cast<std::int32_t>(network.size_of(arc)),
                           static_cast<double>(program.coefficient[arc])});
      }
      first_row_.push_back(rows_.size());
    }
  }

  RoomPrices descend(int steps) {
    RoomPrices best = same_everywhere();
    RoomPrices tried = best;
    double best_bound = 0;
    double patience = 1.0;
    int since_better = 0;
    for (int step = 0; step < steps; ++step) {
      const double bound = relax(tried);
      if (step == 0 || bound < best_bound) {
        best_bound = bound;
        best = tried;
        since_better = 0;
      } else if (++since_better == 8) {
        patience *= 0.7;
        since_better = 0;
        tried = best;
        continue;
      }
      const double slope = slope_at(tried);
      if (slope == 0) break;
      // Towards a little under the best bound known: the optimum lies close below it.
      const double length = patience * (0.01 * std::abs(best_bound) + bound - best_bound) / slope;
      for (Index p = 0; p < network_.places(); ++p) {
        tried.price[p] = std::max(0.0, tried.price[p] + length * excess(p));
      }
      for (Index p = 0; p < second_used_.size(); ++p) {
        tried.second[p] = std::max(0.0, tried.second[p] + length * second_excess(p));
      }
      for (std::size_t k = 0; k < placed_.size(); ++k) {
        tried.of_tier[k] = std::max(0.0, tried.of_tier[k] + length * missing(k));
      }
    }
    best.bound = exact_bound(best);
    return best;
  }

 private:
  /// An option that fits, as the steps read it.
  struct Row {
    Index place;
    std::int32_t size;
    double coefficient;
  };

  /// The least of a convex function between 0 and `high`, nearly.
  template <typename Function>
  static double least(double high, const Function& bound_at) {
    constexpr int narrowings = 15;
    const double part = (std::sqrt(5.0) - 1) / 2;
    double low = 0;
    double lower = high - part * high;
    double higher = part * high;
    double at_lower = bound_at(lower);
    double at_higher = bound_at(higher);
    for (int k = 0; k < narrowings; ++k) {
      if (at_lower <= at_higher) {
        high = higher;
        higher = lower;
        at_higher = at_lower;
        lower = high - part * (high - low);
        at_lower = bound_at(lower);
      } else {
        low = lower;
        lower = higher;
        at_lower = at_higher;
        higher = low + part * (high - low);
        at_higher = bound_at(higher);
      }
    }
    return (low + high) / 2;
  }

  /// What a candidate gets at most for so much room: where all places have one price, no other options count.
  struct Offer {
    double coefficient = 0;
    double size = 1;
    double takes = 0;
  };

  /// The options that count where all places have one price: by candidate, the best of each size.
  void gather_offers() {
    offers_.clear();
    first_offer_.assign(1, 0);
    for (Index c = 0; c < network_.candidates(); ++c) {
      for (std::size_t k = first_row_[c]; k < first_row_[c + std::size_t{1}]; ++k) {
        const Offer offer{rows_[k].coefficient, static_cast<double>(rows_[k].size),
                          static_cast<double>(network_.takes_of(c))};
        const auto same = std::find_if(offers_.begin() + static_cast<std::ptrdiff_t>(first_offer_.back()),
                                       offers_.end(), [&](const Offer& o) { return o.size == offer.size; });
        if (same == offers_.end()) {
          offers_.push_back(offer);
        } else {
          same->coefficient = std::max(same->coefficient, offer.coefficient);
        }
      }
      first_offer_.push_back(offers_.size());
    }
  }

  /// What `relax` says where all places have one price.
  double relax_shared(double price, double second, const std::vector<double>& of_tier) const {
    double bound = price * room_ + second * second_;
    for (std::size_t k = 0; k < of_tier.size(); ++k)
      bound -= of_tier[k] * static_cast<double>(program_.placed[k]);
    for (Index c = 0; c < network_.candidates(); ++c) {
      const auto tier = static_cast<std::size_t>(network_.tier[c]);
      const double paid = tier < of_tier.size() ? of_tier[tier] : 0;
      double gain = 0;
      for (std::size_t k = first_offer_[c]; k < first_offer_[c + 1]; ++k)
        gain = std::max(gain,
                        offers_[k].coefficient + paid - price * offers_[k].size - second * offers_[k].takes);
      bound += gain;
    }
    return bound;
  }

  /// The best price that all places share, and the best pay that all tiers kept do: a start that is not far
  /// off, where steps from nothing would be many.
  RoomPrices same_everywhere() {
    RoomPrices prices{std::vector<double>(network_.places(), 0), std::vector<double>(placed_.size(), 0), 0,
                      std::vector<double>(second_used_.size(), 0)};
    gather_offers();
    room_ = 0;
    second_ = 0;
    for (const std::int64_t capacity : network_.capacity) room_ += static_cast<double>(capacity);
    for (const std::int64_t units : network_.second) second_ += static_cast<double>(units);
    double most = 0;
    for (const Offer& offer : offers_) most = std::max(most, std::abs(offer.coefficient));
    double price = 0;
    double second = 0;
    const auto with_pay = [&](double pay) {
      std::fill(prices.of_tier.begin(), prices.of_tier.end(), pay);
      const auto with_price = [&](double one) { return relax_shared(one, second, prices.of_tier); };
      const auto with_second = [&](double one) { return relax_shared(price, one, prices.of_tier); };
      // Of two resources one after the other, twice: near enough to begin from.
      second = 0;
      for (int round = 0; round < (second_used_.empty() ? 0 : 2); ++round) {
        price = least(most + pay, with_price);
        second = least(most + pay, with_second);
      }
      price = least(most + pay, with_price);
      return with_price(price);
    };
    with_pay(placed_.empty() ? 0 : least(4 * most, with_pay));
    std::fill(prices.price.begin(), prices.price.end(), price);
    std::fill(prices.second.begin(), prices.second.end(), second);
    return prices;
  }

  std::pair<double, const Row*> best_row(Index c, double paid, const RoomPrices& prices) const {
    double gain = 0;
    const Row* chosen = nullptr;
    for (std::size_t k = first_row_[c]; k < first_row_[c + std::size_t{1}]; ++k) {
      const Row& row = rows_[k];
      const double here = row.coefficient + paid - prices.price[row.place] * static_cast<double>(row.size);
      if (here <= gain) continue;
      gain = here;
      chosen = &row;
    }
    return {gain, chosen};
  }
  std::pair<double, const Row*> best_row_of_two(Index c, double paid, const RoomPrices& prices) const {
    const auto takes = static_cast<double>(network_.takes[c]);
    double gain = 0;
    const Row* chosen = nullptr;
    for (std::size_t k = first_row_[c]; k < first_row_[c + std::size_t{1}]; ++k) {
      const Row& row = rows_[k];
      const double here = row.coefficient + paid - prices.price[row.place] * static_cast<double>(row.size) -
                          prices.second[row.place] * takes;
      if (here <= gain) continue;
      gain = here;
      chosen = &row;
    }
    return {gain, chosen};
  }

  double excess(Index p) const { return used_[p] - static_cast<double>(network_.capacity[p]); }
  double second_excess(Index p) const { return second_used_[p] - static_cast<double>(network_.second[p]); }
  double missing(std::size_t k) const { return static_cast<double>(program_.placed[k]) - placed_[k]; }

  double slope_at(const RoomPrices& prices) const {
    double slope = 0;
    for (Index p = 0; p < network_.places(); ++p) {
      if (excess(p) > 0 || prices.price[p] > 0) slope += excess(p) * excess(p);
    }
    for (Index p = 0; p < second_used_.size(); ++p) {
      if (second_excess(p) > 0 || prices.second[p] > 0) slope += second_excess(p) * second_excess(p);
    }
    for (std::size_t k = 0; k < placed_.size(); ++k) {
      if (missing(k) > 0 || prices.of_tier[k] > 0) slope += missing(k) * missing(k);
    }
    return slope;
  }

  /// Everybody goes where they gain most at these prices, whatever the room.
  double relax(const RoomPrices& prices) {
    std::fill(used_.begin(), used_.end(), 0.0);
    std::fill(second_used_.begin(), second_used_.end(), 0.0);
    std::fill(placed_.begin(), placed_.end(), 0.0);
    double bound = 0;
    for (Index c = 0; c < network_.candidates(); ++c) {
      const auto tier = static_cast<std::size_t>(network_.tier[c]);
      const double paid = tier < placed_.size() ? prices.of_tier[tier] : 0;
      const auto [gain, chosen] =
          second_used_.empty() ? best_row(c, paid, prices) : best_row_of_two(c, paid, prices);
      if (chosen == nullptr) continue;
      bound += gain;
      used_[chosen->place] += static_cast<double>(chosen->size);
      if (!second_used_.empty()) second_used_[chosen->place] += static_cast<double>(network_.takes[c]);
      if (tier < placed_.size()) placed_[tier] += 1;
    }
    for (Index p = 0; p < network_.places(); ++p) {
      bound += prices.price[p] * static_cast<double>(network_.capacity[p]);
    }
    for (Index p = 0; p < second_used_.size(); ++p) {
      bound += prices.second[p] * static_cast<double>(network_.second[p]);
    }
    for (std::size_t k = 0; k < placed_.size(); ++k) {
      bound -= prices.of_tier[k] * static_cast<double>(program_.placed[k]);
    }
    return bound;
  }

  /// The bound of any prices holds, so that of the rounded ones is summed exactly.
  std::int64_t exact_bound(const RoomPrices& prices) const {
    constexpr std::int64_t scale = 256;
    const auto rounded = [](double price) { return static_cast<Total>(std::llround(price * scale)); };
    Total sum = 0;
    for (Index p = 0; p < network_.places(); ++p) sum += rounded(prices.price[p]) * network_.capacity[p];
    for (Index p = 0; p < second_used_.size(); ++p) sum += rounded(prices.second[p]) * network_.second[p];
    for (std::size_t k = 0; k < placed_.size(); ++k) sum -= rounded(prices.of_tier[k]) * program_.placed[k];
    for (Index c = 0; c < network_.candidates(); ++c) {
      const auto tier = static_cast<std::size_t>(network_.tier[c]);
      const Total paid = tier < placed_.size() ? rounded(prices.of_tier[tier]) : 0;
      Total gain = 0;
      for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
        const Index p = network_.arcs[arc].place;
        if (network_.size_of(arc) > network_.capacity[p]) continue;
        gain = std::max(gain, Total{program_.coefficient[arc]} * scale + paid -
                                  rounded(prices.price[p]) * network_.size_of(arc) -
                                  (second_used_.empty() ? 0 : rounded(prices.second[p]) * network_.takes[c]));
      }
      sum += gain;
    }
    // Rounded down, also below nothing.
    return static_cast<std::int64_t>(sum >= 0 ? sum / scale : -((-sum + scale - 1) / scale));
  }

  const Network& network_;
  const SizedProgram& program_;
  std::vector<Row> rows_;  // by candidate
  std::vector<std::size_t> first_row_;
  std::vector<double> used_;
  std::vector<double> second_used_;  // empty where there is no second resource
  std::vector<double> placed_;
  std::vector<Offer> offers_;  // by candidate
  std::vector<std::size_t> first_offer_;
  double room_ = 0;    // in all
  double second_ = 0;  // in all
};

}  // namespace

std::vector<bool> arcs_not_ruled_out(const Network& network, const RoomPrices& prices, std::int64_t value) {
  std::vector<bool> usable(network.arcs.size(), false);
  const double slack = static_cast<double>(prices.bound) * (1 + 1e-9) + 1 - static_cast<double>(value);
  for (Index c = 0; c < network.candidates(); ++c) {
    const auto gain = [&](Index arc) {
      return static_cast<double>(network.value(arc)) - prices.cost(network, c, arc);
    };
    double best = 0;
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      if (network.size_of(arc) <= network.capacity[network.arcs[arc].place]) best = std::max(best, gain(arc));
    }
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc)
      usable[arc] = best - gain(arc) <= slack;
  }
  return usable;
}

RoomPrices price_room(const Network& network, const SizedProgram& program, int steps) {
  return RoomPricing(network, program).descend(steps);
}

}  // namespace jalon::allocation
