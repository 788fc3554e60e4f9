// Tables `account_session`, `account_device`, `sign_in_failure`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "partners/session.hpp"
#include "store/database.hpp"

namespace jalon::partners {

std::optional<Session> find_session(store::Reader& reader, std::string_view territory,
                                    const store::Bytes& hash);
/// The most recently used first, those that have ended included.
std::vector<Session> sessions_of(store::Reader& reader, std::string_view territory, AccountId account);
void insert_session(store::Transaction& transaction, const store::Bytes& hash, const Session& session);
void touch_session(store::Transaction& transaction, const store::Bytes& hash, std::int64_t seen_ms);
void end_session(store::Transaction& transaction, const store::Bytes& hash);
/// False when this account has no such session.
bool end_session(store::Transaction& transaction, AccountId account, SessionId session);
/// All of them, or all but one.
void end_sessions(store::Transaction& transaction, AccountId account, SessionId but = {});
/// Those that ended by themselves.
void sweep_sessions(store::Transaction& transaction, std::int64_t now_ms);

bool is_known_device(store::Reader& reader, std::string_view territory, const store::Bytes& hash,
                     AccountId account);
/// A device is forgotten after a year.
void remember_device(store::Transaction& transaction, const store::Bytes& hash, AccountId account,
                     std::int64_t now_ms);
void forget_devices(store::Transaction& transaction, AccountId account);

std::vector<std::int64_t> failures_of(store::Reader& reader, std::string_view territory,
                                      const store::Bytes& subject);
struct FailureTag;
using FailureId = Id<FailureTag>;
void add_failure(store::Transaction& transaction, const store::Bytes& subject, FailureId id,
                 std::int64_t at_ms);
/// It was none.
void drop_failure(store::Transaction& transaction, const store::Bytes& subject, FailureId id);
/// Of anybody, older than that.
void sweep_failures(store::Transaction& transaction, std::int64_t before_ms);
void forget_failures(store::Transaction& transaction, const store::Bytes& subject);

}  // namespace jalon::partners
