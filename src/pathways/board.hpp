// The whole département on one day: where everybody stands, and the ranking of what blocks, kept up to date
// person by person so that no page evaluates everyone again.
//
// Shares of the ranking: by cause, by blocked step, by organisation that must act. A person counts once in a
// share, with the exact gain of lifting all their points of that share together: gains of one person's points
// are never added. `put` evaluates one person, takes their old part out of every share and adds the new one;
// a test holds the result against a full computation. Not thread-safe: several readers or one writer (see
// LiveBoard).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/id.hpp"
#include "pathways/blockers.hpp"

namespace jalon::pathways {

/// Where one person stands.
struct Standing {
  UuidBytes person{};
  std::vector<Blocker> blockers;  // in the order of the catalogue
  std::uint8_t goals = 0;
  std::uint8_t goals_reached = 0;
  std::int32_t expected = no_day;                  // when all goals are expected; no_day = never, or no goal
  std::array<std::uint8_t, 16> steps_by_status{};  // by Status
  std::int32_t best_days = 0;                      // the greatest gain of one point (or of the set it needs)
  bool unlocks = false;                            // some point opens a goal that has no date

  bool is_blocked() const { return !blockers.empty(); }
  bool all_reached() const { return goals > 0 && goals == goals_reached; }
  int count(Status status) const { return steps_by_status[static_cast<std::size_t>(status)]; }
  /// The soonest date at which one of their clocks breaks, on or after `from`.
  std::int32_t next_break(std::int32_t from) const;
};

enum class ShareBy : std::uint8_t { cause, step, organisation };
inline constexpr std::array<std::string_view, 3> share_words = {"cause", "step", "organisation"};

/// What one cause, step or organisation holds up.
struct Share {
  std::string key;  // code of the cause, id of the step, organisation
  int people = 0;
  int points = 0;
  std::int64_t gain_days = 0;
  int unlocked = 0;         // goals that would get a date
  int deadlines_saved = 0;  // clocks that would no longer break
};

class Board {
 public:
  Board(const Catalogue& catalogue, Date at, Availability availability = {});
  Board(const Board&) = delete;
  Board& operator=(const Board&) = delete;

  Date at() const { return catalogue_at_->at(); }
  const Catalogue& catalogue() const { return *catalogue_; }
  const CatalogueAt& catalogue_at() const { return *catalogue_at_; }
  const Availability& availability() const { return availability_; }
  /// Texts of causes and organisations; pathways given to `put` must be packed with it.
  Names& names() { return names_; }
  const Names& names() const { return names_; }

  /// Adds a person or replaces their pathway.
  void put(const UuidBytes& person, Pathway pathway);
  void remove(const UuidBytes& person);
  /// Everybody again, on another day or with other places.
  void move_to(Date at, Availability availability);

  std::size_t size() const { return standings_.size(); }
  /// In no particular order.
  std::span<const Standing> standings() const { return standings_; }
  const Standing* standing(const UuidBytes& person) const;
  const Pathway* pathway(const UuidBytes& person) const;

  /// Greatest gain first; then goals opened, deadlines saved, people, key.
  std::vector<Share> shares(ShareBy by) const;
  /// The same of the points that `counts` alone: of a person, the exact gain of lifting those together. One
  /// pass over everybody; who has but a part of their points counted in a share is evaluated again.
  using Counts = std::function<bool(const Standing&, const Blocker&)>;
  std::vector<Share> shares(ShareBy by, const Counts& counts) const;
  /// The key of a point in a share.
  std::string_view key(const Blocker& blocker, ShareBy by) const;

 private:
  struct Sums {
    int people = 0;
    int points = 0;
    std::int64_t gain_days = 0;
    int unlocked = 0;
    int deadlines_saved = 0;
  };
  /// What one person adds to one share.
  struct Part {
    ShareBy by = ShareBy::cause;
    std::uint32_t key = 0;
    int points = 0;
    Gain gain;
  };

  void start(Date at);
  void evaluate(std::size_t index);
  void find_parts(std::size_t index);
  void add(const Part& part, int sign);
  using SumsByKey = std::unordered_map<std::uint32_t, Sums>;
  static void add(SumsByKey& sums, const Part& part, int sign);
  std::vector<Share> ranked(ShareBy by, const SumsByKey& sums) const;
  std::uint32_t number(const Blocker& blocker, ShareBy by) const;
  std::string_view text(ShareBy by, std::uint32_t number) const;

  const Catalogue* catalogue_;
  Names names_;
  Availability availability_;
  std::unique_ptr<CatalogueAt> catalogue_at_;
  std::unique_ptr<Evaluator> evaluator_;
  std::unique_ptr<BlockerFinder> finder_;
  std::vector<Standing> standings_;
  std::vector<Pathway> pathways_;
  std::vector<std::vector<Part>> parts_;
  std::unordered_map<UuidBytes, std::size_t, UuidHash> index_;
  std::array<SumsByKey, 3> sums_;
};

}  // namespace jalon::pathways
