// One connection to PostgreSQL with its prepared statements. Used by one thread at a time.
//
// Parameters travel as text and take the type that the server infers from their place, so that what
// prepare_all proves is what runs.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/database.hpp"
#include "store/postgres_value.hpp"

struct pg_conn;
struct pg_result;

namespace jalon::store {

/// The transaction met another one (serialization failure, deadlock): run it again.
class Collision : public Fault {
 public:
  using Fault::Fault;
};

/// The server is gone, or the connection to it.
class ConnectionLost : public Fault {
 public:
  using Fault::Fault;
};

struct ResultDeleter {
  void operator()(pg_result* result) const;
};
using ResultPtr = std::unique_ptr<pg_result, ResultDeleter>;

class PostgresConnection {
 public:
  explicit PostgresConnection(const std::string& url);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  /// Statements without parameters or rows; several may stand in one text.
  void run(const std::string& sql);
  /// COMMIT; throws std::logic_error when the server rolled back because a statement had failed.
  void commit();
  void rollback() noexcept;
  void each(const Query& query, Params params, const std::function<void(const Row&)>& visit);
  /// Without parameters, and without remembering the statement.
  void each_once(const Query& query, const std::function<void(const Row&)>& visit);
  std::int64_t execute(const Query& query, Params params);
  /// Throws Fault when the server refuses the text.
  void prepare(const Query& query);

  /// Sends an execution without waiting for the answer; everything sent happens in order, before any later
  /// statement.
  void send(const Query& query, Params params);
  /// Waits for what was sent and throws the first failure.
  void drain();

  bool usable() const;

 private:
  struct Statement {
    std::string name;
    int parameters = 0;
  };
  const Statement& statement(const Query& query);
  void visit_rows(const pg_result* result, const Query& query, const std::function<void(const Row&)>& visit);
  ResultPtr run_prepared(const Query& query, Params params);
  void encode(const Query& query, const Statement& statement, Params params);
  ResultPtr check(pg_result* result, std::string_view where);
  [[noreturn]] void raise(const pg_result* result, std::string_view where) const;

  pg_conn* handle_ = nullptr;
  std::unordered_map<std::uint64_t, Statement> statements_;
  EncodedParams encoded_;
  int in_flight_ = 0;
  std::string sent_;  // name of the query last sent, for messages
};

}  // namespace jalon::store
