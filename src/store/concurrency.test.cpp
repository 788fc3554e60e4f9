// Many at once: nothing is lost, nothing is given twice.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "store/audit.hpp"
#include "store/contract_tables.hpp"

namespace jalon::store {
namespace {

using ::testing::IsEmpty;

class Concurrency : public ContractTables {
 protected:
  /// Runs `act(i)` on `threads` threads at once.
  static void together(int threads, const std::function<void(int)>& act) {
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) running.emplace_back(act, i);
    for (std::thread& thread : running) thread.join();
  }
  /// Reads, adds one, writes: loses updates unless transactions exclude each other.
  void increment(Database& through, std::string_view code) {
    const auto done = through.write(command(), [&](Transaction& t) -> Result<int> {
      const auto now = t.count(read_used, {"063", code});
      t.execute(set_used, {now + 1, "063", code});
      return 0;
    });
    EXPECT_TRUE(done);
  }
  void expect_chain_holds() {
    const AuditCheck check = database().read([](Reader& reader) { return verify_audit(reader); });
    EXPECT_THAT(check.problems, IsEmpty());
  }
};
JALON_ON_EACH_DATABASE(Concurrency);

TEST_P(Concurrency, TwoHundredIncrementsByTwentyThreadsGiveTwoHundred) {
  make_tables();
  make_place("p", 1000);
  together(20, [&](int) {
    for (int i = 0; i < 10; ++i) increment(database(), "p");
  });
  EXPECT_EQ(used("p"), 200);
  expect_chain_holds();
}

TEST_P(Concurrency, FortyAgentsNeverOverbookFivePlaces) {
  make_tables();
  make_place("p", 5);
  std::atomic<int> given{0};
  std::atomic<int> refused{0};
  together(40, [&](int) {
    const auto taken = database().write(command(), [&](Transaction& t) -> Result<int> {
      if (t.execute(take_place, {"063", "p"}) == 0) return refuse("place.full");
      t.execute(insert_note, {"063", t.new_id<NoteId>(), "taken"});
      return 0;
    });
    ++(taken ? given : refused);
  });
  EXPECT_EQ(given, 5);
  EXPECT_EQ(refused, 35);
  EXPECT_EQ(used("p"), 5);
  EXPECT_EQ(notes(), 5);
  expect_chain_holds();
}

TEST_P(Concurrency, OneCommandSentByManyAtOnceIsCarriedOutOnce) {
  make_tables();
  const Command once = command("test.act", new_command_id());
  std::atomic<int> carried_out{0};
  together(16, [&](int) {
    const auto done = database().write(once, [&](Transaction& t) -> Result<int> {
      t.execute(insert_note, {"063", t.new_id<NoteId>(), "x"});
      return 0;
    });
    if (done) ++carried_out;
  });
  EXPECT_EQ(carried_out, 1);
  EXPECT_EQ(notes(), 1);
}

TEST_P(Concurrency, RefusalsAmongOthersTakeNothingOfTheirNeighbours) {
  make_tables();
  together(16, [&](int thread) {
    for (int i = 0; i < 20; ++i) {
      const bool refuses = (thread + i) % 3 == 0;
      const auto result = database().write(command(), [&](Transaction& t) -> Result<int> {
        t.execute(insert_note, {"063", t.new_id<NoteId>(), refuses ? "refused" : "kept"});
        if (refuses) return refuse("test.no");
        return 0;
      });
      EXPECT_EQ(result.has_value(), !refuses);
    }
  });
  const Query by_title{"test.by_title",
                       "SELECT COUNT(*) FROM contract_note WHERE territory = ? AND title = ?", unlisted};
  database().read([&](Reader& reader) {
    EXPECT_EQ(reader.count(by_title, {"063", "refused"}), 0);
    EXPECT_EQ(reader.count(by_title, {"063", "kept"}), 16 * 20 - 107);
  });
  expect_chain_holds();
}

TEST_P(Concurrency, ReadersReadWhileOthersWrite) {
  make_tables();
  make_place("a", 1000);
  make_place("b", 1000);
  std::atomic<bool> writing{true};
  std::atomic<int> reads{0};
  std::thread reader([&] {
    while (writing) {
      database().read([&](Reader& r) {
        // Both change in one transaction: a snapshot never sees them apart.
        EXPECT_EQ(r.count(read_used, {"063", "a"}), r.count(read_used, {"063", "b"}));
      });
      ++reads;
    }
  });
  together(4, [&](int) {
    for (int i = 0; i < 50; ++i) {
      EXPECT_TRUE(database().write(command(), [&](Transaction& t) -> Result<int> {
        t.execute(take_place, {"063", "a"});
        t.execute(take_place, {"063", "b"});
        return 0;
      }));
    }
  });
  writing = false;
  reader.join();
  EXPECT_EQ(used("a"), 200);
  EXPECT_GT(reads, 0);
}

// Two programs on one PostgreSQL: their transactions collide and run again.
class TwoPrograms : public Concurrency {};
INSTANTIATE_TEST_SUITE_P(On, TwoPrograms, ::testing::Values("postgresql"));

TEST_P(TwoPrograms, LoseNoIncrementAndForkNoAuditChain) {
  make_tables();
  make_place("p", 1000);
  OpenOptions options;
  options.clock = &clock();
  const auto other = Database::open(fresh().address(), options);
  together(8, [&](int thread) {
    for (int i = 0; i < 10; ++i) increment(thread % 2 == 0 ? database() : *other, "p");
  });
  EXPECT_EQ(used("p"), 80);
  expect_chain_holds();
}

// Two programs on one SQLite file: the second reads, and is told why it may not write.
class TwoProgramsOnAFile : public Concurrency {};
INSTANTIATE_TEST_SUITE_P(On, TwoProgramsOnAFile, ::testing::Values("sqlite"));

TEST_P(TwoProgramsOnAFile, TheSecondReadsAndMayNotWrite) {
  make_tables();
  make_place("p", 7);
  OpenOptions options;
  options.clock = &clock();
  const auto other = Database::open(fresh().address(), options);
  increment(database(), "p");
  EXPECT_EQ(other->read([&](Reader& reader) { return reader.count(read_used, {"063", "p"}); }), 1);
  try {
    static_cast<void>(other->write(command(), [](Transaction&) -> Result<int> { return 0; }));
    ADD_FAILURE() << "two writers on one file";
  } catch (const WrittenElsewhere& refusal) {
    EXPECT_THAT(refusal.what(), ::testing::HasSubstr("processus " + std::to_string(getpid())));
  }
  options.exclusive = true;
  EXPECT_THROW(Database::open(fresh().address(), options), WrittenElsewhere) << "a second server";
  fresh().close();
  increment(*other, "p");
  EXPECT_EQ(other->read([&](Reader& reader) { return reader.count(read_used, {"063", "p"}); }), 2);
}

}  // namespace
}  // namespace jalon::store
