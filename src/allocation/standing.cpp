#include "allocation/standing.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "allocation/live_seating.hpp"
#include "allocation/network.hpp"
#include "allocation/standing_problem.hpp"
#include "allocation/unit_demand.hpp"

namespace jalon::allocation {

class Standing::State {
 public:
  State(Problem problem, Rules rules)
      : problem_(std::move(problem)), rules_(std::move(rules)), quiet_(rules_) {
    quiet_.marginals = false;
    solve();
  }

  Effect keep(Index c, Index p) {
    const auto there = problem_.option(c, p);
    if (!there) return refused(Conflict::keep_without_option, c, p);
    if (problem_.is_forbidden(c, p)) return refused(Conflict::keep_and_forbid, c, p);
    if (problem_.kept_at(c) == p) return {};
    if (problem_.kept_at(c) != none) return refused(Conflict::keep_twice, c, p);
    if (problem_.kept_room(p) + there->size > problem_.capacity(p))
      return refused(Conflict::keep_over_capacity, none, p);
    return change(c, [&] {
      problem_.keep(c, p);
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
    if (problem_.gone(c)) return {};
    if (problem_.kept_at(c) == p) return refused(Conflict::keep_and_forbid, c, p);
    if (!problem_.forbid(c, p) || !problem_.option(c, p)) return {};
    return change(c, [&] {
      if (!live_) return;
      const bool sits_there = live_->place_of(c) == p;
      if (sits_there) live_->withdraw(c);
      live_->remove_option(c, p);
      if (sits_there) live_->arrive(c);
    });
  }

  Effect unlock(Index c, Index p) {
    if (problem_.kept_at(c) == p) {
      return change(c, [&] {
        release(c);
        if (live_) live_->arrive(c);
      });
    }
    if (!problem_.allow(c, p)) return {};
    const auto there = problem_.option(c, p);
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
    if (problem_.gone(c)) return {};
    return change(c, [&] {
      if (problem_.kept_at(c) != none) {
        release(c);
      } else if (live_) {
        live_->withdraw(c);
      }
      problem_.remove(c);
    });
  }

  Effect arrive(Candidate candidate, const std::vector<OptionHere>& options) {
    const Index c = problem_.add(std::move(candidate), options);
    if (!live_) plan_.place_of.push_back(none);
    return change(c, [&] {
      if (!live_) return;
      const bool known = std::binary_search(tiers_.begin(), tiers_.end(), problem_.candidate(c).tier) &&
                         all_fit(problem_.later(c));
      if (!known) return start_anew();
      add_to_live(c);
      live_->arrive(c);
    });
  }

  Effect open(Place place, const std::vector<OptionHere>& options) {
    const Index p = problem_.places();
    const std::vector<Row> rows = problem_.add(std::move(place), options);
    seat_size_.push_back(0);
    return change(none, [&] {
      if (!live_) return;
      if (!live_->has_room_for_a_place() || !all_fit(rows)) return start_anew();
      live_->add_place();
      for (const OptionHere& here : options) {
        if (problem_.gone(here.other)) continue;
        live_->add_option(here.other, {p, static_cast<std::int32_t>(here.value)});
      }
      live_->set_seats(p, seats(p));
    });
  }

  Effect set_capacity(Index p, std::int64_t capacity) {
    if (capacity < problem_.kept_room(p)) return refused(Conflict::keep_over_capacity, none, p);
    return change(none, [&] {
      problem_.set_capacity(p, capacity);
      if (live_) live_->set_seats(p, seats(p));
    });
  }

  Index place_of(Index c) const {
    if (problem_.kept_at(c) != none) return problem_.kept_at(c);
    return live_ ? live_->place_of(c) : plan_.place_of[c];
  }

  std::int64_t value() const {
    if (!live_) return plan_.value;
    std::int64_t sum = live_->value();
    for (const auto& [c, p] : problem_.kept()) sum += problem_.option(c, p)->value;
    return sum;
  }

  std::vector<std::int64_t> placed() const {
    if (!live_) return plan_.placed;
    std::vector<std::int64_t> placed = live_->placed();
    for (const auto& [c, p] : problem_.kept()) ++placed[tier(c)];
    return placed;
  }

  const StandingProblem& problem() const { return problem_; }
  const Rules& rules() const { return rules_; }

 private:
  using Row = StandingProblem::Row;

  std::size_t tier(Index c) const {
    return static_cast<std::size_t>(
        std::lower_bound(tiers_.begin(), tiers_.end(), problem_.candidate(c).tier) - tiers_.begin());
  }

  std::int64_t seats(Index p) const {
    return (problem_.capacity(p) - problem_.kept_room(p)) / std::max(1, seat_size_[p]);
  }

  static Effect refused(Conflict conflict, Index c, Index p) {
    Effect effect;
    effect.conflicts.push_back({conflict, c, p});
    return effect;
  }

  void release(Index c) {
    const Index p = problem_.kept_at(c);
    problem_.release(c);
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
    if (problem_.kept_at(c) != none) return problem_.kept_at(c);
    if (live_) return c < live_->candidates() ? live_->place_of(c) : none;
    return c < plan_.place_of.size() ? plan_.place_of[c] : none;
  }

  void start_anew() {
    places_before_.clear();
    for (Index c = 0; c < problem_.candidates(); ++c) places_before_.push_back(known_place(c));
    anew_ = true;
  }

  Effect difference_from(const std::vector<Index>& places_before) const {
    Effect effect;
    for (Index c = 0; c < problem_.candidates(); ++c) {
      const Index was = c < places_before.size() ? places_before[c] : none;
      if (was != place_of(c)) effect.moves.push_back({c, was, place_of(c)});
    }
    return effect;
  }

  void add_to_live(Index c) {
    const Candidate& candidate = problem_.candidate(c);
    live_->add_candidate({static_cast<std::int32_t>(tier(c)), candidate.waiting_since,
                          draw(rules_.seed, candidate.id), candidate.id});
    problem_.each_option(c, [&](const Row& row) {
      if (!problem_.is_forbidden(c, row.place))
        live_->add_option(c, {row.place, static_cast<std::int32_t>(row.value)});
    });
  }

  /// Room to grow before the engine has to start anew.
  LiveLimits limits() const {
    LiveLimits limits;
    bool any = false;
    for (Index c = 0; c < problem_.candidates(); ++c) {
      problem_.each_option(c, [&](const Row& row) {
        limits.low = any ? std::min(limits.low, row.value) : row.value;
        limits.high = any ? std::max(limits.high, row.value) : row.value;
        any = true;
      });
    }
    const std::int64_t width = limits.high - limits.low + 1;
    limits.low = std::min<std::int64_t>(limits.low - width, 0);
    limits.high = std::max<std::int64_t>(limits.high + width, 0);
    limits.places = 2 * problem_.places() + 100;
    limits.tiers = static_cast<std::int32_t>(tiers_.size());
    return limits;
  }

  bool one_size_in_each_place() {
    seat_size_.assign(problem_.places(), 0);
    bool same = true;
    for (Index c = 0; c < problem_.candidates(); ++c) {
      problem_.each_option(c, [&](const Row& row) {
        std::int32_t& here = seat_size_[row.place];
        if (here == 0) here = row.size;
        same = same && here == row.size;
      });
    }
    return same;
  }

  void solve() {
    const Problem now = problem_.whole();
    tiers_ = tiers_of(now);
    const LiveLimits ranges = limits();
    live_.reset();
    if (!one_size_in_each_place() || !ranges.representable()) {
      const std::vector<Index> start = std::move(plan_.place_of);
      plan_ = propose_from(now, quiet_, start.size() == problem_.candidates() ? start : std::vector<Index>{});
      return;
    }
    plan_ = {};
    const Network network = make_network(now, read_locks(now), rules_.seed);
    const Seating seating = solve_unit_demand(network, rules_.objective);
    const std::vector<Difference> more = one_more_seat(seating, rules_.objective);
    live_.emplace(ranges, rules_.objective);
    std::vector<Index> place_of(problem_.candidates(), none);
    for (Index c = 0; c < network.candidates(); ++c) {
      if (seating.seated(c)) place_of[network.candidate[c]] = network.place[seating.place_of(c)];
    }
    for (Index p = 0; p < problem_.places(); ++p) live_->add_place();
    for (Index c = 0; c < problem_.candidates(); ++c) add_to_live(c);
    for (Index p = 0; p < network.places(); ++p)
      live_->start(network.place[p], seats(network.place[p]), more[p].placed, more[p].value);
    for (Index c = 0; c < problem_.candidates(); ++c) {
      if (!problem_.gone(c) && problem_.kept_at(c) == none) live_->start(c, place_of[c]);
    }
    live_->started();
    live_->take_moves();
  }

  StandingProblem problem_;
  Rules rules_;
  Rules quiet_;                          // without marginal values
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
  return state_->problem().candidates();
}
Index Standing::places() const {
  return state_->problem().places();
}
Problem Standing::problem() const {
  return state_->problem().whole();
}
Proposal Standing::proposal() const {
  return propose(state_->problem().whole(), state_->rules());
}

}  // namespace jalon::allocation
