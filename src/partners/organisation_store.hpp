// Table `organisation`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_map.hpp"
#include "partners/organisation.hpp"
#include "store/database.hpp"

namespace jalon::partners {

/// Ordered by name.
std::vector<Organisation> all_organisations(store::Reader& reader, std::string_view territory);
std::optional<Organisation> find_organisation(store::Reader& reader, std::string_view territory,
                                              OrganisationId id);
void insert_organisation(store::Transaction& transaction, const Organisation& organisation);
void update_organisation(store::Transaction& transaction, const Organisation& organisation);

/// The organisations of a territory by the identifiers that files use. An organisation that a file names and
/// that no file described yet is added with its identifier for name: the record is kept, the name comes
/// later.
class OrganisationBook {
 public:
  OrganisationBook(store::Reader& reader, std::string_view territory);
  /// Nullopt for an empty or unknown identifier.
  std::optional<OrganisationId> find(std::string_view ref) const;
  /// Nullopt only for an empty identifier.
  std::optional<OrganisationId> find_or_add(std::string_view ref, store::Transaction& transaction);

 private:
  StringMap<OrganisationId> ids_;
};

}  // namespace jalon::partners
