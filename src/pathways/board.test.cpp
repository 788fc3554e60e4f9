#include "pathways/board.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "pathways/catalogue_file.hpp"

namespace jalon::pathways {
namespace {

const Date today = Date::from_ymd(2018, 10, 12);

UuidBytes person(int number) {
  UuidBytes id{};
  id[15] = static_cast<std::uint8_t>(number);
  id[8] = static_cast<std::uint8_t>(number >> 8);
  return id;
}

/// A pathway drawn at random from the steps of the catalogue: most of them odd, all of them possible.
Pathway random_pathway(std::mt19937& random, const Catalogue& catalogue, Names& names) {
  PersonFacts facts;
  facts.birth_date = Date::from_ymd(1970 + static_cast<int>(random() % 45), 5, 4);
  facts.protected_on = Date::from_ymd(2017, 1 + static_cast<int>(random() % 12), 3);
  std::vector<StepEvent> events;
  constexpr EventKind kinds[] = {EventKind::requested, EventKind::started, EventKind::done,
                                 EventKind::refused,   EventKind::expired, EventKind::blocked,
                                 EventKind::done,      EventKind::done};
  const char* causes[] = {"B01", "B06", "B14"};
  const char* organisations[] = {"", "OFPRA", "CAF 63"};
  for (std::size_t i = 0; i < random() % 20; ++i) {
    StepEvent event;
    event.step = static_cast<StepIndex>(random() % catalogue.size());
    event.kind = kinds[random() % 8];
    event.date = Date::from_ymd(2018, 1, 1) + static_cast<std::int32_t>(random() % 280);
    if (event.kind == EventKind::blocked) event.cause = causes[random() % 3];
    event.organisation = organisations[random() % 3];
    events.push_back(event);
  }
  return pack(catalogue, names, facts, events);
}

void expect_same(const std::vector<Share>& a, const std::vector<Share>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].key, b[i].key);
    EXPECT_EQ(a[i].people, b[i].people);
    EXPECT_EQ(a[i].points, b[i].points);
    EXPECT_EQ(a[i].gain_days, b[i].gain_days);
    EXPECT_EQ(a[i].unlocked, b[i].unlocked);
    EXPECT_EQ(a[i].deadlines_saved, b[i].deadlines_saved);
  }
}

void expect_same(const Board& kept, const Board& fresh) {
  for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
    expect_same(kept.shares(by), fresh.shares(by));
  }
}

TEST(Board, KeptUpToDatePersonByPersonEqualsAFullComputation) {
  const Catalogue& catalogue = default_catalogue();
  std::mt19937 random(11);
  Board kept(catalogue, today);
  std::map<int, unsigned> seeds;
  for (int change = 0; change < 600; ++change) {
    const int who = static_cast<int>(random() % 120);
    if (random() % 6 == 0) {
      kept.remove(person(who));
      seeds.erase(who);
      continue;
    }
    seeds[who] = static_cast<unsigned>(random());
    std::mt19937 own(seeds[who]);
    kept.put(person(who), random_pathway(own, catalogue, kept.names()));
  }
  Board fresh(catalogue, today);
  for (auto each = seeds.rbegin(); each != seeds.rend(); ++each) {  // another order on purpose
    std::mt19937 own(each->second);
    fresh.put(person(each->first), random_pathway(own, catalogue, fresh.names()));
  }
  EXPECT_EQ(kept.size(), fresh.size());
  ASSERT_FALSE(kept.shares(ShareBy::cause).empty());
  expect_same(kept, fresh);
}

TEST(Board, SharesOfSomePeopleAreThoseOfABoardThatHoldsThemAlone) {
  const Catalogue& catalogue = default_catalogue();
  Board all(catalogue, today);
  Board some(catalogue, today);
  for (int i = 0; i < 100; ++i) {
    std::mt19937 a(static_cast<unsigned>(i));
    std::mt19937 b(static_cast<unsigned>(i));
    all.put(person(i), random_pathway(a, catalogue, all.names()));
    if (i % 3 == 0) some.put(person(i), random_pathway(b, catalogue, some.names()));
  }
  for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
    const auto counted =
        all.shares(by, [](const Standing& standing, const Blocker&) { return standing.person[15] % 3 == 0; });
    expect_same(counted, some.shares(by));
    EXPECT_TRUE(all.shares(by, [](const Standing&, const Blocker&) { return false; }).empty());
  }
}

TEST(Board, OfAPersonPartlyCountedTheGainIsOfLiftingWhatIsCountedTogether) {
  const Catalogue& catalogue = default_catalogue();
  int partly = 0;
  for (int i = 0; i < 200; ++i) {
    std::mt19937 random(static_cast<unsigned>(i));
    Board board(catalogue, today);
    board.put(person(i), random_pathway(random, catalogue, board.names()));
    const auto odd = [](const Blocker& blocker) { return blocker.step % 2 == 1; };
    const auto shares =
        board.shares(ShareBy::cause, [&](const Standing&, const Blocker& blocker) { return odd(blocker); });
    const Standing& standing = *board.standing(person(i));
    Evaluator evaluator(board.catalogue_at(), &board.availability());
    BlockerFinder finder(evaluator);
    finder.find(evaluator.evaluate(board.pathway(person(i))->view()));
    for (const Share& share : shares) {
      std::vector<StepIndex> together;
      int all = 0;
      for (const Blocker& blocker : standing.blockers) {
        if (board.key(blocker, ShareBy::cause) != share.key) continue;
        ++all;
        if (odd(blocker)) together.push_back(blocker.step);
      }
      const Gain gain = finder.lift(together);
      EXPECT_EQ(share.people, 1);
      EXPECT_EQ(share.points, static_cast<int>(together.size()));
      EXPECT_EQ(share.gain_days, gain.days);
      EXPECT_EQ(share.unlocked, gain.unlocked);
      partly += all > share.points && share.points > 1 ? 1 : 0;
    }
  }
  EXPECT_GT(partly, 10);
}

TEST(Board, MovedToAnotherDayEqualsABoardOfThatDay) {
  const Catalogue& catalogue = default_catalogue();
  const Date later = Date::from_ymd(2019, 3, 1);
  Board moved(catalogue, today);
  Board fresh(catalogue, later);
  for (int i = 0; i < 80; ++i) {
    std::mt19937 a(static_cast<unsigned>(i));
    std::mt19937 b(static_cast<unsigned>(i));
    moved.put(person(i), random_pathway(a, catalogue, moved.names()));
    fresh.put(person(i), random_pathway(b, catalogue, fresh.names()));
  }
  moved.move_to(later, {});
  EXPECT_EQ(moved.at(), later);
  expect_same(moved, fresh);
}

TEST(Board, CountsAPersonOnceInACauseWhateverTheirPoints) {
  const Catalogue& catalogue = default_catalogue();
  Board board(catalogue, today);
  PersonFacts facts;
  facts.birth_date = Date::from_ymd(1980, 1, 1);
  facts.protected_on = Date::from_ymd(2018, 1, 1);
  std::vector<StepEvent> events(2);
  events[0].step = *catalogue.find("R03");
  events[1].step = *catalogue.find("L04");
  for (StepEvent& event : events) {
    event.kind = EventKind::blocked;
    event.date = Date::from_ymd(2018, 3, 1);
    event.cause = "B25";
  }
  board.put(person(1), pack(catalogue, board.names(), facts, events));
  const auto shares = board.shares(ShareBy::cause);
  const auto declared =
      std::find_if(shares.begin(), shares.end(), [](const Share& share) { return share.key == "B25"; });
  ASSERT_NE(declared, shares.end());
  EXPECT_EQ(declared->people, 1);
  EXPECT_EQ(declared->points, 2);
  EXPECT_TRUE(board.standing(person(1))->is_blocked());
  EXPECT_EQ(board.standing(person(2)), nullptr);
}

}  // namespace
}  // namespace jalon::pathways
