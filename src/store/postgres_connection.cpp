#include "store/postgres_connection.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <charconv>
#include <stdexcept>

#include "store/placeholders.hpp"

namespace jalon::store {
namespace {

// What is sent before the answers are read: enough to hide the way there and back, little enough to keep in
// memory.
constexpr int in_flight_at_most = 256;

std::string one_line(const char* message) {
  std::string text = message == nullptr ? "" : message;
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  for (char& c : text) {
    if (c == '\n') c = ' ';
  }
  return text;
}

bool is_ok(const PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_PIPELINE_SYNC;
}

}  // namespace

void ResultDeleter::operator()(pg_result* result) const {
  PQclear(result);
}

PostgresConnection::PostgresConnection(const std::string& url) {
  // The address comes last in the expansion of dbname, so that what it says wins over ours.
  const char* const keys[] = {"connect_timeout", "fallback_application_name", "client_encoding", "dbname",
                              nullptr};
  const char* const values[] = {"5", "jalon", "UTF8", url.c_str(), nullptr};
  handle_ = PQconnectdbParams(keys, values, 1);
  if (PQstatus(handle_) != CONNECTION_OK) {
    const std::string why = one_line(PQerrorMessage(handle_));
    PQfinish(handle_);
    throw ConnectionLost(fmt::format(
        "le serveur PostgreSQL ne répond pas\u00a0: vérifiez l’adresse et qu’il est lancé ({})", why));
  }
  PQsetNoticeProcessor(handle_, [](void*, const char*) {}, nullptr);
}

PostgresConnection::~PostgresConnection() {
  PQfinish(handle_);
}

void PostgresConnection::run(const std::string& sql) {
  drain();
  check(PQexec(handle_, sql.c_str()), std::string_view(sql).substr(0, 60));
}

void PostgresConnection::commit() {
  drain();
  const ResultPtr result = check(PQexec(handle_, "COMMIT"), "COMMIT");
  if (std::string_view(PQcmdStatus(result.get())) != "COMMIT") {
    throw std::logic_error("a transaction that failed was not refused");
  }
}

void PostgresConnection::rollback() noexcept {
  try {
    drain();
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
    // What failed is being rolled back.
  }
  PQclear(PQexec(handle_, "ROLLBACK"));
}

void PostgresConnection::each(const Query& query, Params params,
                              const std::function<void(const Row&)>& visit) {
  const ResultPtr result = run_prepared(query, params);
  visit_rows(result.get(), query, visit);
}

void PostgresConnection::each_once(const Query& query, const std::function<void(const Row&)>& visit) {
  drain();
  const std::string sql(query.sql());
  const ResultPtr result = check(PQexec(handle_, sql.c_str()), query.name());
  visit_rows(result.get(), query, visit);
}

void PostgresConnection::visit_rows(const pg_result* result, const Query& query,
                                    const std::function<void(const Row&)>& visit) {
  PostgresRow row(result, query.name());
  const int rows = PQntuples(result);
  for (int i = 0; i < rows; ++i) {
    row.move_to(i);
    visit(row);
  }
}

std::int64_t PostgresConnection::execute(const Query& query, Params params) {
  const ResultPtr result = run_prepared(query, params);
  const std::string_view changed = PQcmdTuples(result.get());
  std::int64_t rows = 0;
  std::from_chars(changed.data(), changed.data() + changed.size(), rows);
  return rows;
}

ResultPtr PostgresConnection::run_prepared(const Query& query, Params params) {
  drain();
  const Statement& prepared = statement(query);
  encode(query, prepared, params);
  return check(PQexecPrepared(handle_, prepared.name.c_str(), prepared.parameters, encoded_.values(), nullptr,
                              nullptr, 0),
               query.name());
}

void PostgresConnection::prepare(const Query& query) {
  statement(query);
}

void PostgresConnection::send(const Query& query, Params params) {
  if (!statements_.contains(query.serial())) drain();
  const Statement& prepared = statement(query);
  encode(query, prepared, params);
  if (in_flight_ == 0 && PQenterPipelineMode(handle_) != 1) raise(nullptr, query.name());
  ++in_flight_;
  sent_ = query.name();
  if (PQsendQueryPrepared(handle_, prepared.name.c_str(), prepared.parameters, encoded_.values(), nullptr,
                          nullptr, 0) != 1) {
    raise(nullptr, query.name());
  }
  if (in_flight_ >= in_flight_at_most) drain();
}

void PostgresConnection::drain() {
  if (in_flight_ == 0) return;
  const int expected = in_flight_;
  in_flight_ = 0;
  if (PQpipelineSync(handle_) != 1) raise(nullptr, sent_);
  ResultPtr failure;
  // Each execution answers with a result and a null; the synchronisation with one result.
  for (int i = 0; i < expected; ++i) {
    ResultPtr result(PQgetResult(handle_));
    if (!result) raise(nullptr, sent_);
    const bool aborted = PQresultStatus(result.get()) == PGRES_PIPELINE_ABORTED;
    if (!is_ok(result.get()) && !aborted && !failure) failure = std::move(result);
    ResultPtr end(PQgetResult(handle_));
    if (end) raise(end.get(), sent_);
  }
  const ResultPtr synced(PQgetResult(handle_));
  if (PQexitPipelineMode(handle_) != 1) raise(nullptr, sent_);
  if (failure) raise(failure.get(), sent_);
}

bool PostgresConnection::usable() const {
  return PQstatus(handle_) == CONNECTION_OK && PQtransactionStatus(handle_) == PQTRANS_IDLE &&
         PQpipelineStatus(handle_) == PQ_PIPELINE_OFF;
}

const PostgresConnection::Statement& PostgresConnection::statement(const Query& query) {
  if (const auto found = statements_.find(query.serial()); found != statements_.end()) return found->second;
  // Queries made on the fly (filters) would fill the server's memory for ever.
  constexpr std::size_t cached_at_most = 512;
  if (statements_.size() > cached_at_most) {
    run("DEALLOCATE ALL");
    statements_.clear();
  }
  const NumberedSql numbered = number_placeholders(query.sql());
  Statement made{fmt::format("q{}", query.serial()), numbered.parameters};
  check(PQprepare(handle_, made.name.c_str(), numbered.sql.c_str(), 0, nullptr), query.name());
  return statements_.emplace(query.serial(), std::move(made)).first->second;
}

void PostgresConnection::encode(const Query& query, const Statement& statement, Params params) {
  if (static_cast<int>(params.size()) != statement.parameters) {
    throw std::logic_error(
        fmt::format("{}: {} parameters for {} places", query.name(), params.size(), statement.parameters));
  }
  encoded_.clear();
  for (const Param& param : params) encoded_.add(param);
}

ResultPtr PostgresConnection::check(pg_result* result, std::string_view where) {
  ResultPtr owned(result);
  if (!owned || !is_ok(owned.get())) raise(owned.get(), where);
  return owned;
}

void PostgresConnection::raise(const pg_result* result, std::string_view where) const {
  const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string_view state = field == nullptr ? "" : field;
  const std::string what = fmt::format(
      "{}: {}", where, one_line(result == nullptr ? PQerrorMessage(handle_) : PQresultErrorMessage(result)));
  using Kind = ConstraintViolation::Kind;
  if (state == "23505") throw ConstraintViolation(Kind::unique, what);
  if (state == "23503") throw ConstraintViolation(Kind::foreign_key, what);
  if (state == "23502") throw ConstraintViolation(Kind::not_null, what);
  if (state == "23514") throw ConstraintViolation(Kind::check, what);
  if (state == "40001" || state == "40P01") throw Collision(what);
  if (state == "25P02")
    throw std::logic_error(fmt::format("{}: a statement of this transaction failed before", where));
  if (PQstatus(handle_) == CONNECTION_BAD || state.starts_with("08") || state.starts_with("57P")) {
    throw ConnectionLost(fmt::format("la connexion à PostgreSQL est perdue ({})", what));
  }
  if (state == "53100")
    throw Fault(fmt::format("le disque de PostgreSQL est plein\u00a0: rien n’a été enregistré ({})", what));
  throw Fault(what);
}

}  // namespace jalon::store
