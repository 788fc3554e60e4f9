#include "allocation/branch_and_cut.hpp"

#include <coin/Cbc_C_Interface.h>

#include <cmath>
#include <memory>
#include <string>

namespace jalon::allocation {
namespace {

struct Delete {
  void operator()(Cbc_Model* model) const { Cbc_deleteModel(model); }
};

/// One row of the program: which columns, with which factors.
struct Row {
  std::vector<int> columns;
  std::vector<double> factors;
  void add(int column, double factor) {
    columns.push_back(column);
    factors.push_back(factor);
  }
};

class Model {
 public:
  Model(const Network& network, const IntegerProgram& program)
      : network_(network), coefficient_(program.coefficient), model_(Cbc_newModel()) {
    Cbc_setObjSense(model_.get(), -1);
    column_of_.assign(network.arcs.size(), -1);
    std::vector<Row> places(network.places());
    std::vector<Row> tiers(program.placed.size());
    std::vector<Row> once(network.candidates());
    Row value;
    for (Index c = 0; c < network.candidates(); ++c) {
      const auto tier = static_cast<std::size_t>(network.tier[c]);
      for (Index arc = network.first[c]; arc < network.first[c + 1]; ++arc) {
        const Index p = network.arcs[arc].place;
        if (network.size_of(arc) > network.capacity[p] || (!program.usable.empty() && !program.usable[arc]))
          continue;
        const int column = static_cast<int>(arc_of_column_.size());
        Cbc_addCol(model_.get(), "", 0, 1, static_cast<double>(program.coefficient[arc]), 1, 0, nullptr,
                   nullptr);
        column_of_[arc] = column;
        arc_of_column_.push_back(arc);
        candidate_.push_back(c);
        once[c].add(column, 1);
        places[p].add(column, static_cast<double>(network.size_of(arc)));
        if (tier < tiers.size()) tiers[tier].add(column, 1);
        value.add(column, static_cast<double>(network.value(arc)));
      }
    }
    for (const Row& row : once) add_row(row, 'L', 1);
    for (Index p = 0; p < network.places(); ++p)
      add_row(places[p], 'L', static_cast<double>(network.capacity[p]));
    for (std::size_t k = 0; k < tiers.size(); ++k)
      add_row(tiers[k], 'G', static_cast<double>(program.placed[k]));
    if (program.keep_value) add_row(value, 'G', static_cast<double>(program.value));
  }

  IntegerAnswer solve(const std::vector<Index>& start, double seconds) {
    IntegerAnswer answer;
    answer.arc_of = start;
    if (arc_of_column_.empty()) {
      answer.proven = true;
      return answer;
    }
    // Only what is better than the start is looked for: none to be found is the proof that it is the best. (A
    // start given as such makes Cbc 2.10 fail on programs of this shape.)
    std::int64_t known = 0;
    for (const Index arc : start) known += arc == none ? 0 : coefficient_[arc];
    Row objective;
    for (std::size_t k = 0; k < arc_of_column_.size(); ++k) {
      const std::int64_t factor = coefficient_[arc_of_column_[k]];
      if (factor != 0) objective.add(static_cast<int>(k), static_cast<double>(factor));
    }
    if (objective.columns.empty()) {
      answer.proven = true;
      return answer;
    }
    add_row(objective, 'G', static_cast<double>(known + 1));
    Cbc_setParameter(model_.get(), "logLevel", "0");
    Cbc_setParameter(model_.get(), "timeMode", "elapsed");
    Cbc_setParameter(model_.get(), "seconds", std::to_string(seconds).c_str());
    Cbc_setParameter(model_.get(), "ratioGap", "0");
    Cbc_setParameter(model_.get(), "allowableGap", "0");
    Cbc_solve(model_.get());
    if (Cbc_isProvenInfeasible(model_.get()) != 0) {
      answer.proven = true;
      answer.bound = static_cast<double>(known);
      return answer;
    }
    answer.proven = Cbc_isProvenOptimal(model_.get()) != 0;
    answer.bound = Cbc_getBestPossibleObjValue(model_.get());
    const double* solution = Cbc_getColSolution(model_.get());
    if (solution == nullptr) return answer;
    std::vector<Index> found(network_.candidates(), none);
    std::vector<std::int64_t> left = network_.capacity;
    for (std::size_t k = 0; k < arc_of_column_.size(); ++k) {
      const double share = solution[k];
      if (share < 0.5) continue;
      // A relaxation, or a solution beyond its tolerances, is no plan.
      const Index arc = arc_of_column_[k];
      if (share < 1 - 1e-4 || found[candidate_[k]] != none) return not_proven(answer);
      found[candidate_[k]] = arc;
      left[network_.arcs[arc].place] -= network_.size_of(arc);
      if (left[network_.arcs[arc].place] < 0) return not_proven(answer);
    }
    answer.arc_of = std::move(found);
    return answer;
  }

 private:
  static IntegerAnswer not_proven(IntegerAnswer answer) {
    answer.proven = false;
    return answer;
  }

  void add_row(const Row& row, char sense, double limit) {
    if (row.columns.empty()) return;
    Cbc_addRow(model_.get(), "", static_cast<int>(row.columns.size()), row.columns.data(), row.factors.data(),
               sense, limit);
  }

  const Network& network_;
  const std::vector<std::int64_t>& coefficient_;
  std::unique_ptr<Cbc_Model, Delete> model_;
  std::vector<int> column_of_;
  std::vector<Index> arc_of_column_;
  std::vector<Index> candidate_;
};

}  // namespace

IntegerAnswer solve_integer_program(const Network& network, const IntegerProgram& program,
                                    const std::vector<Index>& start, double seconds) {
  return Model(network, program).solve(start, seconds);
}

}  // namespace jalon::allocation
