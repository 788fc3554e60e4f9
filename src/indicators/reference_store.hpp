// Table `reference_value`.
#pragma once

#include <string_view>
#include <vector>

#include "indicators/reference.hpp"
#include "store/database.hpp"

namespace jalon::indicators {

/// Every row, ordered by id, year, date of recording.
std::vector<Reference> all_references(store::Reader& reader, std::string_view territory);
/// One row per id and year: the last one known on `known_at`.
std::vector<Reference> references_known_at(store::Reader& reader, std::string_view territory, Date known_at);
/// Two rows of one id, year and day of recording: the second replaces the first.
void put_reference(store::Transaction& transaction, const Reference& reference);

}  // namespace jalon::indicators
