#include "store/migrator.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "store/contract_tables.hpp"
#include "store/drivers.hpp"
#include "store/placeholders.hpp"

namespace jalon::store {
namespace {

using ::testing::HasSubstr;

std::vector<Migration> read(std::vector<EmbeddedFile> files) {
  return read_migrations(files);
}

TEST(Migrations, AreReadOldestFirst) {
  const auto migrations =
      read({{"20190101000000_second.sql", "B"}, {"20180101000000_first.sql", "A WITHOUT ROWID;"}});
  ASSERT_EQ(migrations.size(), 2u);
  EXPECT_EQ(migrations[0].name, "first");
  EXPECT_EQ(migrations[0].version, 20180101000000);
  EXPECT_EQ(migrations[0].sqlite, "A WITHOUT ROWID;");
  EXPECT_EQ(migrations[0].postgresql, "A;");
}

TEST(Migrations, TakeAPairWhereTheDialectsDiffer) {
  const auto migrations =
      read({{"20180101000000_first.postgresql.sql", "P"}, {"20180101000000_first.sqlite.sql", "S"}});
  ASSERT_EQ(migrations.size(), 1u);
  EXPECT_EQ(migrations[0].sqlite, "S");
  EXPECT_EQ(migrations[0].postgresql, "P");
}

TEST(Migrations, RefuseFilesThatCannotBeOrdered) {
  EXPECT_THROW(read({{"first.sql", ""}}), std::logic_error);
  EXPECT_THROW(read({{"2018_first.sql", ""}}), std::logic_error);
  EXPECT_THROW(read({{"20180101000000_first.txt", ""}}), std::logic_error);
  EXPECT_THROW(read({{"20180101000000_first.sqlite.sql", "S"}}), std::logic_error);
  EXPECT_THROW(read({{"20180101000000_first.sql", "A"}, {"20180101000000_other.sql", "B"}}),
               std::logic_error);
}

TEST(Placeholders, AreNumberedOutsideTextsNamesAndComments) {
  const auto numbered = number_placeholders(
      "SELECT '?', \"a?b\" -- why?\n, 'it''s ?' /* ? */ FROM t WHERE a = ? AND b IN (?,?)");
  EXPECT_EQ(numbered.parameters, 3);
  EXPECT_EQ(numbered.sql,
            "SELECT '?', \"a?b\" -- why?\n, 'it''s ?' /* ? */ FROM t WHERE a = $1 AND b IN ($2,$3)");
}

class Migrating : public ContractTables {
 protected:
  std::unique_ptr<Database> open(const std::vector<Migration>& known, bool migrate = true) {
    OpenOptions options;
    options.clock = &clock();
    options.migrate = migrate;
    DriverSettings settings;
    settings.migrations = &known;
    return GetParam() == std::string("sqlite") ? open_sqlite(fresh().address(), options, settings)
                                               : open_postgres(fresh().address(), options, settings);
  }
  static Migration step(std::int64_t version, const std::string& ddl) {
    return {version, "step", ddl, ddl_for_postgresql(ddl)};
  }
  const std::vector<Migration> one{
      step(20180101000000, "CREATE TABLE a (x BIGINT); INSERT INTO a VALUES (1)")};
  const std::vector<Migration> two{
      one[0], step(20180102000000, "CREATE TABLE b (x BIGINT PRIMARY KEY) WITHOUT ROWID")};
  const Query count_a{"test.count_a", "SELECT COUNT(*) FROM a", unlisted};
  const Query count_b{"test.count_b", "SELECT COUNT(*) FROM b", unlisted};
  static std::int64_t count(Database& database, const Query& query) {
    return database.read([&](Reader& reader) { return reader.count(query, {}); });
  }
};
JALON_ON_EACH_DATABASE(Migrating);

TEST_P(Migrating, AppliesWhatIsMissingOnce) {
  open(one);
  open(one);
  const auto later = open(two);
  EXPECT_EQ(count(*later, count_a), 1);
  EXPECT_EQ(count(*later, count_b), 0);
}

TEST_P(Migrating, ADatabaseNewerThanTheProgramIsRefusedInPlainWords) {
  open(two);
  try {
    open(one);
    ADD_FAILURE() << "opened a newer database";
  } catch (const Fault& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("plus récente que ce programme"));
    EXPECT_THAT(fault.what(), HasSubstr("20180102000000"));
  }
}

TEST_P(Migrating, WithoutLeaveToMigrateAnOlderDatabaseIsRefused) {
  EXPECT_THROW(open(one, false), Fault);
  open(one);
  EXPECT_NO_THROW(open(one, false));
  EXPECT_THROW(open(two, false), Fault);
}

TEST_P(Migrating, AMigrationThatFailsLeavesTheDatabaseAsItWas) {
  open(one);
  const std::vector<Migration> broken{
      one[0], step(20180102000000, "INSERT INTO a VALUES (2); CREATE TABLE a (y BIGINT)")};
  try {
    open(broken);
    ADD_FAILURE() << "a broken migration passed";
  } catch (const Fault& fault) {
    EXPECT_THAT(fault.what(), HasSubstr("20180102000000_step"));
  }
  EXPECT_EQ(count(*open(one), count_a), 1);
}

TEST_P(Migrating, TwoProgramsThatStartAtOnceMigrateOnce) {
  // On a file, the second waits for the first one's turn to end or is told to.
  fresh();
  std::atomic<int> opened{0};
  std::vector<std::thread> programs;
  for (int i = 0; i < 4; ++i) {
    programs.emplace_back([&] {
      try {
        open(two);
        ++opened;
      } catch (const WrittenElsewhere&) {
        // Only a file has one writer.
        EXPECT_STREQ(GetParam(), "sqlite");
      }
    });
  }
  for (std::thread& program : programs) program.join();
  EXPECT_GT(opened, 0);
  EXPECT_EQ(count(*open(two), count_a), 1);
}

TEST_P(Migrating, TheProgramsOwnMigrationsApply) {
  EXPECT_NO_THROW(database());
}

}  // namespace
}  // namespace jalon::store
