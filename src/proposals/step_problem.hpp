// The inputs of one step as a problem of the allocation engine, and the way back.
#pragma once

#include <string>
#include <vector>

#include "allocation/allocation.hpp"
#include "proposals/inputs.hpp"

namespace jalon::proposals {

struct StepProblem {
  allocation::Problem problem;
  allocation::Rules rules;
  std::vector<const Offer*> offers;  // by place of the problem
  std::vector<const Need*> needs;    // by candidate
  std::vector<Lock> locks;           // those of this step, in the order of problem.locks

  allocation::Index place(std::string_view id) const;
  allocation::Index candidate(std::string_view key) const;
  bool unit_demand() const;
};

/// Choices below the floor of a reserve are left out, unless a lock keeps them.
StepProblem problem_of(const Inputs& inputs, std::string_view step, const std::vector<Lock>& locks);

/// The value below the floor of what is kept for those who will come.
bool is_reserved(const Offer& offer, const Choice& choice);

}  // namespace jalon::proposals
