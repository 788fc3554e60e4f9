// Power cuts and kills: no acknowledged write is lost, no file is damaged, and a store that synced less would
// be caught.
#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <random>

#include "store/crash_trial.hpp"
#include "store/forgetful_disk.hpp"
#include "store/fresh_database.hpp"

namespace jalon::store {
namespace {

class PowerLoss : public ::testing::Test {
 protected:
  PowerLoss() : fresh_("sqlite", clock_), made_(fresh_.folder() + "/made.db"), path_(fresh_.address()) {
    make_trial_file(made_, clock_);
  }

  struct Tally {
    int cuts = 0;
    int damaged = 0;
    int losing = 0;
    std::size_t acknowledged = 0;
    std::string first_damage;
  };

  /// Cuts the power `cuts` times, each time over a copy of the same file.
  Tally cut_power(int cuts, const char* synchronous) {
    Tally tally;
    DriverSettings settings;
    settings.synchronous = synchronous;
    settings.checkpoint_pages = 60;  // so that cuts fall into checkpoints too
    for (int seed = 1; seed <= cuts; ++seed) {
      for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(path_ + suffix);
      std::filesystem::copy_file(made_, path_, std::filesystem::copy_options::overwrite_existing);
      std::mt19937_64 random(static_cast<std::uint64_t>(seed));
      const int power_lasts = std::uniform_int_distribution<int>(1, 1500)(random);
      const auto number = static_cast<std::uint64_t>(seed);
      const Child child =
          start_child(path_, settings, 1 + seed % 8, 1, [&] { ForgetfulDisk::install(number, power_lasts); });
      const auto answers = gather_answers(child);
      const Damage damage = examine(path_, clock_, {answers.begin(), answers.end()});
      ++tally.cuts;
      tally.acknowledged += answers.size();
      if (!damage.corruption.empty()) ++tally.damaged;
      if (damage.lost > 0) ++tally.losing;
      if (damage.any() && tally.first_damage.empty()) {
        tally.first_damage = "seed " + std::to_string(seed) + ": " + damage.corruption + ", lost " +
                             std::to_string(damage.lost) + " of " + std::to_string(answers.size());
      }
    }
    RecordProperty("acknowledged", static_cast<int>(tally.acknowledged));
    RecordProperty("damaged", tally.damaged);
    RecordProperty("losing", tally.losing);
    return tally;
  }

  FixedClock clock_{Date::from_ymd(2018, 10, 12)};
  FreshDatabase fresh_;
  const std::string made_;
  const std::string path_;
};

TEST_F(PowerLoss, LosesNoAcknowledgedWriteIn300Cuts) {
  const Tally tally = cut_power(300, "FULL");
  EXPECT_EQ(tally.damaged, 0) << tally.first_damage;
  EXPECT_EQ(tally.losing, 0) << tally.first_damage;
  EXPECT_GT(tally.acknowledged, 300u * 10) << "the trial hardly wrote anything";
}

// Without these the test above would prove nothing: it must see a store that syncs too little.
TEST_F(PowerLoss, WouldCatchAStoreThatNeverSyncs) {
  const Tally tally = cut_power(60, "OFF");
  EXPECT_GE(tally.damaged + tally.losing, 18) << "of 60 cuts";
}

TEST_F(PowerLoss, WouldCatchAStoreThatSyncsOnlyAtCheckpoints) {
  const Tally tally = cut_power(60, "NORMAL");
  EXPECT_GE(tally.losing, 18) << "of 60 cuts";
  EXPECT_EQ(tally.damaged, 0) << "NORMAL loses the end, and only that: " << tally.first_damage;
}

TEST_F(PowerLoss, FiftyKillsLoseNothingEither) {
  std::filesystem::copy_file(made_, path_);
  std::mt19937_64 random(1);
  std::set<std::int64_t> acknowledged;
  std::int64_t first = 1;
  for (int kill_number = 1; kill_number <= 50; ++kill_number) {
    const auto answers_before_death = std::uniform_int_distribution<std::size_t>(1, 120)(random);
    const Child child = start_child(path_, {}, 1 + kill_number % 8, first, [] {});
    const auto answers = gather_answers(child, [&](std::size_t seen) {
      if (seen == answers_before_death) kill(child.pid, SIGKILL);
    });
    acknowledged.insert(answers.begin(), answers.end());
    const Damage damage = examine(path_, clock_, acknowledged);
    ASSERT_EQ(damage.corruption, "") << "kill " << kill_number;
    ASSERT_EQ(damage.lost, 0u) << "kill " << kill_number;
    // Beyond anything that the child may have begun.
    first += 100'000;
  }
  EXPECT_GT(acknowledged.size(), 50u * 20);
}

class SickDisk : public PowerLoss {
 protected:
  SickDisk() {
    std::filesystem::copy_file(made_, path_);
    ForgetfulDisk::install(1, 0);
    OpenOptions options;
    options.clock = &clock_;
    options.on_disk_failure = [this](const std::string&) { ++told_; };
    database_ = Database::open(path_, options);
  }
  ~SickDisk() override {
    database_.reset();
    ForgetfulDisk::uninstall();
  }
  void write() {
    static_cast<void>(
        database_->write({"063", {}, "test", "test.act", ""}, [](Transaction& t) -> Result<int> {
          t.publish("test.topic", "x");
          return 0;
        }));
  }
  std::int64_t lines() {
    static const Query count{"test.lines", "SELECT COUNT(*) FROM audit", Query::Unlisted::yes};
    return database_->read([](Reader& reader) { return reader.count(count, {}); });
  }
  std::atomic<int> told_{0};
  std::unique_ptr<Database> database_;
};

TEST_F(SickDisk, AfterAFailedSyncNothingIsWrittenAnyMoreAndTheProgramIsToldOnce) {
  write();
  ForgetfulDisk::fail_syncs(true);
  EXPECT_THROW(write(), Fault);
  ForgetfulDisk::fail_syncs(false);
  EXPECT_THROW(write(), Fault) << "a disk that failed once is not trusted again";
  EXPECT_EQ(told_, 1);
  EXPECT_EQ(lines(), 2) << "reading goes on";
}

TEST_F(SickDisk, AFullDiskRefusesUntilThereIsRoomAgain) {
  write();
  ForgetfulDisk::be_full(true);
  EXPECT_THROW(write(), Fault);
  EXPECT_EQ(lines(), 2);
  ForgetfulDisk::be_full(false);
  EXPECT_NO_THROW(write());
  EXPECT_EQ(lines(), 3);
  EXPECT_EQ(told_, 0);
}

}  // namespace
}  // namespace jalon::store
