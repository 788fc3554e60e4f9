// Several needs at once: one person waits for a module, childcare and a dwelling, and each is a candidate of
// its own in the problem. What binds them is said here, beside the problem:
//   person         candidates of the same person; two places that conflict (they overlap in time) are never
//                  given to the same person
//   requirement    an option, or any place, is usable only if another candidate is placed too: the module
//   with
//                  the childcare. Required both ways: the pair or neither. All members of a household
//                  required in a ring: together or not at all
//   resource       what else a place holds besides its capacity (children beside persons, ground floors), and
//                  what each candidate takes of it
// Each candidate still gets one place at most: one place per need.
//
// Objective, tiers, locks and answer are those of `propose`, every need counting as a candidate. Exact, by
// branch and cut on bundles (all that a person, or a group bound by requirements, may get at once), when
// `status` is `optimal`; else a plan with its bound. Bundles are priced by place and resource, all of them;
// those whose price leaves them no chance are never written down. Ties are left as they fall.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "allocation/allocation.hpp"

namespace jalon::allocation {

struct Requirement {
  Index candidate = none;
  Index place = none;   // none = wherever the candidate is placed
  Index needed = none;  // the candidate who must be placed too
};

struct Resource {
  std::string id;
  std::vector<std::int64_t> capacity;  // by place
  std::vector<std::int64_t> size;      // by candidate
};

struct Bonds {
  std::vector<Index> person;                       // by candidate, any numbers; empty = everybody their own
  std::vector<std::pair<Index, Index>> conflicts;  // pairs of places
  std::vector<Requirement> requirements;
  std::vector<Resource> resources;

  bool empty() const { return conflicts.empty() && requirements.empty() && resources.empty(); }
};

/// Marginal values are solves with one unit of capacity more and one fewer; those that time does not allow
/// are marked as not proven.
Proposal propose_bound(const Problem& problem, const Bonds& bonds, const Rules& rules);

/// What a plan breaks beyond what `check` finds.
enum class BondViolation : std::uint8_t { places_conflict, requirement_unmet, resource_exceeded };
struct BondBreach {
  BondViolation violation = BondViolation::places_conflict;
  Index candidate = none;  // none for resource_exceeded
  Index place = none;
};
std::vector<BondBreach> check_bonds(const Problem& problem, const Bonds& bonds,
                                    const std::vector<Index>& place_of);

}  // namespace jalon::allocation
