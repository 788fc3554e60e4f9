#include "allocation_instances.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
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

BoundInstance two_resource_instance(std::uint32_t households, std::uint32_t sites, double fill,
                                    std::uint64_t seed) {
  BoundInstance instance{sized_instance(households, sites, fill, seed), {}};
  allocation::Resource children{"children", {}, {}};
  std::int64_t all = 0;
  for (const allocation::Candidate& household : instance.problem.candidates) {
    children.size.push_back(std::max(0, household.size - 2));
    all += children.size.back();
  }
  Dice dice(seed + 1'000);
  const double each = 0.9 * fill * static_cast<double>(all) / sites;
  for (std::uint32_t p = 0; p < sites; ++p)
    children.capacity.push_back(static_cast<std::int64_t>(each * (0.5 + dice.share()) + 0.5));
  instance.bonds.resources.push_back(std::move(children));
  return instance;
}

namespace {

/// Places of one kind, one after the other.
struct Kind {
  Index first = 0;
  Index count = 0;
};

constexpr std::uint32_t half_days = 10;
constexpr std::uint32_t options_of_a_need = 8;

Kind add_places(Problem& problem, Dice& dice, const std::string& name, std::uint32_t count,
                std::int64_t units) {
  const Kind kind{static_cast<Index>(problem.places.size()), std::max(1U, count)};
  for (Index k = 0; k < kind.count; ++k) {
    const double each = static_cast<double>(units) / kind.count * (0.5 + dice.share());
    problem.places.push_back(
        {name + std::to_string(k), std::max<std::int64_t>(1, static_cast<std::int64_t>(each + 0.5))});
  }
  return kind;
}

}  // namespace

BoundInstance needs_instance(std::uint32_t people, std::uint64_t seed) {
  Dice dice(seed);
  BoundInstance instance;
  Problem& problem = instance.problem;
  const auto share = [&](double of) { return static_cast<std::int64_t>(of * people); };
  const Kind language = add_places(problem, dice, "language", people / 25, share(0.6));
  const Kind civic = add_places(problem, dice, "civic", people / 40, share(0.3));
  const Kind care = add_places(problem, dice, "care", people / 60, share(0.6 * 0.3 * 1.5));
  const Kind dwelling = add_places(problem, dice, "dwelling", people / 20, share(0.6 * 0.4 * 2.5));
  for (Index a = 0; a < language.count; ++a) {
    for (Index b = a % half_days; b < civic.count; b += half_days)
      instance.bonds.conflicts.emplace_back(language.first + a, civic.first + b);
  }
  OptionsBuilder options;
  std::uint32_t person = 0;
  const auto wait = [&](const Kind& kind, int size, double need) {
    const auto c = static_cast<Index>(problem.candidates.size());
    problem.candidates.push_back({"N" + std::to_string(c), 1, size});
    instance.bonds.person.push_back(person);
    std::vector<Index> drawn;
    while (drawn.size() < std::min(options_of_a_need, kind.count)) {
      const Index p = kind.first + dice.below(kind.count);
      if (std::find(drawn.begin(), drawn.end(), p) != drawn.end()) continue;
      drawn.push_back(p);
      options.add(c, p, static_cast<std::int64_t>(1 + 999 * (need + dice.share()) / 2) * (1 + size) / 2);
    }
    return c;
  };
  for (; person < people; ++person) {
    const double need = dice.share();
    const Index module = wait(language, 1, need);
    if (dice.share() < 0.5) wait(civic, 1, need);
    if (dice.share() < 0.3) {
      const Index place = wait(care, static_cast<int>(1 + dice.below(2)), need);
      instance.bonds.requirements.push_back({module, allocation::none, place});
      instance.bonds.requirements.push_back({place, allocation::none, module});
    }
    if (dice.share() < 0.4) wait(dwelling, static_cast<int>(1 + dice.below(4)), need);
  }
  options.build(problem.candidates.size(), problem.options);
  return instance;
}

}  // namespace jalon::bench
