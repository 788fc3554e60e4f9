// Table `territory`: the départements that this database serves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace jalon::partners {

struct Territory {
  std::string code;
  std::string name;
};

/// Ordered by code.
std::vector<Territory> all_territories(store::Reader& reader);
/// Adds the transaction's territory when it is new.
void ensure_territory(store::Transaction& transaction);

}  // namespace jalon::partners
