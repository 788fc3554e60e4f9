// Of how many people a number may be told to who does not see each of them: `catalogue/small_numbers.csv`,
// dated. Errors of the file name line and column: a missing column, no line, a day that is none, a number out
// of 1 to 1000.
//
// A difference of two told numbers tells a third. So what counts is how many of the people are not shown: who
// is shown ten of twelve is told neither twelve nor two. And parts told beside their total keep back enough
// of them: `parts_beside_total`. Refuses nothing else: it knows one page, not what another told yesterday.
#pragma once

#include <cstdint>
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

/// People behind a number, and how many of them the reader is shown.
struct Counted {
  std::int64_t people = 0;
  std::int64_t shown = 0;
};
/// Whether such a number would tell of too few whom the reader is not shown.
inline bool too_few(const Counted& number, int fewest) {
  const std::int64_t unseen = number.people - number.shown;
  return unseen > 0 && unseen < fewest;
}

struct ToldParts {
  std::vector<bool> told;  // of each part, whether it is
  bool total = true;       // whether their sum is
};
/// Parts of a total that stands beside them. What is `too_few` is kept back; then the next smallest, until
/// the parts kept back are two at least and hold `fewest` unseen people together, which is what the total
/// less the others gives. Where no part is left to keep back the total is. Nobody in a part tells of nobody:
/// it is told, and hides nothing.
ToldParts parts_beside_total(const std::vector<Counted>& parts, int fewest);

}  // namespace jalon::partners
