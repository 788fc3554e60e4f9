// Tells the life-course of one household: the events of its members and their places, from the protection to
// as_of.
//
// Each step of the catalogue, prerequisites first, is asked for once its prerequisites are done and after the
// habit's wait, and ends after a delay drawn from the catalogue; refusals, stalls and expiries come from the
// habits. What the plan fixed (moves, sessions) happens on its day: when a drawn life comes too late for it,
// it is told again with shorter delays, down to the shortest of the catalogue, for which the plan left room.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "fiction/chance.hpp"
#include "fiction/plan.hpp"
#include "fiction/population.hpp"
#include "fiction/records.hpp"
#include "fiction/sittings.hpp"
#include "fiction/world.hpp"

namespace jalon::fiction {

/// Places made for the plan of the block: see places.hpp.
struct PlannedPlaces {
  std::vector<std::uint32_t> centres;  // by index in Scenario::centres; index into Records::places
  std::vector<std::uint32_t> module_past;
  std::vector<std::uint32_t> module_coming;
  std::vector<std::uint32_t> youth_past;
  std::vector<std::uint32_t> youth_coming;
  std::vector<std::uint32_t> dwellings;  // by household of the block; none32 without one
};
inline constexpr std::uint32_t none32 = 0xffffffff;

/// A household whose request for a dwelling is pending on as_of.
struct Waiting {
  StepIndex step = no_step;
  std::size_t household = 0;
  std::uint32_t first_person = 0;
  int size = 0;
  Date since;
};

class LifeTeller {
 public:
  LifeTeller(const World& world, Sittings& sittings, const PlannedPlaces& places, Records& records)
      : world_(world), sittings_(sittings), places_(places), records_(records) {}

  /// `number` and `first_person` are those of the whole département. Adds rows to the records. Refused
  /// (`fiction.no_time`, a defect of the plan): a life too long even with the shortest delays.
  std::optional<Refusal> tell(const Household& household, const HouseholdPlan& plan,
                              std::span<const SeatPlan> seats, std::size_t index, std::uint32_t number,
                              std::uint32_t first_person, std::uint64_t seed);

  const std::vector<Waiting>& waiting() const { return waiting_; }

 private:
  struct Fixed {  // what the plan decided for one person and step
    StepIndex step = no_step;
    Date date;
    std::uint32_t place = none32;
    std::uint16_t organisation = none16;
    bool request_only = false;  // promised for later: only asked for by now
    bool along = false;         // follows somebody or something else, asks for nothing
    bool optional = false;      // left out when its time has not come
  };
  struct Draft {
    StepIndex step = no_step;
    EventKind kind = EventKind::done;
    Date date;
    std::uint16_t organisation = none16;
    std::string_view outcome;
    std::string_view cause;
  };

  // life.cpp: what happens.
  void begin(std::size_t member, std::uint64_t seed, int hurry);
  void fix_member(std::uint64_t seed);
  bool live();
  bool undertake(const Custom& custom);
  bool undertake_fixed(const Custom& custom, const Fixed& fixed, Date ready);
  void ask(const Custom& custom, Date requested);
  void refuse_once(const Custom& custom, Date& requested, bool& closed);
  bool detour(StepIndex refused);
  void seat(const Custom& custom, Date requested, int delay);
  void attend(const Custom& custom, const Sittings::Seat& seat, Date requested);
  void pending(const Custom& custom, Date requested);
  void reach(StepIndex step, Date date, Level level = Level::none);
  void renew();

  // life_facts.cpp: who is concerned.
  bool concerns(const Custom& custom, Date on) const;
  bool allowed(StepIndex step, Date on);
  bool settled_before(StepIndex step, Date requested) const;
  std::string_view outcome(const Custom& custom, Level& level);
  std::string_view cause(const Custom& custom, Date on);
  bool overstays(Date on) const;

  // life_rows.cpp: what is written.
  void write_member(std::uint32_t number);
  void write_events(std::uint32_t person);
  void write_homes(std::uint32_t person);
  void write_person(std::uint32_t person, std::uint32_t number);
  Date recorded(Date date);

  const Member& me() const { return household_->members[member_]; }
  bool is_head() const { return member_ == 0; }
  /// A drawn duration, shortened by the hurry down to `low`.
  int hurried(int low, int drawn) const { return low + (drawn - low) * (most_hurry - hurry_) / most_hurry; }
  std::uint16_t organisation(const Custom& custom);
  void add(StepIndex step, EventKind kind, Date date, std::uint16_t by, std::string_view result = {},
           std::string_view why = {}) {
    drafts_.push_back({step, kind, date, by, result, why});
  }
  void enrol(std::uint32_t place, EnrolmentKind kind, Date date, int hours = 0) {
    enrolments_.push_back(
        {first_person_ + static_cast<std::uint32_t>(member_), place, kind, date, hours, date});
  }

  static constexpr int most_hurry = 4;

  const World& world_;
  Sittings& sittings_;
  const PlannedPlaces& places_;
  Records& records_;
  std::vector<Waiting> waiting_;

  // The household being told.
  const Household* household_ = nullptr;
  const HouseholdPlan* plan_ = nullptr;
  std::span<const SeatPlan> seats_;
  std::size_t index_ = 0;
  std::uint32_t first_person_ = 0;
  Date arrived_;
  std::vector<Reached> shared_;  // steps held by the household

  // The member being told, started afresh at each attempt.
  std::size_t member_ = 0;
  Chance chance_{0};
  int hurry_ = 0;
  Date from_;   // the person's protection
  Date until_;  // as_of, or the day of leaving
  Level level_ = Level::none;
  std::vector<Reached> reached_;
  std::vector<std::int32_t> done_on_;
  std::vector<std::uint8_t> other_ages_;
  std::vector<Fixed> fixed_;
  StepSet needed_;
  StepSet handled_;
  std::vector<Draft> drafts_;
  std::vector<EnrolmentRow> enrolments_;
  std::vector<Sittings::Seat> taken_;
  std::vector<std::pair<StepIndex, Date>> pending_;
};

}  // namespace jalon::fiction
