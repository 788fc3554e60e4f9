#include "allocation/cbc_program.hpp"

#include <coin/Cbc_C_Interface.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cfloat>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace jalon::allocation {

namespace {

/// Cbc asks where it runs, and where that folder has been removed it asks for ever, with twice the memory
/// each time.
bool runs_somewhere() {
  std::array<char, 4096> here{};
  return getcwd(here.data(), here.size()) != nullptr || errno == ERANGE;
}

}  // namespace

/// Gathered and handed over whole: Cbc takes rows one by one, each at the cost of all columns.
struct CbcProgram::Model {
  Model() : cbc(runs_somewhere() ? Cbc_newModel() : nullptr) {}
  ~Model() {
    if (cbc != nullptr) Cbc_deleteModel(cbc);
  }
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  void load() {
    const std::size_t columns = objective.size();
    // Rows by column, as Cbc wants them.
    std::vector<CoinBigIndex> start(columns + 1, 0);
    for (const CbcRow& row : rows) {
      for (const int column : row.columns) ++start[static_cast<std::size_t>(column) + 1];
    }
    for (std::size_t k = 0; k < columns; ++k) start[k + 1] += start[k];
    std::vector<int> index(static_cast<std::size_t>(start[columns]));
    std::vector<double> factor(index.size());
    std::vector<CoinBigIndex> next(start.begin(), start.end() - 1);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t k = 0; k < rows[r].columns.size(); ++k) {
        const auto at = static_cast<std::size_t>(next[static_cast<std::size_t>(rows[r].columns[k])]++);
        index[at] = static_cast<int>(r);
        factor[at] = rows[r].factors[k];
      }
    }
    const std::vector<double> none(columns, 0);
    const std::vector<double> all(columns, 1);
    Cbc_loadProblem(cbc, static_cast<int>(columns), static_cast<int>(rows.size()), start.data(), index.data(),
                    factor.data(), none.data(), all.data(), objective.data(), least.data(), most.data());
    Cbc_setObjSense(cbc, -1);
    for (std::size_t k = 0; k < columns; ++k) Cbc_setInteger(cbc, static_cast<int>(k));
  }

  Cbc_Model* cbc;  // nullptr: nothing is solved
  std::vector<double> objective;
  std::vector<CbcRow> rows;
  std::vector<double> least;
  std::vector<double> most;
};

CbcProgram::CbcProgram() : model_(std::make_unique<Model>()) {}
CbcProgram::~CbcProgram() = default;
CbcProgram::CbcProgram(CbcProgram&&) noexcept = default;
CbcProgram& CbcProgram::operator=(CbcProgram&&) noexcept = default;

void CbcProgram::add_column(std::int64_t coefficient) {
  model_->objective.push_back(static_cast<double>(coefficient));
}

void CbcProgram::add_row(CbcRow row, Sense sense, std::int64_t limit) {
  if (row.empty() && sense == Sense::at_most) return;
  model_->rows.push_back(std::move(row));
  model_->least.push_back(sense == Sense::at_most ? -DBL_MAX : static_cast<double>(limit));
  model_->most.push_back(sense == Sense::at_least ? DBL_MAX : static_cast<double>(limit));
}

void CbcProgram::solve(double seconds) {
  if (model_->cbc == nullptr) return;
  model_->load();
  Cbc_setParameter(model_->cbc, "logLevel", "0");
  Cbc_setParameter(model_->cbc, "timeMode", "elapsed");
  Cbc_setParameter(model_->cbc, "seconds", std::to_string(seconds).c_str());
  Cbc_setParameter(model_->cbc, "ratioGap", "0");
  Cbc_setParameter(model_->cbc, "allowableGap", "0");
  Cbc_solve(model_->cbc);
}

bool CbcProgram::proven_infeasible() const {
  return model_->cbc != nullptr && Cbc_isProvenInfeasible(model_->cbc) != 0;
}
bool CbcProgram::proven_optimal() const {
  return model_->cbc != nullptr && Cbc_isProvenOptimal(model_->cbc) != 0;
}
double CbcProgram::bound() const {
  return model_->cbc == nullptr ? std::numeric_limits<double>::infinity()
                                : Cbc_getBestPossibleObjValue(model_->cbc);
}
const double* CbcProgram::solution() const {
  return model_->cbc == nullptr ? nullptr : Cbc_getColSolution(model_->cbc);
}

}  // namespace jalon::allocation
