// An integer program of yes-or-no columns, maximised by COIN-OR's branch and cut (Cbc, EPL-2.0): the only
// file that knows its library. What it answers is to be checked by the caller: a relaxation, or a solution
// beyond its tolerances, is no plan.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace jalon::allocation {

/// One row: which columns, with which factors.
struct CbcRow {
  std::vector<int> columns;
  std::vector<double> factors;

  void add(std::size_t column, std::int64_t factor) {
    if (factor == 0) return;
    columns.push_back(static_cast<int>(column));
    factors.push_back(static_cast<double>(factor));
  }
  bool empty() const { return columns.empty(); }
};

class CbcProgram {
 public:
  enum class Sense : char { at_most = 'L', at_least = 'G', equal = 'E' };

  CbcProgram();
  ~CbcProgram();
  CbcProgram(CbcProgram&&) noexcept;
  CbcProgram& operator=(CbcProgram&&) noexcept;

  /// Numbered from 0 in the order in which they come.
  void add_column(std::int64_t coefficient);
  /// A row without columns that says `at_most` says nothing, and is left out.
  void add_row(CbcRow row, Sense sense, std::int64_t limit);

  /// To the last unit, or for about so many seconds. Where the folder that the process runs in has been
  /// removed, nothing is solved: nothing proven, no solution, no bound.
  void solve(double seconds);
  bool proven_infeasible() const;
  bool proven_optimal() const;
  /// No solution has a greater sum.
  double bound() const;
  /// By column; nullptr when nothing was found.
  const double* solution() const;
  /// Read as a choice: no, yes, or neither of them.
  enum class Choice : std::uint8_t { no, yes, neither };
  static Choice choice(double share) {
    if (share < 0.5) return Choice::no;
    return share < 1 - 1e-4 ? Choice::neither : Choice::yes;
  }

 private:
  struct Model;
  std::unique_ptr<Model> model_;
};

}  // namespace jalon::allocation
