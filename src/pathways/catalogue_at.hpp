// The catalogue as it stands on one day, laid out for the engine: the steps valid that day in an order where
// each comes after what it waits for, their prerequisites in flat arrays, and who waits for whom.
//
// A prerequisite without a version on that day is dropped from its alternatives; where nothing remains, a
// group without options is kept: nothing can meet it. A step that the catalogue leaves out (health) is no
// requirement at all: what nobody may know excludes nobody. Made once per date, then shared by threads.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "pathways/catalogue.hpp"
#include "pathways/names.hpp"
#include "pathways/pathway.hpp"
#include "pathways/rule_book.hpp"

namespace jalon::pathways {

/// A range of a flat array.
struct Slice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t size() const { return end - begin; }
};

/// How long a step takes and holds, in the version that applies.
struct Delays {
  std::int32_t typ = 0;
  std::int32_t max = 0;
  std::int32_t valid = never_expires;
  static constexpr std::int32_t never_expires = -1;
};

struct Node {
  StepIndex step = 0;
  const StepVersion* version = nullptr;
  Delays delays;
  std::int32_t valid_from = 0;  // of the version: an attempt started earlier follows an older one
  NameId deliverer = 0;
  Slice groups;                            // of CatalogueAt::groups
  Slice dependents;                        // of CatalogueAt::dependents: ranks
  std::uint16_t rule = RuleBook::no_rule;  // its number in the book
  bool one_way = true;                     // the rule is met by `way` only, or there is none
  RuleBook::Way way;
  /// Most requirements are one step, simply done: when all of the node's are, here they stand once more, so
  /// that the engine reads them without going through groups and options.
  static constexpr std::uint8_t not_plain = 255;
  std::uint8_t plain_count = not_plain;
  std::array<StepIndex, 2> plain{};  // filled up with the number after the last step
  bool leads_to_goal = false;        // upstream of a goal by default
  bool leads_to_deadline = false;    // upstream of a step with a deadline
};

inline constexpr std::uint16_t no_rank = 0xffff;

class CatalogueAt {
 public:
  CatalogueAt(const Catalogue& catalogue, Names& names, Date at);

  const Catalogue& catalogue() const { return *catalogue_; }
  Date at() const { return at_; }
  /// Prerequisites first. The position of a node is its rank.
  std::span<const Node> nodes() const { return nodes_; }
  /// no_rank for a step without version on that day.
  std::uint16_t rank(StepIndex step) const { return ranks_[step]; }
  std::span<const Slice> groups(const Node& node) const { return slice(groups_, node.groups); }
  std::span<const PackedOption> options(const Slice& group) const { return slice(options_, group); }
  std::span<const std::uint16_t> dependents(const Node& node) const {
    return slice(dependents_, node.dependents);
  }

  /// Delays of an attempt that began (or of a fact that happened) on `day`.
  Delays delays(StepIndex step, std::int32_t day) const;

  std::optional<StepIndex> protection_decision() const { return protection_decision_; }
  /// Ranks of the steps with a deadline, and steps that others keep done.
  std::span<const std::uint16_t> with_deadline() const { return with_deadline_; }
  struct Kept {
    StepIndex step = 0;
    Slice keepers;
    std::uint64_t keeper_bits = 0;
  };
  /// The bit of a step that keeps others, 0 of one that keeps none. Beyond 64 keepers bits are shared: they
  /// say where to look.
  std::uint64_t keeper_bit(StepIndex step) const { return keeper_bits_[step]; }
  std::span<const Kept> kept_steps() const { return kept_steps_; }
  std::span<const StepIndex> keepers(const Kept& kept) const { return slice(keepers_, kept.keepers); }

  const RuleBook& rules() const { return rules_; }

  /// Goals by default: alternatives present that day. Empty where the catalogue has none of them.
  std::span<const Slice> adult_goals() const { return adult_goals_; }
  std::span<const Slice> child_goals() const { return child_goals_; }
  /// Who is of school age, as S01 says it; without such a rule, 3 to 16 years.
  const Rule* school_rule() const { return school_rule_; }

  /// The last day on which one must be born to be `age` years old: birth <= born_by(age). For ages 0 to 129.
  std::int32_t born_by(int age) const { return born_by_[static_cast<std::size_t>(age)]; }

 private:
  template <class T>
  static std::span<const T> slice(const std::vector<T>& all, const Slice& part) {
    return {all.data() + part.begin, all.data() + part.end};
  }
  /// The version that day of a step that pathways are judged by.
  const StepVersion* judged(StepIndex step) const;
  bool asks_for_left_out_only(const Alternatives& group) const;
  void order_steps();
  void add_node(StepIndex step, Names& names);
  void find_plain_requirements(Node& node) const;
  void find_kept_steps();
  void find_dependents();
  void find_goals();
  void mark_what_leads_somewhere();
  void mark_upstream(bool Node::* mark);
  std::vector<Slice> goal_groups(std::span<const std::span<const std::string_view>> goals);

  const Catalogue* catalogue_;
  Date at_;
  std::vector<StepIndex> order_;
  std::vector<Node> nodes_;
  std::vector<std::uint16_t> ranks_;
  std::vector<Slice> groups_;
  std::vector<PackedOption> options_;
  std::vector<std::uint16_t> dependents_;
  RuleBook rules_;
  std::vector<std::uint16_t> with_deadline_;
  std::vector<Kept> kept_steps_;
  std::vector<StepIndex> keepers_;
  std::vector<std::uint64_t> keeper_bits_;
  std::optional<StepIndex> protection_decision_;
  std::vector<Slice> adult_goals_;
  std::vector<Slice> child_goals_;
  const Rule* school_rule_ = nullptr;
  std::vector<std::int32_t> born_by_;
};

}  // namespace jalon::pathways
