// The commands `jalon allocate`, `check` and `explain` on a problem in files. Each returns its exit code: 0
// done, 1 refused (one sentence on `err`), and prints one JSON object on `out`.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

namespace jalon::allocation {

struct FilesRequest {
  std::string problem;  // folder
  std::string objective = "coverage-then-value";
  double seconds = 60;
  std::uint64_t seed = 0;
  bool json = false;
  std::string plan;       // check: the file to judge
  std::string candidate;  // explain: whom
};

int run_allocate(const FilesRequest& request, std::ostream& out, std::ostream& err);
int run_check(const FilesRequest& request, std::ostream& out, std::ostream& err);
int run_explain(const FilesRequest& request, std::ostream& out, std::ostream& err);

}  // namespace jalon::allocation
