// From rows of people.csv to what the engine knows of each person: households are put together, own goals are
// read.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/csv.hpp"
#include "pathways/catalogue.hpp"
#include "pathways/facts.hpp"
#include "people/person.hpp"

namespace jalon::pathways {

/// The rows of one household, by position among all rows; a person without household stands alone, and nobody
/// knows with whom they live.
struct HouseholdGroup {
  std::vector<std::size_t> members;
};

/// In the order of the first member. `group_of[row]` is the position of the row's household.
struct Households {
  std::vector<HouseholdGroup> groups;
  std::vector<std::size_t> group_of;
};
Households put_together(std::span<const people::PersonRow> rows);

/// Facts of each row, in order. A goal that cannot be read is a problem of the file `file_name`.
std::vector<PersonFacts> facts_of(std::span<const people::PersonRow> rows, const Households& households,
                                  const Catalogue& catalogue, const std::string& file_name,
                                  std::vector<FileProblem>& problems);

/// Own goals, in the grammar of prerequisites. The error is a French sentence without its final point.
tl::expected<Prerequisites, std::string> read_goals(std::string_view text, const Catalogue& catalogue);

}  // namespace jalon::pathways
