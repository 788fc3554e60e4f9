// The seats of sessions that open on dates: who finds one, when, and never more people than seats.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/date.hpp"
#include "fiction/level.hpp"
#include "fiction/scenario.hpp"
#include "fiction/step_book.hpp"

namespace jalon::fiction {

struct Sitting {
  std::uint32_t place = 0;  // index into Records::places
  const Sessions* sessions = nullptr;
  Date start;
  Date end;
  int capacity = 0;
  int used = 0;
};

/// What a session asks of a person.
struct Applicant {
  Date birth;
  Level level = Level::none;
};

class Sittings {
 public:
  explicit Sittings(std::size_t steps) : by_step_(steps) {}

  void add(StepIndex step, Sitting sitting);

  struct Seat {
    StepIndex step = no_step;
    std::size_t sitting = 0;
    Date entry;
  };
  /// The first free seat that can be entered on `from` or later, and on `until` at the latest; it is taken.
  /// Of sessions to come (after `until`) only when `coming`, and then at most `share` percent of their seats.
  std::optional<Seat> take(StepIndex step, const Applicant& applicant, Date from, Date until, bool coming,
                           int share);
  void give_back(const Seat& seat) { --by_step_[seat.step][seat.sitting].used; }
  const Sitting& operator[](const Seat& seat) const { return by_step_[seat.step][seat.sitting]; }

 private:
  std::vector<std::vector<Sitting>> by_step_;  // by start
};

}  // namespace jalon::fiction
