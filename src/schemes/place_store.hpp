// Tables `place` and `place_version`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/string_map.hpp"
#include "partners/organisation.hpp"
#include "schemes/place.hpp"
#include "store/database.hpp"

namespace jalon::schemes {

/// One row of place_version.
struct PlaceVersion {
  PlaceId id;
  std::int64_t ver = 0;
  Date rec_on;
  Place place;
  std::optional<partners::OrganisationId> organisation;
};

/// Every version of every place, ordered by place, then (rec_on, ver).
std::vector<PlaceVersion> all_place_versions(store::Reader& reader, std::string_view territory);
/// One version per place: the last one known on `known_at`. Ordered by place.
std::vector<PlaceVersion> places_known_at(store::Reader& reader, std::string_view territory, Date known_at);
StringMap<PlaceId> place_refs(store::Reader& reader, std::string_view territory);

PlaceId insert_place(store::Transaction& transaction, std::string_view ref, std::int64_t capacity);
void insert_place_version(store::Transaction& transaction, const PlaceVersion& version);
void set_capacity(store::Transaction& transaction, PlaceId place, std::int64_t capacity);

/// Seats taken today.
struct Seats {
  PlaceId place;
  std::int64_t capacity = 0;
  std::int64_t used = 0;
};
std::vector<Seats> all_seats(store::Reader& reader, std::string_view territory);
void set_used(store::Transaction& transaction, PlaceId place, std::int64_t used);
/// Takes a seat if one is free: never counts first, so that two takers of the last seat cannot both have it.
bool take_seat(store::Transaction& transaction, PlaceId place);
void free_seat(store::Transaction& transaction, PlaceId place);

}  // namespace jalon::schemes
