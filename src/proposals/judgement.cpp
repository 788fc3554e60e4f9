#include "proposals/judgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "allocation/dominance.hpp"
#include "allocation/network.hpp"
#include "base/text.hpp"
#include "proposals/outcome.hpp"
#include "proposals/step_problem.hpp"

namespace jalon::proposals {
namespace {

using allocation::Index;
using allocation::none;

std::string told(const allocation::Breach& breach, const StepProblem& made) {
  const std::string place = breach.place == none ? "" : place_name(*made.offers[breach.place]);
  switch (breach.violation) {
    case allocation::Violation::candidate_twice:
      return "une même demande est placée deux fois";
    case allocation::Violation::over_capacity:
      return fmt::format("{}\u00a0: plus de personnes que de places libres ({})", place,
                         french_number(made.offers[breach.place]->seats));
    case allocation::Violation::keep_broken:
    case allocation::Violation::forbid_broken:
      return "un verrou n’est pas respecté à " + place;
    case allocation::Violation::not_eligible: {
      const Need& need = *made.needs[breach.candidate];
      const auto closed = std::ranges::find(need.closed, made.offers[breach.place]->place, &Closed::place);
      std::string why;
      if (closed != need.closed.end()) {
        for (const std::string& reason : closed->reasons) why += (why.empty() ? "\u00a0: " : ", ") + reason;
      }
      return fmt::format("une demande est placée à {} sans en remplir les conditions{}", place, why);
    }
  }
  return "";
}

std::int64_t value_of(const Need& need, std::string_view place) {
  const Choice* choice = place.empty() ? nullptr : need.choice(place);
  return choice == nullptr ? 0 : choice->value;
}

}  // namespace

Judgement judge_plan(const Inputs& inputs, std::string_view step, const std::vector<PlanRow>& plan) {
  Inputs open = inputs;  // what humans choose is not held by a reserve
  for (Offer& offer : open.offers) offer.reserve = {};
  const StepProblem made = problem_of(open, step, {});
  std::vector<allocation::PlanRow> rows;
  std::vector<Index> wanted;
  std::map<std::string, std::string> planned;
  for (const PlanRow& row : plan) {
    const Index candidate = made.candidate(row.need);
    const Index place = row.place.empty() ? none : made.place(row.place);
    if (candidate == none || (place == none && !row.place.empty())) continue;
    rows.push_back({candidate, place});
    wanted.push_back(candidate);
    planned[row.need] = row.place;
  }
  allocation::Reduced reduced = allocation::reduce(made.problem, made.rules, 0, wanted);
  std::vector<allocation::PlanRow> reduced_rows = rows;
  for (allocation::PlanRow& row : reduced_rows) row.candidate = reduced.position[row.candidate];
  const allocation::Verdict verdict = allocation::check(reduced.problem, made.rules, reduced_rows);

  Judgement judgement;
  for (allocation::Breach breach : verdict.breaches) {
    if (breach.candidate != none) breach.candidate = reduced.original[breach.candidate];
    judgement.violations.push_back(told(breach, made));
  }
  judgement.value = verdict.value;
  for (const std::int64_t count : verdict.placed) judgement.placed += count;
  judgement.best_value = verdict.optimum.value;
  for (const std::int64_t count : verdict.optimum.placed) judgement.best_placed += count;
  for (Index c = 0; c < made.needs.size(); ++c) {
    const Need& need = *made.needs[c];
    const Index position = reduced.position[c];
    const Index best = position == none ? none : verdict.optimum.place_of[position];
    Difference one;
    one.need = need.key;
    if (const auto found = planned.find(need.key); found != planned.end()) one.planned = found->second;
    if (best != none) one.best = made.offers[best]->place;
    one.planned_value = value_of(need, one.planned);
    one.best_value = value_of(need, one.best);
    const auto rank = [](const std::string& place, std::int64_t value) {
      return std::pair(!place.empty(), value);
    };
    const auto as_planned = rank(one.planned, one.planned_value);
    const auto at_best = rank(one.best, one.best_value);
    if (at_best > as_planned) judgement.would_gain.push_back(one);
    if (at_best < as_planned) judgement.would_lose.push_back(one);
  }
  const auto by_gain = [](const Difference& one) {
    return std::pair(one.planned_value - one.best_value, std::string_view(one.need));
  };
  std::ranges::sort(judgement.would_gain, {}, by_gain);
  std::ranges::sort(judgement.would_lose, std::ranges::greater{}, by_gain);
  return judgement;
}

std::vector<PlanRow> plan_of(const Inputs& inputs, const Outcome& outcome, std::string_view step) {
  std::vector<PlanRow> plan;
  for (const Line& line : outcome.lines) {
    const Need* need = inputs.need(line.need);
    if (need != nullptr && need->step == step && !line.place.empty()) plan.push_back({line.need, line.place});
  }
  return plan;
}

std::vector<PlanRow> first_come_first_served(const Inputs& inputs, std::string_view step) {
  std::vector<const Need*> queue;
  for (const Need& need : inputs.needs) {
    if (need.step == step) queue.push_back(&need);
  }
  std::ranges::sort(queue, {}, [&](const Need* need) {
    return std::tuple(need->since.value_or(Date()), allocation::draw(inputs.seed, need->key),
                      std::string_view(need->key));
  });
  std::map<std::string_view, std::int64_t> room;
  for (const Offer& offer : inputs.offers) room[offer.place] = offer.seats;
  std::vector<PlanRow> plan;
  for (const Need* need : queue) {
    const Choice* best = nullptr;
    for (const Choice& choice : need->choices) {
      if (room[choice.place] >= need->size && (best == nullptr || choice.value > best->value)) best = &choice;
    }
    if (best == nullptr) continue;
    room[best->place] -= need->size;
    plan.push_back({need->key, best->place});
  }
  return plan;
}

}  // namespace jalon::proposals
