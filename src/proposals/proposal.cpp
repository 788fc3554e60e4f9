#include "proposals/proposal.hpp"

#include <algorithm>

namespace jalon::proposals {

std::optional<DecisionKind> parse_decision(std::string_view word) {
  const auto found = std::ranges::find(decision_words, word);
  if (found == decision_words.end()) return std::nullopt;
  return static_cast<DecisionKind>(found - decision_words.begin());
}

const RefusalReason* find_refusal_reason(std::string_view word) {
  const auto found = std::ranges::find(refusal_reasons, word, &RefusalReason::word);
  return found == refusal_reasons.end() ? nullptr : &*found;
}

std::vector<Lock> locks_of(const std::vector<Decision>& decisions) {
  std::vector<Lock> locks;
  for (const Decision& decision : decisions) {
    const std::string need = decision.need();
    std::erase_if(locks, [&](const Lock& lock) { return lock.need == need && lock.place == decision.place; });
    switch (decision.kind) {
      case DecisionKind::proposed:
      case DecisionKind::accepted:
      case DecisionKind::keep:
        // A need has one place: the last one that somebody chose.
        std::erase_if(locks,
                      [&](const Lock& lock) { return lock.need == need && lock.kind == LockKind::keep; });
        locks.push_back({need, decision.place, LockKind::keep});
        break;
      case DecisionKind::refused:
      case DecisionKind::forbid:
        locks.push_back({need, decision.place, LockKind::forbid});
        break;
      case DecisionKind::freed:
        break;
    }
  }
  return locks;
}

const Decision* last_about(const std::vector<Decision>& decisions, std::string_view need,
                           std::string_view place) {
  const Decision* last = nullptr;
  for (const Decision& decision : decisions) {
    if (decision.place == place && decision.need() == need) last = &decision;
  }
  return last;
}

}  // namespace jalon::proposals
