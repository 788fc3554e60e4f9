#include "allocation/live_seating.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <tuple>
#include <utility>

#include "allocation/total_weights.hpp"

namespace jalon::allocation {
namespace {

// Chains weigh less than 2^60 (`representable`): a search without limit still does not enter where there are
// no seats, nor look at the absent.
constexpr std::int64_t no_seats = std::int64_t{1} << 62;
constexpr std::int64_t unlimited = std::int64_t{1} << 61;
constexpr std::int64_t nowhere = -no_seats;

/// A chain passes each place once: no sum of values along it outweighs this.
Total step_of(const LiveLimits& limits) {
  return 2 * (Total{limits.places} + 1) * (Total{limits.high} - limits.low + 1);
}

}  // namespace

bool LiveLimits::representable() const {
  return low >= std::numeric_limits<std::int32_t>::min() &&
         high <= std::numeric_limits<std::int32_t>::max() && step_of(*this) * (tiers + 2) < (Total{1} << 58);
}

LiveSeating::LiveSeating(const LiveLimits& limits, Objective objective) : limits_(limits) {
  assert(limits.representable());
  const auto tiers = static_cast<std::size_t>(limits.tiers);
  base_.assign(tiers, 0);
  placed_.assign(tiers, 0);
  if (objective == Objective::value) return;
  const auto step = static_cast<std::int64_t>(step_of(limits));
  for (std::size_t k = 0; k < tiers; ++k) {
    base_[k] = std::max<std::int64_t>(0, -limits.low) + step * static_cast<std::int64_t>(tiers - k);
  }
}

bool LiveSeating::before(Index a, Index b) const {
  const Rank& one = rank_[a];
  const Rank& two = rank_[b];
  return std::tie(one.tier, one.since, one.draw, one.id) < std::tie(two.tier, two.since, two.draw, two.id);
}

Index LiveSeating::add_place() {
  entries_.emplace_back();
  holders_.emplace_back();
  price_.push_back(no_seats);
  seats_.push_back(0);
  last_in_.emplace_back();
  first_out_.emplace_back();
  search_.resize(price_.size());
  joined_.add_place();
  seen_from_.push_back(none);
  return places() - 1;
}

Index LiveSeating::add_candidate(Rank rank) {
  options_.emplace_back();
  tier_.push_back(rank.tier);
  rank_.push_back(std::move(rank));
  seat_.emplace_back();
  due_.push_back(no_seats);
  elsewhere_.push_back(no_seats);
  position_.push_back(0);
  touched_in_.push_back(0);
  return candidates() - 1;
}

void LiveSeating::add_option(Index candidate, Option option) {
  // A place without seats wants nobody whatever its price, so its options need no search.
  assert(!present(candidate) || seats_[option.place] == 0);
  options_[candidate].push_back(option);
  elsewhere_[candidate] = std::max(elsewhere_[candidate], option.value - price_[option.place]);
  entries_[option.place].push_back({candidate, option.value});
  if (seat_[candidate].place == none) first_out_[option.place].known = false;
}

void LiveSeating::remove_option(Index candidate, Index place) {
  assert(seat_[candidate].place != place);
  std::erase_if(options_[candidate], [&](const Option& option) { return option.place == place; });
  std::erase_if(entries_[place], [&](const Entry& entry) { return entry.candidate == candidate; });
  if (first_out_[place].entry.candidate == candidate) first_out_[place].known = false;
  if (seated(candidate)) joined_.forget_out_of(seat_[candidate].place);
}

void LiveSeating::start(Index place, std::int64_t seats, const std::vector<std::int64_t>& placed,
                        std::int64_t value) {
  seats_[place] = seats;
  joined_.forget_out_of(place);
  if (seats == 0) return;
  price_[place] = value;
  for (std::size_t k = 0; k < placed.size(); ++k) price_[place] += placed[k] * base_[k];
}

void LiveSeating::start(Index candidate, Index place) {
  leave(candidate, false);
  std::int64_t elsewhere = nowhere;
  for (const Option& option : options_[candidate]) {
    if (option.place == place) {
      seat(candidate, place, option.value);
    } else {
      elsewhere = std::max(elsewhere, option.value - price_[option.place]);
    }
  }
  elsewhere_[candidate] = elsewhere;
  if (place == none) is_out(candidate);
}

void LiveSeating::raise_price(Index p, std::int64_t by) {
  price_[p] += by;
  joined_.forget_out_of(p);
  joined_.forget_into(p);
  for (const Index c : holders_[p]) due_[c] -= by;
}

void LiveSeating::lower_price(Index p, std::int64_t by) {
  raise_price(p, -by);
  tell_who_could_come(p);
}

void LiveSeating::tell_who_could_come(Index p) {
  for (const Entry& entry : entries_[p]) {
    const Index c = entry.candidate;
    const std::int64_t there = entry.value - price_[p];
    if (there > elsewhere_[c] && seat_[c].place != p) elsewhere_[c] = there;
  }
}

void LiveSeating::set_seat_count(Index p, std::int64_t seats) {
  seats_[p] = seats;
  if (seats > 0) return;
  price_[p] = no_seats;
  joined_.forget_into(p);
}

void LiveSeating::leave(Index c, bool for_good) {
  seat_[c].place = for_good ? absent : none;
  due_[c] = for_good ? no_seats : -base_[static_cast<std::size_t>(tier_[c])];
}

void LiveSeating::note(Index c) {
  if (touched_in_[c] == round_) return;
  touched_in_[c] = round_;
  touched_.emplace_back(c, place_of(c));
}

std::vector<LiveSeating::Moved> LiveSeating::take_moves() {
  std::vector<Moved> moves;
  for (const auto& [c, was] : touched_) {
    if (place_of(c) != was) moves.push_back({c, was, place_of(c)});
  }
  touched_.clear();
  ++round_;
  return moves;
}

void LiveSeating::seat(Index c, Index p, std::int32_t value) {
  assert(!seated(c));
  note(c);
  seat_[c] = {p, value};
  due_[c] = value - price_[p];
  position_[c] = static_cast<Index>(holders_[p].size());
  holders_[p].push_back(c);
  LastIn& last = last_in_[p];
  joined_.forget_out_of(p);
  if (last.known && (last.candidate == none || leaves_sooner(c, last.candidate))) last.candidate = c;
  value_ += value;
  ++placed_[static_cast<std::size_t>(tier_[c])];
}

void LiveSeating::unseat(Index c) {
  note(c);
  LastIn& last_in = last_in_[seat_[c].place];
  joined_.forget_out_of(seat_[c].place);
  if (last_in.candidate == c) last_in.known = false;
  std::vector<Index>& there = holders_[seat_[c].place];
  const Index last = there.back();
  there[position_[c]] = last;
  position_[last] = position_[c];
  there.pop_back();
  elsewhere_[c] = std::max(elsewhere_[c], due_[c]);
  leave(c, false);
  value_ -= seat_[c].value;
  --placed_[static_cast<std::size_t>(tier_[c])];
}

void LiveSeating::arrive(Index candidate) {
  if (present(candidate)) return;
  leave(candidate, false);
  settle(candidate);
}

void LiveSeating::withdraw(Index candidate) {
  const Index p = place_of(candidate);
  if (p == none) {
    if (present(candidate)) is_out_no_more(candidate);
    leave(candidate, true);
    return;
  }
  const bool was_full = !has_room(p);
  unseat(candidate);
  leave(candidate, true);
  if (was_full) fill(p);
}

void LiveSeating::add_seat(Index p) {
  const bool was_full = !has_room(p);
  if (seats_[p] == 0) {
    // Until now its price had no part: the least that makes nobody want it.
    price_[p] = 0;
    for (const Entry& entry : entries_[p]) {
      const Index c = entry.candidate;
      if (!present(c)) continue;
      price_[p] = std::max(price_[p], weight(c, entry.value) - (seated(c) ? gain(c) : 0));
    }
    joined_.forget_into(p);
  }
  if (seats_[p]++ == 0) tell_who_could_come(p);
  if (was_full) fill(p);
}

void LiveSeating::remove_seat(Index p) {
  assert(seats_[p] > 0);
  const bool was_full = !has_room(p);
  if (was_full) {
    --seats_[p];
    shed(p);
    set_seat_count(p, seats_[p]);
  } else {
    set_seat_count(p, seats_[p] - 1);
  }
}

void LiveSeating::set_seats(Index p, std::int64_t seats) {
  while (seats_[p] < seats) {
    if (seats_[p] > 0 && has_room(p)) {
      seats_[p] = seats;
    } else {
      add_seat(p);
    }
  }
  while (seats_[p] > seats) {
    if (has_room(p)) {
      seats_[p] = std::max(seats, held(p));
    } else {
      remove_seat(p);
    }
  }
}

void LiveSeating::remove_with_seat(Index candidate) {
  const Index p = seat_[candidate].place;
  unseat(candidate);
  leave(candidate, true);
  set_seat_count(p, seats_[p] - 1);
}

bool LiveSeating::proves_optimum() const {
  Total weights = 0;
  Total bound = 0;
  for (Index c = 0; c < candidates(); ++c) {
    if (!present(c)) continue;
    if (seated(c)) weights += weight(c, seat_[c].value);
    std::int64_t surplus = 0;
    for (const Option& option : options_[c]) {
      surplus = std::max(surplus, weight(c, option.value) - price_[option.place]);
    }
    bound += surplus;
  }
  for (Index p = 0; p < places(); ++p)
    bound += seats_[p] == 0 ? 0 : static_cast<Total>(price_[p]) * seats_[p];
  return weights == bound;
}

}  // namespace jalon::allocation
