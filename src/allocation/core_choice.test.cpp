#include "allocation/core_choice.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "allocation/core_items.hpp"
#include "allocation/network.hpp"

namespace jalon::allocation {
namespace {

/// Six people with two options each: items 0 and 1 are the first one's, 2 and 3 the second one's, and so on.
class CoreChoiceTest : public ::testing::Test {
 protected:
  static Network six_people() {
    Problem problem;
    problem.places = {{"A", 6}, {"B", 6}};
    OptionsBuilder options;
    for (Index c = 0; c < 6; ++c) {
      problem.candidates.push_back({std::to_string(c), 1, 2});
      for (Index p = 0; p < 2; ++p) options.add(c, p, 10);
    }
    options.build(6, problem.options);
    return make_network(problem, read_locks(problem), 0);
  }
  CoreChoiceTest() {
    node.state.assign(items.items().size(), CoreState::open);
    node.must = items.must();
  }

  Network network = six_people();
  CoreItems items{
      network, {values_of(network), 1, {}}, {std::vector<bool>(12, true), std::vector<bool>(6, false), 12}};
  CoreNode node;
  CoreChoice choice{items};
};

bool has(const std::vector<Index>& chosen, Index item) {
  return std::find(chosen.begin(), chosen.end(), item) != chosen.end();
}

TEST_F(CoreChoiceTest, ComparesThoseWhoseUseIsLeastClear) {
  std::vector<double> use(12, 1.0);
  use[4] = 0.5;
  use[9] = 0.4;
  const std::vector<Index> chosen = choice.to_compare(node, use);
  EXPECT_EQ(chosen.size(), 4U);
  EXPECT_TRUE(has(chosen, 4));
  EXPECT_TRUE(has(chosen, 9));
}

TEST_F(CoreChoiceTest, ComparesThoseThatBroughtTheBoundDownMostOnBothSides) {
  const std::vector<double> use(12, 0.5);
  EXPECT_FALSE(has(choice.to_compare(node, use), 10));
  for (const Index item : {0U, 2U, 4U, 6U, 8U}) choice.learn(item, 0.5, 1, 1);
  choice.learn(10, 0.5, 50, 40);
  EXPECT_TRUE(has(choice.to_compare(node, use), 10));
}

TEST_F(CoreChoiceTest, OfSomebodyWhoMustBeInOneOfTwoOptionsIsEnough) {
  std::vector<double> use(12, 0.9);
  use[6] = use[7] = 0.5;
  EXPECT_TRUE(has(choice.to_compare(node, use), 6) && has(choice.to_compare(node, use), 7));
  node.must[3] = 1;
  EXPECT_NE(has(choice.to_compare(node, use), 6), has(choice.to_compare(node, use), 7));
}

TEST_F(CoreChoiceTest, ComparesNothingWhereNothingIsOpen) {
  node.state.assign(12, CoreState::no);
  EXPECT_TRUE(choice.to_compare(node, std::vector<double>(12, 0.5)).empty());
}

}  // namespace
}  // namespace jalon::allocation
