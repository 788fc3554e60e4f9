// Hands the events of the outbox to the rooms that subscribed, and forgets them once handled.
//
// One thread looks every `every`; what a page, an import or another program on the same PostgreSQL recorded
// reaches the boards that way even when whoever recorded it told nobody. Events are told first and removed
// after, a batch in one transaction per territory: told at least once, and again after a crash in between.
// One server per database does so. A topic that nobody subscribed to is removed too: nothing waits for ever.
// A database that cannot be read or written (store::Fault) is tried again at the next look.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/database.hpp"
#include "store/outbox.hpp"

namespace jalon::app {

class OutboxDispatcher {
 public:
  /// The territory and the payload of the event. It must bear to be told the same thing twice.
  using Subscriber = std::function<void(const std::string& territory, const std::string& payload)>;

  explicit OutboxDispatcher(store::Database& database) : database_(database) {}
  ~OutboxDispatcher() { stop(); }
  OutboxDispatcher(const OutboxDispatcher&) = delete;
  OutboxDispatcher& operator=(const OutboxDispatcher&) = delete;

  /// Before `start`.
  void subscribe(std::string topic, Subscriber subscriber);
  /// Called at each look, before the events; what it throws (store::Fault) is tried again at the next. Before
  /// `start`.
  void at_each_look(std::function<void()> work) { at_each_look_ = std::move(work); }
  /// Removes what was published before: who loads the records now knows it already.
  void forget_pending() { handle(false); }
  /// Handles what is pending, in order; the number of events.
  std::size_t dispatch() { return handle(true); }

  void start(std::chrono::milliseconds every = std::chrono::seconds(1));
  /// Idempotent; returns once the thread has ended.
  void stop();

 private:
  std::size_t handle(bool tell);
  void remove(const std::string& territory, const std::vector<store::OutboxEventId>& ids);

  store::Database& database_;
  std::multimap<std::string, Subscriber, std::less<>> subscribers_;
  std::function<void()> at_each_look_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jalon::app
