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

/// Drawn among the habit's causes; one that the household's situation belies gives way to the first.
std::string_view LifeTeller::cause(const Custom& custom, Date on) {
  const auto& causes = custom.habit->causes;
  // With a child under 3, who keeps it comes before all the rest.
  const auto childcare = std::find(causes.begin(), causes.end(), "B17");
  const int infants = household_->children_at(world_.scenario.as_of, 3);
  if (childcare != causes.end() && infants > 0 && chance_.percent(60)) return *childcare;
  const std::string& drawn = causes[chance_.below(static_cast<std::uint32_t>(causes.size()))];
  const bool no_child = household_->children_at(world_.scenario.as_of, 6) == 0;
  if ((drawn == "B17" && no_child) || (drawn == "B13" && !overstays(on))) return causes.front();
  return drawn;
}

/// Still in accommodation after the time that the catalogue gives.
bool LifeTeller::overstays(Date on) const {
  for (const Stay& stay : plan_->stays) {
    const bool centre = world_.scenario.centres[stay.centre].step == world_.book[world_.centre].id;
    const int given = world_.book[centre ? world_.centre : world_.accommodation].valid_days;
    if (given > 0 && stay.from + given < on && on < stay.to) return true;
  }
  return false;
}

}  // namespace jalon::fiction
