// The problem of an allocation that stands, as it changes: who came, who left, which places opened, what
// humans decided. It knows nothing of who sits where; `standing.cpp` keeps the answer beside it.
//
// Options given at first stay in one block; those that came later hang on their candidate. A candidate who
// left keeps their number, without options.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "allocation/standing.hpp"

namespace jalon::allocation {

class StandingProblem {
 public:
  struct Row {
    Index place;
    std::int64_t value;
    std::int32_t size;
  };

  /// Locks that cannot hold together are left out.
  explicit StandingProblem(Problem problem);

  Index candidates() const { return static_cast<Index>(problem_.candidates.size()); }
  Index places() const { return static_cast<Index>(problem_.places.size()); }
  const Candidate& candidate(Index c) const { return problem_.candidates[c]; }
  std::int64_t capacity(Index p) const { return problem_.places[p].capacity; }
  void set_capacity(Index p, std::int64_t capacity) { problem_.places[p].capacity = capacity; }

  Index add(Candidate candidate, const std::vector<OptionHere>& options);
  /// The rows added, of those who are still there.
  std::vector<Row> add(Place place, const std::vector<OptionHere>& options);
  void remove(Index c);
  bool gone(Index c) const { return gone_[c]; }

  Index kept_at(Index c) const { return kept_[c]; }
  std::int64_t kept_room(Index p) const { return kept_room_[p]; }
  const std::vector<std::pair<Index, Index>>& kept() const { return kept_now_; }
  void keep(Index c, Index p);
  /// Lets go of what `c` keeps.
  void release(Index c);

  bool is_forbidden(Index c, Index p) const { return forbidden_.count({c, p}) != 0; }
  /// False when nothing changes.
  bool forbid(Index c, Index p) { return forbidden_.emplace(c, p).second; }
  bool allow(Index c, Index p) { return forbidden_.erase({c, p}) != 0; }

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
  /// Those that came after the first problem.
  const std::vector<Row>& later(Index c) const { return later_[c]; }
  std::optional<Row> option(Index c, Index p) const;

  /// As `propose` reads it.
  Problem whole() const;

 private:
  Row row(Index c, Index p, const OptionHere& here) const {
    return {p, here.value, here.size == 0 ? problem_.candidates[c].size : here.size};
  }

  Problem problem_;  // candidates and places as they stand; options of the candidates given at first
  Index given_ = 0;
  std::vector<std::vector<Row>> later_;  // by candidate
  std::vector<bool> gone_;
  std::vector<Index> kept_;
  std::vector<std::pair<Index, Index>> kept_now_;  // candidate, place
  std::vector<std::int64_t> kept_room_;
  std::set<std::pair<Index, Index>> forbidden_;
};

}  // namespace jalon::allocation
