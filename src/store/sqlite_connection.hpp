// One connection to a SQLite file with its prepared statements. Used by one thread at a time.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/database.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace jalon::store {

/// The disk refused a write or a sync: what is on it is no longer known. Nothing may be written from here on.
class DiskFailure : public Fault {
 public:
  using Fault::Fault;
};

class SqliteConnection {
 public:
  enum class Role {
    writer,  // creates the file; the only one that checkpoints
    reader,  // query_only
    copier,  // reads this file and writes another one (VACUUM INTO)
  };

  SqliteConnection(const std::string& path, Role role, const char* synchronous = "FULL");
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  /// Statements without parameters or rows: BEGIN, DDL, PRAGMA.
  void run(const std::string& sql);
  void each(const Query& query, Params params, const std::function<void(const Row&)>& visit);
  std::int64_t execute(const Query& query, Params params);
  std::unique_ptr<Batch> batch(const Query& query);
  /// Throws Fault when SQLite refuses the text.
  void prepare(const Query& query);

  bool in_transaction() const;
  /// Forgets that a statement failed. Until then every statement throws: PostgreSQL would do the same.
  void forget_failure() { failed_ = false; }
  bool failed() const { return failed_; }
  /// The writer's log in pages, as of its last commit.
  int wal_pages() const { return wal_pages_; }
  enum class Checkpoint { passive, truncate };
  /// Moves the log into the file. Readers in the way make it incomplete, which is no error.
  void checkpoint(Checkpoint kind);

 private:
  struct Statement {
    sqlite3_stmt* handle = nullptr;
    bool busy = false;
    // Texts of bound dates: they must live as long as the statement runs.
    std::vector<std::array<char, 10>> dates;
    ~Statement();
  };
  class Lease;
  class SqliteBatch;
  friend class SqliteRow;

  std::unique_ptr<Statement> compile(const Query& query);
  Lease lease(const Query& query);
  void bind(Statement& statement, const Query& query, Params params);
  [[noreturn]] void raise(int code, std::string_view where);

  sqlite3* handle_ = nullptr;
  int wal_pages_ = 0;
  bool failed_ = false;
  std::unordered_map<std::uint64_t, std::unique_ptr<Statement>> statements_;
};

}  // namespace jalon::store
