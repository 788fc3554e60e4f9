// What a done step came to, as codes: catalogue/outcomes.csv, editable data. A code stands in clear beside
// the event, since the engine reads it (`C09:A1`) and figures count it; any other words about the outcome are
// a free text about a person, sealed with their key.
//
// Errors of the file name line and column: a missing column, an empty code or label, a code told twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "pathways/catalogue.hpp"

namespace jalon::pathways {

struct OutcomeEntry {
  std::string code;
  std::string label;  // French
};

tl::expected<std::vector<OutcomeEntry>, std::vector<FileProblem>> read_outcomes(
    const csv::Document& document);

/// Those of the program, in the order of the file.
const std::vector<OutcomeEntry>& outcomes();
/// The French label, else the code itself.
std::string_view outcome_label(std::string_view code);
/// Of the file, or one that a prerequisite of the catalogue asks for. "" is none.
bool is_outcome_code(const Catalogue& catalogue, std::string_view text);

}  // namespace jalon::pathways
