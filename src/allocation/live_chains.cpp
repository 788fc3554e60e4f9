#include <algorithm>
#include <cassert>
#include <limits>

#include "allocation/live_seating.hpp"

namespace jalon::allocation {
namespace {

constexpr std::int64_t unlimited = std::int64_t{1} << 61;  // beyond any chain
constexpr std::int64_t nowhere = std::numeric_limits<std::int64_t>::min() / 2;

}  // namespace

bool LiveSeating::leaves_sooner(Index a, Index b) const {
  const std::int64_t one = weight(a, seat_[a].value);
  const std::int64_t two = weight(b, seat_[b].value);
  return one != two ? one < two : before(b, a);
}

bool LiveSeating::enters_sooner(const Entry& a, const Entry& b) const {
  const std::int64_t one = weight(a.candidate, a.value);
  const std::int64_t two = weight(b.candidate, b.value);
  return one != two ? one > two : before(a.candidate, b.candidate);
}

Index LiveSeating::last_in(Index p) {
  LastIn& last = last_in_[p];
  if (last.known) return last.candidate;
  last = {};
  for (const Index j : holders_[p]) {
    if (last.candidate == none || leaves_sooner(j, last.candidate)) last.candidate = j;
  }
  return last.candidate;
}

Index LiveSeating::first_out(Index p) {
  FirstOut& first = first_out_[p];
  if (first.known) return first.entry.candidate;
  first = {};
  for (const Entry& entry : entries_[p]) {
    if (seat_[entry.candidate].place != none) continue;
    if (first.entry.candidate == none || enters_sooner(entry, first.entry)) first.entry = entry;
  }
  return first.entry.candidate;
}

void LiveSeating::is_out(Index c) {
  for (const Option& option : options_[c]) {
    FirstOut& first = first_out_[option.place];
    const Entry entry{c, option.value};
    if (first.known && (first.entry.candidate == none || enters_sooner(entry, first.entry)))
      first.entry = entry;
  }
}

void LiveSeating::is_out_no_more(Index c) {
  for (const Option& option : options_[c]) {
    FirstOut& first = first_out_[option.place];
    if (first.entry.candidate == c) first.known = false;
  }
}

std::int64_t LiveSeating::best_gain(Index c) const {
  std::int64_t gain = -1;
  for (const Option& option : options_[c]) {
    gain = std::max(gain, weight(c, option.value) - price_[option.place]);
  }
  return gain;
}

void LiveSeating::recall_joined() {
  joined_.recall(
      [&](Index p, std::vector<Index>& found) {
        // Few could go anywhere: only theirs are worth the way to memory.
        movers_.clear();
        for (const Index j : holders_[p]) {
          if (due_[j] > elsewhere_[j]) continue;
          __builtin_prefetch(options_[j].data());
          __builtin_prefetch(options_[j].data() + 8);
          movers_.push_back(j);
        }
        for (const Index j : movers_) {
          std::int64_t elsewhere = nowhere;
          for (const Option& option : options_[j]) {
            if (option.place == p) continue;
            const std::int64_t there = option.value - price_[option.place];
            elsewhere = std::max(elsewhere, there);
            if (there == due_[j]) found.push_back(option.place);
          }
          elsewhere_[j] = elsewhere;
        }
      },
      [&](Index p, std::vector<Index>& found) {
        for (const Entry& entry : entries_[p]) {
          // The tier's base is in the weight here and there.
          if (due_[entry.candidate] != entry.value - price_[p] || !seated(entry.candidate)) continue;
          if (seat_[entry.candidate].place != p) found.push_back(seat_[entry.candidate].place);
        }
      });
}

void LiveSeating::begin_for_nothing() {
  recall_joined();
  for (const Index p : seen_) seen_from_[p] = none;
  seen_.clear();
}

void LiveSeating::see(Index p, Index from) {
  if (seen_from_[p] != none) return;
  seen_from_[p] = from;
  seen_.push_back(p);
}

/// Who moves, one of those who would as soon be there.
LiveSeating::Step LiveSeating::move_between(Index from, Index to) const {
  for (const Index j : holders_[from]) {
    for (const Option& option : options_[j]) {
      if (option.place == to && option.value - price_[to] == due_[j]) return {j, to, option.value};
    }
  }
  assert(false);
  return {};
}

/// From what is begun with: a free seat, else the last of those who gain nothing. `leaver` is the one to
/// beat.
void LiveSeating::end_for_nothing(Index& end, Index& leaver) {
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    const Index p = seen_[k];
    if (has_room(p)) {
      end = p;
      leaver = none;
      return;
    }
    const Index last = last_in(p);
    if (last != none && gain(last) == 0 && (leaver == none || before(leaver, last))) {
      end = p;
      leaver = last;
    }
    for (const Index q : joined_.out_of(p)) see(q, p);
  }
}

void LiveSeating::move_along() {
  for (const Step& step : chain_) unseat(step.candidate);
  for (const Step& step : chain_) seat(step.candidate, step.to, step.value);
}

/// From the place where the chain was begun, which is the answer, everybody on it moves one place on; who is
/// at its end leaves.
Index LiveSeating::move_out(Index end, Index leaver) {
  chain_.clear();
  Index start = end;
  for (; seen_from_[start] != start; start = seen_from_[start])
    chain_.push_back(move_between(seen_from_[start], start));
  if (leaver != none) {
    unseat(leaver);
    is_out(leaver);
  }
  move_along();
  return start;
}

bool LiveSeating::enter_for_nothing(Index c, std::int64_t gain) {
  begin_for_nothing();
  for (const Option& option : options_[c]) {
    if (weight(c, option.value) - price_[option.place] == gain) see(option.place, option.place);
  }
  Index end = none;
  Index leaver = gain == 0 ? c : none;
  end_for_nothing(end, leaver);
  if (end == none) return leaver == c;
  const Index start = move_out(end, leaver);
  for (const Option& option : options_[c]) {
    if (option.place == start) seat(c, start, option.value);
  }
  return true;
}

bool LiveSeating::leave_for_nothing(Index start) {
  begin_for_nothing();
  see(start, start);
  Index end = none;
  Index leaver = none;
  end_for_nothing(end, leaver);
  if (end == none) return false;
  move_out(end, leaver);
  return true;
}

bool LiveSeating::fill_for_nothing(Index start) {
  begin_for_nothing();
  see(start, start);
  Index end = none;
  Index newcomer = none;
  for (std::size_t k = 0; k < seen_.size(); ++k) {
    const Index q = seen_[k];
    const Index first = first_out(q);
    if (first != none && weight(first, first_out_[q].entry.value) == price_[q] &&
        (newcomer == none || before(first, newcomer))) {
      end = q;
      newcomer = first;
    }
    if (newcomer == none && end == none && price_[q] == 0) end = q;
    for (const Index p : joined_.into(q)) see(p, q);
  }
  if (end == none) return false;
  // From the place that gives somebody away, or takes somebody in from outside, each goes one place nearer.
  chain_.clear();
  for (Index p = end; p != start; p = seen_from_[p]) chain_.push_back(move_between(p, seen_from_[p]));
  move_along();
  if (newcomer != none) {
    const std::int32_t value = first_out_[end].entry.value;
    is_out_no_more(newcomer);
    seat(newcomer, end, value);
  }
  return true;
}

void LiveSeating::look_elsewhere(Index j, std::int64_t distance) {
  const Index here = seat_[j].place;
  const std::int64_t without = distance + due_[j];
  std::int64_t elsewhere = nowhere;
  for (const Option& option : options_[j]) {
    const std::int64_t there = option.value - price_[option.place];
    if (option.place != here) elsewhere = std::max(elsewhere, there);
    search_.reach(option.place, without - there, {});
  }
  elsewhere_[j] = elsewhere;
}

/// The search has begun: prices rise by what the cheapest way out costs.
void LiveSeating::price_the_way_out() {
  for (Index p = search_.next(); p != none; p = search_.next()) {
    const std::int64_t distance = search_.distance(p);
    if (has_room(p)) {
      search_.set_limit(distance);
      break;
    }
    const Index last = last_in(p);
    if (last != none) search_.set_limit(std::min(search_.limit(), distance + gain(last)));
    movers_.clear();
    for (const Index j : holders_[p]) {
      if (distance + due_[j] - elsewhere_[j] >= search_.limit()) continue;
      __builtin_prefetch(options_[j].data());
      __builtin_prefetch(options_[j].data() + 8);
      movers_.push_back(j);
    }
    for (const Index j : movers_) look_elsewhere(j, distance);
  }
  search_.each_nearer([&](Index p, std::int64_t by) { raise_price(p, by); });
}

/// The search has begun: prices fall by what the cheapest way in costs.
void LiveSeating::price_the_way_in() {
  for (Index q = search_.next(); q != none; q = search_.next()) {
    const std::int64_t offer = search_.distance(q) + price_[q];
    search_.set_limit(std::min(search_.limit(), offer));
    const Index first = first_out(q);
    if (first != none)
      search_.set_limit(std::min(search_.limit(), offer - weight(first, first_out_[q].entry.value)));
    for (const Entry& entry : entries_[q]) {
      const Index c = entry.candidate;
      const std::int64_t length = offer - entry.value + due_[c];
      if (length < search_.limit() && seated(c)) search_.reach(seat_[c].place, length, {});
    }
  }
  search_.each_nearer([&](Index q, std::int64_t by) { lower_price(q, by); });
}

void LiveSeating::settle(Index c) {
  std::int64_t gain = best_gain(c);
  if (gain >= 0 && !enter_for_nothing(c, gain)) {
    search_.begin(gain);  // the chain may be empty: prices rise until `c` would as soon stay out
    for (const Option& option : options_[c]) {
      search_.reach(option.place, gain - (weight(c, option.value) - price_[option.place]), {});
    }
    price_the_way_out();
    gain = best_gain(c);
    [[maybe_unused]] const bool moved = enter_for_nothing(c, gain);
    assert(moved);
  }
  if (!seated(c)) is_out(c);
}

void LiveSeating::shed(Index p) {
  if (leave_for_nothing(p)) return;
  search_.begin(unlimited);
  search_.reach(p, 0, {});
  price_the_way_out();
  [[maybe_unused]] const bool moved = leave_for_nothing(p);
  assert(moved);
}

void LiveSeating::fill(Index p) {
  if (fill_for_nothing(p)) return;
  search_.begin(price_[p]);  // the chain may be empty: the price falls to zero and the seat stays free
  search_.reach(p, 0, {});
  price_the_way_in();
  [[maybe_unused]] const bool moved = fill_for_nothing(p);
  assert(moved);
}

}  // namespace jalon::allocation
