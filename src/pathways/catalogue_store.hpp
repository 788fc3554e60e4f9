// Table `catalogue_file`: the steps.csv that this territory was given, version by version.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace jalon::pathways {

/// The last one; nullopt when the territory uses the catalogue of the program.
std::optional<std::string> stored_catalogue(store::Reader& reader, std::string_view territory);
void insert_catalogue(store::Transaction& transaction, std::string_view content);

}  // namespace jalon::pathways
