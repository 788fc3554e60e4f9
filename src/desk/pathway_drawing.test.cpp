#include "desk/pathway_drawing.hpp"

#include <gtest/gtest.h>

#include <random>

namespace jalon::desk {
namespace {

TEST(PathwayDrawing, AStepStandsRightOfWhatItWaitsFor) {
  const Layout layout = lay_out({{0, {}}, {1, {0}}, {0, {0, 1}}}, 2);
  EXPECT_LT(layout.boxes[0].x + box_width, layout.boxes[1].x);
  EXPECT_LT(layout.boxes[1].x + box_width, layout.boxes[2].x);
  EXPECT_EQ(layout.boxes[0].y, layout.boxes[2].y);  // same lane, other column
  EXPECT_EQ(layout.width, 2 * margin + 3 * box_width + 2 * column_gap);
}

TEST(PathwayDrawing, ALaneWithoutStepTakesNoHeight) {
  const Layout layout = lay_out({{0, {}}, {2, {}}}, 3);
  EXPECT_EQ(layout.lanes[1].height, 0);
  EXPECT_GE(layout.lanes[2].y, layout.boxes[0].y + box_height);
}

TEST(PathwayDrawing, BoxesNeverOverlapAndStayInTheirLane) {
  std::mt19937 random(63);
  for (int round = 0; round < 200; ++round) {
    std::vector<DrawnStep> steps(1 + random() % 60);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      steps[i].lane = random() % 5;
      for (std::size_t n = i == 0 ? 0 : random() % 3; n > 0; --n) steps[i].waits_for.push_back(random() % i);
    }
    const Layout layout = lay_out(steps, 5);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Box& box = layout.boxes[i];
      const Lane& lane = layout.lanes[steps[i].lane];
      ASSERT_GE(box.y, lane.y + lane_head);
      ASSERT_LE(box.y + box_height, lane.y + lane.height);
      ASSERT_LE(box.x + box_width, layout.width);
      for (std::size_t j = 0; j < i; ++j) {
        const Box& other = layout.boxes[j];
        ASSERT_TRUE(box.x + box_width <= other.x || other.x + box_width <= box.x ||
                    box.y + box_height <= other.y || other.y + box_height <= box.y);
      }
    }
  }
}

TEST(PathwayDrawing, LongLabelsBreakBetweenWordsAndAreCutByLetters) {
  EXPECT_EQ(wrap("Permis B", 20).second, "");
  const TwoLines two = wrap("Décision de protection", 11);
  EXPECT_EQ(two.first, "Décision de");
  EXPECT_EQ(two.second, "protection");
  EXPECT_EQ(wrap("Été éééééééééééé", 6).second, "ééééé…");
  EXPECT_EQ(wrap("Anticonstitutionnellement", 8).first, "Anticon…");
}

}  // namespace
}  // namespace jalon::desk
