#include "pathways/first_lifts.hpp"

#include <algorithm>

namespace jalon::pathways {

StringMap<int> first_lifts(const Board& board, ShareBy by) {
  StringMap<int> people;
  Evaluator evaluator(board.catalogue_at(), &board.availability());
  BlockerFinder finder(evaluator);
  for (const Standing& standing : board.standings()) {
    const Pathway* pathway = standing.is_blocked() ? board.pathway(standing.person) : nullptr;
    if (pathway == nullptr) continue;
    const auto blockers = finder.find(evaluator.evaluate(pathway->view()));
    const LiftPlan plan = finder.plan();
    if (plan.count == 0) continue;
    const StepIndex first = plan.steps[0];
    switch (by) {
      case ShareBy::step:
        ++people[board.catalogue().step(first).id];
        break;
      case ShareBy::organisation:
        ++people[board.names().text(evaluator.owner(first))];
        break;
      case ShareBy::cause: {
        const auto point = std::ranges::find(blockers, first, &Blocker::step);
        if (point != blockers.end()) ++people[std::string(board.key(*point, by))];
        break;
      }
    }
  }
  return people;
}

}  // namespace jalon::pathways
