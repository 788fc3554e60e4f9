// steps.csv: id,domain,label_fr,label_en,deliverer,prerequisites,typ_days,min_days,max_days,legal_deadline,
// legal_basis,eligibility,scarce,valid_from,valid_to,source,confidence
// [,rule,holder,deadline_days,deadline_from,valid_days,kept_by,legal_deadline_fr,legal_basis_fr,eligibility_fr].
// One row is one version of a step; valid_to
// is its last day. Columns that only hold prose may be missing too.
//   rule           see rule.hpp
//   holder         person (default) or household: what happens on the step happens to all its members
//   deadline_days  days from the clock of deadline_from to the legal deadline
//   deadline_from  requested (default) | started | ready | protected_on | arrived_on | STEP{|STEP} (the day
//                  it was done; of several, the latest) | end:STEP{|STEP} (the end of its validity); then
//                  `>requested` when asking in time is enough; `answer:` before it all when the delay binds
//                  whoever answers: then passing it is late, but expecting to pass it breaks no clock of the
//                  person
//   valid_days     a done step expires so many days later
//   kept_by        STEP{;STEP}: once one of these is done, this step holds as done and does not expire (ours)
//   ..._fr         the prose of legal_deadline, legal_basis and eligibility in French (ours)
// Refused, each with file and line: a step that no row defines (in prerequisites, rule, deadline_from,
// kept_by), a circle (at any date), two versions of a step that overlap, a version that can be reached at no
// date of its validity (qualifiers are not looked at), bad grammar, numbers, dates, words.
#pragma once

#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/csv.hpp"
#include "pathways/catalogue.hpp"

namespace jalon::pathways {

/// The catalogue, or everything that is wrong with it, by line.
tl::expected<Catalogue, std::vector<FileProblem>> read_catalogue(const csv::Document& document);
tl::expected<Catalogue, std::vector<FileProblem>> read_catalogue(std::string_view name,
                                                                 std::string_view bytes);

/// The catalogue that the program carries (catalogue/steps.csv of the source), read once.
const Catalogue& default_catalogue();
/// Its text, as it stands in the file.
std::string_view default_catalogue_text();

}  // namespace jalon::pathways
