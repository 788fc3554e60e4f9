#include "app/outbox_dispatcher.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "store/testing_store.hpp"

namespace jalon::app {
namespace {

using std::chrono_literals::operator""ms;
using ::testing::ElementsAre;

class Outbox : public store::OnEachDatabase {
 protected:
  void publish(const std::string& topic, const std::string& payload) {
    const auto written = database().write(command(), [&](store::Transaction& transaction) {
      transaction.publish(topic, payload);
      return Result<int>(0);
    });
    ASSERT_TRUE(written);
  }
  OutboxDispatcher::Subscriber note() {
    return [this](const std::string& territory, const std::string& payload) {
      const std::lock_guard lock(mutex_);
      told_.push_back(territory + " " + payload);
    };
  }
  std::vector<std::string> told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> told_;
};
JALON_ON_EACH_DATABASE(Outbox);

TEST_P(Outbox, TellsEachEventOnceInTheOrderOfPublication) {
  OutboxDispatcher dispatcher(database());
  dispatcher.subscribe("pathways.changed", note());
  publish("pathways.changed", "a");
  publish("nobody.listens", "b");
  publish("pathways.changed", "c");
  EXPECT_EQ(dispatcher.dispatch(), 3U);
  EXPECT_THAT(told(), ElementsAre("063 a", "063 c"));
  EXPECT_EQ(dispatcher.dispatch(), 0U) << "what was handled is gone, and what nobody listens to as well";
  EXPECT_THAT(told(), ElementsAre("063 a", "063 c"));
}

TEST_P(Outbox, TellsAgainWhatASubscriberCouldNotTake) {
  OutboxDispatcher dispatcher(database());
  bool broken = true;
  const auto take = note();
  dispatcher.subscribe("pathways.changed", [&](const std::string& territory, const std::string& payload) {
    if (broken) throw store::Fault("the database went away");
    take(territory, payload);
  });
  publish("pathways.changed", "a");
  EXPECT_THROW(dispatcher.dispatch(), store::Fault);
  broken = false;
  EXPECT_EQ(dispatcher.dispatch(), 1U);
  EXPECT_THAT(told(), ElementsAre("063 a"));
}

TEST_P(Outbox, ForgetsWhatWasPublishedBeforeTheRecordsWereLoaded) {
  OutboxDispatcher dispatcher(database());
  dispatcher.subscribe("pathways.changed", note());
  for (int i = 0; i < 450; ++i) publish("pathways.changed", "old");
  dispatcher.forget_pending();
  publish("pathways.changed", "new");
  dispatcher.dispatch();
  EXPECT_THAT(told(), ElementsAre("063 new"));
}

TEST_P(Outbox, LooksByItselfUntilItIsStopped) {
  OutboxDispatcher dispatcher(database());
  dispatcher.subscribe("pathways.changed", note());
  dispatcher.start(5ms);
  publish("pathways.changed", "a");
  for (int i = 0; i < 2000 && told().empty(); ++i) std::this_thread::sleep_for(5ms);
  EXPECT_THAT(told(), ElementsAre("063 a"));
  dispatcher.stop();
  publish("pathways.changed", "b");
  std::this_thread::sleep_for(50ms);
  EXPECT_THAT(told(), ElementsAre("063 a"));
}

}  // namespace
}  // namespace jalon::app
