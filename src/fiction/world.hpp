// What every block shares: the scenario, the catalogue's book, and the habits tied to both.
// Refused (`fiction.step_missing`): a scenario that needs a step the catalogue does not have on its day.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "fiction/records.hpp"
#include "fiction/scenario.hpp"
#include "fiction/step_book.hpp"

namespace jalon::fiction {

/// A habit with its step and the organisations that act on it.
struct Custom {
  const Habit* habit =
      nullptr;  // nullptr: nobody has to do anything, the step follows from its prerequisites
  StepIndex step = no_step;
  std::vector<std::uint16_t> organisations;
};

struct World {
  const Scenario& scenario;
  StepBook book;
  std::vector<Custom> customs;         // prerequisites first
  std::vector<std::size_t> custom_of;  // by step; customs.size() where there is none
  StepIndex accommodation = no_step;   // L01
  StepIndex centre = no_step;          // L02
  StepIndex social = no_step;          // L06
  StepIndex rental = no_step;          // L07
  StepIndex private_lease = no_step;   // L08
  StepIndex residence = no_step;       // L13
  StepIndex module = no_step;          // C06
  StepIndex youth = no_step;           // E04
  StepIndex youth_language = no_step;  // what the youth sessions include; may be missing
  StepIndex protection = no_step;      // R01

  std::uint16_t organisation(std::string_view id) const;
  /// May end a stay in accommodation: L06, L07, L08, L13.
  bool is_home(StepIndex step) const {
    return step == social || step == rental || step == private_lease || step == residence;
  }
};

Result<World> make_world(const Scenario& scenario, const pathways::Catalogue& catalogue);

}  // namespace jalon::fiction
