#include "app/app.hpp"

#include <utility>

namespace jalon::app {

App::App(Config config) : config_(std::move(config)) {
  if (config_.today) {
    clock_ = std::make_unique<FixedClock>(*config_.today);
  } else {
    clock_ = std::make_unique<SystemClock>();
  }
}

store::Database& App::database() {
  if (!database_) {
    store::OpenOptions options;
    options.clock = clock_.get();
    options.migrate = config_.migrate;
    database_ = store::Database::open(config_.database, options);
  }
  return *database_;
}

}  // namespace jalon::app
