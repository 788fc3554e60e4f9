// The figures of the point as a reader may be told them. A figure about people is told to whom the matrix
// lets count everybody of each category that it is about; who is not shown each of them is told none of too
// few people, nor one that lets such a number be computed. Costs, hours and credits are about nobody.
#pragma once

#include <vector>

#include "indicators/point.hpp"

namespace jalon::indicators {

struct PointReader {
  partners::CategorySet counted = 0;  // whose people their numbers may count
  partners::CategorySet shown = 0;    // whose people they are shown one by one as well
  int fewest = 0;
  bool everything = false;  // a post without accounts, or the machine's own terminal
};
PointReader reader_of(const partners::View& view, int fewest_told);

/// What is kept back keeps its definition and loses its value, its records and whom it does not count.
std::vector<Figure> told_figures(std::vector<Figure> figures, const PointReader& reader);

}  // namespace jalon::indicators
