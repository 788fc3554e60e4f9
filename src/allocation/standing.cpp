#include "allocation/standing.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <set>
#include <utility>

#include "allocation/live_seating.hpp"
#include "allocation/network.hpp"
#include "allocation/unit_demand.hpp"

namespace jalon::allocation {

class Standing::State {
 public:
  State(Problem problem, Rules rules) : problem_(std::move(problem)), rules_(std::move(rules)) {
    given_ = static_cast<Index>(problem_.candidates.size());
    later_.resize(given_);
    gone_.assign(given_, false);
    kept_.assign(given_, none);
    kept_room_.assign(problem_.places.size(), 0);
    quiet_ = rules_;
    quiet_.marginals = false;
    const Locks locks = read_locks(problem_);
    for (const Lock& lock : problem_.locks) {
      if (lock.kind == LockKind::forbid) forbidden_.emplace(lock.candidate, lock.place);
    }
    // Locks that cannot hold together are left out: the caller has had them from `propose`.
    if (locks.conflicts.empty()) {
      for (Index c = 0; c < given_; ++c) {
        kept_[c] = locks.kept_at[c];
        if (kept_[c] != none) kept_room_[kept_[c]] += option(c, kept_[c])->size;
      }
    }
    problem_.locks.clear();
    solve();
  }

  Effect keep(Index c, Index p) {
    const std::optional<Row> there = option(c, p);
    if (!there) return refused(Conflict::keep_without_option, c, p);
    if (forbidden_.count({c, p}) != 0) return refused(Conflict::keep_and_forbid, c, p);
    if (kept_[c] == p) return {};
    if (kept_[c] != none) return refused(Conflict::keep_twice, c, p);
    if (kept_room_[p] + there->size > problem_.places[p].capacity)
      return refused(Conflict::keep_over_capacity, none, p);
    return change(c, [&] {
      kept_[c] = p;
      kept_room_[p] += there->size;
      if (!live_) return;
      if (live_->place_of(c) == p) {
        live_->remove_with_seat(c);
      } else {
        live_->withdraw(c);
        live_->set_seats(p, seats(p));
      }
    });
  }

  Effect forbid(Index c, Index p) {
    if (gone_[c]) return {};
    if (kept_[c] == p) return refused(Conflict::keep_and_forbid, c, p);
    if (!forbidden_.emplace(c, p).second || !option(c, p)) return {};
    return change(c, [&] {
      if (!live_) return;
      const bool sits_there = live_->place_of(c) == p;
      if (sits_there) live_->withdraw(c);
      live_->remove_option(c, p);
      if (sits_there) live_->arrive(c);
    });
  }

  Effect unlock(Index c, Index p) {
    if (kept_[c] == p) {
      return change(c, [&] {
        release(c);
        if (live_) live_->arrive(c);
      });
    }
    if (forbidden_.erase({c, p}) == 0) return {};
    const std::optional<Row> there = option(c, p);
    if (!there) return {};
    return change(c, [&] {
      if (!live_) return;
      const bool present = live_->present(c);
      if (present) live_->withdraw(c);
      live_->add_option(c, {p, static_cast<std::int32_t>(there->value)});
      if (present) live_->arrive(c);
    });
  }

  Effect withdraw(Index c) {
    if (gone_[c]) return {};
    return change(c, [&] {
      if (kept_[c] != none) {
        release(c);
      } else if (live_) {
        live_->withdraw(c);
      }
      gone_[c] = true;
      forbidden_.erase(forbidden_.lower_bound({c, 0}), forbidden_.upper_bound({c, none}));
    });
  }

  Effect arrive(Candidate candidate, const std::vector<OptionHere>& options) {
    const auto c = static_cast<Index>(problem_.candidates.size());
    problem_.candidates.push_back(std::move(candidate));
    later_.emplace_back();
    gone_.push_back(false);
    kept_.push_back(none);
    for (const OptionHere& here : options) later_[c].push_back(row(c, here.other, here));
    if (!live_) plan_.place_of.push_back(none);
    return change(c, [&] {
      if (!live_) return;
      const bool known =
          std::binary_search(tiers_.begin(), tiers_.end(), problem_.candidates[c].tier) && all_fit(later_[c]);
      if (!known) return start_anew();
      add_to_live(c);
      live_->arrive(c);
    });
  }

  Effect open(Place place, const std::vector<OptionHere>& options) {
    const auto p = static_cast<Index>(problem_.places.size());
    problem_.places.push_back(std::move(place));
    kept_room_.push_back(0);
    seat_size_.push_back(0);
    std::vector<Row> rows;
    for (const OptionHere& here : options) {
      if (gone_[here.other]) continue;
      rows.push_back(row(here.other, p, here));
      later_[here.other].push_back(rows.back());
    }
    return change(none, [&] {
      if (!live_) return;
      if (!live_->has_room_for_a_place() || !all_fit(rows)) return start_anew();
      live_->add_place();
      for (const OptionHere& here : options) {
        if (!gone_[here.other]) live_->add_option(here.other, {p, static_cast<std::int32_t>(here.value)});
      }
      live_->set_seats(p, seats(p));
    });
  }

  Effect set_capacity(Index p, std::int64_t capacity) {
    if (capacity < kept_room_[p]) return refused(Conflict::keep_over_capacity, none, p);
    return change(none, [&] {
      problem_.places[p].capacity = capacity;
      if (live_) live_->set_seats(p, seats(p));
    });
  }

  Index place_of(Index c) const {
    if (kept_[c] != none) return kept_[c];
    return live_ ? live_->place_of(c) : plan_.place_of[c];
  }

  std::int64_t value() const {
    if (!live_) return plan_.value;
    std::int64_t sum = live_->value();
    each_kept([&](Index c, Index p) { sum += option(c, p)->value; });
    return sum;
  }

  std::vector<std::int64_t> placed() const {
    if (!live_) return plan_.placed;
    std::vector<std::int64_t> placed = live_->placed();
    each_kept([&](Index c, Index) { ++placed[tier(c)]; });
    return placed;
  }

  Index candidates() const { return static_cast<Index>(problem_.candidates.size()); }
  Index places() const { return static_cast<Index>(problem_.places.size()); }

  Problem problem() const {
    Problem now;
    now.places = problem_.places;
    now.candidates = problem_.candidates;
    OptionsBuilder options;
    for (Index c = 0; c < candidates(); ++c) {
      each_option(c, [&](const Row& row) {
        const std::int32_t size = row.size == problem_.candidates[c].size ? 0 : row.size;
        options.add(c, row.place, row.value, size);
      });
      if (kept_[c] != none) now.locks.push_back({c, kept_[c], LockKind::keep});
    }
    for (const auto& [c, p] : forbidden_) now.locks.push_back({c, p, LockKind::forbid});
    [[maybe_unused]] const auto twice = options.build(candidates(), now.options);
    assert(!twice);
    return now;
  }

  const Rules& rules() const { return rules_; }

 private:
  struct Row {
    Index place;
    std::int64_t value;
    std::int32_t size;
  };

  template <class Visit>
  void each_option(Index c, Visit&& visit) const {
    if (gone_[c]) return;
    if (c < given_) {
      for (Index row = problem_.options.begin(c); row < problem_.options.end(c); ++row) {
        visit(Row{problem_.options.place[row], problem_.options.value[row],
                  static_cast<std::int32_t>(problem_.size_of(c, row))});
      }
    }
    for (const Row& row : later_[c]) visit(row);
  }

  template <class Visit>
  void each_kept(Visit&& visit) const {
    for (const auto& [c, p] : kept_now_) visit(c, p);
  }

  std::optional<Row> option(Index c, Index p) const {
    std::optional<Row> found;
    each_option(c, [&](const Row& row) {
      if (row.place == p) found = row;
    });
    return found;
  }

  Row row(Index c, Index p, const OptionHere& here) const {
    return {p, here.value, here.size == 0 ? problem_.candidates[c].size : here.size};
  }

  std::size_t tier(Index c) const {
    return static_cast<std::size_t>(
        std::lower_bound(tiers_.begin(), tiers_.end(), problem_.candidates[c].tier) - tiers_.begin());
  }

  std::int64_t seats(Index p) const {
    return (problem_.places[p].capacity - kept_room_[p]) / std::max(1, seat_size_[p]);
  }

  static Effect refused(Conflict conflict, Index c, Index p) {
    Effect effect;
    effect.conflicts.push_back({conflict, c, p});
    return effect;
  }

  void release(Index c) {
    const Index p = kept_[c];
    kept_room_[p] -= option(c, p)->size;
    kept_[c] = none;
    if (live_) live_->set_seats(p, seats(p));
  }

  /// Whether the engine knows what to do with these options; seat sizes not known yet are settled by them.
  bool all_fit(const std::vector<Row>& rows) {
    bool fit = true;
    for (const Row& row : rows) {
      std::int32_t& here = seat_size_[row.place];
      if (here == 0) {
        here = row.size;
        // Until now its capacity counted in units of one.
        if (live_ && row.size > 1 && row.place < live_->places())
          live_->set_seats(row.place, seats(row.place));
      }
      fit = fit && here == row.size && live_->fits(row.value);
    }
    return fit;
  }

  /// Makes the change, and says who moved: `subject` is looked at whatever the engine says.
  template <class Change>
  Effect change(Index subject, Change&& make) {
    const bool was_live = live_.has_value();
    const Index before = subject == none ? none : known_place(subject);
    std::vector<Index> all_before;
    if (!was_live) all_before = plan_.place_of;
    anew_ = false;
    make();
    note_kept(subject);
    if (!was_live || anew_) {
      solve();
      return difference_from(was_live ? places_before_ : all_before);
    }
    Effect effect;
    for (const LiveSeating::Moved& moved : live_->take_moves()) {
      if (moved.candidate != subject) effect.moves.push_back({moved.candidate, moved.from, moved.to});
    }
    if (subject != none && before != known_place(subject)) {
      effect.moves.push_back({subject, before, known_place(subject)});
    }
    return effect;
  }

  Index known_place(Index c) const {
    if (kept_[c] != none) return kept_[c];
    if (live_) return c < live_->candidates() ? live_->place_of(c) : none;
    return c < plan_.place_of.size() ? plan_.place_of[c] : none;
  }

  void note_kept(Index subject) {
    if (subject == none) return;
    std::erase_if(kept_now_, [&](const auto& kept) { return kept.first == subject; });
    if (kept_[subject] != none) kept_now_.emplace_back(subject, kept_[subject]);
  }

  void start_anew() {
    places_before_.clear();
    for (Index c = 0; c < candidates(); ++c) places_before_.push_back(known_place(c));
    anew_ = true;
  }

  Effect difference_from(const std::vector<Index>& places_before) const {
    Effect effect;
    for (Index c = 0; c < candidates(); ++c) {
      const Index was = c < places_before.size() ? places_before[c] : none;
      if (was != place_of(c)) effect.moves.push_back({c, was, place_of(c)});
    }
    return effect;
  }

  void add_to_live(Index c) {
    const Candidate& candidate = problem_.candidates[c];
    live_->add_candidate({static_cast<std::int32_t>(tier(c)), candidate.waiting_since,
                          draw(rules_.seed, candidate.id), candidate.id});
    each_option(c, [&](const Row& row) {
      if (forbidden_.count({c, row.place}) == 0)
        live_->add_option(c, {row.place, static_cast<std::int32_t>(row.value)});
    });
  }

  /// Room to grow before the engine has to start anew.
  LiveLimits limits() const {
    LiveLimits limits;
    bool any = false;
    for (Index c = 0; c < candidates(); ++c) {
      each_option(c, [&](const Row& row) {
        limits.low = any ? std::min(limits.low, row.value) : row.value;
        limits.high = any ? std::max(limits.high, row.value) : row.value;
        any = true;
      });
    }
    const std::int64_t width = limits.high - limits.low + 1;
    limits.low = std::min<std::int64_t>(limits.low - width, 0);
    limits.high = std::max<std::int64_t>(limits.high + width, 0);
    limits.places = 2 * places() + 100;
    limits.tiers = static_cast<std::int32_t>(tiers_.size());
    return limits;
  }

  bool one_size_in_each_place() {
    seat_size_.assign(places(), 0);
    bool same = true;
    for (Index c = 0; c < candidates(); ++c) {
      each_option(c, [&](const Row& row) {
        std::int32_t& here = seat_size_[row.place];
        if (here == 0) here = row.size;
        same = same && here == row.size;
      });
    }
    return same;
  }

  void solve() {
    const Problem now = problem();
    tiers_ = tiers_of(now);
    kept_now_.clear();
    for (Index c = 0; c < candidates(); ++c) {
      if (kept_[c] != none) kept_now_.emplace_back(c, kept_[c]);
    }
    const LiveLimits ranges = limits();
    live_.reset();
    if (!one_size_in_each_place() || !ranges.representable()) {
      const std::vector<Index> start = std::move(plan_.place_of);
      plan_ = propose_from(now, quiet_, start.size() == candidates() ? start : std::vector<Index>{});
      return;
    }
    plan_ = {};
    const Network network = make_network(now, read_locks(now), rules_.seed);
    const Seating seating = solve_unit_demand(network, rules_.objective);
    const std::vector<Difference> more = one_more_seat(seating, rules_.objective);
    live_.emplace(ranges, rules_.objective);
    std::vector<Index> place_of(candidates(), none);
    for (Index c = 0; c < network.candidates(); ++c) {
      if (seating.seated(c)) place_of[network.candidate[c]] = network.place[seating.place_of(c)];
    }
    for (Index p = 0; p < places(); ++p) live_->add_place();
    for (Index c = 0; c < candidates(); ++c) add_to_live(c);
    for (Index p = 0; p < network.places(); ++p)
      live_->start(network.place[p], seats(network.place[p]), more[p].placed, more[p].value);
    for (Index c = 0; c < candidates(); ++c) {
      if (!gone_[c] && kept_[c] == none) live_->start(c, place_of[c]);
    }
    live_->take_moves();
  }

  Problem problem_;  // candidates and places as they stand; options of the candidates given at first
  Rules rules_;
  Rules quiet_;  // without marginal values
  Index given_ = 0;
  std::vector<std::vector<Row>> later_;  // options that came later, by candidate
  std::vector<bool> gone_;
  std::vector<Index> kept_;
  std::vector<std::pair<Index, Index>> kept_now_;  // candidate, place
  std::vector<std::int64_t> kept_room_;
  std::set<std::pair<Index, Index>> forbidden_;
  std::vector<std::int32_t> seat_size_;  // by place, what everybody takes there; 0 = nobody may enter yet
  std::vector<std::int32_t> tiers_;
  std::optional<LiveSeating> live_;
  Proposal plan_;  // while not live
  bool anew_ = false;
  std::vector<Index> places_before_;
};

Standing::Standing(Problem problem, Rules rules)
    : state_(std::make_unique<State>(std::move(problem), std::move(rules))) {}
Standing::~Standing() = default;
Standing::Standing(Standing&&) noexcept = default;
Standing& Standing::operator=(Standing&&) noexcept = default;

Effect Standing::keep(Index candidate, Index place) {
  return state_->keep(candidate, place);
}
Effect Standing::forbid(Index candidate, Index place) {
  return state_->forbid(candidate, place);
}
Effect Standing::unlock(Index candidate, Index place) {
  return state_->unlock(candidate, place);
}
Effect Standing::accept(Index candidate) {
  const Index p = place_of(candidate);
  return p == none ? Effect{} : keep(candidate, p);
}
Effect Standing::refuse(Index candidate) {
  const Index p = place_of(candidate);
  return p == none ? Effect{} : forbid(candidate, p);
}
Effect Standing::withdraw(Index candidate) {
  return state_->withdraw(candidate);
}
Effect Standing::arrive(Candidate candidate, const std::vector<OptionHere>& options) {
  return state_->arrive(std::move(candidate), options);
}
Effect Standing::open(Place place, const std::vector<OptionHere>& options) {
  return state_->open(std::move(place), options);
}
Effect Standing::set_capacity(Index place, std::int64_t capacity) {
  return state_->set_capacity(place, capacity);
}
Index Standing::place_of(Index candidate) const {
  return state_->place_of(candidate);
}
std::int64_t Standing::value() const {
  return state_->value();
}
std::vector<std::int64_t> Standing::placed() const {
  return state_->placed();
}
Index Standing::candidates() const {
  return state_->candidates();
}
Index Standing::places() const {
  return state_->places();
}
Problem Standing::problem() const {
  return state_->problem();
}
Proposal Standing::proposal() const {
  return propose(state_->problem(), state_->rules());
}

}  // namespace jalon::allocation
