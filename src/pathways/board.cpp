#include "pathways/board.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace jalon::pathways {
namespace {

constexpr std::uint32_t computed_cause =
    0x8000'0000;  // with the Cause in the low bits: no word of a professional

}  // namespace

std::int32_t Standing::next_break(std::int32_t from) const {
  std::int32_t soonest = no_day;
  for (const Blocker& blocker : blockers) {
    if (blocker.deadline >= from) soonest = std::min(soonest, blocker.deadline);
  }
  return soonest;
}

Board::Board(const Catalogue& catalogue, Date at, Availability availability)
    : catalogue_(&catalogue), availability_(std::move(availability)) {
  start(at);
}

void Board::start(Date at) {
  catalogue_at_ = std::make_unique<CatalogueAt>(*catalogue_, names_, at);
  evaluator_ = std::make_unique<Evaluator>(*catalogue_at_, &availability_);
  finder_ = std::make_unique<BlockerFinder>(*evaluator_);
}

void Board::put(const UuidBytes& person, Pathway pathway) {
  const auto [found, added] = index_.try_emplace(person, standings_.size());
  if (added) {
    standings_.emplace_back().person = person;
    pathways_.emplace_back();
    parts_.emplace_back();
  }
  pathways_[found->second] = std::move(pathway);
  evaluate(found->second);
}

void Board::remove(const UuidBytes& person) {
  const auto found = index_.find(person);
  if (found == index_.end()) return;
  const std::size_t index = found->second;
  for (const Part& part : parts_[index]) add(part, -1);
  index_.erase(found);
  if (index + 1 != standings_.size()) {
    standings_[index] = std::move(standings_.back());
    pathways_[index] = std::move(pathways_.back());
    parts_[index] = std::move(parts_.back());
    index_[standings_[index].person] = index;
  }
  standings_.pop_back();
  pathways_.pop_back();
  parts_.pop_back();
}

void Board::move_to(Date at, Availability availability) {
  availability_ = std::move(availability);
  start(at);
  for (auto& sums : sums_) sums.clear();
  for (auto& parts : parts_) parts.clear();
  for (std::size_t i = 0; i < standings_.size(); ++i) evaluate(i);
}

const Standing* Board::standing(const UuidBytes& person) const {
  const auto found = index_.find(person);
  return found == index_.end() ? nullptr : &standings_[found->second];
}

const Pathway* Board::pathway(const UuidBytes& person) const {
  const auto found = index_.find(person);
  return found == index_.end() ? nullptr : &pathways_[found->second];
}

void Board::evaluate(std::size_t index) {
  for (const Part& part : parts_[index]) add(part, -1);

  Standing& standing = standings_[index];
  const Evaluation& evaluation = evaluator_->evaluate(pathways_[index].view());
  const auto blockers = finder_->find(evaluation);
  standing.blockers.assign(blockers.begin(), blockers.end());
  standing.goals = static_cast<std::uint8_t>(evaluation.goals.size());
  standing.goals_reached = 0;
  standing.expected = evaluation.goals.empty() ? no_day : 0;
  for (const Goal& goal : evaluation.goals) {
    if (goal.reached) {
      ++standing.goals_reached;
    } else {
      standing.expected = std::max(standing.expected, goal.expected);
    }
  }
  standing.steps_by_status.fill(0);
  for (const Node& node : catalogue_at_->nodes()) {
    ++standing.steps_by_status[static_cast<std::size_t>(evaluation.steps[node.step].status)];
  }
  standing.best_days = 0;
  standing.unlocks = false;
  for (const Blocker& blocker : standing.blockers) {
    const Gain& gain = blocker.with_count > 0 ? blocker.joint : blocker.gain;
    standing.best_days = std::max(standing.best_days, gain.days);
    standing.unlocks |= gain.unlocked > 0;
  }

  find_parts(index);
  for (const Part& part : parts_[index]) add(part, 1);
}

/// For each share the person has points in: the gain of lifting all of them together.
void Board::find_parts(std::size_t index) {
  std::vector<Part>& parts = parts_[index];
  const std::vector<Blocker>& blockers = standings_[index].blockers;
  parts.clear();
  std::vector<StepIndex> together;
  for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
    for (std::size_t i = 0; i < blockers.size(); ++i) {
      const std::uint32_t key = number(blockers[i], by);
      const bool counted = std::any_of(blockers.begin(), blockers.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const Blocker& earlier) { return number(earlier, by) == key; });
      if (counted) continue;
      together.clear();
      for (std::size_t k = i; k < blockers.size(); ++k) {
        if (number(blockers[k], by) == key) together.push_back(blockers[k].step);
      }
      const Gain gain = together.size() == 1 ? blockers[i].gain : finder_->lift(together);
      parts.push_back({by, key, static_cast<int>(together.size()), gain});
    }
  }
}

void Board::add(const Part& part, int sign) {
  add(sums_[static_cast<std::size_t>(part.by)], part, sign);
}

void Board::add(SumsByKey& sums, const Part& part, int sign) {
  Sums& sum = sums[part.key];
  sum.people += sign;
  sum.points += sign * part.points;
  sum.gain_days += std::int64_t{sign} * part.gain.days;
  sum.unlocked += sign * part.gain.unlocked;
  sum.deadlines_saved += sign * part.gain.deadlines_saved;
  if (sum.people == 0) sums.erase(part.key);
}

std::uint32_t Board::number(const Blocker& blocker, ShareBy by) const {
  switch (by) {
    case ShareBy::cause:
      if (blocker.cause == Cause::declared && blocker.declared != 0) return blocker.declared;
      return computed_cause | static_cast<std::uint32_t>(blocker.cause);
    case ShareBy::step:
      return blocker.step;
    case ShareBy::organisation:
      return blocker.lifter;
  }
  return 0;
}

std::string_view Board::text(ShareBy by, std::uint32_t number) const {
  if (by == ShareBy::step) return catalogue_->step(static_cast<StepIndex>(number)).id;
  if (by == ShareBy::cause && (number & computed_cause) != 0) {
    return to_word(static_cast<Cause>(number & ~computed_cause));
  }
  return names_.text(number);
}

std::string_view Board::key(const Blocker& blocker, ShareBy by) const {
  return text(by, number(blocker, by));
}

std::vector<Share> Board::shares(ShareBy by) const {
  return ranked(by, sums_[static_cast<std::size_t>(by)]);
}

std::vector<Share> Board::shares(ShareBy by, const Counts& counts) const {
  SumsByKey sums;
  Evaluator evaluator(*catalogue_at_, &availability_);
  BlockerFinder finder(evaluator);
  std::vector<const Blocker*> counted;
  std::vector<StepIndex> together;
  for (std::size_t i = 0; i < standings_.size(); ++i) {
    const Standing& standing = standings_[i];
    counted.clear();
    for (const Blocker& blocker : standing.blockers) {
      if (counts(standing, blocker)) counted.push_back(&blocker);
    }
    if (counted.empty()) continue;
    bool evaluated = false;
    for (const Part& whole : parts_[i]) {
      if (whole.by != by) continue;
      const Blocker* last = nullptr;
      together.clear();
      for (const Blocker* blocker : counted) {
        if (number(*blocker, by) != whole.key) continue;
        together.push_back(blocker->step);
        last = blocker;
      }
      if (together.empty()) continue;
      Part part{by, whole.key, static_cast<int>(together.size()), whole.gain};
      if (part.points < whole.points) {
        if (!evaluated && part.points > 1) finder.find(evaluator.evaluate(pathways_[i].view()));
        evaluated = evaluated || part.points > 1;
        part.gain = part.points == 1 ? last->gain : finder.lift(together);
      }
      add(sums, part, 1);
    }
  }
  return ranked(by, sums);
}

std::vector<Share> Board::ranked(ShareBy by, const SumsByKey& sums) const {
  std::vector<Share> list;
  for (const auto& [number, sum] : sums) {
    list.push_back({std::string(text(by, number)), sum.people, sum.points, sum.gain_days, sum.unlocked,
                    sum.deadlines_saved});
  }
  std::sort(list.begin(), list.end(), [](const Share& a, const Share& b) {
    return std::tie(b.gain_days, b.unlocked, b.deadlines_saved, b.people, a.key) <
           std::tie(a.gain_days, a.unlocked, a.deadlines_saved, a.people, b.key);
  });
  return list;
}

}  // namespace jalon::pathways
