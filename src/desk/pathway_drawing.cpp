#include "desk/pathway_drawing.hpp"

#include <algorithm>
#include <cassert>
#include <map>

#include "base/text.hpp"

namespace jalon::desk {
namespace {

/// Letters, not bytes.
std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xc0') != '\x80'; }));
}

/// The first `count` letters.
std::string_view beginning(std::string_view text, std::size_t count) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] & '\xc0') == '\x80') continue;
    if (seen == count) return text.substr(0, i);
    ++seen;
  }
  return text;
}

std::string shortened(std::string_view text, std::size_t width) {
  if (length(text) <= width) return std::string(text);
  return std::string(trim(beginning(text, width - 1))) + "…";
}

}  // namespace

Layout lay_out(const std::vector<DrawnStep>& steps, std::size_t lanes) {
  std::vector<int> columns;
  std::vector<int> rows;
  std::map<std::pair<std::size_t, int>, int> taken;  // rows of a lane and column
  std::vector<int> rows_of_lane(lanes, 0);
  int last_column = 0;
  for (const DrawnStep& step : steps) {
    assert(step.lane < lanes);
    int column = 0;
    for (const std::size_t before : step.waits_for) {
      assert(before < columns.size());
      column = std::max(column, columns[before] + 1);
    }
    const int row = taken[{step.lane, column}]++;
    rows_of_lane[step.lane] = std::max(rows_of_lane[step.lane], row + 1);
    last_column = std::max(last_column, column);
    columns.push_back(column);
    rows.push_back(row);
  }
  Layout layout;
  int y = margin;
  for (const int count : rows_of_lane) {
    const int height = count == 0 ? 0 : lane_head + count * (box_height + row_gap);
    layout.lanes.push_back({y, height});
    y += height;
  }
  layout.height = y + margin;
  layout.width = 2 * margin + (last_column + 1) * box_width + last_column * column_gap;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    layout.boxes.push_back({margin + columns[i] * (box_width + column_gap),
                            layout.lanes[steps[i].lane].y + lane_head + rows[i] * (box_height + row_gap)});
  }
  return layout;
}

std::string line_between(const Box& from, const Box& to) {
  const auto point = [](int x, int y) { return std::to_string(x) + " " + std::to_string(y); };
  const int x1 = from.x + box_width;
  const int y1 = from.y + box_height / 2;
  const int y2 = to.y + box_height / 2;
  const int bend = std::max(column_gap, (to.x - x1) / 2);
  return "M" + point(x1, y1) + "C" + point(x1 + bend, y1) + " " + point(to.x - bend, y2) + " " +
         point(to.x, y2);
}

TwoLines wrap(std::string_view label, std::size_t width) {
  if (length(label) <= width) return {std::string(label), ""};
  const std::string_view head = beginning(label, width + 1);
  const std::size_t space = head.rfind(' ');
  if (space == std::string_view::npos || space == 0) return {shortened(label, width), ""};
  return {std::string(label.substr(0, space)), shortened(trim(label.substr(space + 1)), width)};
}

}  // namespace jalon::desk
