#include "store/postgres_database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include "store/framed_transaction.hpp"
#include "store/nesting.hpp"
#include "store/postgres_backup.hpp"
#include "store/postgres_migrations.hpp"

namespace jalon::store {
namespace {

constexpr int writers_at_most = 8;
constexpr int attempts_at_most = 20;
constexpr int lost_at_most = 3;

class PostgresReader final : public Reader {
 public:
  explicit PostgresReader(PostgresConnection& connection) : connection_(connection) {}
  void each(const Query& query, Params params, const std::function<void(const Row&)>& visit) override {
    connection_.each(query, params, visit);
  }

 private:
  PostgresConnection& connection_;
};

class PostgresBatch final : public Batch {
 public:
  PostgresBatch(PostgresConnection& connection, const Query& query) : connection_(connection), query_(query) {
    connection_.drain();
    connection_.prepare(query_);
  }
  void add(Params params) override { connection_.send(query_, params); }
  void finish() override { connection_.drain(); }

 private:
  PostgresConnection& connection_;
  const Query& query_;
};

class PostgresTransaction final : public FramedTransaction {
 public:
  PostgresTransaction(PostgresConnection& connection, const Command& command, std::int64_t now_ms)
      : FramedTransaction(command, now_ms), connection_(connection) {}

  void each(const Query& query, Params params, const std::function<void(const Row&)>& visit) override {
    connection_.each(query, params, visit);
  }
  std::int64_t execute(const Query& query, Params params) override {
    return connection_.execute(query, params);
  }
  std::unique_ptr<Batch> batch(const Query& query) override {
    return std::make_unique<PostgresBatch>(connection_, query);
  }

 private:
  PostgresConnection& connection_;
};

/// Longer and longer, and never the same for two programs that met.
void pause_before(int attempt) {
  thread_local std::minstd_rand random{std::random_device{}()};
  std::uniform_int_distribution<int> ms(0, std::min(1 << std::min(attempt, 6), 50));
  std::this_thread::sleep_for(std::chrono::milliseconds(ms(random)));
}

}  // namespace

PostgresDatabase::PostgresDatabase(const std::string& url, const OpenOptions& options,
                                   const DriverSettings& settings)
    : options_(options),
      settings_(settings),
      readers_(url, std::max(1, options.readers)),
      writers_(url, writers_at_most) {
  PostgresPool::Loan connection(writers_, false);
  const auto pending = pending_migrations(*settings_.migrations, applied_migrations(*connection));
  if (pending.empty()) return;
  if (!options_.migrate) {
    throw Fault("cette base est plus ancienne que ce programme\u00a0: lancez «\u00a0jalon migrate\u00a0»");
  }
  apply_migrations(*connection, *settings_.migrations, to_iso_instant(options_.clock->now_ms()));
}

void PostgresDatabase::run_read(const std::function<void(Reader&)>& f) {
  if (Reader* current = Nesting::current(this)) return f(*current);
  const auto begin = [](PostgresConnection& connection) {
    connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  };
  const auto read = [&](PostgresConnection& connection) {
    PostgresReader reader(connection);
    const Nesting nesting(this, &reader, false);
    try {
      f(reader);
    } catch (...) {
      connection.rollback();
      throw;
    }
    connection.commit();
  };
  {
    PostgresPool::Loan connection(readers_, false);
    bool begun = true;
    try {
      begin(*connection);
    } catch (const ConnectionLost&) {
      begun = false;
    }
    // Once `f` has run, a loss is told: what `f` did with the first rows cannot be undone.
    if (begun) return read(*connection);
  }
  PostgresPool::Loan connection(readers_, true);
  begin(*connection);
  read(*connection);
}

bool PostgresDatabase::run_write(const Command& command, const std::function<bool(Transaction&)>& f) {
  Nesting::refuse_nested_write(this);
  const std::lock_guard my_turn(turn(command.territory));
  bool maybe_committed = false;
  int lost = 0;
  for (int attempt = 1;; ++attempt) {
    Attempt state;
    try {
      const bool done_before = try_write(command, f, lost > 0, state);
      // Found by a second attempt, it is our own first one: its answer was lost on the way, its result is in
      // hand.
      return done_before && !maybe_committed;
    } catch (const Collision&) {
      if (attempt >= attempts_at_most) throw;
    } catch (const ConnectionLost& loss) {
      if (state.commit_sent && command.id.is_nil()) {
        throw Fault(fmt::format(
            "{}. On ne sait pas si la dernière écriture a été enregistrée\u00a0: vérifiez avant de la "
            "refaire",
            loss.what()));
      }
      maybe_committed = maybe_committed || state.commit_sent;
      if (++lost >= lost_at_most) throw;
    }
    pause_before(attempt);
  }
}

bool PostgresDatabase::try_write(const Command& command, const std::function<bool(Transaction&)>& f,
                                 bool fresh, Attempt& attempt) {
  PostgresPool::Loan connection(writers_, fresh);
  connection->run("BEGIN ISOLATION LEVEL SERIALIZABLE");
  try {
    PostgresTransaction transaction(*connection, command, options_.clock->now_ms());
    const Nesting nesting(this, &transaction, true);
    if (!transaction.enter()) {
      connection->rollback();
      return true;
    }
    if (!f(transaction)) {
      connection->rollback();
      return false;
    }
    transaction.leave();
    attempt.commit_sent = true;
    connection->commit();
    return false;
  } catch (...) {
    connection->rollback();
    throw;
  }
}

std::mutex& PostgresDatabase::turn(const std::string& territory) {
  const std::lock_guard lock(turns_mutex_);
  auto& mutex = turns_[territory];
  if (!mutex) mutex = std::make_unique<std::mutex>();
  return *mutex;
}

void PostgresDatabase::backup(const std::string& path) {
  PostgresPool::Loan connection(readers_, false);
  back_up_postgres(*connection, path, *settings_.migrations);
}

void PostgresDatabase::analyze() {
  PostgresPool::Loan connection(writers_, false);
  connection->run("ANALYZE");
}

std::vector<std::string> PostgresDatabase::prepare_all() {
  std::vector<std::string> problems;
  PostgresPool::Loan connection(readers_, false);
  for (const Query* query : Query::all()) {
    try {
      connection->prepare(*query);
    } catch (const ConnectionLost&) {
      throw;
    } catch (const std::exception& fault) {
      problems.push_back(fault.what());
    }
  }
  return problems;
}

std::unique_ptr<Database> open_postgres(const std::string& url, const OpenOptions& options,
                                        const DriverSettings& settings) {
  return std::make_unique<PostgresDatabase>(url, options, settings);
}

}  // namespace jalon::store
