#include "partners/session_store.hpp"

namespace jalon::partners {
namespace {

constexpr std::int64_t year_ms = 365LL * 24 * 3600 * 1000;

const store::Query find_query{"partners.session",
                              "SELECT id, account, made_ms, seen_ms, peer, agent, provider_token,"
                              " second_factor FROM account_session WHERE territory = ? AND hash = ?"};
const store::Query of_account_query{"partners.sessions",
                                    "SELECT id, account, made_ms, seen_ms, peer, agent, provider_token,"
                                    " second_factor FROM account_session"
                                    " WHERE territory = ? AND account = ? ORDER BY seen_ms DESC, id"};
const store::Query insert_query{
    "partners.insert_session",
    "INSERT INTO account_session (territory, hash, id, account, made_ms, seen_ms, peer, agent,"
    " provider_token, second_factor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query touch_query{
    "partners.touch_session",
    "UPDATE account_session SET seen_ms = ? WHERE territory = ? AND hash = ? AND seen_ms < ?"};
const store::Query end_query{"partners.end_session",
                             "DELETE FROM account_session WHERE territory = ? AND hash = ?"};
const store::Query end_by_id_query{
    "partners.end_session_by_id",
    "DELETE FROM account_session WHERE territory = ? AND account = ? AND id = ?"};
const store::Query end_all_query{
    "partners.end_sessions", "DELETE FROM account_session WHERE territory = ? AND account = ? AND id <> ?"};
const store::Query sweep_query{
    "partners.sweep_sessions",
    "DELETE FROM account_session WHERE territory = ? AND (seen_ms <= ? OR made_ms <= ?)"};
const store::Query device_query{
    "partners.known_device",
    "SELECT COUNT(*) FROM account_device WHERE territory = ? AND hash = ? AND account = ?"};
const store::Query drop_device_query{
    "partners.drop_device", "DELETE FROM account_device WHERE territory = ? AND (hash = ? OR seen_ms < ?)"};
const store::Query insert_device_query{
    "partners.insert_device",
    "INSERT INTO account_device (territory, hash, account, seen_ms) VALUES (?, ?, ?, ?)"};
const store::Query forget_devices_query{"partners.forget_devices",
                                        "DELETE FROM account_device WHERE territory = ? AND account = ?"};
const store::Query failures_query{"partners.sign_in_failures",
                                  "SELECT at_ms FROM sign_in_failure WHERE territory = ? AND subject = ?"};
const store::Query insert_failure_query{
    "partners.insert_sign_in_failure",
    "INSERT INTO sign_in_failure (territory, subject, id, at_ms) VALUES (?, ?, ?, ?)"};
const store::Query drop_failure_query{
    "partners.drop_sign_in_failure",
    "DELETE FROM sign_in_failure WHERE territory = ? AND subject = ? AND id = ?"};
const store::Query old_failures_query{"partners.drop_old_sign_in_failures",
                                      "DELETE FROM sign_in_failure WHERE territory = ? AND at_ms < ?"};
const store::Query forget_failures_query{"partners.forget_sign_in_failures",
                                         "DELETE FROM sign_in_failure WHERE territory = ? AND subject = ?"};

Session to_session(const store::Row& row) {
  return {row.id<SessionId>(0), row.id<AccountId>(1), row.integer(2), row.integer(3),
          row.string(4),        row.string(5),        row.string(6),  row.flag(7)};
}

}  // namespace

std::optional<Session> find_session(store::Reader& reader, std::string_view territory,
                                    const store::Bytes& hash) {
  return reader.first(find_query, {territory, hash}, to_session);
}

std::vector<Session> sessions_of(store::Reader& reader, std::string_view territory, AccountId account) {
  return reader.list(of_account_query, {territory, account}, to_session);
}

void insert_session(store::Transaction& transaction, const store::Bytes& hash, const Session& session) {
  transaction.execute(insert_query, {transaction.territory(), hash, session.id, session.account,
                                     session.made_ms, session.seen_ms, session.peer, session.agent,
                                     session.provider_token, session.second_factor ? 1 : 0});
}

void touch_session(store::Transaction& transaction, const store::Bytes& hash, std::int64_t seen_ms) {
  transaction.execute(touch_query, {seen_ms, transaction.territory(), hash, seen_ms});
}

void end_session(store::Transaction& transaction, const store::Bytes& hash) {
  transaction.execute(end_query, {transaction.territory(), hash});
}

bool end_session(store::Transaction& transaction, AccountId account, SessionId session) {
  return transaction.execute(end_by_id_query, {transaction.territory(), account, session}) == 1;
}

void end_sessions(store::Transaction& transaction, AccountId account, SessionId but) {
  transaction.execute(end_all_query, {transaction.territory(), account, but});
}

void sweep_sessions(store::Transaction& transaction, std::int64_t now_ms) {
  transaction.execute(sweep_query,
                      {transaction.territory(), now_ms - session_idle_ms, now_ms - session_longest_ms});
}

bool is_known_device(store::Reader& reader, std::string_view territory, const store::Bytes& hash,
                     AccountId account) {
  return reader.count(device_query, {territory, hash, account}) > 0;
}

void remember_device(store::Transaction& transaction, const store::Bytes& hash, AccountId account,
                     std::int64_t now_ms) {
  transaction.execute(drop_device_query, {transaction.territory(), hash, now_ms - year_ms});
  transaction.execute(insert_device_query, {transaction.territory(), hash, account, now_ms});
}

void forget_devices(store::Transaction& transaction, AccountId account) {
  transaction.execute(forget_devices_query, {transaction.territory(), account});
}

std::vector<std::int64_t> failures_of(store::Reader& reader, std::string_view territory,
                                      const store::Bytes& subject) {
  return reader.list(failures_query, {territory, subject},
                     [](const store::Row& row) { return row.integer(0); });
}

void add_failure(store::Transaction& transaction, const store::Bytes& subject, FailureId id,
                 std::int64_t at_ms) {
  transaction.execute(insert_failure_query, {transaction.territory(), subject, id, at_ms});
}

void drop_failure(store::Transaction& transaction, const store::Bytes& subject, FailureId id) {
  transaction.execute(drop_failure_query, {transaction.territory(), subject, id});
}

void sweep_failures(store::Transaction& transaction, std::int64_t before_ms) {
  transaction.execute(old_failures_query, {transaction.territory(), before_ms});
}

void forget_failures(store::Transaction& transaction, const store::Bytes& subject) {
  transaction.execute(forget_failures_query, {transaction.territory(), subject});
}

}  // namespace jalon::partners
