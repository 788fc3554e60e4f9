// What only shows when the steps of a catalogue are put together: overlapping versions, circles, dead ends.
#pragma once

#include <string>
#include <vector>

#include "base/csv.hpp"
#include "pathways/catalogue.hpp"

namespace jalon::pathways {

/// One problem per overlap, per circle (named at the line of its first row) and per version out of reach.
std::vector<FileProblem> check_catalogue(const Catalogue& catalogue, const std::string& file);

}  // namespace jalon::pathways
