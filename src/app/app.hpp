// The composition root: the one place that makes the clock and opens the database, and hands them down.
// There are no singletons below; a command asks the App for what it needs, a test makes its own.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::app {

struct Config {
  std::string database;       // SQLite path or postgresql:// address
  std::optional<Date> today;  // the clock stands still on that day; absent = the machine's clock
  bool migrate = true;        // false: refuse a database that is older than the program
  bool create = true;         // false: refuse a SQLite file that does not exist
  bool serving = false;       // a server: refuse a file that another program writes, stop when the disk fails
  std::string keys;           // file of the encryption keys; "" = beside a SQLite database
};

/// What `people::Vault::key_for` is asked for; one number per use, never used again for another.
inline constexpr std::uint8_t key_of_accounts = 1;

class App {
 public:
  explicit App(Config config);

  const Config& config() const { return config_; }
  const Clock& clock() const { return *clock_; }
  /// The machine's clock, even where the pages live on another day: sessions and one-time codes.
  const Clock& machine_clock() const { return machine_clock_; }
  /// Opened (and migrated) at the first call. Throws store::Fault.
  store::Database& database();
  /// Nothing can be written any more; the program was told to stop.
  bool disk_failed() const { return disk_failed_; }
  /// The keys that open names; opened (and made) at the first call. Throws store::Fault.
  people::Vault& vault();

 private:
  Config config_;
  std::atomic<bool> disk_failed_ = false;
  SystemClock machine_clock_;
  std::unique_ptr<Clock> clock_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<people::Vault> vault_;
};

}  // namespace jalon::app
