// The one thread that writes to a SQLite file.
//
// Requests wait in a queue; the thread takes up to 64 of them into one transaction, each in a savepoint of
// its own, and answers all of them when COMMIT has returned: one sync of the disk for all. A request that is
// refused or throws is rolled back alone. Only this thread checkpoints. When the disk fails, everything in
// hand is answered with a DiskFailure and so is everything later.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "store/drivers.hpp"
#include "store/sqlite_connection.hpp"
#include "store/writer_lock.hpp"

namespace jalon::store {

class SqliteWriter {
 public:
  /// `owner` is the database that the requests belong to.
  SqliteWriter(const Database& owner, const std::string& path, const OpenOptions& options,
               const DriverSettings& settings);
  /// Answers what is queued, empties the log and closes the file.
  ~SqliteWriter();
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  /// As Database::run_write.
  bool write(const Command& command, const std::function<bool(Transaction&)>& f);
  /// Runs `f` on the writer's thread between two transactions: migrations, ANALYZE.
  void alone(const std::function<void(SqliteConnection&)>& f);

 private:
  struct Job;

  void submit(Job& job);
  void serve();
  void serve_group(const std::vector<Job*>& group);
  void serve_alone(Job& job);
  void run_in_transaction(Job& job, bool others);
  void answer(const std::vector<Job*>& group);
  void checkpoint_if_long();
  void fail_disk(const std::string& what);

  const Database& owner_;
  const OpenOptions options_;
  const WriterLock lock_;
  SqliteConnection connection_;
  const int checkpoint_every_;
  int checkpoint_at_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job*> queue_;
  std::string disk_failure_;  // empty while the disk is well
  bool stopping_ = false;
  std::thread thread_;  // last: it uses everything above
};

}  // namespace jalon::store
