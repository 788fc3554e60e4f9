// The files of an allocation problem, parted by a line "----": places, candidates, options, locks. What is
// read is solved, and the plan must be one that `check` accepts.
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <string>

#include "allocation/problem_files_cli.hpp"
#include "fuzzing.hpp"

using namespace jalon;
using fuzzing::promise;

namespace {

const std::string& folder() {
  static const std::string path = [] {
    std::string made = (std::filesystem::temp_directory_path() / "jalon-fuzz-XXXXXX").string();
    promise(mkdtemp(made.data()) != nullptr, "a temporary folder can be made");
    static const struct Remove {
      std::string path;
      ~Remove() { std::filesystem::remove_all(path); }
    } at_end{made};
    return made;
  }();
  return path;
}

void write_files(std::string_view text) {
  constexpr std::string_view mark = "\n----\n";
  for (const char* name : {"places.csv", "candidates.csv", "options.csv", "locks.csv"}) {
    const auto path = folder() + "/" + name;
    const auto end = text.find(mark);
    const auto part = text.substr(0, end);
    if (part.empty() && std::string_view(name) == "locks.csv") {
      std::filesystem::remove(path);
    } else {
      std::ofstream(path, std::ios::binary) << part;
    }
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + mark.size());
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  write_files(fuzzing::text_of(data, size));
  const auto read = allocation::read_problem(folder());
  if (!read) {
    promise(!read.error().empty() && !read.error().front().message.empty(), "a refusal says why");
    return 0;
  }
  const auto& problem = read->problem;
  if (problem.candidates.size() > 12 || problem.options.count() > 60) return 0;
  allocation::Rules rules;
  rules.marginals = problem.candidates.size() < 6;
  const auto proposal = allocation::propose(problem, rules);
  if (proposal.status == allocation::Status::infeasible) {
    promise(!proposal.conflicts.empty(), "infeasible locks are named");
    return 0;
  }
  std::vector<allocation::PlanRow> plan;
  for (allocation::Index c = 0; c < problem.candidates.size(); ++c) plan.push_back({c, proposal.place_of[c]});
  const auto verdict = allocation::check(problem, rules, plan);
  promise(verdict.breaches.empty(), "what is proposed can be carried out");
  promise(verdict.value == proposal.value && verdict.placed == proposal.placed, "both count alike");
  promise(proposal.value <= proposal.bound, "no plan beats its bound");
  return 0;
}
