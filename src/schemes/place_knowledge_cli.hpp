// --places and --enrolments of `jalon evaluate`: places in files, without a database.
#pragma once

#include <functional>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/csv.hpp"
#include "pathways/catalogue.hpp"
#include "pathways/evaluate_cli.hpp"

namespace jalon::schemes {

/// What the files say on request.at, as known on request.known_at. Without --enrolments nobody is in a place.
tl::expected<pathways::PlaceKnowledge, std::vector<FileProblem>> read_place_knowledge(
    const pathways::EvaluateRequest& request, const pathways::Catalogue& catalogue,
    const std::function<bool(std::string_view person)>& knows_person);

}  // namespace jalon::schemes
