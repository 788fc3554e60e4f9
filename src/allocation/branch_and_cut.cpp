#include "allocation/branch_and_cut.hpp"

#include <utility>

#include "allocation/cbc_program.hpp"

namespace jalon::allocation {
namespace {

using Row = CbcRow;
using Sense = CbcProgram::Sense;

class Model {
 public:
  Model(const Network& network, const IntegerProgram& program)
      : network_(network), coefficient_(program.coefficient) {
    std::vector<Row> places(network.places());
    std::vector<Row> second(network.second.size());
    std::vector<Row> tiers(program.placed.size());
    std::vector<Row> once(network.candidates());
    Row value;
    for (Index c = 0; c < network.candidates(); ++c) {
      const auto tier = static_cast<std::size_t>(network.tier[c]);
      for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
        const Index p = network.arcs[arc].place;
        if (network.size_of(arc) > network.capacity[p] || (!program.usable.empty() && !program.usable[arc]))
          continue;
        const std::size_t column = arc_of_column_.size();
        cbc_.add_column(program.coefficient[arc]);
        arc_of_column_.push_back(arc);
        candidate_.push_back(c);
        once[c].add(column, 1);
        places[p].add(column, network.size_of(arc));
        if (network.has_second()) second[p].add(column, network.takes[c]);
        if (tier < tiers.size()) tiers[tier].add(column, 1);
        value.add(column, network.value(arc));
      }
    }
    for (Index c = 0; c < network.candidates(); ++c) {
      const bool must = !program.must.empty() && program.must[c];
      if (must && once[c].empty()) impossible_ = true;
      cbc_.add_row(once[c], must ? Sense::equal : Sense::at_most, 1);
    }
    for (Index p = 0; p < network.places(); ++p) cbc_.add_row(places[p], Sense::at_most, network.capacity[p]);
    for (Index p = 0; p < second.size(); ++p) cbc_.add_row(second[p], Sense::at_most, network.second[p]);
    for (std::size_t k = 0; k < tiers.size(); ++k) keep(tiers[k], program.placed[k]);
    if (program.keep_value) keep(value, program.value);
  }

  IntegerAnswer solve(const std::vector<Index>& start, double seconds) {
    IntegerAnswer answer;
    answer.arc_of = start;
    if (arc_of_column_.empty() || impossible_) {
      answer.proven = true;
      return answer;
    }
    // Only what is better than the start is looked for: none to be found is the proof that it is the best. (A
    // start given as such makes Cbc 2.10 fail on programs of this shape.)
    std::int64_t known = 0;
    for (const Index arc : start) known += arc == none ? 0 : coefficient_[arc];
    Row objective;
    for (std::size_t k = 0; k < arc_of_column_.size(); ++k) {
      objective.add(k, coefficient_[arc_of_column_[k]]);
    }
    if (objective.empty()) {
      answer.proven = true;
      return answer;
    }
    keep(objective, known + 1);
    cbc_.solve(seconds);
    if (cbc_.proven_infeasible()) {
      answer.proven = true;
      answer.bound = static_cast<double>(known);
      return answer;
    }
    answer.proven = cbc_.proven_optimal();
    answer.bound = cbc_.bound();
    const double* solution = cbc_.solution();
    if (solution == nullptr) return answer;
    std::vector<Index> found(network_.candidates(), none);
    std::vector<std::int64_t> left = network_.capacity;
    std::vector<std::int64_t> second = network_.second;
    for (std::size_t k = 0; k < arc_of_column_.size(); ++k) {
      const auto choice = CbcProgram::choice(solution[k]);
      if (choice == CbcProgram::Choice::no) continue;
      const Index arc = arc_of_column_[k];
      if (choice == CbcProgram::Choice::neither || found[candidate_[k]] != none) return not_proven(answer);
      found[candidate_[k]] = arc;
      left[network_.arcs[arc].place] -= network_.size_of(arc);
      if (left[network_.arcs[arc].place] < 0) return not_proven(answer);
      if (second.empty()) continue;
      second[network_.arcs[arc].place] -= network_.takes[candidate_[k]];
      if (second[network_.arcs[arc].place] < 0) return not_proven(answer);
    }
    answer.arc_of = std::move(found);
    return answer;
  }

 private:
  static IntegerAnswer not_proven(IntegerAnswer answer) {
    answer.proven = false;
    return answer;
  }

  /// At least so much; what no column can bring is not asked.
  void keep(const Row& row, std::int64_t least) {
    if (!row.empty()) cbc_.add_row(row, Sense::at_least, least);
  }

  const Network& network_;
  const std::vector<std::int64_t>& coefficient_;
  CbcProgram cbc_;
  std::vector<Index> arc_of_column_;
  std::vector<Index> candidate_;
  bool impossible_ = false;  // somebody must be placed and can be nowhere
};

}  // namespace

IntegerAnswer solve_integer_program(const Network& network, const IntegerProgram& program,
                                    const std::vector<Index>& start, double seconds) {
  return Model(network, program).solve(start, seconds);
}

}  // namespace jalon::allocation
