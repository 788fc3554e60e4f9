// A supposition (what_if.hpp) as a caller is told it: numbers of those whom they are shown or may count,
// names of those whom they are shown. Numbers of few people of whom they are not shown each are kept back.
// Made once for each question, kind of reader and state of the board.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "pathways/sights_actions.hpp"
#include "pathways/what_if.hpp"

namespace jalon::pathways {

struct WhatIfPerson {
  std::string id;
  std::string ref;  // the sender's identifier
  std::string name;
  std::int64_t gain_days = 0;
  std::int64_t unlocked = 0;
  std::int64_t deadlines_saved = 0;
};

struct ToldSupposition {
  WhatIfAnswer numbers;              // without the gains of each
  std::int64_t gaining = 0;          // people
  std::vector<WhatIfPerson> people;  // the first of those who gain, as many as are listed
  bool some_hidden = false;          // somebody gains whom the caller is not shown
  bool small_kept_back = false;      // no number is told: it would be of too few
  bool partial = false;              // only those whom the caller is shown are counted
};

inline constexpr std::size_t people_told = 25;

std::shared_ptr<const ToldSupposition> told_supposition(const Snapshot& snapshot, const Sights& sights,
                                                        const WhatIf& question, int fewest_told);

}  // namespace jalon::pathways
