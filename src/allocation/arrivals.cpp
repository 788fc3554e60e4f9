#include "allocation/arrivals.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace jalon::allocation {
namespace {

/// Makes a value divisible among up to six persons.
constexpr std::int64_t shares = 60;

/// The same numbers on every machine: what the standard library's distributions do not promise.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {  // splitmix64
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  std::size_t below(std::size_t bound) {
    return static_cast<std::size_t>(unit() * static_cast<double>(bound));
  }
  double normal() {
    constexpr double full_turn = 6.283185307179586;
    return std::sqrt(-2 * std::log(1 - unit())) * std::cos(full_turn * unit());
  }
  /// Poisson; by its normal shape where it is large.
  std::int64_t count(double mean) {
    constexpr double large = 60;
    if (mean <= 0) return 0;
    if (mean > large) return std::max<std::int64_t>(0, std::llround(mean + std::sqrt(mean) * normal()));
    const double stop = std::exp(-mean);
    std::int64_t drawn = 0;
    for (double product = unit(); product > stop; product *= unit()) ++drawn;
    return drawn;
  }

 private:
  std::uint64_t state_;
};

/// Households as persons of unit size: the relaxation whose prices are per person.
class Persons {
 public:
  void add(const Arrival& arrival) {
    for (std::int32_t one = 0; one < arrival.size; ++one) {
      for (const auto& [place, value] : arrival.options) {
        if (value > 0) options_.add(count_, place, value * shares / arrival.size);
      }
      ++count_;
    }
  }
  Problem problem(const std::vector<std::int64_t>& capacity) {
    Problem problem;
    for (std::size_t p = 0; p < capacity.size(); ++p)
      problem.places.push_back({std::to_string(p), capacity[p]});
    problem.candidates.resize(count_);
    (void)options_.build(count_, problem.options);
    return problem;
  }

 private:
  OptionsBuilder options_;
  Index count_ = 0;
};

Problem whole_problem(const std::vector<std::int64_t>& capacity, const std::vector<const Arrival*>& arrivals,
                      const std::function<std::int64_t(const Arrival&, Index, std::int64_t)>& value) {
  Problem problem;
  for (std::size_t p = 0; p < capacity.size(); ++p)
    problem.places.push_back({std::to_string(p), capacity[p]});
  OptionsBuilder options;
  for (const Arrival* arrival : arrivals) {
    const auto c = static_cast<Index>(problem.candidates.size());
    Candidate candidate;
    candidate.id = std::to_string(c);
    candidate.size = arrival->size;
    candidate.waiting_since = c;
    problem.candidates.push_back(std::move(candidate));
    for (const auto& [place, worth] : arrival->options) {
      const std::int64_t net = value(*arrival, place, worth);
      if (net > 0 && arrival->size <= capacity[place]) options.add(c, place, net);
    }
  }
  (void)options.build(problem.candidates.size(), problem.options);
  return problem;
}

Rules by_value() {
  Rules rules;
  rules.objective = Objective::value;
  rules.marginals = false;
  return rules;
}

std::int64_t worth_at(const Arrival& arrival, Index place) {
  const auto found = std::ranges::find(arrival.options, place, &std::pair<Index, std::int64_t>::first);
  return found == arrival.options.end() ? 0 : found->second;
}

std::vector<Index> first_come(std::vector<std::int64_t> room, const std::vector<Arrival>& batch) {
  std::vector<Index> places;
  for (const Arrival& arrival : batch) {
    Index best = none;
    std::int64_t best_value = 0;
    for (const auto& [place, value] : arrival.options) {
      if (room[place] < arrival.size || value <= best_value) continue;
      best = place;
      best_value = value;
    }
    if (best != none) room[best] -= arrival.size;
    places.push_back(best);
  }
  return places;
}

}  // namespace

std::vector<double> potentials(const std::vector<std::int64_t>& capacity, const std::vector<Arrival>& present,
                               const std::vector<Arrival>& past, double expected, const PriceRules& rules) {
  std::vector<double> price(capacity.size(), 0);
  if (past.empty() || rules.samples <= 0) return price;
  Chance chance(rules.seed);
  for (int sample = 0; sample < rules.samples; ++sample) {
    Persons persons;
    for (const Arrival& arrival : present) persons.add(arrival);
    const std::int64_t coming = chance.count(expected);
    for (std::int64_t one = 0; one < coming; ++one) persons.add(past[chance.below(past.size())]);
    Rules exact;
    exact.objective = Objective::value;
    const Proposal proposal = propose(persons.problem(capacity), exact);
    for (std::size_t p = 0; p < capacity.size(); ++p) {
      price[p] +=
          static_cast<double>(proposal.marginal[p].value) / (static_cast<double>(shares) * rules.samples);
    }
  }
  return price;
}

std::vector<Index> place_batch(const std::vector<std::int64_t>& capacity, const std::vector<Arrival>& batch,
                               const std::vector<double>& price, double share) {
  std::vector<const Arrival*> arrivals;
  for (const Arrival& arrival : batch) arrivals.push_back(&arrival);
  const Problem problem =
      whole_problem(capacity, arrivals, [&](const Arrival& arrival, Index place, std::int64_t value) {
        const double net = static_cast<double>(value) - share * arrival.size * price[place];
        return static_cast<std::int64_t>(std::floor(net * shares)) + 1;  // at zero, better in than out
      });
  return propose(problem, by_value()).place_of;
}

std::int64_t play(const Year& year, Policy policy, double share, const PriceRules& rules) {
  std::vector<std::int64_t> room = year.capacity;
  std::int64_t total = 0;
  std::size_t seen = 0;
  const std::size_t weeks = year.weeks.size();
  for (std::size_t week = 0; week < weeks; ++week) {
    const std::vector<Arrival>& batch = year.weeks[week];
    seen += batch.size();
    std::vector<Index> places;
    if (policy == Policy::first_come) {
      places = first_come(room, batch);
    } else {
      std::vector<double> price(room.size(), 0);
      if (policy == Policy::potentials) {
        // The rate of the year before, corrected by what has been seen of this one.
        const double rate =
            static_cast<double>(year.before.size() + seen) / static_cast<double>(weeks + week + 1);
        const PriceRules of_week{rules.samples, rules.seed * 1'000'003 + week};
        price = potentials(room, batch, year.before, rate * static_cast<double>(weeks - week - 1), of_week);
      }
      places = place_batch(room, batch, price, share);
    }
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (places[i] == none) continue;
      room[places[i]] -= batch[i].size;
      total += worth_at(batch[i], places[i]);
    }
  }
  return total;
}

std::int64_t hindsight(const Year& year, std::function<double()> seconds_left) {
  std::vector<const Arrival*> arrivals;
  for (const auto& week : year.weeks) {
    for (const Arrival& arrival : week) arrivals.push_back(&arrival);
  }
  const Problem problem =
      whole_problem(year.capacity, arrivals, [](const Arrival&, Index, std::int64_t value) { return value; });
  Rules rules = by_value();
  rules.seconds_left = std::move(seconds_left);
  return propose(problem, rules).bound;
}

Year generated_year(int households, int places, std::uint64_t seed) {
  constexpr int weeks = 52;
  constexpr std::array<std::int32_t, 12> sizes = {1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6};  // mean 2.33
  Chance chance(seed);
  Year year;
  std::vector<double> quality;
  for (int p = 0; p < places; ++p) quality.push_back(0.3 + 0.7 * chance.unit());
  const auto arrive = [&] {
    Arrival arrival;
    arrival.size = sizes[chance.below(sizes.size())];
    const double need = chance.unit();
    for (int p = 0; p < places; ++p) {
      if (chance.unit() < 0.3) continue;  // not eligible
      const double score = quality[static_cast<std::size_t>(p)] * (0.2 + need) * (0.3 + chance.unit());
      const double persons = 1 + 0.5 * (arrival.size - 1);
      arrival.options.emplace_back(static_cast<Index>(p), 1 + std::llround(400 * score * persons));
    }
    return arrival;
  };
  const double mean_size =
      std::accumulate(sizes.begin(), sizes.end(), 0.0) / static_cast<double>(sizes.size());
  double left = households * mean_size * 0.9;
  for (int p = 0; p < places; ++p) {
    const double part = left / (places - p) * (0.6 + 0.8 * chance.unit());
    year.capacity.push_back(std::max<std::int64_t>(6, std::llround(p + 1 == places ? left : part)));
    left -= part;
  }
  const std::int64_t before = chance.count(households);
  for (std::int64_t one = 0; one < before; ++one) year.before.push_back(arrive());
  year.weeks.resize(weeks);
  const std::int64_t now = chance.count(households);
  for (std::int64_t one = 0; one < now; ++one) year.weeks[chance.below(weeks)].push_back(arrive());
  return year;
}

Year reordered(Year year, std::uint64_t seed) {
  Chance chance(seed);
  std::vector<Arrival> all;
  for (auto& week : year.weeks) {
    for (Arrival& arrival : week) all.push_back(std::move(arrival));
    week.clear();
  }
  for (Arrival& arrival : all) year.weeks[chance.below(year.weeks.size())].push_back(std::move(arrival));
  return year;
}

}  // namespace jalon::allocation
