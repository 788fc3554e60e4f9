#include "allocation/bundle_program.hpp"

#include <coin/Cbc_C_Interface.h>

#include <map>
#include <memory>
#include <string>
#include <utility>

namespace jalon::allocation {
namespace {

struct Delete {
  void operator()(Cbc_Model* model) const { Cbc_deleteModel(model); }
};

struct Row {
  std::vector<int> columns;
  std::vector<double> factors;
  void add(std::size_t column, std::int64_t factor) {
    if (factor == 0) return;
    columns.push_back(static_cast<int>(column));
    factors.push_back(static_cast<double>(factor));
  }
};

void add_row(Cbc_Model* model, const Row& row, char sense, std::int64_t limit) {
  if (row.columns.empty() && sense == 'L') return;
  Cbc_addRow(model, "", static_cast<int>(row.columns.size()), row.columns.data(), row.factors.data(), sense,
             static_cast<double>(limit));
}

}  // namespace

BundleAnswer choose_bundles(const Parties& parties, const std::vector<BundleColumn>& columns,
                            const BundleGoal& goal, std::int64_t known, const std::vector<bool>& must,
                            double seconds) {
  BundleAnswer answer;
  if (columns.empty()) {
    answer.proven = true;
    return answer;
  }
  const std::unique_ptr<Cbc_Model, Delete> model(Cbc_newModel());
  Cbc_setObjSense(model.get(), -1);
  std::vector<Row> once(parties.count());
  std::map<std::pair<std::size_t, Index>, Row> used;  // by resource and place
  std::vector<Row> tiers(goal.placed.size());
  Row value;
  Row objective;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const BundleColumn& column = columns[k];
    Cbc_addCol(model.get(), "", 0, 1, static_cast<double>(goal.coefficient[k]), 1, 0, nullptr, nullptr);
    once[column.party].add(k, 1);
    std::map<std::pair<std::size_t, Index>, std::int64_t> takes;
    for (const Index row : column.rows) {
      for (std::size_t r = 0; r < parties.resources(); ++r)
        takes[{r, parties.problem().options.place[row]}] += parties.takes(r, row);
    }
    for (const auto& [at, size] : takes) used[at].add(k, size);
    for (std::size_t t = 0; t < tiers.size(); ++t) tiers[t].add(k, column.placed[t]);
    value.add(k, column.value);
    objective.add(k, goal.coefficient[k]);
  }
  for (std::size_t party = 0; party < once.size(); ++party)
    add_row(model.get(), once[party], must[party] ? 'E' : 'L', 1);
  for (const auto& [at, row] : used) add_row(model.get(), row, 'L', parties.capacity(at.first, at.second));
  for (std::size_t t = 0; t < tiers.size(); ++t) add_row(model.get(), tiers[t], 'G', goal.placed[t]);
  if (goal.keep_value) add_row(model.get(), value, 'G', goal.value);
  if (objective.columns.empty()) {
    answer.proven = known >= 0;
    if (known >= 0) return answer;
  } else {
    add_row(model.get(), objective, 'G', known + 1);
  }
  Cbc_setParameter(model.get(), "logLevel", "0");
  Cbc_setParameter(model.get(), "timeMode", "elapsed");
  Cbc_setParameter(model.get(), "seconds", std::to_string(seconds).c_str());
  Cbc_setParameter(model.get(), "ratioGap", "0");
  Cbc_setParameter(model.get(), "allowableGap", "0");
  Cbc_solve(model.get());
  if (Cbc_isProvenInfeasible(model.get()) != 0) {
    answer.proven = true;
    answer.bound = static_cast<double>(known);
    return answer;
  }
  answer.bound = Cbc_getBestPossibleObjValue(model.get());
  const double* solution = Cbc_getColSolution(model.get());
  if (solution == nullptr) return answer;
  std::map<std::pair<std::size_t, Index>, std::int64_t> taken;
  std::vector<int> bundles(parties.count(), 0);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    if (solution[k] < 0.5) continue;
    // A relaxation, or a solution beyond its tolerances, is no plan.
    if (solution[k] < 1 - 1e-4 || ++bundles[columns[k].party] > 1) return answer;
    answer.chosen.push_back(k);
    for (const Index row : columns[k].rows) {
      for (std::size_t r = 0; r < parties.resources(); ++r) {
        const Index p = parties.problem().options.place[row];
        std::int64_t& sum = taken[{r, p}];
        sum += parties.takes(r, row);
        if (sum > parties.capacity(r, p)) return answer;
      }
    }
  }
  for (std::size_t party = 0; party < must.size(); ++party) {
    if (must[party] && bundles[party] == 0) return answer;
  }
  answer.found = true;
  answer.proven = Cbc_isProvenOptimal(model.get()) != 0;
  return answer;
}

}  // namespace jalon::allocation
