// The inputs and the outcome of a proposal as text, JSON with sorted keys, and back: what is kept in the
// database. The same values give the same bytes. Reading what this program did not write throws store::Fault.
#pragma once

#include <string>
#include <string_view>

#include "proposals/inputs.hpp"
#include "proposals/outcome.hpp"

namespace jalon::proposals {

std::string to_text(const Inputs& inputs);
std::string to_text(const Outcome& outcome);
Inputs inputs_from(std::string_view text);
Outcome outcome_from(std::string_view text);

}  // namespace jalon::proposals
