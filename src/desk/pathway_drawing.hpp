// Where each step of a pathway stands in its drawing: lanes by domain, columns by what waits for what.
//
// The column of a step is one more than the last column of what it waits for, so that every line goes from
// left to right; within a lane, steps of one column stand one under the other. No two boxes overlap. Lengths
// are in SVG units. Refused (assert): a step that waits for itself or for one given after it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jalon::desk {

struct DrawnStep {
  std::size_t lane = 0;
  std::vector<std::size_t> waits_for;  // positions of earlier steps
};

struct Box {
  int x = 0;
  int y = 0;
};

struct Lane {
  int y = 0;
  int height = 0;
};

struct Layout {
  std::vector<Box> boxes;   // of each step, in the order given
  std::vector<Lane> lanes;  // without steps: no height
  int width = 0;
  int height = 0;
};

inline constexpr int box_width = 176;
inline constexpr int box_height = 58;
inline constexpr int column_gap = 44;
inline constexpr int row_gap = 12;
inline constexpr int lane_head = 28;  // where the name of the lane is written
inline constexpr int margin = 12;

/// `lanes`: how many there are. Steps come after what they wait for.
Layout lay_out(const std::vector<DrawnStep>& steps, std::size_t lanes);

/// The line from a box to one that waits for it, for <path d>.
std::string line_between(const Box& from, const Box& to);

/// A label on at most two lines of about `width` letters; what does not fit ends with an ellipsis.
struct TwoLines {
  std::string first;
  std::string second;
};
TwoLines wrap(std::string_view label, std::size_t width);

}  // namespace jalon::desk
