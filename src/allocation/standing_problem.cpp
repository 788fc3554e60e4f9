#include "allocation/standing_problem.hpp"

#include <cassert>

#include "allocation/network.hpp"

namespace jalon::allocation {

StandingProblem::StandingProblem(Problem problem) : problem_(std::move(problem)) {
  given_ = candidates();
  later_.resize(given_);
  gone_.assign(given_, false);
  kept_.assign(given_, none);
  kept_room_.assign(places(), 0);
  const Locks locks = read_locks(problem_);
  for (const Lock& lock : problem_.locks) {
    if (lock.kind == LockKind::forbid) forbidden_.emplace(lock.candidate, lock.place);
  }
  // Locks that cannot hold together: the caller has had them from `propose`.
  for (Index c = 0; c < given_ && locks.conflicts.empty(); ++c) {
    if (locks.kept_at[c] != none) keep(c, locks.kept_at[c]);
  }
  problem_.locks.clear();
}

Index StandingProblem::add(Candidate candidate, const std::vector<OptionHere>& options) {
  const Index c = candidates();
  problem_.candidates.push_back(std::move(candidate));
  later_.emplace_back();
  gone_.push_back(false);
  kept_.push_back(none);
  for (const OptionHere& here : options) later_[c].push_back(row(c, here.other, here));
  return c;
}

std::vector<StandingProblem::Row> StandingProblem::add(Place place, const std::vector<OptionHere>& options) {
  const Index p = places();
  problem_.places.push_back(std::move(place));
  kept_room_.push_back(0);
  std::vector<Row> rows;
  for (const OptionHere& here : options) {
    if (gone_[here.other]) continue;
    rows.push_back(row(here.other, p, here));
    later_[here.other].push_back(rows.back());
  }
  return rows;
}

void StandingProblem::remove(Index c) {
  gone_[c] = true;
  forbidden_.erase(forbidden_.lower_bound({c, 0}), forbidden_.upper_bound({c, none}));
}

void StandingProblem::keep(Index c, Index p) {
  kept_[c] = p;
  kept_room_[p] += option(c, p)->size;
  kept_now_.emplace_back(c, p);
}

void StandingProblem::release(Index c) {
  kept_room_[kept_[c]] -= option(c, kept_[c])->size;
  kept_[c] = none;
  std::erase_if(kept_now_, [&](const auto& kept) { return kept.first == c; });
}

std::optional<StandingProblem::Row> StandingProblem::option(Index c, Index p) const {
  std::optional<Row> found;
  each_option(c, [&](const Row& row) {
    if (row.place == p) found = row;
  });
  return found;
}

Problem StandingProblem::whole() const {
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

}  // namespace jalon::allocation
