#include "allocation/part_search.hpp"

#include <algorithm>
#include <utility>

#include "allocation/core_search.hpp"

namespace jalon::allocation {
namespace {

constexpr double seconds_of_a_part = 0.3;

}  // namespace

PartSearch::PartSearch(const Network& network, SizedProgram program, const SetPrices& prices,
                       std::vector<bool> usable, std::vector<Index> arc_of, unsigned turn)
    : network_(network),
      program_(std::move(program)),
      prices_(prices),
      usable_(std::move(usable)),
      arc_of_(std::move(arc_of)),
      candidates_of_(network.places()),
      part_of_(network.places(), none),
      random_(20'181'011 + turn) {
  for (const Index arc : arc_of_) sum_ += arc == none ? 0 : program_.coefficient[arc];
  for (Index c = 0; c < network.candidates(); ++c) {
    for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
      if (usable_[arc]) candidates_of_[network.arcs[arc].place].push_back(c);
    }
  }
}

/// A place at random, then one after the other of those that somebody could use beside one of them.
void PartSearch::choose_places(std::size_t count) {
  for (const Index p : places_) part_of_[p] = none;
  places_.clear();
  const auto add = [&](Index p) {
    if (part_of_[p] != none) return;
    part_of_[p] = static_cast<Index>(places_.size());
    places_.push_back(p);
  };
  add(static_cast<Index>(random_() % network_.places()));
  for (std::size_t tries = 0; tries < 20 * count && places_.size() < count; ++tries) {
    const std::vector<Index>& who = candidates_of_[places_[random_() % places_.size()]];
    if (who.empty()) continue;
    const Index c = who[random_() % who.size()];
    const Index arc =
        network_.first[c] + static_cast<Index>(random_() % (network_.first[c + 1] - network_.first[c]));
    if (usable_[arc]) add(network_.arcs[arc].place);
  }
}

PartSearch::Part PartSearch::make_part() const {
  Part part;
  part.network.tiers = network_.tiers;
  part.network.shift = network_.shift;
  part.program.placed.assign(program_.placed.size(), 0);
  part.prices.of_tier = prices_.of_tier;
  for (const Index p : places_) {
    part.network.place.push_back(p);
    part.network.capacity.push_back(network_.capacity[p]);
    if (network_.has_second()) part.network.second.push_back(network_.second[p]);
  }
  for (Index c = 0; c < network_.candidates(); ++c) {
    const Index now = arc_of_[c];
    if (now != none && part_of_[network_.arcs[now].place] == none) continue;
    Index start = none;
    for (Index arc = network_.first[c]; arc < network_.first[c + 1]; ++arc) {
      const Index p = part_of_[network_.arcs[arc].place];
      if (p == none || (arc != now && !usable_[arc])) continue;
      if (arc == now) start = static_cast<Index>(part.network.arcs.size());
      part.network.arcs.push_back({p, network_.arcs[arc].value});
      if (network_.shift != 0) part.network.wide.push_back(network_.wide[arc]);
      part.network.size.push_back(static_cast<std::int32_t>(network_.size_of(arc)));
      part.program.coefficient.push_back(program_.coefficient[arc]);
      part.original.push_back(arc);
    }
    if (part.network.arcs.size() == part.network.first.back()) continue;
    part.network.candidate.push_back(c);
    if (network_.has_second()) part.network.takes.push_back(network_.takes[c]);
    part.network.tier.push_back(network_.tier[c]);
    part.network.first.push_back(static_cast<Index>(part.network.arcs.size()));
    part.prices.of_candidate.push_back(prices_.of_candidate[c]);
    part.start.push_back(start);
    const auto tier = static_cast<std::size_t>(network_.tier[c]);
    if (start != none && tier < part.program.placed.size()) ++part.program.placed[tier];
  }
  return part;
}

bool PartSearch::place_more(const std::vector<std::int64_t>& most) {
  more_.assign(most.size(), 0);
  for (std::size_t tier = 0; tier < most.size() && tier < program_.placed.size(); ++tier) {
    // Where nothing is paid, sums say themselves what one more is worth.
    if (prices_.of_tier[tier] > 0) more_[tier] = most[tier] - program_.placed[tier];
  }
  return std::any_of(more_.begin(), more_.end(), [](std::int64_t more) { return more > 0; });
}

void PartSearch::put(const Part& part, const std::vector<Index>& found) {
  for (Index k = 0; k < part.network.candidates(); ++k) {
    Index& now = arc_of_[part.network.candidate[k]];
    sum_ -= now == none ? 0 : program_.coefficient[now];
    now = found[k] == none ? none : part.original[found[k]];
    sum_ += now == none ? 0 : program_.coefficient[now];
  }
}

bool PartSearch::place_one_more(const Part& part, const std::function<double()>& seconds_left) {
  constexpr double times_paid = 6;
  const auto tier = static_cast<std::size_t>(
      std::find_if(more_.begin(), more_.end(), [](std::int64_t more) { return more > 0; }) - more_.begin());
  if (tier == more_.size()) return false;
  SizedProgram program = part.program;
  ++program.placed[tier];
  const double rest = std::max(0.0, seconds_left() - seconds_of_a_part / 2);
  CoreSearch search(part.network, program, {}, [&] { return seconds_left() - rest; });
  search.only_above(search.sum_of(part.start) -
                    static_cast<std::int64_t>(times_paid * std::min(prices_.of_tier[tier], 1e9)));
  search.price_from(part.prices);
  search.prove_by_nodes();
  const std::vector<Index>& found = search.answer().arc_of;
  if (std::all_of(found.begin(), found.end(), [](Index arc) { return arc == none; })) return false;
  put(part, found);
  --more_[tier];
  return true;
}

bool PartSearch::better_part(const std::function<double()>& seconds_left) {
  const Part part = make_part();
  if (place_one_more(part, seconds_left)) return true;
  const double rest = std::max(0.0, seconds_left() - seconds_of_a_part);
  CoreSearch search(part.network, part.program, part.start, [&] { return seconds_left() - rest; });
  const std::int64_t before = search.sum_of(part.start);
  search.price_from(part.prices);
  search.prove_by_nodes();
  if (search.sum_of(search.answer().arc_of) > before) put(part, search.answer().arc_of);
  return search.answer().proven;
}

void PartSearch::better(std::int64_t bound, std::size_t places_of_a_part,
                        const std::function<double()>& seconds_left) {
  // A part that takes too long tells less than two smaller ones.
  const auto most = static_cast<double>(places_of_a_part);
  double places = most;
  while (sum_ < bound && seconds_left() > 0) {
    const double begun = seconds_left();
    choose_places(static_cast<std::size_t>(places));
    if (!better_part(seconds_left)) {
      places = std::max(4.0, 0.85 * places);
    } else if (begun - seconds_left() < seconds_of_a_part / 2) {
      places = std::min(most, 1.05 * places);
    }
  }
}

}  // namespace jalon::allocation
