#include "store/fresh_database.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "store/drivers.hpp"
#include "store/postgres_connection.hpp"

namespace jalon::store {
namespace {

std::string postgres_url() {
  const char* url = std::getenv("JALON_TEST_POSTGRES");
  if (url == nullptr || *url == '\0') {
    throw Fault(
        "JALON_TEST_POSTGRES names no server: run the tests by bin/test, or by bin/with-postgres COMMAND");
  }
  return url;
}

}  // namespace

FreshDatabase::FreshDatabase(const std::string& engine, const Clock& clock) : clock_(clock) {
  const auto temporary = std::filesystem::temp_directory_path() / "jalon-test-XXXXXX";
  folder_ = temporary.string();
  if (mkdtemp(folder_.data()) == nullptr) throw Fault("no temporary folder can be made");
  if (engine == "sqlite") {
    address_ = folder_ + "/jalon.db";
    return;
  }
  const std::string server = postgres_url();
  schema_ = "test_" + to_text(new_uuid_v4());
  for (char& c : schema_) {
    if (c == '-') c = '_';
  }
  PostgresConnection(server).run(fmt::format("CREATE SCHEMA {}", schema_));
  address_ = fmt::format("{}{}options=-csearch_path%3D{}", server,
                         server.find('?') == std::string::npos ? '?' : '&', schema_);
}

FreshDatabase::~FreshDatabase() {
  database_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
  if (schema_.empty()) return;
  try {
    PostgresConnection(postgres_url()).run(fmt::format("DROP SCHEMA {} CASCADE", schema_));
  } catch (const Fault&) {  // NOLINT(bugprone-empty-catch)
    // The whole server goes with the tests.
  }
}

Database& FreshDatabase::database() {
  if (!database_) {
    OpenOptions options;
    options.clock = &clock_;
    // Nobody pulls the plug on these: synced files would make the tests wait for the disk.
    DriverSettings unsynced;
    unsynced.synchronous = "OFF";
    database_ = schema_.empty() ? open_sqlite(address_, options, unsynced) : open_postgres(address_, options);
  }
  return *database_;
}

}  // namespace jalon::store
