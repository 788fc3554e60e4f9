// Of how many people a number may be told to who does not see each of them: `catalogue/small_numbers.csv`,
// dated. Errors of the file name line and column: a missing column, no line, a day that is none, a number out
// of 1 to 1000.
#pragma once

#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"

namespace jalon::partners {

struct SmallNumbersRule {
  Date valid_from;
  int fewest_told = 0;
};

/// By date.
tl::expected<std::vector<SmallNumbersRule>, std::vector<FileProblem>> read_small_numbers(
    const csv::Document& document);
/// The one that the program carries, in force on that day; before its first line, that line.
int fewest_told(Date day);

}  // namespace jalon::partners
