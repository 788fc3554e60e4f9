#include "app/app.hpp"

#include <unistd.h>

#include <csignal>
#include <iostream>
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
    options.create = config_.create;
    if (config_.serving) {
      options.exclusive = true;
      // Nothing can be recorded any more: end as an operator would end us, and be started again.
      options.on_disk_failure = [this](const std::string& what) {
        disk_failed_ = true;
        std::cerr << "jalon\u00a0: " << what << ". Le serveur s’arrête." << std::endl;
        kill(getpid(), SIGTERM);
      };
    }
    database_ = store::Database::open(config_.database, options);
  }
  return *database_;
}

people::Vault& App::vault() {
  if (!vault_) {
    vault_ = std::make_unique<people::Vault>(
        config_.keys.empty() ? people::Vault::default_path(config_.database) : config_.keys);
  }
  return *vault_;
}

}  // namespace jalon::app
