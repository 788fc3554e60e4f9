#include "allocation_instances.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace jalon::bench {
namespace {

using allocation::Index;
using allocation::OptionsBuilder;
using allocation::Problem;

/// Draws that do not depend on the standard library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint64_t count) { return static_cast<std::uint32_t>(engine_() % count); }
  double share() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

 private:
  std::mt19937_64 engine_;
};

constexpr std::uint32_t options_each = 20;
constexpr std::uint32_t neighbourhood = 60;  // places on either side of home

/// Distinct places, 7 of 10 near `home`.
void draw_places(Dice& dice, std::uint32_t places, std::uint32_t home, std::vector<Index>& drawn) {
  drawn.clear();
  while (drawn.size() < std::min(options_each, places)) {
    Index p = dice.below(places);
    if (places > 4 * neighbourhood && dice.share() < 0.7) {
      p = (home + places + dice.below(2 * neighbourhood + 1) - neighbourhood) % places;
    }
    if (std::find(drawn.begin(), drawn.end(), p) == drawn.end()) drawn.push_back(p);
  }
}

}  // namespace

Problem unit_instance(std::uint32_t people, double fill, std::int64_t spread, std::uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  const auto seats = static_cast<std::int64_t>(fill * people);
  for (std::int64_t made = 0; made < seats;) {
    const std::int64_t capacity = std::min<std::int64_t>(5 + dice.below(46), seats - made);
    problem.places.push_back({"P" + std::to_string(problem.places.size()), capacity});
    made += capacity;
  }
  const auto places = static_cast<std::uint32_t>(problem.places.size());
  std::vector<double> quality;
  for (std::uint32_t p = 0; p < places; ++p) quality.push_back(dice.share());
  OptionsBuilder options;
  std::vector<Index> drawn;
  for (std::uint32_t c = 0; c < people; ++c) {
    problem.candidates.push_back({"C" + std::to_string(c)});
    const double need = dice.share();
    draw_places(dice, places, dice.below(places), drawn);
    for (const Index p : drawn) {
      const double score = (quality[p] + need + dice.share()) / 3;
      options.add(c, p, static_cast<std::int64_t>(score * static_cast<double>(spread + 1)));
    }
  }
  options.build(people, problem.options);
  return problem;
}

Problem sized_instance(std::uint32_t households, std::uint32_t sites, double fill, std::uint64_t seed) {
  Dice dice(seed);
  Problem problem;
  std::vector<double> quality;
  for (std::uint32_t p = 0; p < sites; ++p) quality.push_back(dice.share());
  OptionsBuilder options;
  std::vector<Index> drawn;
  std::int64_t persons = 0;
  for (std::uint32_t c = 0; c < households; ++c) {
    const int size = dice.share() < 0.5 ? 1 : static_cast<int>(2 + dice.below(5));
    persons += size;
    problem.candidates.push_back({"H" + std::to_string(c), 1, size});
    const double need = dice.share();
    draw_places(dice, sites, dice.below(sites), drawn);
    for (const Index p : drawn) {
      const double score = 1 + 999 * (quality[p] + need + dice.share()) / 3;
      options.add(c, p, static_cast<std::int64_t>(score * (1 + 0.5 * (size - 1))));
    }
  }
  options.build(households, problem.options);
  const double each = fill * static_cast<double>(persons) / sites;
  for (std::uint32_t p = 0; p < sites; ++p) {
    const auto capacity = static_cast<std::int64_t>(each * (0.5 + dice.share()) + 0.5);
    problem.places.push_back({"S" + std::to_string(p), std::max<std::int64_t>(1, capacity)});
  }
  return problem;
}

}  // namespace jalon::bench
