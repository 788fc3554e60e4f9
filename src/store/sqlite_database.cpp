#include "store/sqlite_database.hpp"

#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <filesystem>

#include "store/nesting.hpp"
#include "store/sqlite_backup.hpp"
#include "store/sqlite_migrations.hpp"

namespace jalon::store {
namespace {

constexpr long cifs_magic = 0xff534d42;
constexpr long smb2_magic = 0xfe534d42;

const Query begin{"snapshot.begin", "BEGIN", Query::Unlisted::yes};
const Query commit{"snapshot.end", "COMMIT", Query::Unlisted::yes};

/// The same name for everyone who means this file: the lock goes by it.
std::string canonical(const std::string& path) {
  std::error_code error;
  const auto found = std::filesystem::weakly_canonical(std::filesystem::absolute(path), error);
  return error ? path : found.string();
}

void refuse_network_disk(const std::string& path) {
  struct statfs disk{};
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (statfs(folder.c_str(), &disk) != 0) {
    throw Fault(fmt::format("le dossier {} n’existe pas ou n’est pas accessible", folder));
  }
  const auto kind = static_cast<std::uint32_t>(disk.f_type);
  if (kind == NFS_SUPER_MAGIC || kind == SMB_SUPER_MAGIC || kind == static_cast<std::uint32_t>(cifs_magic) ||
      kind == static_cast<std::uint32_t>(smb2_magic)) {
    throw Fault(fmt::format(
        "{} est sur un disque réseau, où SQLite perd des données\u00a0: placez la base sur un disque "
        "de cette machine, ou utilisez PostgreSQL",
        path));
  }
}

class SqliteReader final : public Reader {
 public:
  explicit SqliteReader(SqliteConnection& connection) : connection_(connection) {}
  void each(const Query& query, Params params, const std::function<void(const Row&)>& visit) override {
    connection_.each(query, params, visit);
  }

 private:
  SqliteConnection& connection_;
};

}  // namespace

struct SqliteDatabase::PooledReader {
  PooledReader(const std::string& path, int opened_in)
      : connection(path, SqliteConnection::Role::reader), generation(opened_in) {}
  SqliteConnection connection;
  int generation;
};

class SqliteDatabase::ReaderLoan {
 public:
  explicit ReaderLoan(SqliteDatabase& database) : database_(database) {
    std::unique_lock lock(database_.pool_mutex_);
    const int most = std::max(1, database_.options_.readers);
    database_.returned_.wait(lock, [&] { return database_.lent_ < most; });
    ++database_.lent_;
    if (!database_.idle_.empty()) {
      reader_ = std::move(database_.idle_.back());
      database_.idle_.pop_back();
      return;
    }
    const int generation = database_.generation_;
    lock.unlock();
    try {
      reader_ = std::make_unique<PooledReader>(database_.path_, generation);
    } catch (...) {
      give_back();
      throw;
    }
  }
  ~ReaderLoan() { give_back(); }
  ReaderLoan(const ReaderLoan&) = delete;
  ReaderLoan& operator=(const ReaderLoan&) = delete;
  SqliteConnection& connection() { return reader_->connection; }

 private:
  void give_back() {
    {
      const std::lock_guard lock(database_.pool_mutex_);
      --database_.lent_;
      if (reader_ && reader_->generation == database_.generation_ && !reader_->connection.in_transaction()) {
        database_.idle_.push_back(std::move(reader_));
      }
    }
    database_.returned_.notify_one();
  }

  SqliteDatabase& database_;
  std::unique_ptr<PooledReader> reader_;
};

SqliteDatabase::SqliteDatabase(const std::string& path, const OpenOptions& options,
                               const DriverSettings& settings)
    : path_(canonical(path)), options_(options), settings_(settings) {
  refuse_network_disk(path_);
  if (!std::filesystem::exists(path_) && !(options_.create && options_.migrate)) {
    throw Fault(fmt::format("la base {} n’existe pas", path_));
  }
  migrate();
  if (options_.exclusive) writer();
}

// The writer closes last: it alone may checkpoint.
SqliteDatabase::~SqliteDatabase() {
  idle_.clear();
}

void SqliteDatabase::migrate() {
  std::vector<std::int64_t> applied;
  if (std::filesystem::exists(path_)) {
    ReaderLoan loan(*this);
    applied = applied_migrations(loan.connection());
  }
  const auto pending = pending_migrations(*settings_.migrations, applied);
  if (pending.empty()) return;
  if (!options_.migrate) {
    throw Fault(fmt::format(
        "la base {} est plus ancienne que ce programme\u00a0: lancez «\u00a0jalon migrate\u00a0»", path_));
  }
  const std::string at = to_iso_instant(options_.clock->now_ms());
  writer().alone(
      [&](SqliteConnection& connection) { apply_migrations(connection, *settings_.migrations, at); });
}

SqliteWriter& SqliteDatabase::writer() {
  const std::lock_guard lock(writer_mutex_);
  if (!writer_) writer_ = std::make_unique<SqliteWriter>(*this, path_, options_, settings_);
  return *writer_;
}

void SqliteDatabase::run_read(const std::function<void(Reader&)>& f) {
  if (Reader* current = Nesting::current(this)) return f(*current);
  ReaderLoan loan(*this);
  SqliteConnection& connection = loan.connection();
  connection.forget_failure();
  // The snapshot is taken by the first statement after BEGIN.
  connection.execute(begin, {});
  SqliteReader reader(connection);
  const Nesting nesting(this, &reader, false);
  try {
    f(reader);
  } catch (...) {
    connection.forget_failure();
    connection.run("ROLLBACK");
    throw;
  }
  connection.execute(commit, {});
}

bool SqliteDatabase::run_write(const Command& command, const std::function<bool(Transaction&)>& f) {
  Nesting::refuse_nested_write(this);
  return writer().write(command, f);
}

void SqliteDatabase::backup(const std::string& path) {
  back_up_sqlite(path_, path);
}

void SqliteDatabase::analyze() {
  writer().alone([](SqliteConnection& connection) { connection.run("ANALYZE"); });
  // SQLite reads statistics when a connection first reads the schema.
  std::vector<std::unique_ptr<PooledReader>> stale;
  const std::lock_guard lock(pool_mutex_);
  ++generation_;
  stale.swap(idle_);
}

std::vector<std::string> SqliteDatabase::prepare_all() {
  std::vector<std::string> problems;
  ReaderLoan loan(*this);
  for (const Query* query : Query::all()) {
    try {
      loan.connection().forget_failure();
      loan.connection().prepare(*query);
    } catch (const std::exception& fault) {
      problems.push_back(fault.what());
    }
  }
  return problems;
}

std::unique_ptr<Database> open_sqlite(const std::string& path, const OpenOptions& options,
                                      const DriverSettings& settings) {
  return std::make_unique<SqliteDatabase>(path, options, settings);
}

}  // namespace jalon::store
