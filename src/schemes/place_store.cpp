#include "schemes/place_store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace jalon::schemes {
namespace {

const store::Query versions_query{
    "schemes.place_versions",
    "SELECT v.place, p.ref, v.ver, v.rec_on, v.scheme, v.step, v.organisation, v.capacity, v.starts_on, "
    "v.ends_on,"
    " v.commune, v.hours, v.min_age, v.max_age, v.min_french, v.max_french, v.household_min, v.household_max,"
    " v.funder, v.cost_eur, v.includes"
    " FROM place_version v JOIN place p ON p.territory = v.territory AND p.id = v.place"
    " WHERE v.territory = ? ORDER BY v.place, v.rec_on, v.ver"};
const store::Query refs_query{"schemes.place_refs", "SELECT ref, id FROM place WHERE territory = ?"};
const store::Query insert_place_query{
    "schemes.insert_place", "INSERT INTO place (territory, id, ref, capacity, used) VALUES (?, ?, ?, ?, 0)"};
const store::Query insert_version_query{
    "schemes.insert_place_version",
    "INSERT INTO place_version (territory, place, ver, rec_on, scheme, step, organisation, capacity, "
    "starts_on,"
    " ends_on, commune, hours, min_age, max_age, min_french, max_french, household_min, household_max, "
    "funder,"
    " cost_eur, includes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query set_capacity_query{"schemes.set_capacity",
                                      "UPDATE place SET capacity = ? WHERE territory = ? AND id = ?"};
const store::Query seats_query{"schemes.seats",
                               "SELECT id, capacity, used FROM place WHERE territory = ? ORDER BY id"};
const store::Query set_used_query{"schemes.set_used",
                                  "UPDATE place SET used = ? WHERE territory = ? AND id = ?"};
const store::Query take_seat_query{
    "schemes.take_seat",
    "UPDATE place SET used = used + 1 WHERE territory = ? AND id = ? AND used < capacity"};
const store::Query free_seat_query{
    "schemes.free_seat", "UPDATE place SET used = used - 1 WHERE territory = ? AND id = ? AND used > 0"};

template <class Number>
std::optional<Number> optional_number(const store::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return static_cast<Number>(row.integer(column));
}

std::optional<std::int64_t> wide(const std::optional<int>& number) {
  if (!number) return std::nullopt;
  return *number;
}

std::string_view word_or_nothing(const std::optional<people::FrenchLevel>& level) {
  return level ? people::to_word(*level) : std::string_view{};
}

PlaceVersion to_version(const store::Row& row) {
  PlaceVersion version;
  version.id = row.id<PlaceId>(0);
  version.ver = row.integer(2);
  version.rec_on = row.date(3);
  version.organisation = row.optional_id<partners::OrganisationId>(6);
  Place& place = version.place;
  place.ref = row.string(1);
  place.scheme = row.string(4);
  place.step = row.string(5);
  place.capacity = row.integer(7);
  place.starts_on = row.optional_date(8);
  place.ends_on = row.optional_date(9);
  place.commune = row.string(10);
  place.hours = optional_number<std::int64_t>(row, 11);
  place.eligibility.min_age = optional_number<int>(row, 12);
  place.eligibility.max_age = optional_number<int>(row, 13);
  place.eligibility.min_french = people::parse_french_level(row.text(14));
  place.eligibility.max_french = people::parse_french_level(row.text(15));
  place.eligibility.household_min = optional_number<int>(row, 16);
  place.eligibility.household_max = optional_number<int>(row, 17);
  place.funder = row.string(18);
  place.cost_eur = optional_number<std::int64_t>(row, 19);
  for (const std::string_view included : split(row.text(20), ';')) place.includes.emplace_back(included);
  return version;
}

}  // namespace

std::vector<PlaceVersion> all_place_versions(store::Reader& reader, std::string_view territory) {
  return reader.list(versions_query, {territory}, to_version);
}

std::vector<PlaceVersion> places_known_at(store::Reader& reader, std::string_view territory, Date known_at) {
  std::vector<PlaceVersion> known;
  for (auto& version : all_place_versions(reader, territory)) {
    if (version.rec_on > known_at) continue;
    if (!known.empty() && known.back().id == version.id) known.pop_back();
    known.push_back(std::move(version));
  }
  return known;
}

StringMap<PlaceId> place_refs(store::Reader& reader, std::string_view territory) {
  StringMap<PlaceId> ids;
  reader.each(refs_query, {territory},
              [&](const store::Row& row) { ids.emplace(row.string(0), row.id<PlaceId>(1)); });
  return ids;
}

PlaceId insert_place(store::Transaction& transaction, std::string_view ref, std::int64_t capacity) {
  const auto id = transaction.new_id<PlaceId>();
  transaction.execute(insert_place_query, {transaction.territory(), id, ref, capacity});
  return id;
}

void insert_place_version(store::Transaction& transaction, const PlaceVersion& version) {
  const Place& place = version.place;
  const Eligibility& who = place.eligibility;
  const std::string includes = fmt::format("{}", fmt::join(place.includes, ";"));
  transaction.execute(insert_version_query, {transaction.territory(),
                                             version.id,
                                             version.ver,
                                             version.rec_on,
                                             place.scheme,
                                             place.step,
                                             version.organisation,
                                             place.capacity,
                                             place.starts_on,
                                             place.ends_on,
                                             place.commune,
                                             place.hours,
                                             wide(who.min_age),
                                             wide(who.max_age),
                                             word_or_nothing(who.min_french),
                                             word_or_nothing(who.max_french),
                                             wide(who.household_min),
                                             wide(who.household_max),
                                             place.funder,
                                             place.cost_eur,
                                             includes});
}

void set_capacity(store::Transaction& transaction, PlaceId place, std::int64_t capacity) {
  transaction.execute(set_capacity_query, {capacity, transaction.territory(), place});
}

std::vector<Seats> all_seats(store::Reader& reader, std::string_view territory) {
  return reader.list(seats_query, {territory}, [](const store::Row& row) {
    return Seats{row.id<PlaceId>(0), row.integer(1), row.integer(2)};
  });
}

void set_used(store::Transaction& transaction, PlaceId place, std::int64_t used) {
  transaction.execute(set_used_query, {used, transaction.territory(), place});
}

bool take_seat(store::Transaction& transaction, PlaceId place) {
  return transaction.execute(take_seat_query, {transaction.territory(), place}) == 1;
}

void free_seat(store::Transaction& transaction, PlaceId place) {
  transaction.execute(free_seat_query, {transaction.territory(), place});
}

}  // namespace jalon::schemes
