// What would it do over a whole territory if what holds people up gave way: the people, the days and the
// deadlines gained if one cause, one step or one organisation were lifted, went twice as fast, or had N more
// places.
//
// The same engine as for a person's dates, run a second time under a supposition, and compared person by
// person with the first:
// - lifted: every blocking point of the scope done today, each person's together. It is the ranking's own
//   figure (Board::shares).
// - halved: whoever is in the scope takes half the days that are left (rounded up): half the usual days of
//   what is not begun, half of what remains of what is, half the maximum of what is declared blocked or waits
//   where no place is planned. The catalogue is not halved under attempts that began before: one that is
//   forty days old would then be overdue and expected later, and faster would be worse. The date on which
//   places open does not move: that is what places are for.
// - places: N people who wait for a place of the scope get one today, those who gain most first (then the
//   longest wait, then by identifier), one each: no other choice of N people gains more. A place lifts a
//   block only where the cause says that a place is what is missing. It suits whoever takes it, and members
//   of a household are counted one by one: who would really enter is the business of allocation.
// Halving and places move dates, never statuses: what never comes does not come twice as fast, and only
// lifting unlocks a goal. No supposition ever delays a goal (a test holds it).
//
// The scope of a step is that step; of an organisation, the steps on which it must act for that person; of a
// cause, the person's points with that cause. Days are summed over people and goals; several answers do not
// add up. One pass over the board, nothing kept: some microseconds a person.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pathways/board.hpp"

namespace jalon::pathways {

struct WhatIf {
  enum class Change : std::uint8_t { lifted, halved, places };
  ShareBy by = ShareBy::cause;
  std::string key;  // as in Share
  Change change = Change::lifted;
  int places = 0;  // how many, when that is the change
};

struct WhatIfAnswer {
  struct OfPerson {
    UuidBytes person{};
    Gain gain;
  };
  int people = 0;   // whom it reaches: with points there, with steps to come there, given a place
  int waiting = 0;  // for places: who wait for one; the same as people otherwise
  int unnamed = 0;  // of those who wait, whom the answer counts and may not name
  std::int64_t gain_days = 0;
  int unlocked = 0;
  int deadlines_saved = 0;
  std::vector<OfPerson> gains;  // those who gain something: goals, then days, then deadlines, then identifier
};

/// False when neither the catalogue, nor the causes, nor the people of the board know the key.
bool is_known(const Board& board, ShareBy by, std::string_view key);

/// What an answer may tell of a person; who is told nothing of stands in no number and takes no place.
enum class Tell : std::uint8_t { nothing, number, name };
using Tells = std::function<Tell(const Standing&)>;

/// A key that nobody knows reaches nobody. Without `tells` everybody is named.
WhatIfAnswer what_if(const Board& board, const WhatIf& question, const Tells& tells = {});

}  // namespace jalon::pathways
