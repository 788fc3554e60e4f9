#include "pathways/catalogue_store.hpp"

namespace jalon::pathways {
namespace {

const store::Query last_query{
    "pathways.catalogue", "SELECT content FROM catalogue_file WHERE territory = ? ORDER BY ver DESC LIMIT 1"};
const store::Query last_version_query{"pathways.catalogue_version",
                                      "SELECT COALESCE(MAX(ver), 0) FROM catalogue_file WHERE territory = ?"};
const store::Query insert_query{
    "pathways.insert_catalogue",
    "INSERT INTO catalogue_file (territory, ver, recorded_at, content) VALUES (?, ?, ?, ?)"};

}  // namespace

std::optional<std::string> stored_catalogue(store::Reader& reader, std::string_view territory) {
  return reader.first(last_query, {territory}, [](const store::Row& row) { return row.string(0); });
}

void insert_catalogue(store::Transaction& transaction, std::string_view content) {
  const std::int64_t next = transaction.count(last_version_query, {transaction.territory()}) + 1;
  transaction.execute(insert_query, {transaction.territory(), next, transaction.recorded_at(), content});
}

}  // namespace jalon::pathways
