#include "store/framed_transaction.hpp"

#include "base/clock.hpp"
#include "store/outbox.hpp"

namespace jalon::store {
namespace {

const Query remember_command{
    "command.remember",
    "INSERT INTO command (territory, id, recorded_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"};

}  // namespace

FramedTransaction::FramedTransaction(const Command& command, std::int64_t now_ms)
    : command_(command), now_ms_(now_ms), recorded_at_(to_iso_instant(now_ms)) {}

void FramedTransaction::publish(std::string_view topic, std::string_view payload) {
  add_to_outbox(*this, topic, payload);
}

void FramedTransaction::commit_to(std::span<const std::uint8_t> salt, std::string_view payload) {
  commitment_.add(salt, payload);
}

bool FramedTransaction::enter() {
  if (command_.id.is_nil()) return true;
  return execute(remember_command, {command_.territory, command_.id, recorded_at_}) == 1;
}

void FramedTransaction::leave() {
  if (command_.audited) append_audit_line(*this, command_, commitment_.value());
}

}  // namespace jalon::store
