#include "pathways/sights_actions.hpp"

#include <algorithm>
#include <array>

namespace jalon::pathways {

using partners::Category;
using partners::Sight;

Sights::Sights(partners::View view, const Catalogue& catalogue)
    : view_(std::move(view)), catalogue_(catalogue) {
  for (const bool follows : {false, true}) {
    std::vector<Sight>& sights = steps_[follows ? 1 : 0];
    sights.reserve(catalogue.size());
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
      const auto& step = catalogue.step(static_cast<StepIndex>(i));
      sights.push_back(view_.sight(partners::visibility().category_of(step.domain), {follows, false}));
    }
  }
}

Sight Sights::step(std::string_view id, bool follows) const {
  if (everything()) return Sight::write;
  const auto index = catalogue_.find(id);
  return index ? step(*index, follows) : Sight::none;
}

bool Sights::point(StepIndex about, std::string_view organisation, bool follows) const {
  if (everything()) return true;
  if (step(about, follows) < Sight::flag) return false;
  return view_.sight(Category::blocking, {follows, view_.is_own(organisation)}) >= Sight::read;
}

bool Sights::goals(bool follows) const {
  return std::ranges::all_of(
      std::array{Category::accommodation, Category::employment, Category::schooling},
      [&](Category category) { return view_.sight(category, {follows, false}) >= Sight::flag; });
}

bool Sights::writes(std::string_view id, bool block, bool follows) const {
  const Sight seen = step(id, follows);
  if (seen == Sight::write) return true;
  return block && seen >= Sight::flag && view_.sight(Category::blocking, {follows, false}) == Sight::write;
}

Standing Sights::shown(const Board& board, const Standing& standing, bool follows) const {
  Standing seen = standing;
  std::erase_if(seen.blockers, [&](const Blocker& blocker) { return !point(board, blocker, follows); });
  seen.best_days = 0;
  seen.unlocks = false;
  for (const Blocker& blocker : seen.blockers) {
    const Gain& gain = blocker.with_count > 0 ? blocker.joint : blocker.gain;
    seen.best_days = std::max(seen.best_days, static_cast<std::int32_t>(gain.days));
    seen.unlocks = seen.unlocks || gain.unlocked > 0;
  }
  if (!goals(follows)) {
    seen.goals = 0;
    seen.goals_reached = 0;
    seen.expected = no_day;
  }
  return seen;
}

}  // namespace jalon::pathways
