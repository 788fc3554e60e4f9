#include "indicators/told_point.hpp"

#include <algorithm>
#include <cstdlib>

#include "partners/small_numbers.hpp"

namespace jalon::indicators {
namespace {

using partners::Category;

bool holds(partners::CategorySet all, partners::CategorySet part) {
  return (all & part) == part;
}

void keep_back(Figure& figure, KeptBack why) {
  figure.kept = why;
  figure.value.reset();
  figure.records = 0;
  figure.records_told = false;
  figure.remark.clear();
}

/// Records are people, places or both: what they are more than the people told is a number of people too.
bool records_tell_of_few(const Figure& figure, int fewest) {
  if (figure.unit != "people") return true;  // of the figure that it divides
  std::int64_t people = 0;
  for (const std::int64_t count : figure.counts) people += count;
  return partners::too_few({std::abs(figure.records - people), 0}, fewest);
}

}  // namespace

PointReader reader_of(const partners::View& view, int fewest_told) {
  PointReader reader;
  reader.fewest = fewest_told;
  reader.everything = view.everything();
  for (const Category category : {Category::language, Category::employment, Category::accommodation}) {
    if (view.counts_for_committee(category)) reader.counted |= partners::bit_of(category);
    if (view.shows_everybody(category)) reader.shown |= partners::bit_of(category);
  }
  return reader;
}

std::vector<Figure> told_figures(std::vector<Figure> figures, const PointReader& reader) {
  if (reader.everything) return figures;
  for (Figure& figure : figures) {
    if (figure.about == 0) continue;
    if (!holds(reader.counted, figure.about)) {
      keep_back(figure, KeptBack::not_counted);
      continue;
    }
    if (holds(reader.shown, figure.about)) continue;
    const bool few = std::ranges::any_of(
        figure.counts, [&](std::int64_t people) { return partners::too_few({people, 0}, reader.fewest); });
    if (few) {
      keep_back(figure, KeptBack::too_few);
      continue;
    }
    figure.remark.clear();
    figure.records_told = !records_tell_of_few(figure, reader.fewest);
  }
  return figures;
}

}  // namespace jalon::indicators
