// A plan made by humans, judged by the rules of the proposal: what makes it impossible, what it loses against
// the best plan, who would gain and who would lose by that plan.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "proposals/inputs.hpp"

namespace jalon::proposals {

struct PlanRow {
  std::string need;
  std::string place;  // "" = left out on purpose
};

/// A need that the best plan treats otherwise. Values 0 where it has no place.
struct Difference {
  std::string need;
  std::string planned;  // place, or ""
  std::string best;
  std::int64_t planned_value = 0;
  std::int64_t best_value = 0;
};

struct Judgement {
  std::vector<std::string> violations;  // French sentences without final point; empty = it can be carried out
  std::int64_t placed = 0;
  std::int64_t value = 0;
  std::int64_t best_placed = 0;
  std::int64_t best_value = 0;
  std::vector<Difference> would_gain;  // by the best plan, greatest gain first
  std::vector<Difference> would_lose;
};

/// Rows about one step. Needs that no row names are left out of the plan; rows about unknown needs or places
/// are not looked at. Locks are not part of it: a plan is what humans want.
Judgement judge_plan(const Inputs& inputs, std::string_view step, const std::vector<PlanRow>& plan);

/// The places of an answer as a plan.
struct Outcome;
std::vector<PlanRow> plan_of(const Inputs& inputs, const Outcome& outcome, std::string_view step);

/// What first come, first served would give: each need in turn, the longest wait first, then the draw, takes
/// the best place that still has room. Neither tiers nor reserves count.
std::vector<PlanRow> first_come_first_served(const Inputs& inputs, std::string_view step);

}  // namespace jalon::proposals
