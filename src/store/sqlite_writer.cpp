#include "store/sqlite_writer.hpp"

#include <chrono>
#include <exception>
#include <stdexcept>

#include "store/framed_transaction.hpp"
#include "store/nesting.hpp"

namespace jalon::store {
namespace {

constexpr std::size_t group_at_most = 64;
constexpr auto idle_after = std::chrono::milliseconds(500);

class SqliteTransaction final : public FramedTransaction {
 public:
  SqliteTransaction(SqliteConnection& connection, const Command& command, std::int64_t now_ms)
      : FramedTransaction(command, now_ms), connection_(connection) {}

  void each(const Query& query, Params params, const std::function<void(const Row&)>& visit) override {
    connection_.each(query, params, visit);
  }
  std::int64_t execute(const Query& query, Params params) override {
    return connection_.execute(query, params);
  }
  std::unique_ptr<Batch> batch(const Query& query) override { return connection_.batch(query); }

 private:
  SqliteConnection& connection_;
};

}  // namespace

/// Lives on the stack of the thread that asks, until it is answered.
struct SqliteWriter::Job {
  const Command* command = nullptr;
  const std::function<bool(Transaction&)>* f = nullptr;
  const std::function<void(SqliteConnection&)>* alone = nullptr;

  std::exception_ptr fault;
  bool done_before = false;
  bool wrote = false;
  bool answered = false;
  std::condition_variable answer;
};

SqliteWriter::SqliteWriter(const Database& owner, const std::string& path, const OpenOptions& options,
                           const DriverSettings& settings)
    : owner_(owner),
      options_(options),
      lock_(path),
      connection_(path, SqliteConnection::Role::writer, settings.synchronous),
      checkpoint_every_(settings.checkpoint_pages),
      checkpoint_at_(settings.checkpoint_pages),
      thread_([this] { serve(); }) {}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

bool SqliteWriter::write(const Command& command, const std::function<bool(Transaction&)>& f) {
  Job job;
  job.command = &command;
  job.f = &f;
  submit(job);
  return job.done_before;
}

void SqliteWriter::alone(const std::function<void(SqliteConnection&)>& f) {
  Job job;
  job.alone = &f;
  submit(job);
}

void SqliteWriter::submit(Job& job) {
  std::unique_lock lock(mutex_);
  if (!disk_failure_.empty()) throw DiskFailure(disk_failure_);
  queue_.push_back(&job);
  wake_.notify_one();
  job.answer.wait(lock, [&] { return job.answered; });
  if (job.fault) std::rethrow_exception(job.fault);
}

void SqliteWriter::serve() {
  std::vector<Job*> group;
  std::unique_lock lock(mutex_);
  while (true) {
    const auto has_work = [this] { return stopping_ || !queue_.empty(); };
    if (!wake_.wait_for(lock, idle_after, has_work)) {
      if (connection_.wal_pages() > 0 && disk_failure_.empty()) {
        lock.unlock();
        try {
          connection_.checkpoint(SqliteConnection::Checkpoint::truncate);
          checkpoint_at_ = checkpoint_every_;
        } catch (const DiskFailure& failure) {
          fail_disk(failure.what());
        } catch (const Fault&) {  // NOLINT(bugprone-empty-catch)
          // The log stays longer than it should; the next pause tries again.
        }
        lock.lock();
      } else {
        wake_.wait(lock, has_work);
      }
    }
    if (queue_.empty()) {
      if (stopping_) return;
      continue;
    }
    group.clear();
    while (!queue_.empty() && group.size() < group_at_most) {
      Job* job = queue_.front();
      if (job->alone != nullptr && !group.empty()) break;
      queue_.pop_front();
      group.push_back(job);
      if (job->alone != nullptr) break;
    }
    const std::string failed_before = disk_failure_;
    lock.unlock();
    if (!failed_before.empty()) {
      for (Job* job : group) job->fault = std::make_exception_ptr(DiskFailure(failed_before));
    } else if (group.front()->alone != nullptr) {
      serve_alone(*group.front());
    } else {
      serve_group(group);
    }
    answer(group);
    checkpoint_if_long();
    lock.lock();
  }
}

void SqliteWriter::serve_group(const std::vector<Job*>& group) {
  std::exception_ptr common;
  try {
    connection_.forget_failure();
    connection_.run("BEGIN IMMEDIATE");
    bool wrote = false;
    for (Job* job : group) {
      run_in_transaction(*job, group.size() > 1);
      wrote = wrote || job->wrote;
      // Disk full and the like: SQLite has rolled the whole group back by itself.
      if (!connection_.in_transaction()) std::rethrow_exception(job->fault);
    }
    connection_.run(wrote ? "COMMIT" : "ROLLBACK");
  } catch (const DiskFailure& failure) {
    common = std::current_exception();
    fail_disk(failure.what());
  } catch (...) {
    common = std::current_exception();
  }
  if (!common) return;
  // Refusals too: what made them refuse may be a request of this group that is lost now.
  for (Job* job : group) {
    if (!job->fault) job->fault = common;
  }
  if (connection_.in_transaction()) {
    try {
      connection_.run("ROLLBACK");
    } catch (const Fault&) {  // NOLINT(bugprone-empty-catch)
      // Already told to everyone concerned.
    }
  }
}

void SqliteWriter::run_in_transaction(Job& job, bool others) {
  // A savepoint copies each page before its first change: a long import that is alone goes without.
  try {
    if (others) connection_.run("SAVEPOINT request");
    SqliteTransaction transaction(connection_, *job.command, options_.clock->now_ms());
    const Nesting nesting(&owner_, &transaction, true);
    if (!transaction.enter()) {
      job.done_before = true;
    } else if ((*job.f)(transaction)) {
      if (connection_.failed()) throw std::logic_error("a transaction that failed was not refused");
      transaction.leave();
      job.wrote = true;
    }
  } catch (const DiskFailure&) {
    throw;  // not this request's alone
  } catch (...) {
    job.fault = std::current_exception();
  }
  connection_.forget_failure();
  if (!connection_.in_transaction()) return;
  if (others) {
    if (!job.wrote) connection_.run("ROLLBACK TO request");
    connection_.run("RELEASE request");
  }
}

void SqliteWriter::serve_alone(Job& job) {
  try {
    connection_.forget_failure();
    (*job.alone)(connection_);
  } catch (const DiskFailure& failure) {
    job.fault = std::current_exception();
    fail_disk(failure.what());
  } catch (...) {
    job.fault = std::current_exception();
  }
}

void SqliteWriter::answer(const std::vector<Job*>& group) {
  const std::lock_guard lock(mutex_);
  for (Job* job : group) {
    job->answered = true;
    // Under the lock: the job is gone as soon as its thread sees the answer.
    job->answer.notify_one();
  }
}

void SqliteWriter::checkpoint_if_long() {
  const int pages = connection_.wal_pages();
  // The log starts again from its beginning once everything in it has been moved.
  if (pages < checkpoint_at_ - checkpoint_every_) checkpoint_at_ = checkpoint_every_;
  if (pages < checkpoint_at_) return;
  try {
    connection_.checkpoint(SqliteConnection::Checkpoint::passive);
    checkpoint_at_ = connection_.wal_pages() + checkpoint_every_;
  } catch (const DiskFailure& failure) {
    fail_disk(failure.what());
  } catch (const Fault&) {
    checkpoint_at_ = pages + checkpoint_every_;
  }
}

void SqliteWriter::fail_disk(const std::string& what) {
  {
    const std::lock_guard lock(mutex_);
    if (!disk_failure_.empty()) return;
    disk_failure_ = what + ". Plus rien n’est enregistré\u00a0: arrêtez jalon, vérifiez le disque, relancez";
  }
  if (options_.on_disk_failure) options_.on_disk_failure(what);
}

}  // namespace jalon::store
