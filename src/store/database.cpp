#include "store/database.hpp"

#include <stdexcept>

#include "store/drivers.hpp"

namespace jalon::store {

std::int64_t Reader::count(const Query& query, Params params) {
  std::int64_t found = 0;
  bool seen = false;
  each(query, params, [&](const Row& row) {
    if (!seen) found = row.integer(0);
    seen = true;
  });
  return found;
}

std::unique_ptr<Database> Database::open(const std::string& address, const OpenOptions& options) {
  if (options.clock == nullptr) throw std::logic_error("Database::open needs a clock");
  if (address.starts_with("postgresql://") || address.starts_with("postgres://")) {
    return open_postgres(address, options);
  }
  if (address.empty() || address == ":memory:" || address.starts_with("file:")) {
    throw Fault(
        "l’adresse de la base doit être le chemin d’un fichier SQLite ou commencer par postgresql://");
  }
  return open_sqlite(address, options);
}

}  // namespace jalon::store
