// Ends the connections of clients who take too long to send what they owe: a head, then a body. The HTTP
// library only sees complete silence; somebody who sends a byte now and then would hold a connection for
// ever.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace jalon::http {

class SlowClients {
 public:
  enum class Phase { head, body, work };  // while we work, nobody waits for them

  struct Limits {
    unsigned head_seconds;
    unsigned body_seconds;
  };

  /// One client's connection.
  struct Client {
    int fd = -1;
    Phase phase = Phase::head;
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
  };

  explicit SlowClients(Limits limits);
  ~SlowClients();
  SlowClients(const SlowClients&) = delete;
  SlowClients& operator=(const SlowClients&) = delete;

  /// Ours until `left`. `fd` -1: unknown, and never ended.
  Client* came(int fd);
  void left(Client* client);
  void enter(Client* client, Phase phase);
  /// Nobody is ended any more. Idempotent.
  void stop();

 private:
  void watch();

  const Limits limits_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::unordered_set<Client*> clients_;
  bool watching_ = true;
  std::thread watcher_;
};

}  // namespace jalon::http
