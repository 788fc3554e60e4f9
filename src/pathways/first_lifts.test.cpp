#include "pathways/first_lifts.hpp"

#include <gtest/gtest.h>

#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

UuidBytes person(int number) {
  UuidBytes id{};
  id[15] = static_cast<std::uint8_t>(number);
  return id;
}

TEST(FirstLifts, CountThoseForWhomALineComesFirst) {
  // A then B lead to C; D stands beside.
  const Catalogue catalogue = *read_catalogue(
      "steps.csv", catalogue_csv("A;;20;60;deliverer=caf\nB;;10;40;deliverer=ofii\nC;A&B;5;9\nD;;3;9\n"));
  Board board(catalogue, day("2018-10-12"));
  const auto put = [&](int number, std::vector<std::pair<std::string, std::string>> blocked) {
    PersonFacts facts;
    facts.goals = read_goals("C", catalogue).value();
    std::vector<StepEvent> events;
    for (const auto& [step, cause] : blocked) {
      StepEvent event;
      event.step = *catalogue.find(step);
      event.kind = EventKind::blocked;
      event.date = day("2018-10-01");
      event.cause = cause;
      events.push_back(event);
    }
    board.put(person(number), pack(catalogue, board.names(), facts, events));
  };
  put(1, {{"A", "B06"}});                // A blocked: 60 days to 10 when lifted, that of B; A comes first
  put(2, {{"A", "B06"}, {"B", "B14"}});  // A: 60 to 40, then B: to 0. B first gains nothing
  put(3, {{"B", "B14"}});                // B: 40 to 20, then A
  put(4, {{"D", "B14"}});                // D moves nothing; A is what dates C, and no point of theirs
  put(5, {});                            // nothing blocks: not counted

  const auto by_step = first_lifts(board, ShareBy::step);
  EXPECT_EQ(by_step.at("A"), 3);
  EXPECT_EQ(by_step.at("B"), 1);
  EXPECT_EQ(by_step.size(), 2u);
  const auto by_organisation = first_lifts(board, ShareBy::organisation);
  EXPECT_EQ(by_organisation.at("caf"), 3);
  EXPECT_EQ(by_organisation.at("ofii"), 1);
  const auto by_cause = first_lifts(board, ShareBy::cause);
  EXPECT_EQ(by_cause.at("B06"), 2);
  EXPECT_EQ(by_cause.at("B14"), 1);
}

}  // namespace
}  // namespace jalon::pathways
