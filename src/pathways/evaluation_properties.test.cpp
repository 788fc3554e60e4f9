// What holds for every pathway: small random catalogues, random events, compared with a plain computation.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <random>
#include <set>
#include <sstream>

#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

constexpr const char* today = "2018-10-12";

/// Ten times what the library tries by default, unless RC_PARAMS says otherwise.
const int more_tries = setenv("RC_PARAMS", "max_success=1000", 0);

int draw(int low, int high) {
  return *rc::gen::inRange(low, high + 1);
}
bool chance(int percent) {
  return draw(1, 100) <= percent;
}

std::string name(int step) {
  return fmt::format("S{}", step);
}

/// `id;prerequisites;typ;max;...`: each step waits for earlier ones only.
std::string random_catalogue(int steps) {
  std::string lines;
  for (int i = 0; i < steps; ++i) {
    std::string prerequisites;
    const int groups = i == 0 ? 0 : draw(0, 2);
    for (int g = 0; g < groups; ++g) {
      if (g > 0) prerequisites += "&";
      const int options = draw(1, 2);
      for (int o = 0; o < options; ++o) {
        if (o > 0) prerequisites += "|";
        prerequisites += name(draw(0, i - 1));
        if (chance(10))
          prerequisites += ":A1";
        else if (chance(7))
          prerequisites += ":refused";
      }
    }
    const int typ = draw(0, 30);
    lines += fmt::format("{};{};{};{}", name(i), prerequisites, typ, typ + draw(0, 60));
    if (chance(15)) lines += fmt::format(";valid_days={}", draw(1, 200));
    if (chance(15)) lines += ";rule=age >= 25";
    if (chance(15))
      lines += fmt::format(";deadline_days={};deadline_from={}", draw(0, 300),
                           chance(50) ? "requested" : "protected_on");
    if (chance(10)) lines += ";valid_from=2019-01-01";
    lines += "\n";
  }
  return lines;
}

void random_events(PathwayCase& test, int steps) {
  test.facts.protected_on = day(today) - draw(0, 400);
  if (chance(80)) test.facts.birth_date = day(chance(50) ? "1998-01-01" : "1980-01-01");
  const int count = draw(0, 2 * steps);
  for (int i = 0; i < count; ++i) {
    StepEvent event;
    event.step = static_cast<StepIndex>(draw(0, steps - 1));
    event.kind = static_cast<EventKind>(draw(0, 9));
    if (chance(40)) event.kind = EventKind::done;
    event.date = day(today) - draw(0, 400);
    event.cause = event.kind == EventKind::blocked ? fmt::format("B0{}", draw(1, 3)) : "";
    event.outcome = event.kind == EventKind::done && chance(50) ? fmt::format("A{}", draw(0, 2)) : "";
    test.events.push_back(event);
  }
}

/// Everything that is told of a pathway, as text.
std::string story(PathwayCase& test) {
  std::ostringstream out;
  for (const Step& step : test.catalogue().steps()) {
    if (!test.state(step.id).present) continue;
    out << step.id << " " << test.status(step.id) << " " << test.since(step.id) << " "
        << test.expected(step.id) << "\n";
  }
  for (const Blocker& blocker : test.blockers()) {
    const std::string& id = test.catalogue().step(blocker.step).id;
    out << id << " " << test.cause(id) << " " << test.root(id) << " " << blocker.since << " "
        << blocker.gain.days << " " << blocker.gain.unlocked << " " << blocker.gain.deadlines_saved
        << " with " << test.with(id) << "\n";
  }
  return out.str();
}

TEST(Properties, AnEventAfterTheDayChangesNothing) {
  EXPECT_TRUE(rc::check([] {
    const int steps = draw(1, 8);
    PathwayCase test(random_catalogue(steps));
    random_events(test, steps);
    test.evaluate(today);
    const std::string before = story(test);
    StepEvent event;
    event.step = static_cast<StepIndex>(draw(0, steps - 1));
    event.kind = static_cast<EventKind>(draw(0, 9));
    event.date = day(today) + draw(1, 100);
    test.events.push_back(event);
    test.evaluate(today);
    RC_ASSERT(story(test) == before);
  }));
}

/// Steps of which nothing is recorded are visited by a shorter way: an event that says nothing must not
/// matter.
TEST(Properties, AnEventThatSaysNothingChangesNothing) {
  EXPECT_TRUE(rc::check([] {
    const int steps = draw(1, 12);
    PathwayCase test(random_catalogue(steps));
    random_events(test, steps);
    test.evaluate(today);
    const std::string before = story(test);
    for (int i = 0; i < steps; ++i) {
      const auto step = static_cast<StepIndex>(i);
      if (std::ranges::find(test.events, step, &StepEvent::step) != test.events.end()) continue;
      StepEvent event;
      event.step = step;
      event.kind = EventKind::unblocked;
      event.date = day(today) - draw(0, 400);
      test.events.push_back(event);
    }
    test.evaluate(today);
    RC_ASSERT(story(test) == before);
  }));
}

TEST(Properties, TheOrderOfEventsChangesNothing) {
  EXPECT_TRUE(rc::check([] {
    const int steps = draw(1, 8);
    PathwayCase test(random_catalogue(steps));
    random_events(test, steps);
    test.evaluate(today);
    const std::string before = story(test);
    std::mt19937 random(static_cast<unsigned>(draw(0, 1'000'000)));
    std::shuffle(test.events.begin(), test.events.end(), random);
    test.evaluate(today);
    RC_ASSERT(story(test) == before);
  }));
}

/// Goals when `lifted` are done today: every node computed again, in order. Sum of dates, and goals without
/// one.
std::pair<std::int64_t, int> plain_goals(const Evaluator& evaluator, const Evaluation& evaluation,
                                         const std::vector<StepIndex>& lifted) {
  std::vector<Evaluator::Trial> trial(evaluator.expectations().begin(), evaluator.expectations().end());
  for (const Node& node : evaluator.catalogue().nodes()) {
    const StepState& state = evaluation.steps[node.step];
    std::int32_t ready_at = evaluation.at;
    for (const Slice& group : evaluator.catalogue().groups(node)) {
      const auto requirement = evaluator.look_at(evaluator.catalogue().options(group), trial);
      if (!requirement.nothing_left) ready_at = std::max(ready_at, requirement.expected);
    }
    if (std::ranges::find(lifted, node.step) != lifted.end()) {
      trial[node.step] = {evaluation.at, evaluation.at, evaluation.at, Evaluator::Standing::lifted};
    } else if (!state.is_done()) {
      trial[node.step].ready_at = ready_at;
      trial[node.step].expected = expected_after(state, ready_at);
    } else {
      trial[node.step].ready_at = ready_at;
    }
  }
  std::int64_t days = 0;
  int never = 0;
  for (const Goal& goal : evaluation.goals) {
    const auto requirement = evaluator.look_at(goal.options, trial);
    if (requirement.expected == no_day) {
      ++never;
    } else if (!goal.reached && goal.expected != no_day) {
      days += requirement.expected;
    }
  }
  return {days, never};
}

TEST(Properties, LiftingNeverDelaysAGoalAndEqualsAPlainComputation) {
  EXPECT_TRUE(rc::check([] {
    const int steps = draw(1, 9);
    PathwayCase test(random_catalogue(steps));
    random_events(test, steps);
    if (chance(50)) test.goals(name(draw(0, steps - 1)));
    test.evaluate(today);
    std::vector<StepIndex> lifted;
    for (int i = 0; i < steps; ++i) {
      if (chance(25)) lifted.push_back(static_cast<StepIndex>(i));
    }
    std::erase_if(lifted, [&](StepIndex step) { return !test.evaluation().steps[step].present; });
    const auto before = plain_goals(test.evaluator(), test.evaluation(), {});
    const auto after = plain_goals(test.evaluator(), test.evaluation(), lifted);
    RC_ASSERT(after.first <= before.first);
    RC_ASSERT(after.second <= before.second);
    const Gain gain = test.lift(lifted);
    RC_ASSERT(gain.days == before.first - after.first);
    RC_ASSERT(gain.unlocked == before.second - after.second);
    // And leaves no trace: the same question again has the same answer.
    RC_ASSERT(test.lift(lifted) == gain);
  }));
}

/// The best set and order by trying every one with a plain computation of the goals.
TEST(Properties, WhatToLiftFirstEqualsTryingEverySetInEveryOrder) {
  using Worth = std::pair<std::int64_t, std::int64_t>;  // goals that get a date, days
  EXPECT_TRUE(rc::check([] {
    const int steps = draw(1, 9);
    PathwayCase test(random_catalogue(steps));
    random_events(test, steps);
    test.evaluate(today);
    const LiftPlan plan = test.finder().plan();
    std::set<StepIndex> candidates;
    for (const Blocker& blocker : test.blockers()) {
      candidates.insert(blocker.root);
      const std::string& id = test.catalogue().step(blocker.step).id;
      if (blocker.cause == Cause::declared || test.status(id) != "waiting") candidates.insert(blocker.step);
    }
    for (const StepIndex root : test.finder().critical_roots()) candidates.insert(root);
    const auto before = plain_goals(test.evaluator(), test.evaluation(), {});
    const auto worth = [&](const std::vector<StepIndex>& lifted) -> Worth {
      const auto after = plain_goals(test.evaluator(), test.evaluation(), lifted);
      return {before.second - after.second, before.first - after.first};
    };
    Worth best{0, 0};
    std::size_t fewest = 0;
    const std::function<void(std::vector<StepIndex>)> grow = [&](const std::vector<StepIndex>& set) {
      const Worth found = worth(set);
      if (found > best || (found == best && set.size() < fewest)) {
        best = found;
        fewest = set.size();
      }
      if (set.size() == 3) return;
      for (const StepIndex next : candidates) {
        if (!set.empty() && next <= set.back()) continue;
        std::vector<StepIndex> more = set;
        more.push_back(next);
        grow(more);
      }
    };
    grow({});
    RC_ASSERT(plan.count == fewest);
    if (plan.count == 0) return;
    std::vector<StepIndex> order(plan.order().begin(), plan.order().end());
    RC_ASSERT(worth(order) == best);
    const auto sum = [&](const std::vector<StepIndex>& all) {
      Worth total{0, 0};
      for (std::size_t lifted = 1; lifted <= all.size(); ++lifted) {
        const Worth one = worth({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(lifted)});
        total = {total.first + one.first, total.second + one.second};
      }
      return total;
    };
    const Worth chosen = sum(order);
    for (std::size_t lifted = 1; lifted <= order.size(); ++lifted) {
      const Gain& gain = plan.after[lifted - 1];
      RC_ASSERT(Worth(gain.unlocked, gain.days) ==
                worth({order.begin(), order.begin() + static_cast<std::ptrdiff_t>(lifted)}));
    }
    std::ranges::sort(order);
    do RC_ASSERT(sum(order) <= chosen);
    while (std::next_permutation(order.begin(), order.end()));
  }));
}

TEST(Properties, RootsAreOpenStepsWhosePrerequisitesAreMet) {
  EXPECT_TRUE(rc::check([] {
    const int steps = draw(1, 9);
    PathwayCase test(random_catalogue(steps));
    random_events(test, steps);
    test.evaluate(today);
    for (const Blocker& blocker : test.blockers()) {
      const StepState& root = test.evaluation().steps[blocker.root];
      const bool done_and_blocked = root.is_done() && blocker.root == blocker.step;
      RC_ASSERT(root.met || root.irrelevance != Irrelevance::none || done_and_blocked);
      // Only what a professional declares about a done step, or a result to be improved, stands on a done
      // one.
      if (done_and_blocked) RC_ASSERT(blocker.cause == Cause::declared);
      RC_ASSERT(blocker.gain.days >= 0);
    }
  }));
}

TEST(Properties, PartnersAreMinimalSetsThatMoveAGoal) {
  EXPECT_TRUE(rc::check([] {
    const int steps = draw(2, 9);
    PathwayCase test(random_catalogue(steps));
    random_events(test, steps);
    test.evaluate(today);
    for (const Blocker& blocker : test.blockers()) {
      if (blocker.with_count == 0) continue;
      std::vector<StepIndex> set = {blocker.step};
      for (const StepIndex step : blocker.with_steps()) set.push_back(step);
      RC_ASSERT(test.lift(set) == Gain({blocker.joint.days, blocker.joint.unlocked, 0}));
      RC_ASSERT(blocker.joint.moves_a_goal());
      for (std::size_t left_out = 0; left_out < set.size(); ++left_out) {
        std::vector<StepIndex> fewer = set;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(left_out));
        RC_ASSERT(!test.lift(fewer).moves_a_goal());
      }
    }
  }));
}

/// The same events in two catalogues whose prerequisites say the same in other words.
void expect_same(const std::string& one, const std::string& other) {
  EXPECT_TRUE(rc::check([&] {
    PathwayCase first("S0;;10;40\nS1;;20;50\nS2;S0;5;30\nX;" + one + ";7;9\n");
    PathwayCase second("S0;;10;40\nS1;;20;50\nS2;S0;5;30\nX;" + other + ";7;9\n");
    random_events(first, 4);
    second.facts = first.facts;
    second.events = first.events;
    first.evaluate(today);
    second.evaluate(today);
    RC_ASSERT(story(first) == story(second));
  }));
}

TEST(Properties, AndAndOrSaySomethingOnce) {
  expect_same("S0&S0", "S0");
  expect_same("S0|S0", "S0");
  expect_same("S0|S1&S0|S1", "S0|S1");
}

TEST(Properties, AlternativesHastenAndRequirementsDelay) {
  EXPECT_TRUE(rc::check([] {
    const std::string base = "S0;;10;40\nS1;;20;50\nS2;S0;5;30\n";
    PathwayCase alone(base + "X;S0;7;9\n");
    PathwayCase either(base + "X;S0|S1;7;9\n");
    PathwayCase both(base + "X;S0&S1;7;9\n");
    random_events(alone, 3);
    std::erase_if(alone.events, [](const StepEvent& event) { return event.kind == EventKind::not_relevant; });
    either.facts = both.facts = alone.facts;
    either.events = both.events = alone.events;
    alone.evaluate(today);
    either.evaluate(today);
    both.evaluate(today);
    RC_ASSERT(either.state("X").ready_at <= alone.state("X").ready_at);
    RC_ASSERT(alone.state("X").ready_at <= both.state("X").ready_at);
  }));
}

}  // namespace
}  // namespace jalon::pathways
