#include "pathways/catalogue_at.hpp"

#include <algorithm>
#include <array>

namespace jalon::pathways {
namespace {

using Goal = std::span<const std::string_view>;

// The ids that the semantics name: the decision that opens the pathway, and the goals of those who chose
// none.
constexpr std::string_view decision_id = "R01";
constexpr std::array<std::string_view, 3> lasting_housing = {"L06", "L08", "L13"};
constexpr std::array<std::string_view, 2> work_or_training = {"E10", "E08"};
constexpr std::array<std::string_view, 1> school = {"S01"};

Delays delays_of(const StepVersion& version) {
  return {version.typ_days, version.max_days, version.valid_days.value_or(Delays::never_expires)};
}

}  // namespace

CatalogueAt::CatalogueAt(const Catalogue& catalogue, Names& names, Date at)
    : catalogue_(&catalogue), at_(at), ranks_(catalogue.size(), no_rank) {
  order_steps();
  for (const StepIndex step : order_) add_node(step, names);
  find_dependents();
  find_goals();
  mark_what_leads_somewhere();
  find_kept_steps();
  protection_decision_ = catalogue.find(decision_id);
  for (int age = 0; age < 130; ++age) {
    // Exact by construction: the birthday is found with the same function that tells ages.
    std::int32_t born =
        Date::from_ymd(std::max(at.year() - age, 1), at.month(), std::min(at.day(), 28)).days();
    while (age_at(Date::from_days(born + 1), at) >= age) ++born;
    while (age_at(Date::from_days(born), at) < age) --born;
    born_by_.push_back(born);
  }
}

const StepVersion* CatalogueAt::judged(StepIndex step) const {
  return catalogue_->leaves_out(step) ? nullptr : catalogue_->version(step, at_);
}

bool CatalogueAt::asks_for_left_out_only(const Alternatives& group) const {
  return !group.empty() && std::ranges::all_of(group, [&](const Option& option) {
    return catalogue_->leaves_out(option.step);
  });
}

/// By waves in the order of the catalogue, so that equal catalogues give equal orders.
void CatalogueAt::order_steps() {
  std::vector<std::size_t> waits_for(catalogue_->size(), 0);
  std::vector<std::vector<StepIndex>> followers(catalogue_->size());
  for (std::size_t i = 0; i < catalogue_->size(); ++i) {
    const StepVersion* version = judged(static_cast<StepIndex>(i));
    if (version == nullptr) continue;
    for (const Alternatives& group : version->prerequisites) {
      for (const Option& option : group) {
        if (judged(option.step) == nullptr) continue;
        ++waits_for[i];
        followers[option.step].push_back(static_cast<StepIndex>(i));
      }
    }
    if (waits_for[i] == 0) order_.push_back(static_cast<StepIndex>(i));
  }
  for (std::size_t next = 0; next < order_.size(); ++next) {
    for (const StepIndex follower : followers[order_[next]]) {
      if (--waits_for[follower] == 0) order_.push_back(follower);
    }
  }
}

void CatalogueAt::add_node(StepIndex step, Names& names) {
  const StepVersion& version = *catalogue_->version(step, at_);
  Node node;
  node.step = step;
  node.version = &version;
  node.delays = delays_of(version);
  node.valid_from = version.valid.from.days();
  node.deliverer = names.intern(version.deliverer);
  node.rule = rules_.add(version.rule);
  if (node.rule != RuleBook::no_rule) {
    const RuleBook::Way* way = rules_.only_way(node.rule);
    node.one_way = way != nullptr;
    if (way != nullptr) node.way = *way;
  }
  node.groups.begin = static_cast<std::uint32_t>(groups_.size());
  for (const Alternatives& group : version.prerequisites) {
    if (asks_for_left_out_only(group)) continue;
    Slice slice{static_cast<std::uint32_t>(options_.size()), 0};
    for (const Option& option : group) {
      if (judged(option.step) == nullptr) continue;
      options_.push_back({option.step, catalogue_->code(option.qualifier)});
    }
    slice.end = static_cast<std::uint32_t>(options_.size());
    groups_.push_back(slice);
  }
  node.groups.end = static_cast<std::uint32_t>(groups_.size());
  find_plain_requirements(node);
  ranks_[step] = static_cast<std::uint16_t>(nodes_.size());
  if (version.deadline_days) with_deadline_.push_back(ranks_[step]);
  nodes_.push_back(node);
}

void CatalogueAt::find_plain_requirements(Node& node) const {
  node.plain.fill(static_cast<StepIndex>(catalogue_->size()));
  if (node.groups.size() > node.plain.size()) return;
  std::uint8_t count = 0;
  for (const Slice& group : groups(node)) {
    if (group.size() != 1 || options(group).front().qualifier != no_qualifier) return;
    node.plain[count++] = options(group).front().step;
  }
  node.plain_count = count;
}

void CatalogueAt::find_kept_steps() {
  keeper_bits_.assign(catalogue_->size(), 0);
  unsigned bits_given = 0;
  for (std::size_t i = 0; i < catalogue_->size(); ++i) {
    const auto step = static_cast<StepIndex>(i);
    const auto& keepers = catalogue_->nearest_version(step, at_).kept_by;
    if (keepers.empty()) continue;
    const auto begin = static_cast<std::uint32_t>(keepers_.size());
    keepers_.insert(keepers_.end(), keepers.begin(), keepers.end());
    Kept kept = {step, {begin, static_cast<std::uint32_t>(keepers_.size())}, 0};
    for (const StepIndex keeper : keepers) {
      if (keeper_bits_[keeper] == 0) keeper_bits_[keeper] = std::uint64_t{1} << (bits_given++ % 64);
      kept.keeper_bits |= keeper_bits_[keeper];
    }
    kept_steps_.push_back(kept);
  }
}

void CatalogueAt::find_dependents() {
  std::vector<std::vector<std::uint16_t>> found(nodes_.size());
  for (std::size_t rank = 0; rank < nodes_.size(); ++rank) {
    for (const Slice& group : groups(nodes_[rank])) {
      for (const PackedOption& option : options(group)) {
        auto& dependents = found[ranks_[option.step]];
        if (dependents.empty() || dependents.back() != rank)
          dependents.push_back(static_cast<std::uint16_t>(rank));
      }
    }
  }
  for (std::size_t rank = 0; rank < nodes_.size(); ++rank) {
    nodes_[rank].dependents.begin = static_cast<std::uint32_t>(dependents_.size());
    dependents_.insert(dependents_.end(), found[rank].begin(), found[rank].end());
    nodes_[rank].dependents.end = static_cast<std::uint32_t>(dependents_.size());
  }
}

std::vector<Slice> CatalogueAt::goal_groups(std::span<const std::span<const std::string_view>> goals) {
  std::vector<Slice> slices;
  for (const Goal goal : goals) {
    Slice slice{static_cast<std::uint32_t>(options_.size()), 0};
    for (const std::string_view id : goal) {
      const auto step = catalogue_->find(id);
      if (step && ranks_[*step] != no_rank) options_.push_back({*step, no_qualifier});
    }
    slice.end = static_cast<std::uint32_t>(options_.size());
    if (slice.size() > 0) slices.push_back(slice);
  }
  return slices;
}

void CatalogueAt::find_goals() {
  adult_goals_ = goal_groups(std::array<Goal, 2>{lasting_housing, work_or_training});
  child_goals_ = goal_groups(std::array<Goal, 1>{school});
  if (child_goals_.empty()) return;
  const Node& enrolment = nodes_[ranks_[options_[child_goals_.front().begin].step]];
  if (enrolment.rule != RuleBook::no_rule) school_rule_ = &enrolment.version->rule;
}

void CatalogueAt::mark_what_leads_somewhere() {
  for (const auto& goals : {adult_goals_, child_goals_}) {
    for (const Slice& group : goals) {
      for (const PackedOption& option : options(group)) nodes_[ranks_[option.step]].leads_to_goal = true;
    }
  }
  for (const std::uint16_t rank : with_deadline_) nodes_[rank].leads_to_deadline = true;
  mark_upstream(&Node::leads_to_goal);
  mark_upstream(&Node::leads_to_deadline);
}

void CatalogueAt::mark_upstream(bool Node::* mark) {
  for (std::size_t rank = nodes_.size(); rank-- > 0;) {
    if (!(nodes_[rank].*mark)) continue;
    for (const Slice& group : groups(nodes_[rank])) {
      for (const PackedOption& option : options(group)) nodes_[ranks_[option.step]].*mark = true;
    }
  }
}

Delays CatalogueAt::delays(StepIndex step, std::int32_t day) const {
  const std::uint16_t rank = ranks_[step];
  if (rank != no_rank && day >= nodes_[rank].valid_from) return nodes_[rank].delays;
  const StepVersion* then = catalogue_->version(step, Date::from_days(day));
  if (then != nullptr) return delays_of(*then);
  if (rank != no_rank) return nodes_[rank].delays;
  return delays_of(catalogue_->nearest_version(step, Date::from_days(day)));
}

}  // namespace jalon::pathways
