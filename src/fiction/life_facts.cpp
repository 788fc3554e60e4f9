// Who is concerned by a step, and the words of its results.
#include <algorithm>

#include "fiction/life.hpp"

namespace jalon::fiction {

bool LifeTeller::concerns(const Custom& custom, Date on) const {
  constexpr int working_age = 65;
  const Member& member = me();
  const int age = age_at(member.birth, on);
  const bool adult = age >= 18;
  const int small_children = household_->children_at(world_.scenario.as_of, 3);
  switch (custom.habit->who) {
    case Who::adult:
      return adult && !(world_.book[custom.step].id[0] == 'E' && age >= working_age);
    case Who::head:
      return is_head();
    case Who::rsa_head:
      return is_head() && (age >= 25 || household_->children_at(on, 18) > 0);
    case Who::family_head:
      return is_head() && household_->children_at(on, 18) > 0;
    case Who::parent:
      return adult && member.role != Role::other && household_->children_at(on, 18) > 0;
    case Who::parent_infant:
      return is_head() && small_children > 0 && household_->children_at(on, 3) > 0;
    case Who::young:
      return age >= 16 && age <= 25;
    case Who::pupil:
      return age >= 6 && age < 16;
    case Who::infant:
      return age < 6;
    case Who::driver:
      return adult && member.foreign_licence;
    case Who::refugee:
      return adult && member.status == Status::refugee;
    case Who::other_status:
      return adult && member.status != Status::refugee;
  }
  return false;
}

/// What the catalogue's rule says of this member on that day.
bool LifeTeller::allowed(StepIndex step, Date on) {
  const pathways::Rule& rule = *world_.book[step].rule;
  if (rule.empty()) return true;
  other_ages_.clear();
  for (std::size_t i = 0; i < household_->members.size(); ++i) {
    const Date birth = household_->members[i].birth;
    if (i != member_ && birth <= on) other_ages_.push_back(static_cast<std::uint8_t>(age_at(birth, on)));
  }
  using pathways::Fact;
  pathways::RuleFacts facts;
  const Member& member = me();
  facts[Fact::age] = age_at(member.birth, on);
  facts[Fact::household_size] = static_cast<std::int32_t>(other_ages_.size()) + 1;
  facts[Fact::protected_on] = from_.days();
  facts[Fact::arrived_on] = std::max(arrived_, member.birth).days();
  facts[Fact::today] = on.days();
  // Positions in the words of the files, which these enumerations follow.
  facts[Fact::status] = static_cast<std::int32_t>(member.status);
  facts[Fact::role] = static_cast<std::int32_t>(member.role);
  facts[Fact::french] =
      level_ == Level::none ? pathways::RuleFacts::unknown : static_cast<std::int32_t>(level_) - 1;
  facts[Fact::reader] = member.reader ? 1 : 0;
  facts[Fact::foreign_licence] = member.foreign_licence ? 1 : 0;
  facts.other_ages = other_ages_;
  facts.others_known = true;
  facts.done_on = done_on_;
  return rule.ask(facts) != pathways::Verdict::no;
}

/// Nobody looks for a home once at home, except those in rental intermediation, who wait for a social lease.
bool LifeTeller::settled_before(StepIndex step, Date requested) const {
  if (plan_->way == no_step || plan_->housed_on > requested || world_.book[step].id[0] != 'L') return false;
  const StepSet& ancestors = world_.book[step].ancestors;
  const bool follows_a_home = ancestors[world_.social] || ancestors[world_.rental] ||
                              ancestors[world_.private_lease] || ancestors[world_.residence];
  if (follows_a_home) return false;
  const bool towards_social = step == world_.social || world_.book[world_.social].ancestors[step];
  return !(plan_->way == world_.rental && towards_social);
}

/// The result of a step done, and the French level it proves.
std::string_view LifeTeller::outcome(const Custom& custom, Level& level) {
  const auto& outcomes = custom.habit->outcomes;
  if (outcomes.empty()) return {};
  const std::string& drawn = outcomes[chance_.below(static_cast<std::uint32_t>(outcomes.size()))];
  if (drawn != "level") {
    level = level_of(drawn);
    return drawn;
  }
  // A certificate proves the level held, or the next one.
  const int next = static_cast<int>(level_) + (chance_.percent(45) ? 1 : 0);
  level = static_cast<Level>(std::clamp(next, static_cast<int>(Level::A1), static_cast<int>(Level::B2)));
  const bool in_module = seats_[member_].kind == SeatPlan::Kind::module;
  const Level ceiling = level_of(world_.scenario.module.common.max_french);
  if (in_module && ceiling != Level::none) level = std::min(level, ceiling);
  return to_text(level);
}

std::string_view LifeTeller::cause(const Custom& custom) {
  const auto& causes = custom.habit->causes;
  const std::string& drawn = causes[chance_.below(static_cast<std::uint32_t>(causes.size()))];
  const bool childcare = drawn == "B17" && household_->children_at(world_.scenario.as_of, 6) == 0;
  return childcare ? causes.front() : drawn;
}

}  // namespace jalon::fiction
