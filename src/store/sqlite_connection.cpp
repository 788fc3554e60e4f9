#include "store/sqlite_connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstring>

#include "store/iso_date.hpp"

namespace jalon::store {

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}

  bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
  std::int64_t integer(int column) const override {
    return wants(column, SQLITE_INTEGER) ? sqlite3_column_int64(statement_, column) : 0;
  }
  double real(int column) const override {
    if (type(column) == SQLITE_INTEGER) return static_cast<double>(sqlite3_column_int64(statement_, column));
    return wants(column, SQLITE_FLOAT) ? sqlite3_column_double(statement_, column) : 0;
  }
  std::string_view text(int column) const override {
    if (!wants(column, SQLITE_TEXT)) return {};
    const auto* start = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {start, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  UuidBytes uuid(int column) const override {
    UuidBytes uuid{};
    if (!wants(column, SQLITE_BLOB)) return uuid;
    if (sqlite3_column_bytes(statement_, column) != 16) fail(column, "a UUID");
    std::memcpy(uuid.data(), sqlite3_column_blob(statement_, column), uuid.size());
    return uuid;
  }
  Bytes bytes(int column) const override {
    if (!wants(column, SQLITE_BLOB)) return {};
    const auto* start = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column));
    return Bytes(start, start + sqlite3_column_bytes(statement_, column));
  }

 private:
  int type(int column) const {
    if (column < 0 || column >= sqlite3_column_count(statement_)) fail(column, "there");
    return sqlite3_column_type(statement_, column);
  }
  /// False for NULL.
  bool wants(int column, int expected) const {
    const int found = type(column);
    if (found == SQLITE_NULL) return false;
    if (found != expected) fail(column, "of the type asked for");
    return true;
  }
  [[noreturn]] void fail(int column, const char* what) const {
    throw std::logic_error(fmt::format("column {} is not {}: {}", column, what, sqlite3_sql(statement_)));
  }

  sqlite3_stmt* statement_;
};

SqliteConnection::Statement::~Statement() {
  sqlite3_finalize(handle);
}

/// The use of a statement: from the cache, or a spare one when the cached one is running already (a query
/// inside the visit of the same query).
class SqliteConnection::Lease {
 public:
  Lease(Statement* cached, std::unique_ptr<Statement> spare) : spare_(std::move(spare)) {
    statement_ = spare_ ? spare_.get() : cached;
    statement_->busy = true;
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  ~Lease() {
    sqlite3_reset(statement_->handle);
    statement_->busy = false;
  }
  Statement& operator*() const { return *statement_; }
  Statement* operator->() const { return statement_; }

 private:
  std::unique_ptr<Statement> spare_;
  Statement* statement_;
};

class SqliteConnection::SqliteBatch final : public Batch {
 public:
  SqliteBatch(SqliteConnection& connection, const Query& query) : connection_(connection), query_(query) {}
  void add(Params params) override { connection_.execute(query_, params); }
  void finish() override {}

 private:
  SqliteConnection& connection_;
  const Query& query_;
};

SqliteConnection::SqliteConnection(const std::string& path, Role role, const char* synchronous) {
  // Counting memory would make every connection take turns at one lock. Only the first call, before any use,
  // counts.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  const int create = role == Role::writer ? SQLITE_OPEN_CREATE : 0;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle_,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | create, nullptr);
  try {
    if (code != SQLITE_OK) raise(code, path);
    sqlite3_busy_timeout(handle_, 5000);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    run("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA mmap_size "
        "= 0");
    if (role == Role::writer) {
      run("PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL");
      run(fmt::format("PRAGMA synchronous = {}", synchronous));
      sqlite3_wal_hook(
          handle_,
          [](void* self, sqlite3*, const char*, int pages) {
            static_cast<SqliteConnection*>(self)->wal_pages_ = pages;
            return SQLITE_OK;
          },
          this);
    } else {
      // Two connections that checkpoint at once meet the WAL-reset bug of SQLite before 3.51.3: readers never
      // do.
      sqlite3_wal_autocheckpoint(handle_, 0);
      sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
      if (role == Role::reader) run("PRAGMA query_only = ON");
    }
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  statements_.clear();
  sqlite3_close_v2(handle_);
}

void SqliteConnection::run(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) raise(code, std::string_view(sql).substr(0, 60));
}

void SqliteConnection::each(const Query& query, Params params, const std::function<void(const Row&)>& visit) {
  const Lease statement = lease(query);
  bind(*statement, query, params);
  const SqliteRow row(statement->handle);
  int code = 0;
  while ((code = sqlite3_step(statement->handle)) == SQLITE_ROW) visit(row);
  if (code != SQLITE_DONE) raise(code, query.name());
}

std::int64_t SqliteConnection::execute(const Query& query, Params params) {
  const Lease statement = lease(query);
  bind(*statement, query, params);
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement->handle);
  if (code != SQLITE_DONE) raise(code, query.name());
  return sqlite3_changes64(handle_);
}

std::unique_ptr<Batch> SqliteConnection::batch(const Query& query) {
  return std::make_unique<SqliteBatch>(*this, query);
}

void SqliteConnection::prepare(const Query& query) {
  compile(query);
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

void SqliteConnection::checkpoint(Checkpoint kind) {
  const int mode = kind == Checkpoint::passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
  int pages = 0;
  // A truncation waits for readers; what waits behind it are writers, so it gives up at once.
  sqlite3_busy_timeout(handle_, 0);
  const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, &pages, nullptr);
  sqlite3_busy_timeout(handle_, 5000);
  if (code == SQLITE_OK) {
    wal_pages_ = kind == Checkpoint::truncate ? 0 : pages;
  } else if ((code & 0xff) != SQLITE_BUSY && (code & 0xff) != SQLITE_LOCKED) {
    raise(code, "checkpoint");
  }
}

std::unique_ptr<SqliteConnection::Statement> SqliteConnection::compile(const Query& query) {
  auto statement = std::make_unique<Statement>();
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(handle_, query.sql().data(), static_cast<int>(query.sql().size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement->handle, &tail);
  if (code != SQLITE_OK) raise(code, query.name());
  if (statement->handle == nullptr) throw std::logic_error(fmt::format("{}: an empty query", query.name()));
  statement->dates.resize(static_cast<std::size_t>(sqlite3_bind_parameter_count(statement->handle)));
  return statement;
}

SqliteConnection::Lease SqliteConnection::lease(const Query& query) {
  if (failed_)
    throw std::logic_error(fmt::format("{}: a statement of this transaction failed before", query.name()));
  // Queries made on the fly (filters) would fill the cache for ever.
  constexpr std::size_t cached_at_most = 512;
  if (statements_.size() > cached_at_most) {
    std::erase_if(statements_, [](const auto& entry) { return !entry.second->busy; });
  }
  auto& cached = statements_[query.serial()];
  if (!cached) {
    try {
      cached = compile(query);
    } catch (...) {
      statements_.erase(query.serial());
      throw;
    }
  }
  if (cached->busy) return Lease(nullptr, compile(query));
  return Lease(cached.get(), nullptr);
}

void SqliteConnection::bind(Statement& statement, const Query& query, Params params) {
  if (params.size() != statement.dates.size()) {
    throw std::logic_error(
        fmt::format("{}: {} parameters for {} places", query.name(), params.size(), statement.dates.size()));
  }
  int place = 0;
  for (const Param& param : params) {
    ++place;
    sqlite3_stmt* handle = statement.handle;
    int code = SQLITE_OK;
    const auto& value = param.variant();
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      code = sqlite3_bind_int64(handle, place, *integer);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
      if (!text->empty() && std::memchr(text->data(), 0, text->size()) != nullptr) {
        throw std::invalid_argument(fmt::format("{}: parameter {} holds a NUL", query.name(), place));
      }
      // A view without characters may have no address, which SQLite would take for NULL.
      code = sqlite3_bind_text(handle, place, text->empty() ? "" : text->data(),
                               static_cast<int>(text->size()), SQLITE_STATIC);
    } else if (const auto* uuid = std::get_if<UuidBytes>(&value)) {
      code = sqlite3_bind_blob(handle, place, uuid->data(), static_cast<int>(uuid->size()), SQLITE_STATIC);
    } else if (const auto* date = std::get_if<Date>(&value)) {
      auto& buffer = statement.dates[static_cast<std::size_t>(place - 1)];
      write_iso_date(*date, buffer);
      code = sqlite3_bind_text(handle, place, buffer.data(), static_cast<int>(buffer.size()), SQLITE_STATIC);
    } else if (const auto* real = std::get_if<double>(&value)) {
      code = sqlite3_bind_double(handle, place, *real);
    } else if (const auto* bytes = std::get_if<std::span<const std::uint8_t>>(&value)) {
      code = bytes->empty() ? sqlite3_bind_zeroblob(handle, place, 0)
                            : sqlite3_bind_blob(handle, place, bytes->data(), static_cast<int>(bytes->size()),
                                                SQLITE_STATIC);
    } else {
      code = sqlite3_bind_null(handle, place);
    }
    if (code != SQLITE_OK) raise(code, query.name());
  }
}

void SqliteConnection::raise(int code, std::string_view where) {
  failed_ = true;
  const std::string what =
      fmt::format("{}: {}", where, handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_));
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      throw ConstraintViolation(ConstraintViolation::Kind::unique, what);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      throw ConstraintViolation(ConstraintViolation::Kind::foreign_key, what);
    case SQLITE_CONSTRAINT_NOTNULL:
      throw ConstraintViolation(ConstraintViolation::Kind::not_null, what);
    case SQLITE_CONSTRAINT_CHECK:
      throw ConstraintViolation(ConstraintViolation::Kind::check, what);
    default:
      break;
  }
  switch (code & 0xff) {
    case SQLITE_FULL:
      throw Fault(fmt::format(
          "le disque est plein\u00a0: rien n’a été enregistré, la lecture reste possible ({})", what));
    case SQLITE_IOERR:
      throw DiskFailure(fmt::format("le disque a refusé une lecture ou une écriture ({})", what));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Fault(fmt::format(
          "ce fichier n’est pas une base SQLite en bon état\u00a0: restaurez une sauvegarde ({})", what));
    case SQLITE_CANTOPEN:
      throw Fault(fmt::format(
          "la base ne peut pas être ouverte\u00a0: vérifiez le dossier et les droits ({})", what));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw WrittenElsewhere(
          fmt::format("un autre programme occupe la base\u00a0: réessayez quand il aura fini ({})", what));
    case SQLITE_READONLY:
      throw Fault(fmt::format("la base est ouverte en lecture seule ({})", what));
    default:
      throw Fault(what);
  }
}

}  // namespace jalon::store
