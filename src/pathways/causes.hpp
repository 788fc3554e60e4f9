// The taxonomy of causes of blocking points, as data: catalogue/causes.csv. Codes `B01`... are given by
// professionals; `late`, `no_place`, `refused`, `expired`, `ineligible`, `deadline` are computed.
// A code that the file does not know is shown as it stands: it may come from another département's taxonomy.
// Errors of the file name line and column: a missing column, an empty code or label, a code told twice.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"

namespace jalon::pathways {

struct CauseEntry {
  std::string code;
  std::string label_fr;
  std::string label_en;
  std::vector<std::string> root_steps;  // where it usually stands
  std::string lifter;                   // who usually lifts it
  std::string usual_action;             // French
  bool lifted_by_place = false;         // a place is what is missing
  bool declared = true;                 // by a professional; false = computed
};

tl::expected<std::vector<CauseEntry>, std::vector<FileProblem>> read_causes(const csv::Document& document);

/// Those of the program, in the order of the file.
const std::vector<CauseEntry>& causes();
/// nullptr when the code is unknown.
const CauseEntry* find_cause(std::string_view code);
/// The French label, else the code itself.
std::string_view cause_label(std::string_view code);

/// Whether it can be a code at all, of this or another taxonomy: letters, digits, `_`, `-`, `.`, 40 at most.
/// Words about a person have no place in a code, which stands in clear.
bool is_cause_code(std::string_view text);

/// A deliverer of the catalogue in French: `OFPRA;CNDA` gives `OFPRA ou CNDA`, `bank` gives `banque`
/// (catalogue/deliverers.csv); what the file does not know stands as it is.
std::string deliverer_label(std::string_view deliverer);

/// What a code of the catalogue's column `source` stands for (catalogue/sources.csv), else the code itself.
std::string source_label(std::string_view code);

}  // namespace jalon::pathways
