// A unit-demand seating that stays the optimum while the problem changes: candidates come and go, options and
// seats are added and taken away, one search each.
//
// State and reasoning are those of Seating (prices that prove the optimum), in shapes that grow: lists by
// candidate and by place instead of one block. What is added is the rule of ties: of two chains that cost the
// same, the one taken lets in whoever comes first and puts out whoever comes last, and prefers to put out
// nobody. A change moves the optimum by one chain, and where costs are equal only the ends of a chain matter
// to the set of those seated; so that set is the one that a solve from nothing gives. Where they sit may
// differ among arrangements of the same value.
//
// Tiers come first by weights so large that no chain of values outweighs them, which bounds the values and
// the number of places: `fits` says whether a newcomer is within them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "allocation/allocation.hpp"
#include "allocation/joined_places.hpp"
#include "allocation/place_search.hpp"
#include "allocation/problem.hpp"

namespace jalon::allocation {

/// Ranges within which tiers surely come first.
struct LiveLimits {
  std::int64_t low = 0;  // of the values
  std::int64_t high = 0;
  Index places = 0;
  std::int32_t tiers = 1;

  /// Whether the weights that these ranges ask for fit in 64 bits with room to add them up.
  bool representable() const;
};

class LiveSeating {
 public:
  struct Option {
    Index place;
    std::int32_t value;
  };
  /// Who comes before whom.
  struct Rank {
    std::int32_t tier;  // 0 = the first tier present
    std::int64_t since;
    std::uint64_t draw;
    std::string id;
  };
  struct Moved {
    Index candidate;
    Index from;  // none = came in
    Index to;    // none = put out
  };

  LiveSeating(const LiveLimits& limits, Objective objective);

  bool fits(std::int64_t value) const { return value >= limits_.low && value <= limits_.high; }
  bool has_room_for_a_place() const { return places() < limits_.places; }

  // Building up, without search.
  Index add_place();
  Index add_candidate(Rank rank);  // absent, without options
  void add_option(Index candidate, Option option);
  /// An optimal seating known from elsewhere: its seats, its seated, and what one more seat is worth in each
  /// place, which are prices that prove it.
  void start(Index place, std::int64_t seats, const std::vector<std::int64_t>& placed, std::int64_t value);
  void start(Index candidate, Index place);
  /// Once everybody is seated: finds what the first change would else have to.
  void started() { recall_joined(); }

  // Changes; each leaves the optimum, ties settled.
  void arrive(Index candidate);
  void withdraw(Index candidate);
  /// Of an absent candidate, or one that does not sit there.
  void remove_option(Index candidate, Index place);
  /// Seat by seat, while it matters how many there are.
  void set_seats(Index place, std::int64_t seats);
  /// Takes the candidate and the seat away together: nothing else moves.
  void remove_with_seat(Index candidate);

  /// What moved since the last call.
  std::vector<Moved> take_moves();

  Index places() const { return static_cast<Index>(price_.size()); }
  Index candidates() const { return static_cast<Index>(rank_.size()); }
  std::int64_t seats(Index p) const { return seats_[p]; }
  Index place_of(Index c) const { return seated(c) ? seat_[c].place : none; }
  bool present(Index c) const { return seat_[c].place != absent; }
  std::int64_t value() const { return value_; }
  const std::vector<std::int64_t>& placed() const { return placed_; }

  /// Adds everything up: the seating is optimal by weights. Reads all options.
  bool proves_optimum() const;

 private:
  struct Entry {  // an option seen from its place
    Index candidate;
    std::int32_t value;
  };
  static constexpr Index absent = none - 1;

  /// Read for every option that a search passes: eight bytes.
  struct Seat {
    Index place = absent;  // none = present, without a seat
    std::int32_t value = 0;
  };
  struct Step {
    Index candidate = none;  // who would move
    Index to = none;         // where to
    std::int32_t value = 0;  // at which value
  };

  std::int64_t weight(Index c, std::int32_t value) const {
    return base_[static_cast<std::size_t>(tier_[c])] + value;
  }
  /// Of one who has a seat: what it gains over staying out.
  std::int64_t gain(Index c) const { return base_[static_cast<std::size_t>(tier_[c])] + due_[c]; }
  bool seated(Index c) const { return seat_[c].place < absent; }
  std::int64_t held(Index p) const { return static_cast<std::int64_t>(holders_[p].size()); }
  bool has_room(Index p) const { return held(p) < seats_[p]; }
  bool before(Index a, Index b) const;

  /// Of a place with seats.
  void raise_price(Index p, std::int64_t by);
  void lower_price(Index p, std::int64_t by);
  void tell_who_could_come(Index p);
  void set_seat_count(Index p, std::int64_t seats);
  void leave(Index c, bool for_good);
  void seat(Index c, Index p, std::int32_t value);
  void unseat(Index c);
  void note(Index c);
  void add_seat(Index place);
  void remove_seat(Index place);

  // The chains (live_chains.cpp). A change looks for one that costs nothing at the prices in hand, and only
  // where there is none for the cheapest; prices then change until that one costs nothing.
  void settle(Index c);
  void fill(Index p);
  void shed(Index p);
  std::int64_t best_gain(Index c) const;
  /// To a free seat, else to whoever comes last, from where `c` would gain so much; false when there is no
  /// such chain. `c` staying out is one if it gains nothing.
  bool enter_for_nothing(Index c, std::int64_t gain);
  bool leave_for_nothing(Index p);
  /// Whoever comes first enters, else a seat stays free that costs nothing.
  bool fill_for_nothing(Index p);
  void price_the_way_out();
  void price_the_way_in();
  void look_elsewhere(Index j, std::int64_t distance);
  void recall_joined();
  void begin_for_nothing();
  void see(Index p, Index from);
  void end_for_nothing(Index& end, Index& leaver);
  void move_along();
  Index move_out(Index end, Index leaver);
  Step move_between(Index from, Index to) const;

  /// The last of those in the place who weigh least there, and the first of those out who weigh most.
  Index last_in(Index p);
  Index first_out(Index p);
  bool leaves_sooner(Index a, Index b) const;  // of two who sit in the same place
  bool enters_sooner(const Entry& a, const Entry& b) const;
  void is_out(Index c);
  void is_out_no_more(Index c);

  LiveLimits limits_;
  std::vector<std::int64_t> base_;  // by tier
  std::vector<std::vector<Option>> options_;
  std::vector<std::vector<Entry>> entries_;  // by place
  std::vector<std::vector<Index>> holders_;  // by place
  std::vector<std::int64_t> price_;          // beyond any weight where there are no seats: nobody goes there
  std::vector<std::int64_t> seats_;
  std::vector<Rank> rank_;
  std::vector<std::int32_t> tier_;  // as in the rank
  std::vector<Seat> seat_;
  // Without the base of the tier. With these a search passes most candidates by one look; they stand apart,
  // since one search looks at the first only.
  /// What the seat gains; minus the base for one who is out, beyond any weight for one who is absent.
  std::vector<std::int64_t> due_;
  /// No option other than the seat gains more, at the prices of the moment. Exact after a search has read the
  /// options; prices that rise leave it too high, those that fall raise it (`lower_price`).
  std::vector<std::int64_t> elsewhere_;
  std::vector<Index> position_;  // among the holders
  std::int64_t value_ = 0;
  std::vector<std::int64_t> placed_;

  std::vector<std::pair<Index, Index>> touched_;  // candidate, place before
  std::vector<std::uint64_t> touched_in_;         // by candidate: in which round
  std::uint64_t round_ = 1;

  // By place, kept from one search to the next; found again only where they may have changed.
  struct LastIn {
    Index candidate = none;
    bool known = true;
  };
  struct FirstOut {
    Entry entry{none, 0};
    bool known = true;
  };
  std::vector<LastIn> last_in_;
  std::vector<FirstOut> first_out_;

  struct NoStep {};
  PlaceSearch<NoStep> search_;
  std::vector<Index> movers_;

  // What is reached for nothing: the places in the order of their discovery, and by place whence (none = not
  // yet, itself = begun there).
  JoinedPlaces joined_;
  std::vector<Index> seen_;
  std::vector<Index> seen_from_;
  std::vector<Step> chain_;
};

}  // namespace jalon::allocation
