// The small files of the contract that the scenario holds as they are: organisations, references, meetings,
// editions and their events.
#pragma once

#include "fiction/scenario.hpp"

namespace jalon::fiction {

class Sink;

void write_tables(const Scenario& scenario, Sink& sink);

}  // namespace jalon::fiction
