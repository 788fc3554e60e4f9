// A SQLite file as a Database: a pool of readers, each with its own snapshot, and one writer, started at the
// first write.
//
// Several programs may read the file; one at a time writes (see writer_lock.hpp).
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/drivers.hpp"
#include "store/sqlite_connection.hpp"
#include "store/sqlite_writer.hpp"

namespace jalon::store {

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const std::string& path, const OpenOptions& options, const DriverSettings& settings);
  ~SqliteDatabase() override;

  void backup(const std::string& path) override;
  void analyze() override;
  std::vector<std::string> prepare_all() override;
  std::string_view engine() const override { return "sqlite"; }

 protected:
  void run_read(const std::function<void(Reader&)>& f) override;
  bool run_write(const Command& command, const std::function<bool(Transaction&)>& f) override;

 private:
  struct PooledReader;
  class ReaderLoan;

  SqliteWriter& writer();
  void migrate();

  const std::string path_;
  const OpenOptions options_;
  const DriverSettings settings_;

  std::mutex writer_mutex_;
  std::unique_ptr<SqliteWriter> writer_;

  std::mutex pool_mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<PooledReader>> idle_;
  int lent_ = 0;
  int generation_ = 0;  // connections opened before the last ANALYZE are closed when they come back
};

}  // namespace jalon::store
