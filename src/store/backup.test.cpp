// A backup made while others write opens as a database and holds one moment of the source.
#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "store/audit.hpp"
#include "store/contract_tables.hpp"

namespace jalon::store {
namespace {

using ::testing::IsEmpty;

class Backup : public ContractTables {
 protected:
  std::unique_ptr<Database> restore(const std::string& path) {
    OpenOptions options;
    options.clock = &clock();
    options.create = false;
    return Database::open(path, options);
  }
  // Tables of a migration, since that is what a copy from PostgreSQL carries.
  const Query count_lines{"test.audit", "SELECT COUNT(*) FROM audit WHERE territory = ?", unlisted};
  const Query count_events{"test.events", "SELECT COUNT(*) FROM outbox WHERE territory = ?", unlisted};
};
JALON_ON_EACH_DATABASE(Backup);

TEST_P(Backup, MadeWhileOthersWriteHoldsOneMomentAndOpens) {
  std::atomic<bool> writing{true};
  std::atomic<int> written{0};
  const auto write_one = [&] {
    EXPECT_TRUE(database().write(command("test.act", new_command_id()), [&](Transaction& t) -> Result<int> {
      t.publish("test.topic", "« été »");
      return 0;
    }));
    ++written;
  };
  for (int i = 0; i < 50; ++i) write_one();
  std::vector<std::thread> writers;
  for (int i = 0; i < 3; ++i) {
    writers.emplace_back([&] {
      while (writing) write_one();
    });
  }
  const std::string path = fresh().folder() + "/copy.db";
  const int before = written;
  database().backup(path);
  const int after = written;
  writing = false;
  for (std::thread& writer : writers) writer.join();

  const auto restored = restore(path);
  restored->read([&](Reader& reader) {
    const auto lines = reader.count(count_lines, {"063"});
    EXPECT_GE(lines, before);
    EXPECT_LE(lines, after + 3);
    EXPECT_EQ(reader.count(count_events, {"063"}), lines) << "a line and its event stand or fall together";
    EXPECT_THAT(verify_audit(reader).problems, IsEmpty());
  });
  // And it lives on.
  EXPECT_TRUE(restored->write(command(), [](Transaction&) -> Result<int> { return 0; }));
  EXPECT_THAT(restored->read([](Reader& reader) { return verify_audit(reader).problems; }), IsEmpty());
}

TEST_P(Backup, NeverOverwrites) {
  const std::string path = fresh().folder() + "/copy.db";
  database().backup(path);
  EXPECT_THROW(database().backup(path), Fault);
  EXPECT_FALSE(std::filesystem::exists(path + ".partiel"));
}

TEST_P(Backup, LeavesNothingHalfDone) {
  EXPECT_THROW(database().backup(fresh().folder() + "/no/such/folder/copy.db"), Fault);
}

}  // namespace
}  // namespace jalon::store
