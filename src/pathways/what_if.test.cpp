#include "pathways/what_if.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

#include "pathways/causes.hpp"
#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

constexpr const char* today = "2018-10-12";
using Change = WhatIf::Change;

UuidBytes person(int number) {
  UuidBytes id{};
  id[15] = static_cast<std::uint8_t>(number);
  id[14] = static_cast<std::uint8_t>(number >> 8);
  return id;
}

/// A catalogue and a board of it, to which people are added by what happened to them.
class Territory {
 public:
  explicit Territory(std::string_view lines, Availability availability = {})
      : Territory(*read_catalogue("steps.csv", catalogue_csv(lines)), std::move(availability)) {}
  explicit Territory(Catalogue catalogue, Availability availability = {})
      : catalogue_(std::move(catalogue)), board(catalogue_, day(today), std::move(availability)) {}

  StepEvent event(std::string_view step, std::string_view kind, std::string_view date,
                  std::string cause = "") const {
    StepEvent event;
    event.step = catalogue_.find(step).value();
    event.kind = parse_event_kind(kind).value();
    event.date = day(date);
    event.cause = std::move(cause);
    return event;
  }
  void add(int number, const std::vector<StepEvent>& events, const PersonFacts& facts = {}) {
    board.put(person(number), pack(catalogue_, board.names(), facts, events));
  }
  WhatIfAnswer ask(ShareBy by, std::string key, Change change, int places = 0) const {
    return what_if(board, {by, std::move(key), change, places});
  }
  const Catalogue& catalogue() const { return catalogue_; }

 private:
  Catalogue catalogue_;

 public:
  Board board;
};

PersonFacts going_for(std::string_view goals, const Catalogue& catalogue) {
  PersonFacts facts;
  facts.goals = read_goals(goals, catalogue).value();
  return facts;
}

TEST(WhatIf, HalvingAStepHalvesWhatIsLeftOfIt) {
  Territory territory("A;;20;60\nB;A;31;90\n");
  const auto facts = going_for("B", territory.catalogue());
  // Not begun: 20 + 31 = 51 days. With A halved, 10 + 31: 10 gained.
  territory.add(1, {}, facts);
  // Begun 8 days ago: 12 left, 6 with A halved.
  territory.add(2, {territory.event("A", "started", "2018-10-04")}, facts);
  // Begun 30 days ago, past the usual 20: (60 - 30) / 2 = 15 left, 8 with A halved: 7 gained. A catalogue
  // with 10 and 30 days would say max(1, (30 - 10) / 2) = 10: half as long to do, and hardly sooner.
  territory.add(3, {territory.event("A", "started", "2018-09-12")}, facts);
  // Declared blocked: 60 left, 30 with A halved.
  territory.add(4, {territory.event("A", "blocked", "2018-10-01", "B06")}, facts);
  // Done: nothing to gain, and nobody more to reach.
  territory.add(5, {territory.event("A", "done", "2018-10-01")}, facts);

  const auto answer = territory.ask(ShareBy::step, "A", Change::halved);
  EXPECT_EQ(answer.people, 4);
  EXPECT_EQ(answer.gain_days, 10 + 6 + 7 + 30);
  EXPECT_EQ(answer.unlocked, 0);
  ASSERT_EQ(answer.gains.size(), 4u);
  EXPECT_EQ(answer.gains[0].person, person(4));
  EXPECT_EQ(answer.gains[0].gain.days, 30);
  EXPECT_EQ(answer.gains[3].person, person(2));

  // B: 31 left, 16 when halved, for all five.
  EXPECT_EQ(territory.ask(ShareBy::step, "B", Change::halved).gain_days, 5 * 15);
}

TEST(WhatIf, HalvingTheShorterOfTwoParallelStepsGainsNothing) {
  Territory territory("A;;20;60\nB;;30;60\nC;A&B;1;1\n");
  territory.add(1, {}, going_for("C", territory.catalogue()));
  EXPECT_EQ(territory.ask(ShareBy::step, "A", Change::halved).gain_days, 0);
  EXPECT_EQ(territory.ask(ShareBy::step, "A", Change::halved).people, 1);
  EXPECT_TRUE(territory.ask(ShareBy::step, "A", Change::halved).gains.empty());
  // B falls to 15: A, at 20, is now what holds C up.
  EXPECT_EQ(territory.ask(ShareBy::step, "B", Change::halved).gain_days, 10);
}

TEST(WhatIf, AnOrganisationIsHalvedWhereItMustActForThatPerson) {
  Territory territory("A;;20;60;deliverer=caf\nB;A;30;90;deliverer=ofii\nC;B;10;90;deliverer=caf\n");
  const auto facts = going_for("C", territory.catalogue());
  territory.add(1, {}, facts);
  // For this person the CAF has handed A over.
  auto handed_over = territory.event("A", "requested", today);
  handed_over.organisation = "CPAM 63";
  territory.add(2, {handed_over}, facts);

  const auto caf = territory.ask(ShareBy::organisation, "caf", Change::halved);
  EXPECT_EQ(caf.people, 2);
  EXPECT_EQ(caf.gain_days, (10 + 5) + 5);
  EXPECT_EQ(territory.ask(ShareBy::organisation, "CPAM 63", Change::halved).gain_days, 10);
  EXPECT_TRUE(is_known(territory.board, ShareBy::organisation, "CPAM 63"));
  EXPECT_TRUE(is_known(territory.board, ShareBy::organisation, "ofii"));
  EXPECT_FALSE(is_known(territory.board, ShareBy::organisation, "nobody"));
  EXPECT_FALSE(is_known(territory.board, ShareBy::step, "Z"));
  EXPECT_FALSE(is_known(territory.board, ShareBy::cause, "caf"));
}

TEST(WhatIf, ACauseIsHalvedWhereItHoldsSomebodyUp) {
  Territory territory("A;;20;60\nB;A;30;90\n");
  const auto facts = going_for("B", territory.catalogue());
  territory.add(1, {territory.event("A", "blocked", "2018-10-01", "B06")}, facts);  // 60 left
  territory.add(2, {territory.event("A", "blocked", "2018-10-01", "B03")}, facts);
  territory.add(3, {}, facts);
  const auto answer = territory.ask(ShareBy::cause, "B06", Change::halved);
  EXPECT_EQ(answer.people, 1);
  EXPECT_EQ(answer.gain_days, 30);
  EXPECT_EQ(answer.gains.at(0).person, person(1));
}

TEST(WhatIf, ADeadlineIsSavedWhenTheDateComesBackBeforeIt) {
  // Protected on 1 October: B must be done by 1 October + 50. It is expected in 20 + 30 days from the 12th.
  Territory territory("A;;20;60\nB;A;30;90;deadline_days=50;deadline_from=protected_on\n");
  auto facts = going_for("B", territory.catalogue());
  facts.protected_on = day("2018-10-01");
  territory.add(1, {}, facts);
  facts.protected_on = day("2018-09-26");  // 34 days are left of 50: 15 + 20 = 35 is a day too late
  territory.add(2, {}, facts);
  const auto answer = territory.ask(ShareBy::step, "B", Change::halved);
  EXPECT_EQ(answer.gain_days, 2 * 15);
  EXPECT_EQ(answer.deadlines_saved, 1);
  EXPECT_EQ(answer.gains.at(0).person, person(1));
}

/// C waits for a place: 15 usual days, 100 at most, places from 1 December (50 days from today).
class Places : public testing::Test {
 protected:
  static Territory territory(bool planned) {
    const std::string lines = "A;;20;60\nC;;15;100\nD;C&A;5;5\n";
    const Catalogue catalogue = *read_catalogue("steps.csv", catalogue_csv(lines));
    Availability availability;
    if (planned) {
      Opening opening;
      opening.opens_on = day("2018-12-01").days();
      availability.add_opening(*catalogue.find("C"), opening);
    } else {
      availability.add_step(*catalogue.find("C"));
    }
    return Territory(lines, availability);
  }
};

TEST_F(Places, GoToThoseWhoGainMostOneEach) {
  Territory territory = Places::territory(false);
  const Catalogue& catalogue = territory.catalogue();
  // C is expected in 100 days (no place is planned), 15 with a place. A takes 20 more unless it is done.
  territory.add(1, {}, going_for("D", catalogue));  // 100 to 20: 80 gained
  territory.add(2, {}, going_for("C", catalogue));  // 100 to 15: 85 gained
  territory.add(3, {}, going_for("A", catalogue));  // waits too, and gains nothing
  territory.add(4, {territory.event("C", "done", "2018-10-01")}, going_for("D", catalogue));
  PersonFacts holds = going_for("C", catalogue);
  holds.places.push_back({*catalogue.find("C"), day("2018-11-01")});
  territory.add(5, {}, holds);

  const auto one = territory.ask(ShareBy::step, "C", Change::places, 1);
  EXPECT_EQ(one.waiting, 3);
  EXPECT_EQ(one.people, 1);
  EXPECT_EQ(one.gain_days, 85);
  EXPECT_EQ(one.gains.at(0).person, person(2));
  const auto two = territory.ask(ShareBy::step, "C", Change::places, 2);
  EXPECT_EQ(two.gain_days, 85 + 80);
  const auto many = territory.ask(ShareBy::step, "C", Change::places, 1000);
  EXPECT_EQ(many.people, 3);
  EXPECT_EQ(many.gain_days, 85 + 80);
  EXPECT_EQ(many.gains.size(), 2u);
  EXPECT_EQ(territory.ask(ShareBy::step, "C", Change::places, 0).gain_days, 0);
  EXPECT_EQ(territory.ask(ShareBy::step, "A", Change::places, 5).waiting, 0);  // places do not answer it
}

TEST_F(Places, SaveTheWaitForTheNextOpening) {
  Territory territory = Places::territory(true);
  territory.add(1, {}, going_for("C", territory.catalogue()));  // 50 + 15 days, 15 with a place today
  EXPECT_EQ(territory.ask(ShareBy::step, "C", Change::places, 1).gain_days, 50);
  // Twice as fast, the course does not open sooner: 50 + 8.
  EXPECT_EQ(territory.ask(ShareBy::step, "C", Change::halved).gain_days, 7);
}

TEST_F(Places, LiftABlockOnlyWhereAPlaceIsWhatIsMissing) {
  Territory territory = Places::territory(true);
  const auto facts = going_for("C", territory.catalogue());
  ASSERT_TRUE(find_cause("B14")->lifted_by_place);
  ASSERT_FALSE(find_cause("B25")->lifted_by_place);
  territory.add(1, {territory.event("C", "blocked", "2018-09-01", "B14")},
                facts);  // 100 left, 15 with a place
  territory.add(2, {territory.event("C", "blocked", "2018-09-01", "B25")}, facts);
  const auto answer = territory.ask(ShareBy::step, "C", Change::places, 10);
  EXPECT_EQ(answer.waiting, 1);
  EXPECT_EQ(answer.gain_days, 85);
  EXPECT_EQ(answer.gains.at(0).person, person(1));
  EXPECT_EQ(territory.ask(ShareBy::cause, "B14", Change::places, 10).gain_days, 85);
  EXPECT_EQ(territory.ask(ShareBy::cause, "B25", Change::places, 10).waiting, 0);
}

// --- on generated territories ---

Availability some_places(const Catalogue& catalogue, std::mt19937& random) {
  Availability availability;
  for (const char* id : {"C05", "C06", "L01", "L06", "L07", "S04", "H05", "E08"}) {
    const auto step = catalogue.find(id);
    if (!step) continue;
    availability.add_step(*step);
    if (random() % 2 == 0) continue;
    Opening opening;
    opening.opens_on = day(today).days() + static_cast<std::int32_t>(random() % 120);
    if (random() % 2 == 0) opening.max_age = 40;
    availability.add_opening(*step, opening);
  }
  return availability;
}

/// People drawn at random over the steps of the program's catalogue: most of them odd, all of them possible.
void populate(Territory& territory, std::mt19937& random, int people) {
  constexpr EventKind kinds[] = {EventKind::requested, EventKind::started, EventKind::done,
                                 EventKind::refused,   EventKind::expired, EventKind::blocked,
                                 EventKind::done,      EventKind::done};
  const char* causes[] = {"B01", "B06", "B14", "B17"};
  const char* organisations[] = {"", "OFPRA", "caf"};
  for (int i = 0; i < people; ++i) {
    PersonFacts facts;
    facts.birth_date = Date::from_ymd(1960 + static_cast<int>(random() % 55), 5, 4);
    facts.protected_on = Date::from_ymd(2017, 1, 3) + static_cast<std::int32_t>(random() % 640);
    if (random() % 4 == 0)
      facts.places.push_back({static_cast<StepIndex>(random() % territory.catalogue().size()), std::nullopt});
    std::vector<StepEvent> events;
    for (std::size_t count = random() % 24; count > 0; --count) {
      StepEvent event;
      event.step = static_cast<StepIndex>(random() % territory.catalogue().size());
      event.kind = kinds[random() % 8];
      event.date = Date::from_ymd(2018, 1, 1) + static_cast<std::int32_t>(random() % 284);
      if (event.kind == EventKind::blocked) event.cause = causes[random() % 4];
      event.organisation = organisations[random() % 3];
      events.push_back(event);
    }
    territory.add(i, events, facts);
  }
}

std::vector<std::pair<ShareBy, std::string>> scopes(const Territory& territory) {
  std::vector<std::pair<ShareBy, std::string>> all;
  for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
    for (const Share& share : territory.board.shares(by)) all.emplace_back(by, share.key);
  }
  return all;
}

TEST(WhatIf, LiftingIsTheRankingsOwnFigure) {
  std::mt19937 random(7);
  Territory territory(default_catalogue(), some_places(default_catalogue(), random));
  populate(territory, random, 150);
  int lines = 0;
  for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
    for (const Share& share : territory.board.shares(by)) {
      const auto answer = territory.ask(by, share.key, Change::lifted);
      EXPECT_EQ(answer.people, share.people) << share.key;
      EXPECT_EQ(answer.gain_days, share.gain_days) << share.key;
      EXPECT_EQ(answer.unlocked, share.unlocked) << share.key;
      EXPECT_EQ(answer.deadlines_saved, share.deadlines_saved) << share.key;
      lines += share.gain_days > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(lines, 20);
}

/// Every date of a pathway under its own catalogue, in which the steps of the scope take what halving leaves
/// them: an attempt under way for e days with l left is told as a usual delay of e + l/2 days.
class HalvedByHand {
 public:
  explicit HalvedByHand(const Territory& territory) : board_(territory.board) {}

  std::int64_t gain(const UuidBytes& id, ShareBy by, std::string_view key, bool& concerned) {
    Evaluator now(board_.catalogue_at(), &board_.availability());
    const auto view = board_.pathway(id)->view();
    const Evaluation& before = now.evaluate(view);
    std::vector<Step> steps = board_.catalogue().steps();
    concerned = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto step = static_cast<StepIndex>(i);
      const StepState& state = before.steps[i];
      if (!state.present || state.status == Status::not_relevant) continue;
      if (!in_scope(id, now, step, by, key)) continue;
      concerned |= !state.is_done();
      for (StepVersion& version : steps[i].versions) {
        const int half_max = (version.max_days + 1) / 2;
        if (state.history.under_way() && !state.history.blocked() && version.max_days > 0) {
          version.typ_days = before.at - state.history.attempt_on + (state.left + 1) / 2;
          version.max_days = version.typ_days + 1;
        } else {
          version.typ_days = (version.typ_days + 1) / 2;
          version.max_days = half_max;
        }
      }
    }
    const Catalogue halved(std::move(steps));
    Names names;
    const CatalogueAt halved_at(halved, names, board_.at());
    Evaluator then(halved_at, &board_.availability());
    std::vector<std::int32_t> expected;
    for (const Goal& goal : before.goals) expected.push_back(goal.expected);
    const Evaluation& after = then.evaluate(view);
    std::int64_t days = 0;
    EXPECT_EQ(after.goals.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (after.goals[i].reached || expected[i] == no_day) continue;
      EXPECT_LE(after.goals[i].expected, expected[i]);
      days += expected[i] - after.goals[i].expected;
    }
    return days;
  }

 private:
  bool in_scope(const UuidBytes& id, const Evaluator& now, StepIndex step, ShareBy by,
                std::string_view key) const {
    if (by == ShareBy::step) return board_.catalogue().step(step).id == key;
    if (by == ShareBy::organisation) return board_.names().text(now.owner(step)) == key;
    const auto& blockers = board_.standing(id)->blockers;
    return std::ranges::any_of(blockers, [&](const Blocker& blocker) {
      return blocker.step == step && board_.key(blocker, by) == key;
    });
  }
  const Board& board_;
};

TEST(WhatIf, HalvingEqualsEverybodyJudgedByACatalogueOfTheirOwn) {
  std::mt19937 random(2018);
  int moved = 0;
  for (int round = 0; round < 4; ++round) {
    Territory territory(default_catalogue(), some_places(default_catalogue(), random));
    populate(territory, random, 40);
    HalvedByHand by_hand(territory);
    for (const auto& [by, key] : scopes(territory)) {
      const auto answer = territory.ask(by, key, Change::halved);
      std::int64_t days = 0;
      int people = 0;
      for (int i = 0; i < 40; ++i) {
        bool concerned = false;
        const std::int64_t gain = by_hand.gain(person(i), by, key, concerned);
        days += gain;
        people += concerned || gain > 0 ? 1 : 0;  // done, but to be done again for a better result
      }
      EXPECT_EQ(answer.gain_days, days) << key;
      EXPECT_EQ(answer.people, people) << key;
      moved += days > 0 ? 1 : 0;
    }
  }
  EXPECT_GT(moved, 60);
}

TEST(WhatIf, NoSuppositionDelaysAGoalAndMorePlacesNeverGainLess) {
  std::mt19937 random(11);
  int places_that_gain = 0;
  for (int round = 0; round < 6; ++round) {
    Territory territory(default_catalogue(), some_places(default_catalogue(), random));
    populate(territory, random, 60);
    for (const auto& [by, key] : scopes(territory)) {
      for (const auto& each : territory.ask(by, key, Change::halved).gains) {
        EXPECT_GE(each.gain.days, 0) << key;
      }
      EXPECT_EQ(territory.ask(by, key, Change::places, 0).people, 0);
      std::int64_t before = 0;
      std::int64_t last_step = std::numeric_limits<std::int64_t>::max();
      for (int places = 0; places < 8; ++places) {
        const auto answer = territory.ask(by, key, Change::places, places);
        EXPECT_EQ(answer.people, std::min(places, answer.waiting));
        EXPECT_LE(answer.gain_days - before, last_step) << key;  // those who gain most come first
        if (places > 0) last_step = answer.gain_days - before;
        EXPECT_GE(last_step, 0) << key;
        before = answer.gain_days;
        places_that_gain += places > 0 && last_step > 0 ? 1 : 0;
      }
    }
  }
  EXPECT_GT(places_that_gain, 20);
}

TEST(WhatIf, TheOrderInWhichPeopleCameChangesNothing) {
  const auto answers = [](bool backwards) {
    std::mt19937 random(5);
    Territory territory(default_catalogue(), some_places(default_catalogue(), random));
    populate(territory, random, 60);
    if (backwards) {  // leaving and coming back changes the order of the board
      for (int i = 0; i < 60; i += 2) {
        const Pathway kept = *territory.board.pathway(person(i));
        territory.board.remove(person(i));
        territory.board.put(person(i), kept);
      }
    }
    std::string text;
    for (const char* step : {"C06", "L06", "R04"}) {
      for (const Change change : {Change::lifted, Change::halved, Change::places}) {
        const auto answer = territory.ask(ShareBy::step, step, change, 3);
        text += fmt::format("{} {} {}:", step, answer.people, answer.gain_days);
        for (const auto& each : answer.gains) text += fmt::format(" {}={}", each.person[15], each.gain.days);
        text += "\n";
      }
    }
    return text;
  };
  EXPECT_EQ(answers(false), answers(true));
}

TEST(WhatIf, CountsThoseItMayTellOfAndSaysHowManyOfThemHaveNoName) {
  const Catalogue& catalogue = default_catalogue();
  Board board(catalogue, day(today));
  Board told_of(catalogue, day(today));
  const auto pathway_of = [&](int i, Names& names) {
    PersonFacts facts;
    facts.birth_date = day("1985-04-02");
    facts.protected_on = day("2018-01-10");
    StepEvent event;
    event.step = *catalogue.find(i % 2 == 0 ? "R10" : "C06");
    event.kind = EventKind::blocked;
    event.date = day("2018-03-01");
    event.cause = "B14";
    return pack(catalogue, names, facts, std::vector{event});
  };
  for (int i = 0; i < 30; ++i) {
    board.put(person(i), pathway_of(i, board.names()));
    if (i % 3 != 0) told_of.put(person(i), pathway_of(i, told_of.names()));
  }
  const Tells tells = [](const Standing& standing) {
    const int remainder = standing.person[15] % 3;
    return remainder == 0 ? Tell::nothing : remainder == 1 ? Tell::number : Tell::name;
  };
  for (const Change change : {Change::lifted, Change::halved, Change::places}) {
    const WhatIf question{ShareBy::cause, "B14", change, 7};
    const WhatIfAnswer told = what_if(board, question, tells);
    const WhatIfAnswer alone = what_if(told_of, question);
    EXPECT_EQ(told.people, alone.people);
    EXPECT_EQ(told.waiting, alone.waiting);
    EXPECT_EQ(told.gain_days, alone.gain_days);
    EXPECT_EQ(told.gains.size(), alone.gains.size());
    EXPECT_EQ(alone.unnamed, 0);
    if (change != Change::places) {
      EXPECT_EQ(told.people, 20);
      EXPECT_EQ(told.unnamed, 10);
    }
  }
}

}  // namespace
}  // namespace jalon::pathways
