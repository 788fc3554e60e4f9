// Connections to one PostgreSQL, lent one at a time and opened when first needed.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "store/postgres_connection.hpp"

namespace jalon::store {

class PostgresPool {
 public:
  PostgresPool(std::string url, int most) : url_(std::move(url)), most_(most) {}

  class Loan {
   public:
    /// Waits while all are lent. `fresh` = a new connection, because a stored one proved dead.
    Loan(PostgresPool& pool, bool fresh);
    ~Loan();
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    PostgresConnection& operator*() const { return *connection_; }
    PostgresConnection* operator->() const { return connection_.get(); }

   private:
    PostgresPool& pool_;
    std::unique_ptr<PostgresConnection> connection_;
  };

 private:
  const std::string url_;
  const int most_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
  int lent_ = 0;
};

}  // namespace jalon::store
