#include "store/postgres_pool.hpp"

namespace jalon::store {

PostgresPool::Loan::Loan(PostgresPool& pool, bool fresh) : pool_(pool) {
  {
    std::unique_lock lock(pool_.mutex_);
    pool_.returned_.wait(lock, [&] { return pool_.lent_ < pool_.most_; });
    ++pool_.lent_;
    // One dead connection means that the server was restarted: the others are dead too.
    if (fresh) pool_.idle_.clear();
    if (!pool_.idle_.empty()) {
      connection_ = std::move(pool_.idle_.back());
      pool_.idle_.pop_back();
      return;
    }
  }
  try {
    connection_ = std::make_unique<PostgresConnection>(pool_.url_);
  } catch (...) {
    const std::lock_guard lock(pool_.mutex_);
    --pool_.lent_;
    pool_.returned_.notify_one();
    throw;
  }
}

PostgresPool::Loan::~Loan() {
  {
    const std::lock_guard lock(pool_.mutex_);
    --pool_.lent_;
    if (connection_->usable()) pool_.idle_.push_back(std::move(connection_));
  }
  pool_.returned_.notify_one();
}

}  // namespace jalon::store
