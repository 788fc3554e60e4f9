// What every write does around the caller's function, the same on both databases: remember the command id
// before, add the audit line after. The drivers add the statements.
#pragma once

#include <string>

#include "store/audit.hpp"
#include "store/database.hpp"

namespace jalon::store {

class FramedTransaction : public Transaction {
 public:
  FramedTransaction(const Command& command, std::int64_t now_ms);

  const std::string& territory() const override { return command_.territory; }
  const std::string& recorded_at() const override { return recorded_at_; }
  std::int64_t now_ms() const override { return now_ms_; }
  void publish(std::string_view topic, std::string_view payload) override;
  void commit_to(std::span<const std::uint8_t> salt, std::string_view payload) override;

  /// False: this command was carried out before.
  bool enter();
  void leave();

 private:
  const Command& command_;
  std::int64_t now_ms_;
  std::string recorded_at_;
  Commitment commitment_;
};

}  // namespace jalon::store
