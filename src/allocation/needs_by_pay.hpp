// Several needs with coverage first, asked as a value: placing one is paid so much, and the plan worth most,
// pay counted, is looked for in the ways that a value has (linear program, few bundles). A plan that places
// as many as can be at all and is worth most so is the best; else placing is paid more, in the end more than
// all values together can be. Whatever the pay, what bounds the paid value bounds the value of plans that
// place as many.
#pragma once

#include <functional>

#include "allocation/problem.hpp"
#include "allocation/several_needs.hpp"

namespace jalon::allocation {

/// Whether one tier only is to be placed first, and sums stay exact with a pay above all values; of many
/// options with one that is worth asking for.
bool can_be_paid(const Problem& problem);

/// `solve_value` proposes for the objective `value`; `problem` can be paid.
Proposal solve_by_pay(
    const Problem& problem, const Rules& rules,
    const std::function<Proposal(const Problem& paid, const Rules& for_value)>& solve_value);

}  // namespace jalon::allocation
