#include "http/slow_clients.hpp"

#include <sys/socket.h>

#include "http/sockets.hpp"

namespace jalon::http {

SlowClients::SlowClients(Limits limits) : limits_(limits), watcher_([this] { watch(); }) {}

SlowClients::~SlowClients() {
  stop();
}

SlowClients::Client* SlowClients::came(int fd) {
  auto* client = new Client;
  client->fd = fd;
  const std::lock_guard lock(mutex_);
  clients_.insert(client);
  return client;
}

void SlowClients::left(Client* client) {
  if (!client) return;
  {
    const std::lock_guard lock(mutex_);
    clients_.erase(client);
  }
  delete client;
}

void SlowClients::enter(Client* client, Phase phase) {
  if (!client) return;
  const std::lock_guard lock(mutex_);
  client->phase = phase;
  client->since = std::chrono::steady_clock::now();
}

void SlowClients::stop() {
  {
    const std::lock_guard lock(mutex_);
    watching_ = false;
  }
  changed_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

void SlowClients::watch() {
  std::unique_lock lock(mutex_);
  while (watching_) {
    changed_.wait_for(lock, std::chrono::seconds(1));
    const auto now = std::chrono::steady_clock::now();
    for (const Client* client : clients_) {
      if (client->phase == Phase::work || client->fd < 0) continue;
      if (client->phase == Phase::body && has_left(client->fd)) {
        ::shutdown(client->fd, SHUT_RDWR);
        continue;
      }
      const auto limit = client->phase == Phase::head ? limits_.head_seconds : limits_.body_seconds;
      if (now - client->since > std::chrono::seconds(limit)) ::shutdown(client->fd, SHUT_RDWR);
    }
  }
}

}  // namespace jalon::http
