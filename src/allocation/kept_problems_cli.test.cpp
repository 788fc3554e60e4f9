// Every problem of tests/fixtures/allocation/kept is solved again, by both objectives, and held against
// trying all plans; then one unit more in each place, and the plan through `check`.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <tuple>

#include "allocation/allocation.hpp"
#include "allocation/kept_problems.hpp"
#include "allocation/network.hpp"
#include "allocation/plain_solver.hpp"
#include "allocation/problem_files_cli.hpp"
#include "allocation/random_problems.hpp"

namespace jalon::allocation {
namespace {

std::set<std::string> folders() {
  std::set<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(testing::kept_problems)) {
    if (entry.is_directory()) all.insert(entry.path().string());
  }
  return all;
}

Worth best_of(const Problem& problem, Objective objective) {
  const Network network = make_network(problem, read_locks(problem), 0);
  const bool all_plans = network.candidates() <= 9;
  return worth_of(network,
                  all_plans ? search_all_plans(network, objective) : solve_plainly(network, objective));
}

TEST(KeptProblems, AreStillSolvedExactly) {
  ASSERT_FALSE(folders().empty());
  for (const std::string& folder : folders()) {
    auto files = read_problem(folder);
    ASSERT_TRUE(files) << folder;
    Problem& problem = files->problem;
    for (const Objective objective : {Objective::coverage_then_value, Objective::value}) {
      Rules rules;
      rules.objective = objective;
      const Worth best = best_of(problem, objective);
      const Proposal proposal = propose(problem, rules);
      ASSERT_EQ(proposal.status, Status::optimal) << folder;
      EXPECT_EQ(proposal.placed, best.placed) << folder;
      EXPECT_EQ(proposal.value, best.value) << folder;
      std::vector<PlanRow> plan;
      for (Index c = 0; c < problem.candidates.size(); ++c) plan.push_back({c, proposal.place_of[c]});
      const Verdict judged = check(problem, rules, plan);
      EXPECT_TRUE(judged.breaches.empty()) << folder;
      EXPECT_EQ(judged.value, best.value) << folder;
      for (const Marginal& marginal : proposal.marginal) {
        Problem more = problem;
        ++more.places[marginal.place].capacity;
        EXPECT_EQ(marginal.value, best_of(more, objective).value - best.value) << folder;
      }
    }
  }
}

TEST(KeptProblems, AreWrittenAsTheyAreRead) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("jalon-kept-" + std::to_string(::getpid()));
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const Problem problem = testing::random_problem(seed, {.candidates = 8, .places = 4, .sizes = true});
    std::set<std::tuple<Index, Index, LockKind>> told;
    bool twice = false;  // a file may not say the same lock twice
    for (const Lock& lock : problem.locks)
      twice = twice || !told.emplace(lock.candidate, lock.place, lock.kind).second;
    if (twice) continue;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    for (const auto& [name, text] : testing::files_of(problem)) std::ofstream(folder / name) << text;
    const auto files = read_problem(folder.string());
    ASSERT_TRUE(files) << seed;
    const Problem& read = files->problem;
    ASSERT_EQ(read.candidates.size(), problem.candidates.size());
    ASSERT_EQ(read.locks.size(), problem.locks.size());
    ASSERT_EQ(read.options.count(), problem.options.count());
    for (Index c = 0; c < problem.candidates.size(); ++c) {
      EXPECT_EQ(read.candidates[c].tier, problem.candidates[c].tier);
      for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
        EXPECT_EQ(read.options.place[row], problem.options.place[row]);
        EXPECT_EQ(read.options.value[row], problem.options.value[row]);
        EXPECT_EQ(read.size_of(c, row), problem.size_of(c, row));
      }
    }
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace jalon::allocation
