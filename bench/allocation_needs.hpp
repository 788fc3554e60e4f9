// The parts of the allocation bench where places hold two resources, or persons wait for several things at
// once, beside CBC and HiGHS on the same problem: plan, bound, seconds and memory; and all marginal values
// with sizes.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace jalon::bench {

struct NeedsBench {
  std::vector<std::string> solvers;
  std::vector<std::string> seconds;  // asked of ours; peers have `limit`
  std::vector<std::string> seeds;
  double limit = 120;
  std::vector<std::string> objectives = {"value", "coverage"};  // of two resources

  /// `sizes` as households x sites.
  nlohmann::ordered_json two_resources(const std::vector<std::string>& sizes) const;
  /// `people` of a département.
  nlohmann::ordered_json several_needs(const std::vector<std::string>& people) const;
  /// `all` = CPU seconds for all of them.
  nlohmann::ordered_json sized_marginals(const std::vector<std::string>& sizes, double all) const;
};

}  // namespace jalon::bench
