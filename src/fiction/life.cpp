#include "fiction/life.hpp"

#include <algorithm>
#include <string>

namespace jalon::fiction {
namespace {

constexpr int overrun_share = 3;        // percent of requests that exceed the catalogue's maximum
constexpr int second_try_share = 60;    // percent of those refused who ask again
constexpr int lifted_share = 15;        // percent of slow steps that were declared blocked, then unblocked
constexpr int given_up_share = 70;      // percent of hopeless requests that were given up
constexpr int dropout_share = 3;        // percent of counted trainees who leave
constexpr int coming_seats_share = 60;  // percent of the seats of coming sessions already promised
constexpr int shown_wait = 15;          // days without a place before somebody says so

}  // namespace

std::optional<Refusal> LifeTeller::tell(const Household& household, const HouseholdPlan& plan,
                                        std::span<const SeatPlan> seats, std::size_t index,
                                        std::uint32_t number, std::uint32_t first_person,
                                        std::uint64_t seed) {
  household_ = &household;
  plan_ = &plan;
  seats_ = seats;
  index_ = index;
  first_person_ = first_person;
  shared_.assign(world_.book.size(), {});
  Chance chance{seed, number, 1};
  arrived_ = plan.protected_on - chance.between(120, 800);

  for (std::size_t member = 0; member < household.members.size(); ++member) {
    bool told = false;
    for (int hurry = 0; hurry <= most_hurry && !told; ++hurry) {
      begin(member, seed, hurry);
      told = live();
      if (!told) {
        for (const auto& seat : taken_) sittings_.give_back(seat);
      }
    }
    if (!told) {
      std::string steps;
      for (const Fixed& fixed : fixed_) steps += std::string(world_.book[fixed.step].id) + " ";
      return Refusal{
          "fiction.no_time", {{"person", std::to_string(first_person + member)}, {"steps", steps}}, {}};
    }
    write_member(number);
    if (member > 0) continue;
    for (std::size_t step = 0; step < shared_.size(); ++step) {
      if (world_.book[static_cast<StepIndex>(step)].household) shared_[step] = reached_[step];
    }
  }
  return std::nullopt;
}

void LifeTeller::begin(std::size_t member, std::uint64_t seed, int hurry) {
  member_ = member;
  hurry_ = hurry;
  chance_ = Chance{seed, first_person_ + member, static_cast<std::uint64_t>(2 + hurry)};
  const Scenario& scenario = world_.scenario;
  from_ = std::max(plan_->protected_on, me().birth + 10);
  until_ = std::min(scenario.as_of, plan_->left_on);
  level_ = me().level;
  reached_ = shared_;
  done_on_.assign(world_.book.size(), pathways::RuleFacts::none);
  for (std::size_t step = 0; step < reached_.size(); ++step) {
    if (!reached_[step].done.is_never()) done_on_[step] = reached_[step].done.days();
  }
  handled_.reset();
  needed_.reset();
  fixed_.clear();
  drafts_.clear();
  enrolments_.clear();
  taken_.clear();
  pending_.clear();
  reach(world_.protection, from_);
  fix_member(seed);
}

/// What the plan of the household says of this member.
void LifeTeller::fix_member(std::uint64_t seed) {
  const Scenario& scenario = world_.scenario;
  Chance chance{seed, first_person_ + member_, 1};  // the same at every attempt
  if (is_head()) {
    for (const Stay& stay : plan_->stays) {
      const Centre& centre = scenario.centres[stay.centre];
      fixed_.push_back(
          {.step = centre.step == world_.book[world_.centre].id ? world_.centre : world_.accommodation,
           .date = stay.from,
           .organisation = world_.organisation(centre.organisation)});
    }
  }
  if (plan_->way != no_step && std::max(plan_->housed_on, from_) <= until_) {
    fixed_.push_back({.step = plan_->way, .date = std::max(plan_->housed_on, from_), .along = !is_head()});
  }
  const SeatPlan& seat = seats_[member_];
  const bool module = seat.kind == SeatPlan::Kind::module;
  if (seat.kind != SeatPlan::Kind::none) {
    const TargetSessions& sessions = module ? scenario.module : scenario.youth;
    const auto& places = module ? (seat.coming ? places_.module_coming : places_.module_past)
                                : (seat.coming ? places_.youth_coming : places_.youth_past);
    const Date promised = scenario.as_of - chance.between(2, 20);
    Fixed fixed{.step = module ? world_.module : world_.youth,
                .date = seat.coming ? promised : sessions.past[seat.session],
                .place = places[seat.session],
                .organisation = world_.organisation(sessions.common.organisation)};
    fixed.request_only = seat.coming;
    fixed_.push_back(fixed);
    if (!module && !seat.coming && world_.youth_language != no_step) {
      fixed.step = world_.youth_language;
      fixed.place = none32;
      fixed.optional = true;
      fixed_.push_back(fixed);
    }
  }
  for (const Fixed& fixed : fixed_) {
    if (!fixed.along && !fixed.optional) needed_ |= world_.book[fixed.step].ancestors;
  }
}

bool LifeTeller::live() {
  for (const Custom& custom : world_.customs) {
    if (!undertake(custom)) return false;
  }
  renew();
  return true;
}

/// False when the life came too late for what the plan fixed.
bool LifeTeller::undertake(const Custom& custom) {
  const StepIndex step = custom.step;
  if (handled_[step]) return true;
  Date ready = world_.book.ready(step, reached_);
  for (const Fixed& fixed : fixed_) {
    if (fixed.step == step) return undertake_fixed(custom, fixed, ready);
  }
  if (ready > until_) return true;
  if (!custom.habit) {
    if (allowed(step, ready)) reach(step, ready);
    return true;
  }
  const Habit& habit = *custom.habit;
  if (world_.book[step].household && !is_head()) return true;
  ready = std::max(ready, habit.since);
  if (habit.who == Who::pupil) ready = std::max(ready, add_months(me().birth, 12 * 6));
  const bool needed = needed_[step];
  if (!needed && !chance_.percent(habit.share)) return true;
  if (!concerns(custom, ready)) return true;
  if (!habit.max_level.empty() && level_ > level_of(habit.max_level)) return true;

  int wait = habit.happens ? 0 : chance_.between(habit.wait_min, habit.wait_max);
  if (needed) wait = hurried(0, wait);
  const Date requested = ready + wait;
  if (requested > until_ || !allowed(step, requested)) return true;
  if (settled_before(step, requested)) return true;
  if (habit.held) {
    if (habit.happens) return true;
    add(step, EventKind::requested, requested, organisation(custom));
    if (plan_->way != no_step && plan_->housed_on <= until_ && !is_head()) return true;
    if (settled_before(step, until_)) {  // housed otherwise since: the request falls
      const Date end = std::max(requested, plan_->housed_on) + chance_.between(1, 12);
      if (end <= until_) add(step, EventKind::cancelled, end, organisation(custom));
      return true;
    }
    // Many of those who waited longer than the catalogue's maximum have given up.
    const BookStep& entry = world_.book[step];
    const Date given_up = requested + chance_.between(entry.typ, std::max(entry.typ, entry.max));
    if (until_ - requested > entry.max && chance_.percent(given_up_share)) {
      add(step, EventKind::abandoned, std::min(given_up, until_), organisation(custom));
      return true;
    }
    pending(custom, requested);
    return true;
  }
  ask(custom, requested);
  return true;
}

bool LifeTeller::undertake_fixed(const Custom& custom, const Fixed& fixed, Date ready) {
  const StepIndex step = custom.step;
  const std::uint16_t by = fixed.organisation != none16 ? fixed.organisation : organisation(custom);
  if (fixed.along) {
    add(step, EventKind::done, fixed.date, by);
    reach(step, fixed.date);
    return true;
  }
  if (ready > fixed.date || !allowed(step, fixed.date)) return fixed.optional;
  const bool course = custom.habit && (custom.habit->course || step == world_.module);
  if (fixed.optional) {  // delivered inside something else
    add(step, EventKind::started, fixed.date, by);
    return true;
  }
  const bool happens = custom.habit && custom.habit->happens;
  if (!happens) {
    const BookStep& entry = world_.book[step];
    const int wait =
        custom.habit ? hurried(0, chance_.between(custom.habit->wait_min, custom.habit->wait_max)) : 0;
    const int delay = course ? chance_.between(5, 30) : chance_.days(entry.min, entry.typ, entry.max);
    const Date latest = std::max(ready, fixed.date - (course ? 3 : entry.min));
    const Date requested = std::min(std::max(ready + wait, fixed.date - delay), latest);
    add(step, EventKind::requested, requested, by);
    if (fixed.place != none32) {
      const Date accepted = fixed.request_only ? fixed.date : fixed.date - chance_.between(1, 15);
      enrol(fixed.place, EnrolmentKind::accepted, std::max(accepted, requested));
    }
  }
  if (fixed.request_only) return true;
  if (fixed.place != none32) enrol(fixed.place, EnrolmentKind::entered, fixed.date);
  if (!course) {
    add(step, EventKind::done, fixed.date, by);
    reach(step, fixed.date);
    return true;
  }
  add(step, EventKind::started, fixed.date, by);
  const Date left = fixed.date + chance_.between(8, 30);
  if (chance_.percent(dropout_share) && left <= until_) {
    add(step, EventKind::abandoned, left, by);
    enrol(fixed.place, EnrolmentKind::left, left);
  }
  return true;
}

void LifeTeller::ask(const Custom& custom, Date requested) {
  const Habit& habit = *custom.habit;
  const BookStep& entry = world_.book[custom.step];
  const std::uint16_t by = organisation(custom);
  if (!habit.happens) add(custom.step, EventKind::requested, requested, by);
  const bool needed = needed_[custom.step];
  const bool shielded = needed && hurry_ > 0;  // no bad luck in a life told again
  if (!shielded) {
    bool closed = false;
    refuse_once(custom, requested, closed);
    if (closed) return;
    if (!habit.course && chance_.percent(habit.abandoned)) {
      const Date end = requested + chance_.between(5, std::max(6, entry.typ));
      if (end <= until_) return add(custom.step, EventKind::abandoned, end, by);
    }
    if (chance_.percent(habit.stalled)) return pending(custom, requested);
  }
  int delay = chance_.days(entry.min, entry.typ, entry.max);
  if (needed) delay = hurried(entry.min, delay);
  if (!shielded && entry.max > 1 && chance_.percent(overrun_share))
    delay = entry.max + chance_.between(3, 50);
  if (habit.seated) return seat(custom, requested, delay);
  const Date end = requested + delay;
  if (end > until_) return pending(custom, requested);
  if (delay > entry.typ * 3 / 2 && !habit.causes.empty() && chance_.percent(lifted_share)) {
    add(custom.step, EventKind::blocked, requested + entry.typ, by, {}, cause(custom, requested + entry.typ));
    add(custom.step, EventKind::unblocked, end - chance_.between(0, (delay - entry.typ) / 2), by);
  }
  Level level = Level::none;
  const std::string_view result = outcome(custom, level);
  add(custom.step, EventKind::done, end, by, result);
  reach(custom.step, end, level);
}

/// A refusal, and perhaps a second request, which replaces `requested`; `closed` when the matter ends there.
void LifeTeller::refuse_once(const Custom& custom, Date& requested, bool& closed) {
  const Habit& habit = *custom.habit;
  if (!chance_.percent(habit.refused)) return;
  const BookStep& entry = world_.book[custom.step];
  const Date refused = requested + chance_.between(std::max(1, entry.typ / 2), entry.typ + 5);
  closed = true;
  if (refused > until_) return pending(custom, requested);
  const std::uint16_t by = organisation(custom);
  add(custom.step, EventKind::refused, refused, by);
  reached_[custom.step].refused = refused;
  if (detour(custom.step) || !chance_.percent(second_try_share)) return;
  const Date again = refused + chance_.between(20, 70);
  if (again > until_) return;
  requested = again;
  add(custom.step, EventKind::requested, again, by);
  closed = false;
}

/// What a refusal opens, such as the right to an account once a bank said no: done, it gives the step
/// refused.
bool LifeTeller::detour(StepIndex refused) {
  bool opened = false;
  for (const Custom& custom : world_.customs) {
    const auto& needs = world_.book[custom.step].needs;
    const bool by_refusal = std::any_of(needs.begin(), needs.end(), [&](const auto& any_of) {
      return std::any_of(any_of.begin(), any_of.end(),
                         [&](const Need& need) { return need.refused && need.step == refused; });
    });
    if (!by_refusal) continue;
    opened = true;
    undertake(custom);
    handled_.set(custom.step);
    const Date done = reached_[custom.step].done;
    if (done.is_never()) continue;
    const Date given = done + chance_.between(1, 4);
    if (given > until_) continue;
    add(refused, EventKind::done, given, organisation(custom));
    reach(refused, given);
  }
  return opened;
}

void LifeTeller::seat(const Custom& custom, Date requested, int delay) {
  const BookStep& entry = world_.book[custom.step];
  const int wait =
      custom.habit->course ? chance_.between(7, 30) : std::min(delay, std::max(entry.typ, entry.min));
  const Applicant applicant{me().birth, level_};
  if (const auto seat = sittings_.take(custom.step, applicant, requested + wait, until_, false, 100)) {
    taken_.push_back(*seat);
    return attend(custom, *seat, requested);
  }
  if (plan_->left_on.is_never()) {
    if (const auto seat =
            sittings_.take(custom.step, applicant, requested + wait, until_, true, coming_seats_share)) {
      taken_.push_back(*seat);
      const Date promised = requested + chance_.between(0, std::min(20, until_ - requested));
      return enrol(sittings_[*seat].place, EnrolmentKind::accepted, promised);
    }
  }
  pending(custom, requested);
}

void LifeTeller::attend(const Custom& custom, const Sittings::Seat& seat, Date requested) {
  const Sitting& sitting = sittings_[seat];
  const std::uint16_t by = world_.organisation(sitting.sessions->organisation);
  enrol(sitting.place, EnrolmentKind::accepted, std::max(requested, seat.entry - chance_.between(2, 20)));
  enrol(sitting.place, EnrolmentKind::entered, seat.entry);
  const bool course = custom.habit->course;
  add(custom.step, course ? EventKind::started : EventKind::done, seat.entry, by);
  if (!course) reach(custom.step, seat.entry);
  const int lasts = sitting.end - seat.entry;
  if (chance_.percent(custom.habit->abandoned)) {
    const Date left = seat.entry + chance_.between(8, std::max(9, lasts / 2));
    if (left > until_) return;
    if (course) add(custom.step, EventKind::abandoned, left, by);
    return enrol(sitting.place, EnrolmentKind::left, left);
  }
  if (chance_.percent(4)) {
    const Date absent = seat.entry + chance_.between(3, std::max(4, lasts - 1));
    if (absent <= until_) enrol(sitting.place, EnrolmentKind::absent, absent, course ? 7 : 0);
  }
  if (sitting.end > until_) {
    if (until_ < world_.scenario.as_of) enrol(sitting.place, EnrolmentKind::left, until_);
    return;
  }
  enrol(sitting.place, EnrolmentKind::completed, sitting.end, sitting.sessions->hours);
  if (!course) return;
  Level level = Level::none;
  const std::string_view result = outcome(custom, level);
  add(custom.step, EventKind::done, sitting.end, by, result);
  reach(custom.step, sitting.end, level);
}

/// Asked for and not ended by the last day: perhaps somebody declared why.
void LifeTeller::pending(const Custom& custom, Date requested) {
  const Habit& habit = *custom.habit;
  pending_.emplace_back(custom.step, requested);
  const int age = until_ - requested;
  const bool scarce = habit.seated || habit.held;
  const int shown = scarce ? shown_wait : world_.book[custom.step].typ;
  if (habit.causes.empty() || age <= shown + 1 || !chance_.percent(habit.declared)) return;
  const Date declared = requested + chance_.between(shown, std::min(age - 1, shown + 120));
  add(custom.step, EventKind::blocked, declared, organisation(custom), {}, cause(custom, declared));
}

void LifeTeller::reach(StepIndex step, Date date, Level level) {
  reached_[step].done = date;
  reached_[step].level = level;
  done_on_[step] = date.days();
  level_ = std::max(level_, level);
}

/// Papers that expire are renewed in time, as long as nothing better replaces them; some are not.
void LifeTeller::renew() {
  for (const Custom& custom : world_.customs) {
    const BookStep& entry = world_.book[custom.step];
    if (!custom.habit || custom.habit->lapsed == 0 || entry.valid_days == 0) continue;
    Date done = reached_[custom.step].done;
    if (done.is_never() || done < from_ || (entry.household && !is_head())) continue;
    Date end = until_;
    for (const StepIndex keeper : entry.kept_by) end = std::min(end, reached_[keeper].done);
    const std::uint16_t by = organisation(custom);
    while (done + entry.valid_days <= end) {
      const Date limit = done + entry.valid_days;
      if (!needed_[custom.step] && chance_.percent(custom.habit->lapsed) && limit + 90 > until_) {
        add(custom.step, EventKind::expired, limit, by);
        if (chance_.percent(40) && limit + 10 < until_) {
          add(custom.step, EventKind::requested, limit + chance_.between(3, 10), by);
        }
        break;
      }
      done = limit - chance_.between(3, 20);
      add(custom.step, EventKind::done, done, by);
    }
  }
}

}  // namespace jalon::fiction
