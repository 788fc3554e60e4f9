// An allocation problem as plain numbers: places with a capacity, candidates with a tier and a size, what
// each candidate may enter and at which value, and the locks that humans have put.
//
// A candidate is whatever enters one place as a whole: a person for a session, a household for a dwelling. It
// counts once, whatever its size. Values are integers within ±largest_value, sizes are in the unit of the
// capacities (persons, as a rule) and at least 1. Eligibility is the existence of an option: a bad fit is a
// negative value, a forbidden one has no option.
//
// Options are kept in three columns, by candidate: at a million people with 20 options each they are the
// memory of the whole, hence `Values`, four bytes each as long as every value fits.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace jalon::allocation {

using Index = std::uint32_t;
inline constexpr Index none = std::numeric_limits<Index>::max();

inline constexpr std::int64_t largest_value = std::int64_t{1} << 40;
inline constexpr std::int64_t largest_capacity = std::int64_t{1} << 40;
inline constexpr std::int64_t largest_size = std::numeric_limits<std::int32_t>::max();
inline constexpr std::int64_t largest_tier = 1'000'000;

struct Place {
  std::string id;
  std::int64_t capacity = 0;
};

struct Candidate {
  std::string id;
  std::int32_t tier = 1;           // 1 is served first
  std::int32_t size = 1;           // taken in every place, unless an option says otherwise
  std::int64_t waiting_since = 0;  // breaks ties: the smaller has waited longer; any unit, the same for all
};

enum class LockKind : std::uint8_t { keep, forbid };

struct Lock {
  Index candidate = none;
  Index place = none;
  LockKind kind = LockKind::keep;
};

/// A column of integers: 32 bits each until one does not fit, then 64.
class Values {
 public:
  std::size_t size() const { return wide_.empty() ? narrow_.size() : wide_.size(); }
  bool is_narrow() const { return wide_.empty(); }
  std::int64_t operator[](std::size_t i) const { return wide_.empty() ? narrow_[i] : wide_[i]; }
  void reserve(std::size_t count) { narrow_.reserve(count); }
  void push_back(std::int64_t value);
  /// Asks memory for entry `i`, which will be read soon.
  void fetch(std::size_t i) const {
    wide_.empty() ? __builtin_prefetch(&narrow_[i]) : __builtin_prefetch(&wide_[i]);
  }

 private:
  std::vector<std::int32_t> narrow_;
  std::vector<std::int64_t> wide_;
};

/// The options of candidate `c` are rows first[c] to first[c + 1] - 1.
struct Options {
  std::vector<Index> first = {0};
  std::vector<Index> place;
  Values value;
  std::vector<std::int32_t>
      size;  // empty = every candidate's own size everywhere; else 0 = the candidate's own

  Index begin(Index candidate) const { return first[candidate]; }
  Index end(Index candidate) const { return first[candidate + 1]; }
  std::size_t count() const { return place.size(); }
};

struct Problem {
  std::vector<Place> places;
  std::vector<Candidate> candidates;
  Options options;
  std::vector<Lock> locks;

  /// What candidate `c` takes of the place of its option in row `row`.
  std::int64_t size_of(Index c, Index row) const {
    return options.size.empty() || options.size[row] == 0 ? candidates[c].size : options.size[row];
  }
  /// The row of the option (candidate, place), or `none`.
  Index option_row(Index candidate, Index place) const;
};

/// Gathers options that come in any order; cheapest when those of a candidate follow one another.
class OptionsBuilder {
 public:
  /// `size` 0 = the candidate's own.
  void add(Index candidate, Index place, std::int64_t value, std::int32_t size = 0);
  /// The pair named twice, if any; else the options are moved into `options`.
  std::optional<std::pair<Index, Index>> build(std::size_t candidates, Options& options);

 private:
  struct Run {
    Index candidate;
    Index count;
  };
  std::vector<Run> runs_;  // neighbours of the same candidate
  Options rows_;
  bool in_order_ = true;
};

/// The tiers present, ascending: what a `placed` array counts.
std::vector<std::int32_t> tiers_of(const Problem& problem);

}  // namespace jalon::allocation
