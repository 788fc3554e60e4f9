// The audit chain: one per territory, one line per transaction, each line hashed together with the one
// before.
//
// hash = SHA-256(previous_hash, seq, recorded_at, actor, action, object, commitment), every field preceded by
// its length; the first line follows 32 zero bytes. Changing, inserting or removing a line breaks every later
// hash. Cutting the end off does not: keep the heads (audit_heads) elsewhere, and give them back to
// verify_audit.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.hpp"
#include "store/hasher.hpp"

namespace jalon::store {

struct AuditHead {
  std::string territory;
  std::int64_t seq = 0;
  Hash hash{};
};

struct AuditCheck {
  std::int64_t lines = 0;
  std::vector<std::string> problems;  // French sentences; none = the chain holds
};

/// What a transaction commits to: SHA-256 folded over its payloads in order; zero bytes when there is none.
class Commitment {
 public:
  void add(std::span<const std::uint8_t> salt, std::string_view payload);
  const Hash& value() const { return value_; }

 private:
  Hash value_{};
};

/// Adds the line of a transaction about to end.
void append_audit_line(Transaction& transaction, const Command& command, const Hash& commitment);

/// The last line of each chain: to be kept where the database's administrator cannot reach.
std::vector<AuditHead> audit_heads(Reader& reader);

/// A line of the chain of one territory, as far as a room needs it to check its own books against the chain.
struct AuditedAct {
  std::string object;
  std::string recorded_at;
  Hash commitment{};
};
/// Every line of that action, in order.
std::vector<AuditedAct> audited_acts(Reader& reader, std::string_view territory, std::string_view action);

/// Recomputes every chain; each of `kept` must still be a line of its chain.
AuditCheck verify_audit(Reader& reader, const std::vector<AuditHead>& kept = {});

}  // namespace jalon::store
