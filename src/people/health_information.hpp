// Which steps and causes say something of a person's health, as data: catalogue/health_information.csv. The
// catalogue shows them as information; nothing about them is recorded of anybody, through any door, and no
// pathway is judged by them (docs/decisions/0013-health.md). A step of the domain `health` that the file does
// not know counts as health: a département's own catalogue cannot open what the law closes.
//
// Errors of the file name line and column: a missing column, another kind than step or cause, another word
// than yes or no, a code told twice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"

namespace jalon::people {

class HealthInformation {
 public:
  static tl::expected<HealthInformation, std::vector<FileProblem>> read(const csv::Document& document);

  bool step(std::string_view id, std::string_view domain) const;
  bool cause(std::string_view code) const;
  /// The goals of a person (`L06|L13;E08`) without the steps about health; nullopt: they name none.
  std::optional<std::string> goals_without_health(std::string_view goals) const;

 private:
  std::vector<std::string> steps_;     // that say health
  std::vector<std::string> harmless_;  // of the domain, and do not: rights to cover
  std::vector<std::string> causes_;
};

/// The one that the program carries.
const HealthInformation& health_information();

}  // namespace jalon::people
