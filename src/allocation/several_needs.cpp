#include "allocation/several_needs.hpp"

#include <algorithm>
#include <utility>

#include "allocation/bound_parts.hpp"
#include "allocation/needs_solver.hpp"
#include "allocation/network.hpp"

namespace jalon::allocation {
namespace {

// Where tiers come first and their counts stay open, what values could add up to at most is asked at the end.
constexpr double share_of_bounds = 0.05;

/// Parts solved one after the other, each within its share of the time, and put together.
class BoundProposal {
 public:
  BoundProposal(const Problem& problem, const Bonds& bonds, const Rules& rules, const Locks& locks)
      : problem_(problem),
        rules_(rules),
        tiers_(tiers_of(problem)),
        parts_(split_by_bonds(problem, bonds, locks)) {}

  Proposal find() {
    whole_.place_of.assign(problem_.candidates.size(), none);
    whole_.reason.assign(problem_.candidates.size(), Reason::placed);
    whole_.placed.assign(tiers_.size(), 0);
    double work_left = 0;
    for (const BoundPart& part : parts_) work_left += work(part);
    const double for_bounds =
        rules_.seconds_left && coverage() && parts_.size() > 1 ? share_of_bounds * rules_.seconds_left() : 0;
    for (const BoundPart& part : parts_) {
      const double share = work(part) / std::max(1.0, work_left);
      const double kept =
          rules_.seconds_left ? for_bounds + (rules_.seconds_left() - for_bounds) * (1 - share) : 0;
      answers_.push_back(solve(part.problem, part.bonds, kept));
      work_left -= work(part);
      if (answers_.back().status == Status::infeasible) return infeasible();
    }
    for (std::size_t k = 0; k < parts_.size(); ++k) add(parts_[k], answers_[k]);
    add_bounds();
    if (rules_.marginals) add_marginals();
    return std::move(whole_);
  }

 private:
  /// What a part takes of the time, beside the others.
  static double work(const BoundPart& part) {
    return part.sized || !part.bonds.empty() ? static_cast<double>(part.problem.options.count()) : 0;
  }

  /// Without marginal values, and with so many seconds kept for others.
  Proposal solve(const Problem& problem, const Bonds& bonds, double kept) const {
    Rules quiet = rules_;
    quiet.marginals = false;
    if (rules_.seconds_left) quiet.seconds_left = [this, kept] { return rules_.seconds_left() - kept; };
    return bonds.empty() ? propose(problem, quiet) : solve_bound(problem, bonds, quiet, read_locks(problem));
  }

  Proposal infeasible() const {
    Proposal none_stands;
    none_stands.status = Status::infeasible;
    none_stands.place_of.clear();
    none_stands.placed.assign(tiers_.size(), 0);
    none_stands.unplaced = static_cast<std::int64_t>(problem_.candidates.size());
    none_stands.conflicts.push_back({Conflict::keep_against_bonds, none, none});
    return none_stands;
  }

  /// Counts by the tiers of a part, as counts by the tiers of the whole.
  std::vector<std::int64_t> by_tiers_of_whole(const BoundPart& part,
                                              const std::vector<std::int64_t>& placed) const {
    std::vector<std::int64_t> sums(tiers_.size(), 0);
    const std::vector<std::int32_t> own = tiers_of(part.problem);
    for (std::size_t k = 0; k < placed.size(); ++k) {
      const auto at = std::lower_bound(tiers_.begin(), tiers_.end(), own[k]) - tiers_.begin();
      sums[static_cast<std::size_t>(at)] += placed[k];
    }
    return sums;
  }

  void add(const BoundPart& part, const Proposal& answer) {
    for (std::size_t k = 0; k < part.candidate.size(); ++k) {
      const Index p = answer.place_of[k];
      whole_.place_of[part.candidate[k]] = p == none ? none : part.place[p];
      whole_.reason[part.candidate[k]] = answer.reason[k];
      if (p == none) ++whole_.unplaced;
    }
    const std::vector<std::int64_t> placed = by_tiers_of_whole(part, answer.placed);
    for (std::size_t k = 0; k < placed.size(); ++k) whole_.placed[k] += placed[k];
    whole_.value += answer.value;
    if (answer.status != Status::optimal) whole_.status = Status::feasible;
  }

  bool coverage() const { return rules_.objective == Objective::coverage_then_value; }

  /// The bound of a part holds for plans that place as many in it. A plan of the whole may place more in
  /// another part, where that is not ruled out, and fewer in this one.
  void add_bounds() {
    std::size_t open = 0;
    for (const Proposal& answer : answers_) open += counts_open(answer) ? 1 : 0;
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      const bool others_open = open > (counts_open(answers_[k]) ? 1U : 0U);
      const Problem& problem = parts_[k].problem;
      whole_.bound +=
          others_open ? most_value(problem, parts_[k].bonds, rules_, read_locks(problem)) : answers_[k].bound;
    }
  }

  bool counts_open(const Proposal& answer) const {
    return coverage() && answer.status != Status::optimal && answer.placed_bound != answer.placed;
  }

  /// A unit more or fewer changes the part that its place is in, and no other.
  void add_marginals() {
    whole_.marginal.resize(problem_.places.size());
    for (std::size_t k = 0; k < parts_.size(); ++k) {
      for (Marginal& marginal : parts_[k].bonds.empty() ? by_engine(k) : by_other_optima(k)) {
        marginal.place = parts_[k].place[marginal.place];
        marginal.placed = by_tiers_of_whole(parts_[k], marginal.placed);
        if (marginal.fewer) marginal.fewer->placed = by_tiers_of_whole(parts_[k], marginal.fewer->placed);
        const Index p = marginal.place;
        whole_.marginal[p] = std::move(marginal);
      }
    }
  }

  std::vector<Marginal> by_engine(std::size_t k) const {
    return propose_from(parts_[k].problem, rules_, answers_[k].place_of).marginal;
  }

  std::vector<Marginal> by_other_optima(std::size_t k) const {
    const Problem& problem = parts_[k].problem;
    const Proposal& proposal = answers_[k];
    const Locks locks = read_locks(problem);
    Problem other = problem;
    const auto difference = [&](Index p, std::int64_t more) {
      Difference result;
      result.placed.assign(proposal.placed.size(), 0);
      result.proven = false;
      if (proposal.status != Status::optimal || (rules_.seconds_left && rules_.seconds_left() <= 0))
        return result;
      other.places[p].capacity += more;
      const Proposal then = solve(other, parts_[k].bonds, 0);
      other.places[p].capacity -= more;
      result.proven = then.status == Status::optimal;
      for (std::size_t t = 0; result.proven && t < result.placed.size(); ++t)
        result.placed[t] = then.placed[t] - proposal.placed[t];
      if (result.proven) result.value = then.value - proposal.value;
      return result;
    };
    std::vector<std::int64_t> left(problem.places.size());
    for (Index p = 0; p < problem.places.size(); ++p) left[p] = problem.places[p].capacity;
    for (Index c = 0; c < problem.candidates.size(); ++c) {
      const Index p = locks.kept_at[c];
      if (p != none) left[p] -= problem.size_of(c, problem.option_row(c, p));
    }
    std::vector<Marginal> marginals;
    for (Index p = 0; p < problem.places.size(); ++p) {
      Difference more = difference(p, 1);
      marginals.push_back({p, std::move(more.placed), more.value, more.proven, std::nullopt});
      if (left[p] > 0) marginals.back().fewer = difference(p, -1);
    }
    return marginals;
  }

  const Problem& problem_;
  const Rules& rules_;
  std::vector<std::int32_t> tiers_;
  std::vector<BoundPart> parts_;
  std::vector<Proposal> answers_;
  Proposal whole_;
};

}  // namespace

Proposal propose_bound(const Problem& problem, const Bonds& bonds, const Rules& rules) {
  const Locks locks = read_locks(problem);
  if (bonds.empty() || !locks.conflicts.empty()) {
    Rules quiet = rules;
    quiet.marginals = false;
    return propose(problem, quiet);
  }
  return BoundProposal(problem, bonds, rules, locks).find();
}

}  // namespace jalon::allocation
