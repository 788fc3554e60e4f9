#include "partners/territory_store.hpp"

#include "partners/territory.hpp"

namespace jalon::partners {
namespace {

const store::Query all_query{"partners.territories", "SELECT code, name FROM territory ORDER BY code"};
const store::Query insert_query{
    "partners.insert_territory",
    "INSERT INTO territory (code, name) VALUES (?, ?) ON CONFLICT (code) DO NOTHING"};

}  // namespace

std::vector<Territory> all_territories(store::Reader& reader) {
  return reader.list(all_query, {},
                     [](const store::Row& row) { return Territory{row.string(0), row.string(1)}; });
}

void ensure_territory(store::Transaction& transaction) {
  transaction.execute(insert_query, {transaction.territory(), department_name(transaction.territory())});
}

}  // namespace jalon::partners
