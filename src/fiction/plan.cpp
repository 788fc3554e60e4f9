#include "fiction/plan.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "fiction/plan_housing.hpp"

namespace jalon::fiction {
namespace {

constexpr int margin = 25;  // days between the shortest life and the first day of a session

/// `total` seats over `count` sessions, as even as whole numbers allow.
std::vector<int> spread(int total, std::size_t count) {
  std::vector<int> seats(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const auto n = static_cast<int>(count);
    const auto at = static_cast<int>(i);
    seats[i] = total * (at + 1) / n - total * at / n;
  }
  return seats;
}

struct Candidate {
  std::size_t household = 0;
  std::size_t member = 0;
};

/// Draws people for counted sessions among those whose life leaves room for it.
class SeatPlanner {
 public:
  SeatPlanner(const Scenario& scenario, std::vector<Household>& households, BlockPlan& plan, Chance& chance)
      : scenario_(scenario), households_(households), plan_(plan), chance_(chance) {}

  /// People of these ages on as_of, in drawn order, with no seat yet.
  std::vector<Candidate> candidates(int youngest, int oldest) {
    std::vector<Candidate> found;
    for (std::size_t h = 0; h < households_.size(); ++h) {
      if (!plan_.households[h].left_on.is_never()) continue;
      for (std::size_t m = 0; m < households_[h].members.size(); ++m) {
        const int age = age_at(households_[h].members[m].birth, scenario_.as_of);
        if (age < youngest || age > oldest) continue;
        if (plan_.seats[h][m].kind == SeatPlan::Kind::none) found.push_back({h, m});
      }
    }
    chance_.shuffle(found);
    return found;
  }

  /// Seats `seats[i]` of them in session i, protected early enough for its start; the number that found
  /// nobody.
  int fill(std::vector<Candidate>& pool, SeatPlan::Kind kind, bool coming, const std::vector<int>& seats,
           const std::vector<Date>& starts, int room) {
    int missing = 0;
    for (std::size_t session = 0; session < seats.size(); ++session) {
      const Date start = std::min(starts[session], scenario_.as_of) - room - margin;
      int left = seats[session];
      // First those whose life fits as it is, then those whose arrival can be told earlier.
      for (const bool may_move : {false, true}) {
        for (auto it = pool.begin(); it != pool.end() && left > 0;) {
          if (!fits(*it, start, may_move)) {
            ++it;
            continue;
          }
          plan_.seats[it->household][it->member] = {kind, coming, static_cast<std::uint8_t>(session)};
          it = pool.erase(it);
          --left;
        }
      }
      missing += left;
    }
    return missing;
  }

 private:
  bool fits(const Candidate& candidate, Date latest, bool may_move) {
    HouseholdPlan& plan = plan_.households[candidate.household];
    const Member& member = households_[candidate.household].members[candidate.member];
    const Date adult = add_months(member.birth, 12 * 18);
    if (adult > latest) return false;
    if (plan.protected_on <= latest) return true;
    const bool movable = plan.situation == Situation::without_place ||
                         (plan.situation == Situation::asylum_accommodation && plan.stays.size() == 1);
    if (!may_move || !movable) return false;
    plan.protected_on = std::max(adult, latest - chance_.between(0, 90));
    if (!plan.stays.empty()) plan.stays[0].from = plan.protected_on;
    return true;
  }

  const Scenario& scenario_;
  std::vector<Household>& households_;
  BlockPlan& plan_;
  Chance& chance_;
};

tl::unexpected<Refusal> unreachable(std::string_view target, int missing) {
  return refuse("fiction.unreachable",
                {{"target", std::string(target)}, {"missing", std::to_string(missing)}});
}

}  // namespace

Result<BlockPlan> plan_block(const Scenario& scenario, const StepBook& book,
                             std::vector<Household>& households, const BlockTargets& targets, Chance chance) {
  BlockPlan plan;
  auto housing = plan_housing(scenario, book, households, targets, Chance{chance.next()});
  if (!housing) return tl::unexpected(housing.error());
  plan.households = std::move(*housing);
  for (const Household& household : households) plan.seats.emplace_back(household.members.size());

  plan.module_past = spread(targets.language_entered, scenario.module.past.size());
  const int coming = targets.language_expected - targets.language_entered;
  plan.module_coming = spread(coming, scenario.module.coming.size());
  plan.youth_past = spread(targets.youth_with_language, scenario.youth.past.size());
  plan.youth_coming = spread(targets.youth_with_language, scenario.youth.coming.size());

  SeatPlanner planner(scenario, households, plan, chance);
  const auto promised = [](std::vector<int> capacities, int share) {
    for (int& capacity : capacities) capacity = capacity * share / 100;
    return capacities;
  };
  using Kind = SeatPlan::Kind;
  // The young first: they are fewer.
  const int youth_room = book[book.find(scenario.youth.common.step)].room;
  auto young = planner.candidates(18, 24);
  if (const int missing =
          planner.fill(young, Kind::youth, false, plan.youth_past, scenario.youth.past, youth_room);
      missing > 0) {
    return unreachable("youth_with_language", missing);
  }
  planner.fill(young, Kind::youth, true, promised(plan.youth_coming, scenario.youth.accepted_share),
               scenario.youth.coming, youth_room);

  const StepIndex module_step = book.find(scenario.module.common.step);
  const int module_room = book[module_step].room - book[module_step].min;
  auto adults = planner.candidates(20, 58);
  if (const int missing =
          planner.fill(adults, Kind::module, false, plan.module_past, scenario.module.past, module_room);
      missing > 0) {
    return unreachable("language_680h.entered", missing);
  }
  planner.fill(adults, Kind::module, true, promised(plan.module_coming, scenario.module.accepted_share),
               scenario.module.coming, module_room);

  // Nobody above the level of the module sits in it.
  const Level ceiling = level_of(scenario.module.common.max_french);
  for (std::size_t h = 0; h < households.size(); ++h) {
    for (std::size_t m = 0; m < households[h].members.size(); ++m) {
      Member& member = households[h].members[m];
      if (plan.seats[h][m].kind == Kind::module && ceiling != Level::none) {
        member.level = std::min(member.level, ceiling);
      }
    }
  }
  return plan;
}

}  // namespace jalon::fiction
