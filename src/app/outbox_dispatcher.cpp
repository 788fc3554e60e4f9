#include "app/outbox_dispatcher.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace jalon::app {
namespace {

constexpr int at_once = 200;

}  // namespace

void OutboxDispatcher::subscribe(std::string topic, Subscriber subscriber) {
  subscribers_.emplace(std::move(topic), std::move(subscriber));
}

void OutboxDispatcher::remove(const std::string& territory, const std::vector<store::OutboxEventId>& ids) {
  const store::Command command{territory, {}, "outbox", "outbox.handled", ids.back().text()};
  const auto removed = database_.write(command, [&](store::Transaction& transaction) {
    for (const auto id : ids) store::mark_done(transaction, id);
    return Result<int>(0);
  });
  if (!removed) throw store::Fault("outbox: " + removed.error().code);
}

std::size_t OutboxDispatcher::handle(bool tell) {
  std::size_t handled = 0;
  while (true) {
    const auto events =
        database_.read([](store::Reader& reader) { return store::pending_events(reader, at_once); });
    std::map<std::string, std::vector<store::OutboxEventId>> done;
    for (const auto& event : events) {
      if (tell) {
        const auto [first, last] = subscribers_.equal_range(event.topic);
        for (auto found = first; found != last; ++found) found->second(event.territory, event.payload);
      }
      done[event.territory].push_back(event.id);
    }
    for (const auto& [territory, ids] : done) remove(territory, ids);
    handled += events.size();
    if (events.size() < static_cast<std::size_t>(at_once)) return handled;
  }
}

void OutboxDispatcher::start(std::chrono::milliseconds every) {
  thread_ = std::thread([this, every] {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, every, [this] { return stopping_; })) {
      try {
        if (at_each_look_) at_each_look_();
        dispatch();
      } catch (const store::Fault& fault) {
        spdlog::warn("outbox: {}", fault.what());
      }
    }
  });
}

void OutboxDispatcher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace jalon::app
