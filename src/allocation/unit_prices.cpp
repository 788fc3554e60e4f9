#include <algorithm>
#include <cmath>

#include "allocation/two_resource_prices.hpp"

namespace jalon::allocation {
namespace {

class UnitPricing {
 public:
  UnitPricing(const TwoResources& two, const SizedProgram& program)
      : two_(two),
        network_(two.network),
        program_(program),
        room_used_(network_.places()),
        second_used_(network_.places()),
        placed_(program.placed.size()) {
    for (Index c = 0; c < network_.candidates(); ++c) {
      for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
        if (two.fits(c, arc))
          rows_.push_back({network_.arcs[arc].place, static_cast<float>(network_.size_of(arc)),
                           static_cast<double>(program.coefficient[arc])});
      }
      last_.push_back(rows_.size());
    }
  }

  UnitPrices descend(int steps, const std::function<double()>& seconds_left) {
    UnitPrices best = same_everywhere();
    best.bound = relax(best);
    UnitPrices tried = best;
    double patience = 1;
    int since_better = 0;
    for (int step = 0; step < steps && seconds_left() > 0; ++step) {
      tried.bound = relax(tried);
      if (step == 0 || tried.bound < best.bound) {
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
      const double length = patience * (0.01 * std::abs(best.bound) + tried.bound - best.bound) / slope;
      for (Index p = 0; p < network_.places(); ++p) {
        tried.room[p] = std::max(0.0, tried.room[p] + length * room_over(p));
        tried.second[p] = std::max(0.0, tried.second[p] + length * second_over(p));
      }
      for (std::size_t k = 0; k < placed_.size(); ++k)
        tried.of_tier[k] = std::max(0.0, tried.of_tier[k] + length * missing(k));
    }
    return best;
  }

 private:
  struct Row {
    Index place;
    float size;
    double worth;
  };

  /// The least of a convex function between 0 and `high`, nearly.
  template <typename Function>
  static double least(double high, const Function& bound_at) {
    constexpr int narrowings = 11;
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

  /// Prices that all places share, one after the other: a start that is not far off, where steps from nothing
  /// would be many.
  UnitPrices same_everywhere() {
    UnitPrices prices{std::vector<double>(network_.places(), 0), std::vector<double>(network_.places(), 0),
                      std::vector<double>(placed_.size(), 0), 0};
    double most = 0;
    for (const Row& row : rows_) most = std::max(most, std::abs(row.worth));
    const auto with = [&](std::vector<double>& all, double price) {
      std::fill(all.begin(), all.end(), price);
      return relax(prices);
    };
    double paid = 0;
    const auto settle = [&](std::vector<double>& all) {
      const double price = least(most + paid, [&](double tried) { return with(all, tried); });
      return with(all, price);
    };
    const auto with_pay = [&](double pay) {
      paid = pay;
      std::fill(prices.of_tier.begin(), prices.of_tier.end(), pay);
      settle(prices.room);
      return settle(prices.second);
    };
    // What placing is paid only makes sense beside prices that answer to it.
    with_pay(placed_.empty() ? 0 : least(4 * most, with_pay));
    settle(prices.room);
    settle(prices.second);
    return prices;
  }

  double room_over(Index p) const { return room_used_[p] - static_cast<double>(network_.capacity[p]); }
  double second_over(Index p) const { return second_used_[p] - static_cast<double>(two_.second[p]); }
  double missing(std::size_t k) const { return static_cast<double>(program_.placed[k]) - placed_[k]; }

  double slope_at(const UnitPrices& prices) const {
    double slope = 0;
    const auto add = [&](double over, double price) {
      if (over > 0 || price > 0) slope += over * over;
    };
    for (Index p = 0; p < network_.places(); ++p) {
      add(room_over(p), prices.room[p]);
      add(second_over(p), prices.second[p]);
    }
    for (std::size_t k = 0; k < placed_.size(); ++k) add(missing(k), prices.of_tier[k]);
    return slope;
  }

  /// Everybody goes where they gain most at these prices, whatever the room.
  double relax(const UnitPrices& prices) {
    std::fill(room_used_.begin(), room_used_.end(), 0.0);
    std::fill(second_used_.begin(), second_used_.end(), 0.0);
    std::fill(placed_.begin(), placed_.end(), 0.0);
    double bound = 0;
    std::size_t at = 0;
    for (Index c = 0; c < network_.candidates(); ++c) {
      const auto tier = static_cast<std::size_t>(network_.tier[c]);
      const double paid = tier < placed_.size() ? prices.of_tier[tier] : 0;
      const auto takes = static_cast<double>(two_.takes[c]);
      double gain = 0;
      const Row* chosen = nullptr;
      for (; at < last_[c]; ++at) {
        const Row& row = rows_[at];
        const double here = row.worth + paid - prices.room[row.place] * static_cast<double>(row.size) -
                            prices.second[row.place] * takes;
        if (here <= gain) continue;
        gain = here;
        chosen = &row;
      }
      if (chosen == nullptr) continue;
      bound += gain;
      room_used_[chosen->place] += static_cast<double>(chosen->size);
      second_used_[chosen->place] += takes;
      if (tier < placed_.size()) placed_[tier] += 1;
    }
    for (Index p = 0; p < network_.places(); ++p) {
      bound += prices.room[p] * static_cast<double>(network_.capacity[p]) +
               prices.second[p] * static_cast<double>(two_.second[p]);
    }
    for (std::size_t k = 0; k < placed_.size(); ++k)
      bound -= prices.of_tier[k] * static_cast<double>(program_.placed[k]);
    return bound;
  }

  const TwoResources& two_;
  const Network& network_;
  const SizedProgram& program_;
  std::vector<Row> rows_;  // that fit, by candidate
  std::vector<std::size_t> last_;
  std::vector<double> room_used_;
  std::vector<double> second_used_;
  std::vector<double> placed_;
};

}  // namespace

UnitPrices price_units(const TwoResources& two, const SizedProgram& program, int steps,
                       const std::function<double()>& seconds_left) {
  return UnitPricing(two, program).descend(steps, seconds_left);
}

}  // namespace jalon::allocation
