#include "allocation/cbc_program.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace jalon::allocation {
namespace {

/// One of two columns, worth 3 and 5. 0: the second; 1: something else; 2: nothing; 3: nothing, said to be
/// proven.
int solve_two_columns() {
  CbcProgram program;
  program.add_column(3);
  program.add_column(5);
  CbcRow one;
  one.add(0, 1);
  one.add(1, 1);
  program.add_row(one, CbcProgram::Sense::at_most, 1);
  program.solve(10);
  if (program.solution() == nullptr) return program.proven_optimal() || program.proven_infeasible() ? 3 : 2;
  return program.proven_optimal() && program.solution()[1] > 0.5 ? 0 : 1;
}

TEST(CbcProgram, TakesTheBestOfTwo) {
  EXPECT_EQ(solve_two_columns(), 0);
}

TEST(CbcProgram, NothingIsSolvedWhereTheFolderThatWeRunInWasRemoved) {
  const auto from_nowhere = [] {
#ifndef __SANITIZE_ADDRESS__                                // which keeps more addresses than that for itself
    const rlimit memory{rlim_t{1} << 32, rlim_t{1} << 32};  // it would take all there is
    setrlimit(RLIMIT_AS, &memory);
#endif
    std::array<char, 24> folder{"/tmp/jalon-gone-XXXXXX"};
    if (mkdtemp(folder.data()) == nullptr || chdir(folder.data()) != 0 || rmdir(folder.data()) != 0)
      std::exit(9);
    std::exit(solve_two_columns());
  };
  EXPECT_EXIT(from_nowhere(), testing::ExitedWithCode(2), "");
}

}  // namespace
}  // namespace jalon::allocation
