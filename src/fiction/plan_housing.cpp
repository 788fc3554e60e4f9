#include "fiction/plan_housing.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>

namespace jalon::fiction {
namespace {

constexpr int margin = 14;  // days kept beyond the shortest life

struct Ways {
  StepIndex social = no_step;     // L06
  StepIndex rental = no_step;     // L07
  StepIndex private_ = no_step;   // L08
  StepIndex residence = no_step;  // L13
  StepIndex centre = no_step;     // L02
};

/// Draws the housing of households one by one; each function answers nullopt when the household does not fit.
class HousingPlanner {
 public:
  HousingPlanner(const Scenario& scenario, const StepBook& book, Chance& chance)
      : scenario_(scenario), book_(book), chance_(chance) {
    ways_ = {book.find("L06"), book.find("L07"), book.find("L08"), book.find("L13"), book.find("L02")};
  }

  StepIndex rental() const { return ways_.rental; }

  std::optional<HouseholdPlan> counted_exit(const Household& household, bool rental_allowed) {
    const Date from = std::max(scenario_.exits_from, last_birth(household) + 40);
    if (from > scenario_.exits_until) return std::nullopt;
    const Date left = from + chance_.between(0, scenario_.exits_until - from);
    HouseholdPlan plan;
    plan.situation = Situation::counted_exit;
    plan.way = draw_way(household, left, rental_allowed);
    if (plan.way == no_step) return std::nullopt;
    // The lease begins around the day of leaving; most movers go straight from one to the other.
    const int gap = chance_.percent(60)   ? 0
                    : chance_.percent(85) ? chance_.between(-3, 6)
                                          : chance_.between(7, 25);
    plan.housed_on = std::max(left + gap, book_[plan.way].valid_from);
    if (!settle(household, plan, left, chance_.weighted(std::array{60, 22, 18}))) return std::nullopt;
    return plan;
  }

  std::optional<HouseholdPlan> in_rental(const Household& household) {
    return housed(household, Situation::rental, ways_.rental);
  }

  std::optional<HouseholdPlan> situated(const Household& household, Situation situation) {
    switch (situation) {
      case Situation::asylum_accommodation:
        return in_asylum_accommodation(household);
      case Situation::integration_centre:
        return in_integration_centre(household);
      case Situation::housed:
        return housed(household, Situation::housed, no_step);
      case Situation::departed:
        return departed(household);
      case Situation::unplanned_exit:
        return unplanned_exit(household);
      case Situation::late_housing:
        return late_housing(household);
      default:
        return without_place(household);
    }
  }

  HouseholdPlan without_place(const Household& household) {
    HouseholdPlan plan;
    plan.situation = Situation::without_place;
    plan.protected_on = since(household, ago(20, 700));
    return plan;
  }

 private:
  /// The first day the household's adults were adults, and pathways existed.
  Date earliest(const Household& household) const {
    Date date = scenario_.first_protection;
    for (const Member& member : household.members) {
      if (member.role != Role::child) date = std::max(date, add_months(member.birth, 12 * 18));
    }
    return date;
  }
  static Date last_birth(const Household& household) {
    Date date = household.members[0].birth;
    for (const Member& member : household.members) date = std::max(date, member.birth);
    return date;
  }
  Date since(const Household& household, Date date) const { return std::max(date, earliest(household)); }
  /// Arrivals grow: recent days are likelier.
  Date ago(int low, int high) {
    return scenario_.as_of - std::min(chance_.between(low, high), chance_.between(low, high));
  }
  std::uint16_t centre_for(std::string_view step) {
    std::array<int, 64> weights{};
    for (std::size_t i = 0; i < scenario_.centres.size() && i < weights.size(); ++i) {
      weights[i] = scenario_.centres[i].step == step ? scenario_.centres[i].weight : 0;
    }
    return static_cast<std::uint16_t>(chance_.weighted(weights));
  }

  StepIndex draw_way(const Household& household, Date on, bool rental_allowed) {
    const int age = age_at(household.members[0].birth, on);
    const int children = household.children_at(on, 18);
    const bool alone = household.size() == 1;
    const int social = age >= 26 || children > 0 ? (alone ? 30 : 50) : 0;
    const int rental = rental_allowed ? (alone ? 42 : 46) : 0;
    const int private_lease = age < 30 && on - book_[ways_.private_].valid_from >= margin ? 16 : 0;
    const int residence = alone ? (age < 30 ? 30 : 8) : 0;
    const std::array weights{social, rental, private_lease, residence};
    if (social + rental + private_lease + residence == 0) return no_step;
    const std::array steps{ways_.social, ways_.rental, ways_.private_, ways_.residence};
    return steps[chance_.weighted(weights)];
  }

  /// A social lease wants resources, which the young without children do not get: asked of the day of
  /// protection, so that the life-course has all its time.
  bool has_income(const Household& household, StepIndex way, Date on) const {
    if (way != ways_.social) return true;
    return age_at(household.members[0].birth, on) >= 25 || household.children_at(on, 18) > 0;
  }

  /// Puts accommodation until `left` before the home of `plan`: 0 CADA/HUDA, 1 CPH, 2 one then the other.
  /// Long enough for the life-course to reach the home, and over after the household's adults came of age.
  bool settle(const Household& household, HouseholdPlan& plan, Date left, std::size_t kind) {
    const int room = book_[plan.way].room + margin;
    const int stay =
        kind == 0 ? chance_.between(std::max(room, 45), std::max(room + 60, 320)) : chance_.between(100, 400);
    Date begin = left - stay;
    Date protection = begin;
    if (kind > 0) protection = begin - chance_.between(book_[ways_.centre].room + 10, 150);
    if (kind > 0 && plan.housed_on - protection < room) protection = plan.housed_on - room;
    if (protection < earliest(household) || !has_income(household, plan.way, protection)) return false;
    plan.protected_on = protection;
    if (kind == 2) plan.stays.push_back({centre_for("L01"), protection, begin, false});
    plan.stays.push_back({centre_for(kind == 0 ? "L01" : "L02"), kind == 0 ? protection : begin, left,
                          kind > 0 && chance_.percent(70)});
    if (plan.way == ways_.residence) plan.residence = centre_for("L13");
    return true;
  }

  /// Housed outside the counted months, or without a stay in accommodation.
  std::optional<HouseholdPlan> housed(const Household& household, Situation situation, StepIndex way) {
    const std::size_t origin = chance_.weighted(std::array{50, 30, 12, 8});
    HouseholdPlan plan;
    plan.situation = situation;
    const auto choose = [&](Date on) {
      plan.way = way != no_step ? way : draw_way(household, on, false);
      return plan.way != no_step && on >= book_[plan.way].valid_from;
    };
    if (origin == 0) {
      plan.housed_on = ago(4, 700);
      if (!choose(plan.housed_on)) return std::nullopt;
      const int room = book_[plan.way].room + margin;
      plan.protected_on = plan.housed_on - chance_.between(room, room + 300);
      if (plan.protected_on < earliest(household)) plan.protected_on = plan.housed_on - room;
      if (plan.protected_on < earliest(household)) return std::nullopt;
      if (!has_income(household, plan.way, plan.protected_on)) return std::nullopt;
      if (plan.way == ways_.residence) plan.residence = centre_for("L13");
      return plan;
    }
    // From accommodation: before the counted months, or after them.
    const int after = scenario_.as_of - scenario_.exits_until - 5;
    Date left = scenario_.exits_from - chance_.between(10, 420);
    if (after > 5 && chance_.percent(45)) left = scenario_.exits_until + chance_.between(2, after);
    if (!choose(left)) return std::nullopt;
    plan.housed_on = left + (chance_.percent(70) ? 0 : chance_.between(1, 3));
    if (!settle(household, plan, left, origin - 1)) return std::nullopt;
    return plan;
  }

  HouseholdPlan in_asylum_accommodation(const Household& household) {
    HouseholdPlan plan;
    plan.situation = Situation::asylum_accommodation;
    // Three months and three more; a quarter overstay.
    plan.protected_on = since(household, chance_.percent(74) ? ago(4, 185) : ago(186, 420));
    plan.stays.push_back({centre_for("L01"), plan.protected_on, Date::never(), false});
    return plan;
  }

  HouseholdPlan in_integration_centre(const Household& household) {
    HouseholdPlan plan;
    plan.situation = Situation::integration_centre;
    const Date entered = ago(6, 330);
    plan.protected_on = entered - chance_.between(book_[ways_.centre].room + 10, 160);
    if (plan.protected_on < earliest(household)) return in_asylum_accommodation(household);
    if (chance_.percent(55)) plan.stays.push_back({centre_for("L01"), plan.protected_on, entered, false});
    plan.stays.push_back({centre_for("L02"), entered, Date::never(), false});
    return plan;
  }

  std::optional<HouseholdPlan> departed(const Household& household) {
    HouseholdPlan plan;
    plan.situation = Situation::departed;
    plan.left_on = ago(10, 500);
    plan.protected_on = plan.left_on - chance_.between(90, 300);
    if (plan.protected_on < earliest(household) || last_birth(household) > plan.left_on - 30)
      return std::nullopt;
    if (chance_.percent(60))
      plan.stays.push_back({centre_for("L01"), plan.protected_on, plan.left_on, false});
    return plan;
  }

  std::optional<HouseholdPlan> unplanned_exit(const Household& household) {
    HouseholdPlan plan;
    plan.situation = Situation::unplanned_exit;
    const Date left = ago(80, 330);
    plan.protected_on = left - chance_.between(95, 240);
    if (plan.protected_on < earliest(household)) return std::nullopt;
    plan.stays.push_back({centre_for("L01"), plan.protected_on, left, false});
    return plan;
  }

  std::optional<HouseholdPlan> late_housing(const Household& household) {
    HouseholdPlan plan;
    plan.situation = Situation::late_housing;
    const Date left = ago(120, 400);
    plan.housed_on = left + chance_.between(42, 110);
    plan.way = draw_way(household, plan.housed_on, false);
    if (plan.way == no_step || plan.housed_on > scenario_.as_of) return std::nullopt;
    if (!settle(household, plan, left, 0)) return std::nullopt;
    return plan;
  }

  const Scenario& scenario_;
  const StepBook& book_;
  Chance& chance_;
  Ways ways_;
};

tl::unexpected<Refusal> unreachable(std::string_view target, int missing) {
  return refuse("fiction.unreachable",
                {{"target", std::string(target)}, {"missing", std::to_string(missing)}});
}

}  // namespace

Result<std::vector<HouseholdPlan>> plan_housing(const Scenario& scenario, const StepBook& book,
                                                const std::vector<Household>& households,
                                                const BlockTargets& targets, Chance chance) {
  HousingPlanner planner(scenario, book, chance);
  std::vector<HouseholdPlan> plans(households.size());
  std::vector<bool> planned(households.size(), false);
  std::vector<std::size_t> order(households.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  chance.shuffle(order);

  constexpr int tries = 12;  // a drawn date may not suit a household: draw again
  int exits = targets.housing_exits;
  int rentals = targets.rental_intermediation;
  for (const std::size_t i : order) {
    const int size = households[i].size();
    if (size > exits) continue;
    for (int t = 0; t < tries && !planned[i]; ++t) {
      auto plan = planner.counted_exit(households[i], size <= rentals);
      if (!plan) continue;
      exits -= size;
      if (plan->way == planner.rental()) rentals -= size;
      plans[i] = std::move(*plan);
      planned[i] = true;
    }
    if (exits == 0) break;
  }
  if (exits > 0) return unreachable("housing_exits", exits);

  for (const std::size_t i : order) {
    const int size = households[i].size();
    if (planned[i] || size > rentals) continue;
    for (int t = 0; t < tries && !planned[i]; ++t) {
      auto plan = planner.in_rental(households[i]);
      if (!plan) continue;
      rentals -= size;
      plans[i] = std::move(*plan);
      planned[i] = true;
    }
    if (rentals == 0) break;
  }
  if (rentals > 0) return unreachable("rental_intermediation", rentals);

  for (const std::size_t i : order) {
    if (planned[i]) continue;
    const auto situation = static_cast<Situation>(chance.weighted(scenario.situations));
    for (int t = 0; t < tries && !planned[i]; ++t) {
      auto plan = planner.situated(households[i], situation);
      if (!plan) continue;
      plans[i] = std::move(*plan);
      planned[i] = true;
    }
    if (!planned[i]) plans[i] = planner.without_place(households[i]);
  }
  return plans;
}

}  // namespace jalon::fiction
