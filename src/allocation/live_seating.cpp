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
  search_.resize(price_.size());
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
}

void LiveSeating::remove_option(Index candidate, Index place) {
  assert(seat_[candidate].place != place);
  std::erase_if(options_[candidate], [&](const Option& option) { return option.place == place; });
  std::erase_if(entries_[place], [&](const Entry& entry) { return entry.candidate == candidate; });
}

void LiveSeating::start(Index place, std::int64_t seats, const std::vector<std::int64_t>& placed,
                        std::int64_t value) {
  seats_[place] = seats;
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
}

void LiveSeating::raise_price(Index p, std::int64_t by) {
  price_[p] += by;
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
  if (seats == 0) price_[p] = no_seats;
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
  value_ += value;
  ++placed_[static_cast<std::size_t>(tier_[c])];
}

void LiveSeating::unseat(Index c) {
  note(c);
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

/// A free seat beats putting anybody out at the same cost; else whoever comes last leaves.
void LiveSeating::find_way_out(Index start, Index& end, Index& leaver) {
  for (Index p = search_.next(); p != none; p = search_.next()) {
    const std::int64_t distance = search_.distance(p);
    if (p != start && has_room(p)) {
      search_.set_limit(distance);
      end = p;
      leaver = none;
      return;
    }
    for (const Index j : holders_[p]) {
      const std::int64_t so_far = distance + gain(j);
      if (so_far < search_.limit() || (so_far == search_.limit() && (leaver == none || before(leaver, j)))) {
        search_.set_limit(so_far);
        end = p;
        leaver = j;
      }
      // Few could go anywhere within the limit: only theirs are worth the way to memory.
      if (distance + due_[j] - elsewhere_[j] > search_.limit()) continue;
      __builtin_prefetch(options_[j].data());
      __builtin_prefetch(options_[j].data() + 8);
      movers_.push_back(j);
    }
    for (const Index j : movers_) look_elsewhere(j, distance);
    movers_.clear();
  }
}

void LiveSeating::look_elsewhere(Index j, std::int64_t distance) {
  const Index here = seat_[j].place;
  const std::int64_t without = distance + due_[j];
  std::int64_t elsewhere = nowhere;
  for (const Option& option : options_[j]) {
    const std::int64_t there = option.value - price_[option.place];
    if (option.place != here) elsewhere = std::max(elsewhere, there);
    search_.reach(option.place, without - there, {j, option.place, option.value});
  }
  elsewhere_[j] = elsewhere;
}

void LiveSeating::raise_prices() {
  search_.each_nearer([&](Index p, std::int64_t by) { raise_price(p, by); });
}

void LiveSeating::settle(Index c) {
  std::int64_t due = -1;
  for (const Option& option : options_[c]) {
    due = std::max(due, weight(c, option.value) - price_[option.place]);
  }
  if (due < 0) return;
  search_.begin(due);  // the chain may be empty: prices rise until `c` would as soon stay out
  Index end = none;
  Index leaver = c;
  for (const Option& option : options_[c]) {
    search_.reach(option.place, due - (weight(c, option.value) - price_[option.place]),
                  {c, option.place, option.value});
  }
  find_way_out(none, end, leaver);
  raise_prices();
  if (leaver == c) return;
  if (leaver != none) unseat(leaver);
  for (Index p = end;;) {
    const Index mover = search_.by(p).candidate;
    const Index from = place_of(mover);
    if (from != none) unseat(mover);
    seat(mover, p, search_.by(p).value);
    if (mover == c) return;
    p = from;
  }
}

void LiveSeating::shed(Index p) {
  search_.begin(unlimited);
  Index end = none;
  Index leaver = none;
  search_.reach(p, 0, {});
  find_way_out(p, end, leaver);
  raise_prices();
  if (leaver != none) unseat(leaver);
  while (end != p) {
    const Index mover = search_.by(end).candidate;
    const Index from = place_of(mover);
    unseat(mover);
    seat(mover, end, search_.by(end).value);
    end = from;
  }
}

void LiveSeating::fill(Index p) {
  search_.begin(price_[p]);  // the chain may be empty: the price falls to zero and the seat stays free
  Index end = p;             // the place that gives a candidate away, or takes one in from outside
  Index newcomer = none;
  std::int32_t at = 0;
  search_.reach(p, 0, {});
  for (Index q = search_.next(); q != none; q = search_.next()) {
    const std::int64_t distance = search_.distance(q);
    const std::int64_t offer = distance + price_[q];
    if (offer < search_.limit()) {
      search_.set_limit(offer);
      end = q;
      newcomer = none;
    }
    for (const Entry& entry : entries_[q]) {
      const Index c = entry.candidate;
      // The tier's base is in the weight here and there; of one who is out, it is in `due_`.
      const std::int64_t length = offer - entry.value + due_[c];
      if (length > search_.limit()) continue;
      const Index from = seat_[c].place;
      if (from != none) {
        search_.reach(from, length, {c, q, entry.value});  // not `q` again: this leads there by no less
        continue;
      }
      if (length < search_.limit() || newcomer == none || before(c, newcomer)) {
        search_.set_limit(length);
        end = q;
        newcomer = c;
        at = entry.value;
      }
    }
  }
  search_.each_nearer([&](Index q, std::int64_t by) { lower_price(q, by); });
  // From `end` down to `p`, each place's mover goes one place nearer.
  while (end != p) {
    const Index mover = search_.by(end).candidate;
    const std::int32_t value = search_.by(end).value;
    unseat(mover);
    if (newcomer != none) seat(newcomer, end, at);
    newcomer = mover;
    at = value;
    end = search_.by(end).to;
  }
  if (newcomer != none) seat(newcomer, p, at);
}

void LiveSeating::arrive(Index candidate) {
  if (present(candidate)) return;
  leave(candidate, false);
  settle(candidate);
}

void LiveSeating::withdraw(Index candidate) {
  const Index p = place_of(candidate);
  if (p == none) {
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
