#include "allocation/bundle_program.hpp"

#include <map>
#include <utility>

#include "allocation/cbc_program.hpp"

namespace jalon::allocation {
BundleAnswer choose_bundles(const Parties& parties, const std::vector<BundleColumn>& columns,
                            const BundleGoal& goal, std::int64_t known, const std::vector<bool>& must,
                            double seconds) {
  BundleAnswer answer;
  if (columns.empty()) {
    answer.proven = true;
    return answer;
  }
  using Row = CbcRow;
  using Sense = CbcProgram::Sense;
  CbcProgram program;
  std::vector<Row> once(parties.count());
  std::map<std::pair<std::size_t, Index>, Row> used;  // by resource and place
  std::vector<Row> tiers(goal.placed.size());
  Row value;
  Row objective;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const BundleColumn& column = columns[k];
    program.add_column(goal.coefficient[k]);
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
    program.add_row(once[party], must[party] ? Sense::equal : Sense::at_most, 1);
  for (const auto& [at, row] : used)
    program.add_row(row, Sense::at_most, parties.capacity(at.first, at.second));
  for (std::size_t t = 0; t < tiers.size(); ++t) program.add_row(tiers[t], Sense::at_least, goal.placed[t]);
  if (goal.keep_value) program.add_row(value, Sense::at_least, goal.value);
  if (objective.empty()) {
    answer.proven = known >= 0;
    if (known >= 0) return answer;
  } else {
    program.add_row(objective, Sense::at_least, known + 1);
  }
  program.solve(seconds);
  if (program.proven_infeasible()) {
    answer.proven = true;
    answer.bound = static_cast<double>(known);
    return answer;
  }
  answer.bound = program.bound();
  const double* solution = program.solution();
  if (solution == nullptr) return answer;
  std::map<std::pair<std::size_t, Index>, std::int64_t> taken;
  std::vector<int> bundles(parties.count(), 0);
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const auto choice = CbcProgram::choice(solution[k]);
    if (choice == CbcProgram::Choice::no) continue;
    if (choice == CbcProgram::Choice::neither || ++bundles[columns[k].party] > 1) return answer;
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
  answer.proven = program.proven_optimal();
  return answer;
}

}  // namespace jalon::allocation
