// Places for a year, people who arrive week after week: what to keep for those who will need it more.
//
// The policy of potentials (bid prices): the arrivals that may still come are drawn with replacement from
// past ones, `samples` times; each time the places left are shared among those present and those drawn, and
// the least optimal price of each place is noted, which is exactly what one more unit of it would add to the
// optimum. The mean price of a place is what keeping it is worth. Somebody who arrives is then worth, in a
// place, their value less their size times that price (times a share that people choose, 0 = greedy), and
// waits when that is nowhere above zero. Source: Ahani, Gölz, Procaccia, Teytelboym, Trapp, "Dynamic
// placement in refugee resettlement", Operations Research 2024. Ours: prices come from the exact engine for
// unit demand, a household of s persons standing as s persons worth a share of it each, which is the
// relaxation that gives the price of a person; and the number of arrivals to come is not known but drawn, at
// the rate seen so far.
//
// No past: prices are zero, and whoever asks must be told so.
#pragma once

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "allocation/allocation.hpp"

namespace jalon::allocation {

/// Somebody who arrives, and what each place would be worth to them (absent = not eligible).
struct Arrival {
  std::int32_t size = 1;
  std::vector<std::pair<Index, std::int64_t>> options;  // place, value; places ascending
};

struct PriceRules {
  int samples = 5;
  std::uint64_t seed = 0;
};

/// Price of one unit of each place. `past`: the pool to draw from. `expected`: how many arrivals are awaited,
/// the number itself being drawn around it. `present`: those there already.
std::vector<double> potentials(const std::vector<std::int64_t>& capacity, const std::vector<Arrival>& present,
                               const std::vector<Arrival>& past, double expected, const PriceRules& rules);

/// Who enters where: by arrival, the place or none. The best plan for values less `share` times the prices;
/// nobody enters below zero.
std::vector<Index> place_batch(const std::vector<std::int64_t>& capacity, const std::vector<Arrival>& batch,
                               const std::vector<double>& price, double share);

/// A year to play: the arrivals of each week, and the year before to learn from.
struct Year {
  std::vector<std::int64_t> capacity;
  std::vector<std::vector<Arrival>> weeks;
  std::vector<Arrival> before;  // the arrivals of the year before
};

enum class Policy : std::uint8_t {
  first_come,  // each in turn takes their best place that has room
  greedy,      // each week at its best, without a thought for the next
  potentials,
};

/// The total value reached by the end of the year.
std::int64_t play(const Year& year, Policy policy, double share, const PriceRules& rules);

/// The best that could have been done knowing everything: proven, or the bound when `seconds_left` ran out.
std::int64_t hindsight(const Year& year, std::function<double()> seconds_left = {});

/// A generated year: `households` a year on average over `places` places whose capacities add up to the
/// persons expected; the value of a place depends on the household, on the place and on luck.
Year generated_year(int households, int places, std::uint64_t seed);
/// The same people in another order.
Year reordered(Year year, std::uint64_t seed);

}  // namespace jalon::allocation
