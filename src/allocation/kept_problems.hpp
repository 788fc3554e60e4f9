// Problems on which an engine was once wrong are kept for good, as the files of `jalon allocate --problem`:
// tests/fixtures/allocation/kept/NAME/. A random test that fails shows its problem as those files; put them
// into a folder there, and kept_problems_cli.test.cpp replays it in every run.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "allocation/problem.hpp"

namespace jalon::allocation::testing {

inline constexpr const char* kept_problems = "tests/fixtures/allocation/kept";

/// Name and text of each file.
inline std::vector<std::pair<std::string, std::string>> files_of(const Problem& problem) {
  std::string places = "place,capacity\n";
  for (const Place& place : problem.places) places += place.id + ',' + std::to_string(place.capacity) + '\n';
  std::string candidates = "candidate,tier,size\n";
  std::string options = "candidate,place,value,size\n";
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    const Candidate& candidate = problem.candidates[c];
    candidates +=
        candidate.id + ',' + std::to_string(candidate.tier) + ',' + std::to_string(candidate.size) + '\n';
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      options += candidate.id + ',' + problem.places[problem.options.place[row]].id + ',' +
                 std::to_string(problem.options.value[row]) + ',' + std::to_string(problem.size_of(c, row)) +
                 '\n';
    }
  }
  std::vector<std::pair<std::string, std::string>> files = {
      {"places.csv", places}, {"candidates.csv", candidates}, {"options.csv", options}};
  if (problem.locks.empty()) return files;
  std::string locks = "candidate,place,kind\n";
  for (const Lock& lock : problem.locks) {
    locks += problem.candidates[lock.candidate].id + ',' + problem.places[lock.place].id +
             (lock.kind == LockKind::keep ? ",keep\n" : ",forbid\n");
  }
  files.emplace_back("locks.csv", locks);
  return files;
}

/// For the message of a failing test.
inline std::string told(const Problem& problem) {
  std::string text = std::string("keep these files in ") + kept_problems + "\n";
  for (const auto& [name, content] : files_of(problem)) text += "-- " + name + "\n" + content;
  return text;
}

}  // namespace jalon::allocation::testing
