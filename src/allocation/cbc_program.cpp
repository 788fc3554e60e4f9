#include "allocation/cbc_program.hpp"

#include <coin/Cbc_C_Interface.h>

#include <string>

namespace jalon::allocation {

struct CbcProgram::Model {
  Model() : cbc(Cbc_newModel()) { Cbc_setObjSense(cbc, -1); }
  ~Model() { Cbc_deleteModel(cbc); }
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  Cbc_Model* cbc;
};

CbcProgram::CbcProgram() : model_(std::make_unique<Model>()) {}
CbcProgram::~CbcProgram() = default;
CbcProgram::CbcProgram(CbcProgram&&) noexcept = default;
CbcProgram& CbcProgram::operator=(CbcProgram&&) noexcept = default;

void CbcProgram::add_column(std::int64_t coefficient) {
  Cbc_addCol(model_->cbc, "", 0, 1, static_cast<double>(coefficient), 1, 0, nullptr, nullptr);
}

void CbcProgram::add_row(const CbcRow& row, Sense sense, std::int64_t limit) {
  if (row.empty() && sense == Sense::at_most) return;
  Cbc_addRow(model_->cbc, "", static_cast<int>(row.columns.size()), row.columns.data(), row.factors.data(),
             static_cast<char>(sense), static_cast<double>(limit));
}

void CbcProgram::solve(double seconds) {
  Cbc_setParameter(model_->cbc, "logLevel", "0");
  Cbc_setParameter(model_->cbc, "timeMode", "elapsed");
  Cbc_setParameter(model_->cbc, "seconds", std::to_string(seconds).c_str());
  Cbc_setParameter(model_->cbc, "ratioGap", "0");
  Cbc_setParameter(model_->cbc, "allowableGap", "0");
  Cbc_solve(model_->cbc);
}

bool CbcProgram::proven_infeasible() const {
  return Cbc_isProvenInfeasible(model_->cbc) != 0;
}
bool CbcProgram::proven_optimal() const {
  return Cbc_isProvenOptimal(model_->cbc) != 0;
}
double CbcProgram::bound() const {
  return Cbc_getBestPossibleObjValue(model_->cbc);
}
const double* CbcProgram::solution() const {
  return Cbc_getColSolution(model_->cbc);
}

}  // namespace jalon::allocation
