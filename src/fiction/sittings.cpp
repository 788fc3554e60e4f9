#include "fiction/sittings.hpp"

#include <algorithm>

namespace jalon::fiction {
namespace {

constexpr int last_entry_before_end = 45;  // nobody enters a rolling session for its last weeks

bool admits(const Sessions& sessions, const Applicant& applicant, Date on) {
  const int age = age_at(applicant.birth, on);
  if (sessions.min_age && age < *sessions.min_age) return false;
  if (sessions.max_age && age > *sessions.max_age) return false;
  if (!sessions.min_french.empty() && applicant.level < level_of(sessions.min_french)) return false;
  return sessions.max_french.empty() || applicant.level <= level_of(sessions.max_french);
}

}  // namespace

void Sittings::add(StepIndex step, Sitting sitting) {
  auto& sittings = by_step_[step];
  const auto at = std::upper_bound(sittings.begin(), sittings.end(), sitting.start,
                                   [](Date start, const Sitting& other) { return start < other.start; });
  sittings.insert(at, sitting);
}

std::optional<Sittings::Seat> Sittings::take(StepIndex step, const Applicant& applicant, Date from,
                                             Date until, bool coming, int share) {
  auto& sittings = by_step_[step];
  for (std::size_t i = 0; i < sittings.size(); ++i) {
    Sitting& sitting = sittings[i];
    const bool later = sitting.start > until;
    if (later != coming) continue;
    if (sitting.used >= (coming ? sitting.capacity * share / 100 : sitting.capacity)) continue;
    Date entry = sitting.start;
    if (sitting.sessions->rolling && from > entry) {
      if (from > sitting.end - last_entry_before_end) continue;
      entry = from;
    }
    if (entry < from || (!coming && entry > until)) continue;
    if (!admits(*sitting.sessions, applicant, entry)) continue;
    ++sitting.used;
    return Seat{step, i, entry};
  }
  return std::nullopt;
}

}  // namespace jalon::fiction
