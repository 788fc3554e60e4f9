// The critical path against the textbook: on networks of requirements without alternatives, the earliest and
// the latest dates by two passes over every step (CPM), slack zero where nothing can wait; with alternatives,
// the definition written as a recursion. Neither shares a line with the engine.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>
#include <set>

#include "pathways/pathway_case.hpp"

namespace jalon::pathways {
namespace {

constexpr const char* today = "2018-10-12";

struct Network {
  std::vector<int> days;
  std::vector<std::vector<std::vector<int>>> needs;  // of each step: groups of alternatives

  std::string lines() const {
    std::string text;
    for (std::size_t i = 0; i < days.size(); ++i) {
      std::string groups;
      for (const auto& group : needs[i]) {
        if (!groups.empty()) groups += "&";
        for (std::size_t o = 0; o < group.size(); ++o)
          groups += fmt::format("{}S{}", o == 0 ? "" : "|", group[o]);
      }
      // Never zero at most: such a step would be done of itself.
      text += fmt::format("S{};{};{};{}\n", i, groups, days[i], days[i] + 100);
    }
    return text;
  }
};

class Networks : public testing::Test {
 protected:
  int draw(int low, int high) {
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
  }

  Network network(int most_alternatives) {
    Network network;
    const int steps = draw(2, 40);
    for (int i = 0; i < steps; ++i) {
      network.days.push_back(draw(0, 60));
      auto& groups = network.needs.emplace_back();
      for (int g = i == 0 ? 0 : draw(0, 3); g > 0; --g) {
        auto& group = groups.emplace_back();
        for (int o = draw(1, most_alternatives); o > 0; --o) group.push_back(draw(0, i - 1));
      }
    }
    return network;
  }
  /// Some steps done, each only when what it needs is.
  std::set<int> do_some(const Network& network, PathwayCase& test) {
    std::set<int> done;
    for (std::size_t i = 0; i < network.days.size(); ++i) {
      const auto met = [&](const std::vector<int>& group) {
        return std::ranges::any_of(group, [&](int step) { return done.contains(step); });
      };
      if (!std::ranges::all_of(network.needs[i], met) || draw(1, 100) > 50) continue;
      done.insert(static_cast<int>(i));
      test.event(fmt::format("S{}", i), "done", "2018-05-01");
    }
    return done;
  }

 private:
  std::mt19937 random_{2018};
};

TEST_F(Networks, CriticalRootsAreTheStepsWithoutSlackWhosePrerequisitesAreDone) {
  for (int round = 0; round < 400; ++round) {
    const Network network = this->network(1);
    PathwayCase test(network.lines());
    const std::set<int> done = do_some(network, test);
    const int last = static_cast<int>(network.days.size()) - 1;
    test.goals(fmt::format("S{}", last));
    test.evaluate(today);

    // Forward: the earliest end of each step, in days from today.
    std::vector<int> early(network.days.size(), 0);
    for (std::size_t i = 0; i < early.size(); ++i) {
      if (done.contains(static_cast<int>(i))) continue;
      int start = 0;
      for (const auto& group : network.needs[i])
        start = std::max(start, early[static_cast<std::size_t>(group[0])]);
      early[i] = start + network.days[i];
    }
    // Backward: the latest end that keeps the goal on its date.
    constexpr int unbound = 1'000'000;
    std::vector<int> late(network.days.size(), unbound);
    late.back() = early.back();
    std::vector<bool> needed(network.days.size(), false);
    needed.back() = !done.contains(last);
    for (std::size_t i = late.size(); i-- > 0;) {
      if (!needed[i]) continue;
      for (const auto& group : network.needs[i]) {
        const auto before = static_cast<std::size_t>(group[0]);
        if (done.contains(group[0])) continue;
        needed[before] = true;
        late[before] = std::min(late[before], late[i] - network.days[i]);
      }
    }
    std::set<std::string> expected_roots;
    for (std::size_t i = 0; i < early.size(); ++i) {
      const std::string id = fmt::format("S{}", i);
      if (!done.contains(static_cast<int>(i))) {
        ASSERT_EQ(test.days_to(id), early[i]) << network.lines() << id;
      }
      const bool ready = std::ranges::all_of(
          network.needs[i], [&](const std::vector<int>& group) { return done.contains(group[0]); });
      if (needed[i] && ready && early[i] == late[i]) expected_roots.insert(id);
    }
    std::set<std::string> roots;
    for (const StepIndex step : test.finder().critical_roots()) roots.insert(test.catalogue().step(step).id);
    ASSERT_EQ(roots, expected_roots) << network.lines();
  }
}

TEST_F(Networks, WithAlternativesAStepIsExpectedAsItsDefinitionSays) {
  for (int round = 0; round < 400; ++round) {
    const Network network = this->network(3);
    PathwayCase test(network.lines());
    const std::set<int> done = do_some(network, test);
    test.evaluate(today);
    std::map<int, int> known;
    const std::function<int(int)> expected = [&](int step) {
      if (done.contains(step)) return 0;
      if (const auto found = known.find(step); found != known.end()) return found->second;
      int start = 0;
      for (const auto& group : network.needs[static_cast<std::size_t>(step)]) {
        int soonest = expected(group[0]);
        for (const int option : group) soonest = std::min(soonest, expected(option));
        start = std::max(start, soonest);
      }
      return known[step] = start + network.days[static_cast<std::size_t>(step)];
    };
    for (std::size_t i = 0; i < network.days.size(); ++i) {
      if (done.contains(static_cast<int>(i))) continue;
      ASSERT_EQ(test.days_to(fmt::format("S{}", i)), expected(static_cast<int>(i))) << network.lines() << i;
    }
  }
}

}  // namespace
}  // namespace jalon::pathways
