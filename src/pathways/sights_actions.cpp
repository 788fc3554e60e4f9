#include "pathways/sights_actions.hpp"

#include <algorithm>
#include <array>

namespace jalon::pathways {

using partners::Category;
using partners::Relation;
using partners::Sight;

Sights::Sights(partners::View view, const Catalogue& catalogue)
    : view_(std::move(view)), catalogue_(catalogue) {
  const partners::VisibilityMatrix& matrix = partners::visibility();
  kinds_.reserve(catalogue.size());
  const bool points = view_.counts_everybody(Category::blocking);
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const std::string_view domain = catalogue.step(static_cast<StepIndex>(i)).domain;
    // A domain of another catalogue is in no set that anybody agreed to.
    const Category category = matrix.category_of(domain);
    kinds_.push_back({category, matrix.bit(domain), points && view_.counts_everybody(category)});
  }
}

Sight Sights::step(std::string_view id, const Relation& relation) const {
  if (everything()) return Sight::write;
  const auto index = catalogue_.find(id);
  return index ? step(*index, relation) : Sight::none;
}

bool Sights::point(StepIndex about, std::string_view organisation, const Relation& relation) const {
  if (everything()) return true;
  if (step(about, relation) < Sight::flag) return false;
  Relation asked = relation;
  asked.concerned = view_.is_own(organisation);
  return view_.sight(Category::blocking, asked) >= Sight::read;
}

bool Sights::counts_everything() const {
  return everything() || std::ranges::all_of(kinds_, &Kind::counted);
}

bool Sights::goals(const Relation& relation) const {
  static constexpr std::array<std::string_view, 3> of_goals = {"housing", "employment", "schooling"};
  const partners::VisibilityMatrix& matrix = partners::visibility();
  return std::ranges::all_of(of_goals, [&](std::string_view domain) {
    return view_.sight(matrix.category_of(domain), relation, matrix.bit(domain)) >= Sight::flag;
  });
}

bool Sights::writes(std::string_view id, bool block, const Relation& relation) const {
  const Sight seen = step(id, relation);
  if (seen == Sight::write) return true;
  return block && seen >= Sight::flag && view_.sight(Category::blocking, relation) == Sight::write;
}

Standing Sights::shown(const Board& board, const Standing& standing, const Relation& relation) const {
  Standing seen = standing;
  std::erase_if(seen.blockers, [&](const Blocker& blocker) { return !point(board, blocker, relation); });
  seen.best_days = 0;
  seen.unlocks = false;
  for (const Blocker& blocker : seen.blockers) {
    const Gain& gain = blocker.with_count > 0 ? blocker.joint : blocker.gain;
    seen.best_days = std::max(seen.best_days, static_cast<std::int32_t>(gain.days));
    seen.unlocks = seen.unlocks || gain.unlocked > 0;
  }
  if (!goals(relation)) {
    seen.goals = 0;
    seen.goals_reached = 0;
    seen.expected = no_day;
  }
  return seen;
}

}  // namespace jalon::pathways
