// The rows of a life told: late recordings, a few typing errors put right, a few false entries withdrawn.
#include <algorithm>

#include "fiction/life.hpp"

namespace jalon::fiction {
namespace {

constexpr int corrected_per_mille = 8;

}  // namespace

std::uint16_t LifeTeller::organisation(const Custom& custom) {
  const auto& organisations = custom.organisations;
  if (organisations.empty()) return none16;
  // Near the household when there is one, otherwise any of them; the same for the whole household.
  const std::string& commune = world_.scenario.communes[household_->commune].code;
  for (const std::uint16_t organisation : organisations) {
    if (world_.scenario.organisations[organisation].commune == commune) return organisation;
  }
  return organisations[first_person_ % organisations.size()];
}

/// Most events are recorded within days, some within months, none after as_of.
Date LifeTeller::recorded(Date date) {
  const std::uint32_t draw = chance_.below(100);
  const int lag = draw < 55   ? chance_.between(0, 2)
                  : draw < 85 ? chance_.between(3, 15)
                  : draw < 97 ? chance_.between(16, 45)
                              : chance_.between(46, 90);
  return std::min(date + lag, world_.scenario.as_of);
}

void LifeTeller::write_member(std::uint32_t number) {
  const std::uint32_t person = first_person_ + static_cast<std::uint32_t>(member_);
  write_events(person);
  write_homes(person);
  for (EnrolmentRow& row : enrolments_) row.recorded_on = recorded(row.date);
  std::stable_sort(enrolments_.begin(), enrolments_.end(),
                   [](const EnrolmentRow& a, const EnrolmentRow& b) { return a.date < b.date; });
  records_.enrolments.insert(records_.enrolments.end(), enrolments_.begin(), enrolments_.end());
  write_person(person, number);
  if (!is_head() || !plan_->left_on.is_never()) return;
  for (const auto& [step, since] : pending_) {
    if (step == world_.rental || step == world_.social) {
      waiting_.push_back({step, index_, first_person_, household_->size(), since});
    }
  }
}

void LifeTeller::write_events(std::uint32_t person) {
  std::stable_sort(drafts_.begin(), drafts_.end(),
                   [](const Draft& a, const Draft& b) { return a.date < b.date; });
  const std::size_t first = records_.events.size();
  std::uint16_t number = 0;
  const auto row = [&](const Draft& draft, Date recorded_on) -> EventRow& {
    EventRow event;
    event.person = person;
    event.number = ++number;
    event.step = draft.step;
    event.kind = draft.kind;
    event.date = draft.date;
    event.recorded_on = recorded_on;
    event.organisation = draft.organisation;
    event.outcome = draft.outcome;
    event.cause = draft.cause;
    return records_.events.emplace_back(event);
  };
  for (const Draft& draft : drafts_) row(draft, recorded(draft.date));

  // Typing errors: a wrong day was recorded first, the right one replaced it later.
  const Date as_of = world_.scenario.as_of;
  for (std::size_t i = 0; i < drafts_.size(); ++i) {
    const Draft draft = drafts_[i];
    const bool counted =
        world_.is_home(draft.step) || draft.step == world_.module || draft.step == world_.youth;
    if (draft.kind != EventKind::done || counted || !chance_.per_mille(corrected_per_mille)) continue;
    EventRow& wrong = records_.events[first + i];
    const Date mended = wrong.recorded_on + chance_.between(5, 40);
    const Date typed = draft.date - chance_.between(1, 6);
    if (mended > as_of || typed <= from_) continue;
    wrong.date = typed;
    const std::uint16_t wrong_number = wrong.number;
    row(draft, mended).corrects = wrong_number;  // `wrong` may dangle from here
  }
  // A home entered in the wrong file, found out and withdrawn: those who left for nothing are not housed.
  if (is_head() && plan_->situation == Situation::unplanned_exit) {
    const Date date = plan_->stays.back().to + 6;
    if (date + 40 <= as_of) {
      const Draft draft{world_.private_lease, EventKind::done, date, none16, {}, {}};
      const std::uint16_t false_number = row(draft, date + 3).number;
      EventRow& withdrawal = row(draft, date + 30);
      withdrawal.kind = EventKind::withdrawn;
      withdrawal.corrects = false_number;
    }
  }
}

/// Accommodation, dwellings and residences: the household moves together, a child from its birth.
void LifeTeller::write_homes(std::uint32_t person) {
  const auto live_in = [&](std::uint32_t place, EnrolmentKind kind, Date date) {
    enrolments_.push_back({person, place, kind, date, 0, date});
  };
  for (const Stay& stay : plan_->stays) {
    const Date entered = std::max(stay.from, me().birth);
    if (entered >= stay.to || entered > world_.scenario.as_of) continue;
    const std::uint32_t place = places_.centres[stay.centre];
    live_in(place, EnrolmentKind::entered, entered);
    if (!stay.to.is_never()) {
      live_in(place, stay.completed ? EnrolmentKind::completed : EnrolmentKind::left, stay.to);
    }
  }
  if (plan_->way == no_step || plan_->housed_on > until_) return;
  std::uint32_t place = places_.dwellings[index_];
  if (plan_->residence != none16) place = places_.centres[plan_->residence];
  if (place != none32) live_in(place, EnrolmentKind::entered, std::max(plan_->housed_on, me().birth));
}

void LifeTeller::write_person(std::uint32_t person, std::uint32_t number) {
  const Scenario& scenario = world_.scenario;
  const Member& member = me();
  PersonRow row;
  row.person = person;
  row.household = number;
  row.last_name = scenario.last_names[member.last_name];
  row.first_name = scenario.first_names[member.first_name];
  if (member.second_name != none16) row.first_name += "-" + scenario.first_names[member.second_name];
  row.birth_date = member.birth;
  row.status = member.status;
  row.protected_on = from_;
  row.arrived_on = std::max(arrived_, member.birth);
  row.commune = household_->commune;
  row.languages = scenario.languages[household_->language].code;
  if (household_->second_language != none16) {
    row.languages += " " + scenario.languages[household_->second_language].code;
  }
  row.level = level_;
  row.role = member.role;
  if (age_at(member.birth, scenario.as_of) >= 8) row.reader = member.reader;
  if (age_at(member.birth, scenario.as_of) >= 18) row.foreign_licence = member.foreign_licence;
  row.left_on = plan_->left_on;
  // The household's referent, the same for all its members: who hosts it, otherwise an association or nobody.
  Chance chance{number, 7};
  if (!plan_->stays.empty() && plan_->stays.back().to.is_never()) {
    row.referent = world_.organisation(scenario.centres[plan_->stays.back().centre].organisation);
  } else if (!chance.percent(scenario.no_referent_share)) {
    std::vector<std::uint16_t> followers;
    for (std::size_t i = 0; i < scenario.organisations.size(); ++i) {
      const std::string& kind = scenario.organisations[i].kind;
      if (kind == "CPH" || kind == "ASSO") followers.push_back(static_cast<std::uint16_t>(i));
    }
    if (!followers.empty())
      row.referent = followers[chance.below(static_cast<std::uint32_t>(followers.size()))];
  }
  row.recorded_on = std::min(from_ + chance.between(0, 3), scenario.as_of);
  records_.people.push_back(std::move(row));
}

}  // namespace jalon::fiction
