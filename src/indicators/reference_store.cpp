#include "indicators/reference_store.hpp"

namespace jalon::indicators {
namespace {

const store::Query all_query{"indicators.references",
                             "SELECT name, year, value, unit, source, rec_on FROM reference_value"
                             " WHERE territory = ? ORDER BY name, year, rec_on"};
const store::Query put_query{
    "indicators.put_reference",
    "INSERT INTO reference_value (territory, name, year, rec_on, value, unit, source) VALUES (?, ?, ?, ?, ?, "
    "?, ?)"
    " ON CONFLICT (territory, name, year, rec_on) DO UPDATE SET value = excluded.value, unit = excluded.unit,"
    " source = excluded.source"};

}  // namespace

std::vector<Reference> all_references(store::Reader& reader, std::string_view territory) {
  return reader.list(all_query, {territory}, [](const store::Row& row) {
    return Reference{row.string(0), static_cast<int>(row.integer(1)),
                     row.string(2), row.string(3),
                     row.string(4), row.date(5)};
  });
}

std::vector<Reference> references_known_at(store::Reader& reader, std::string_view territory, Date known_at) {
  std::vector<Reference> known;
  for (auto& reference : all_references(reader, territory)) {
    if (reference.recorded_on > known_at) continue;
    if (!known.empty() && known.back().id == reference.id && known.back().year == reference.year)
      known.pop_back();
    known.push_back(std::move(reference));
  }
  return known;
}

void put_reference(store::Transaction& transaction, const Reference& reference) {
  transaction.execute(put_query, {transaction.territory(), reference.id, reference.year,
                                  reference.recorded_on, reference.value, reference.unit, reference.source});
}

}  // namespace jalon::indicators
