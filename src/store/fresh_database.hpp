// A new, empty, migrated database for one test: a SQLite file in a temporary folder, or a schema of the
// PostgreSQL server named by JALON_TEST_POSTGRES. It disappears with this object.
#pragma once

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "store/database.hpp"

namespace jalon::store {

class FreshDatabase {
 public:
  /// `engine` is "sqlite" or "postgresql". Throws Fault when JALON_TEST_POSTGRES is missing.
  FreshDatabase(const std::string& engine, const Clock& clock);
  ~FreshDatabase();
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;

  /// Opened at first use.
  Database& database();
  /// For opening it a second time, as another program would.
  const std::string& address() const { return address_; }
  /// A folder for files of the test.
  const std::string& folder() const { return folder_; }
  void close() { database_.reset(); }

 private:
  const Clock& clock_;
  std::string folder_;
  std::string schema_;
  std::string address_;
  std::unique_ptr<Database> database_;
};

}  // namespace jalon::store
