// A PostgreSQL database (or schema) as a Database.
//
// Reads run on a REPEATABLE READ snapshot. Writes are SERIALIZABLE and run again when they meet another
// program's; writes of this program to one territory take turns, because each adds a line to the territory's
// audit chain and would otherwise collide with every other.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "store/drivers.hpp"
#include "store/postgres_pool.hpp"

namespace jalon::store {

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const std::string& url, const OpenOptions& options, const DriverSettings& settings);

  void backup(const std::string& path) override;
  void analyze() override;
  std::vector<std::string> prepare_all() override;
  std::string_view engine() const override { return "postgresql"; }

 protected:
  void run_read(const std::function<void(Reader&)>& f) override;
  bool run_write(const Command& command, const std::function<bool(Transaction&)>& f) override;

 private:
  /// How far the attempt came, for what to think of a connection lost in it.
  struct Attempt {
    bool commit_sent = false;
  };
  bool try_write(const Command& command, const std::function<bool(Transaction&)>& f, bool fresh,
                 Attempt& attempt);
  std::mutex& turn(const std::string& territory);

  const OpenOptions options_;
  const DriverSettings settings_;
  // Apart, so that a thread that reads and then writes never waits for itself.
  PostgresPool readers_;
  PostgresPool writers_;
  std::mutex turns_mutex_;
  std::map<std::string, std::unique_ptr<std::mutex>> turns_;
};

}  // namespace jalon::store
