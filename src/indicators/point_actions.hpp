// Gathers the records that the point counts, as known on a day.
#pragma once

#include <optional>
#include <string_view>

#include "indicators/point.hpp"
#include "pathways/catalogue.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::indicators {

/// What people, places and pathways give: changes only when a board does.
PointInput load_people_and_places(store::Reader& reader, people::Vault& vault,
                                  const pathways::Catalogue& catalogue, std::string_view territory, Date at,
                                  Date known_at);
/// Adds the references, the meetings and the editions: a few rows.
void load_announcements(store::Reader& reader, std::string_view territory, Date known_at, PointInput& input);

/// Both. `known_at`: Date::never() for everything known. `until`: end of the period of exits, see
/// exits_until.
PointInput load_point(store::Reader& reader, people::Vault& vault, const pathways::Catalogue& catalogue,
                      std::string_view territory, Date at, Date known_at, std::optional<Date> until);

}  // namespace jalon::indicators
