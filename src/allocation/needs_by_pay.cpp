#include "allocation/needs_by_pay.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace jalon::allocation {
namespace {

constexpr double largest_sum = 1e12;  // beyond, the integer solver's tolerances are not exact any more

std::int64_t greatest_value(const Problem& problem) {
  std::int64_t most = 1;
  for (std::size_t row = 0; row < problem.options.count(); ++row)
    most = std::max(most, std::abs(problem.options.value[row]));
  return most;
}

/// More than what all values together can be: nobody is left out for them. Cut where no sum could be exact.
std::int64_t above_all_values(const Problem& problem) {
  std::int64_t sum = 1;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    std::int64_t most = 0;
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row)
      most = std::max(most, std::abs(problem.options.value[row]));
    sum = std::min(sum + 2 * most, std::int64_t{1} << 50);
  }
  return sum;
}

/// The most that placing one can be paid, sums staying exact.
std::int64_t largest_pay(const Problem& problem) {
  const auto rows = static_cast<double>(std::max<std::size_t>(1, problem.options.count()));
  const double most = std::floor(0.99 * largest_sum / rows) - static_cast<double>(greatest_value(problem));
  return static_cast<std::int64_t>(std::max(0.0, most));
}

std::int64_t first_pay(const Problem& problem) {
  return 4 * greatest_value(problem);
}

/// No plan places more: everybody with an option, or as many as the smallest of each place would be.
std::int64_t most_served(const Problem& problem) {
  std::vector<std::int64_t> eligible(problem.places.size(), 0);
  std::vector<std::int64_t> least(problem.places.size(), std::numeric_limits<std::int64_t>::max());
  std::int64_t with_option = 0;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    with_option += problem.options.begin(c) != problem.options.end(c) ? 1 : 0;
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      const Index p = problem.options.place[row];
      ++eligible[p];
      least[p] = std::min(least[p], problem.size_of(c, row));
    }
  }
  std::int64_t room = 0;
  for (Index p = 0; p < problem.places.size(); ++p) {
    if (eligible[p] == 0) continue;
    room += least[p] <= 0 ? eligible[p] : std::min(eligible[p], problem.places[p].capacity / least[p]);
  }
  return std::min(with_option, room);
}

Problem paid_problem(const Problem& problem, std::int64_t pay) {
  Problem paid = problem;
  Values values;
  for (std::size_t row = 0; row < problem.options.count(); ++row)
    values.push_back(problem.options.value[row] + pay);
  paid.options.value = std::move(values);
  return paid;
}

std::int64_t count(const Proposal& proposal) {
  return proposal.placed.empty() ? 0 : proposal.placed.front();
}

}  // namespace

bool can_be_paid(const Problem& problem) {
  constexpr std::size_t many_options = 60'000;  // of so many, what is proven otherwise is nothing
  if (tiers_of(problem).size() > 1) return false;
  const std::int64_t largest = largest_pay(problem);
  return largest >= above_all_values(problem) ||
         (problem.options.count() > many_options && largest >= first_pay(problem));
}

Proposal solve_by_pay(
    const Problem& problem, const Rules& rules,
    const std::function<Proposal(const Problem& paid, const Rules& for_value)>& solve_value) {
  const std::int64_t above_all = above_all_values(problem);
  const std::int64_t most_pay = std::min(above_all, largest_pay(problem));
  const std::int64_t most = most_served(problem);
  Proposal best;
  bool any = false;
  std::vector<std::pair<std::int64_t, std::int64_t>> bounds;  // of the paid value, and the pay
  const auto bound_now = [&] {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const auto& [bound, pay] : bounds) least = std::min(least, bound - pay * count(best));
    return std::max(best.value, least);
  };
  for (std::int64_t pay = std::min(most_pay, first_pay(problem));; pay = std::min(most_pay, 16 * pay)) {
    Rules for_value = rules;
    for_value.objective = Objective::value;
    const bool last = pay == most_pay;
    const double rest = rules.seconds_left && !last ? rules.seconds_left() / 3 : 0;
    if (rules.seconds_left) for_value.seconds_left = [&rules, rest] { return rules.seconds_left() - rest; };
    Proposal found = solve_value(paid_problem(problem, pay), for_value);
    if (found.status == Status::infeasible) return found;
    bounds.emplace_back(found.bound, pay);
    found.value -= pay * count(found);
    const bool proven = found.status == Status::optimal && (pay == above_all || count(found) == most);
    if (!any || proven || count(found) > count(best) ||
        (count(found) == count(best) && found.value > best.value)) {
      best = std::move(found);
      any = true;
    }
    best.status = proven ? Status::optimal : Status::feasible;
    // Where none can be placed beside these, only the value is open.
    if (count(best) == most) best.placed_bound = best.placed;
    if (proven || last || (rules.seconds_left && rules.seconds_left() <= 0)) break;
  }
  best.bound = best.status == Status::optimal ? best.value : bound_now();
  return best;
}

}  // namespace jalon::allocation
