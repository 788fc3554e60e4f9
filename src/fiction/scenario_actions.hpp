// Reads a scenario from TOML: see scenario.hpp for what it holds, fixtures/puy_de_dome_2018.toml for the one
// that the program carries. Refused (`fiction.scenario`, facts `file` and `problem`): text that is not TOML,
// a key that is missing or of another type, an unknown word, a target without a source.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "fiction/scenario.hpp"

namespace jalon::fiction {

Result<Scenario> read_scenario(std::string_view name, std::string_view toml);

/// The fictional Puy-de-Dôme of autumn 2018, carried in the program.
Result<Scenario> puy_de_dome_2018();

}  // namespace jalon::fiction
