// `jalon evaluate`: pathways in files, judged on a day, without a database.
// Exit codes: 0 done, 1 refused (what is wrong goes to `err`, with file and line).
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"
#include "pathways/availability.hpp"
#include "pathways/catalogue.hpp"
#include "pathways/facts.hpp"

namespace jalon::pathways {

struct EvaluateRequest {
  std::string catalogue;  // path; empty = the catalogue that the program carries
  std::string people;
  std::string events;
  std::string places;      // empty = availability is unknown
  std::string enrolments;  // empty = nobody is in a place
  Date at;
  std::optional<Date> known_at;  // absent = everything that is known
  bool json = false;
};

/// What files of places say on a day: where places open, and who holds one (by the person's identifier).
struct PlaceKnowledge {
  Availability availability;
  std::unordered_map<std::string, std::vector<HeldPlace>> held;
};

/// Reads --places and --enrolments. Given from above, since places belong to a room above this one.
using ReadPlaces = std::function<tl::expected<PlaceKnowledge, std::vector<FileProblem>>(
    const EvaluateRequest& request, const Catalogue& catalogue,
    const std::function<bool(std::string_view person)>& knows_person)>;

int run_evaluate(const EvaluateRequest& request, const ReadPlaces& read_places, std::ostream& out,
                 std::ostream& err);

}  // namespace jalon::pathways
