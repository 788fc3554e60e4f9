// The shape of every table of every migration: what lets a distributed PostgreSQL spread them by territory.
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "store/contract_tables.hpp"

namespace jalon::store {
namespace {

constexpr auto unlisted = Query::Unlisted::yes;

class Schema : public ::testing::Test {
 protected:
  Schema() : fresh_("sqlite", clock_) {}

  std::vector<std::string> texts(const char* sql, int columns) {
    const Query query("test.schema", sql, unlisted);
    std::vector<std::string> rows;
    fresh_.database().read([&](Reader& reader) {
      reader.each(query, {}, [&](const Row& row) {
        std::string line = row.string(0);
        for (int column = 1; column < columns; ++column) line += " " + row.string(column);
        rows.push_back(line);
      });
    });
    return rows;
  }

  FixedClock clock_{Date::from_ymd(2018, 10, 12)};
  FreshDatabase fresh_;
};

// Small, the same everywhere, copied whole to every node.
const std::set<std::string> reference_tables = {"schema_migration", "territory"};

TEST_F(Schema, EveryKeyBeginsWithTheTerritory) {
  // cid 0: the first column of the primary key, of each unique constraint and of each index.
  const auto keys = texts(
      "SELECT t.name, i.name, c.name FROM sqlite_master t, pragma_index_list(t.name) i, "
      "pragma_index_info(i.name) c"
      " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.seqno = 0 ORDER BY 1, 2",
      3);
  std::set<std::string> keyed;
  for (const std::string& key : keys) {
    const std::string table = key.substr(0, key.find(' '));
    keyed.insert(table);
    if (reference_tables.contains(table)) continue;
    EXPECT_TRUE(key.ends_with(" territory")) << key;
  }
  for (const std::string& table : texts("SELECT name FROM sqlite_master WHERE type = 'table'"
                                        " AND name NOT LIKE 'sqlite_%'",
                                        1)) {
    EXPECT_TRUE(keyed.contains(table) || reference_tables.contains(table)) << table << " has no key";
  }
}

TEST_F(Schema, EveryTypeIsOneThatBothDatabasesKeep) {
  const std::set<std::string> known = {"UUID", "BYTEA", "TEXT", "BIGINT", "INTEGER", "DOUBLE PRECISION"};
  for (const std::string& column :
       texts("SELECT t.name, c.name, c.type FROM sqlite_master t, pragma_table_info(t.name) c"
             " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, 2",
             3)) {
    const auto type = column.substr(column.find(' ', column.find(' ') + 1) + 1);
    EXPECT_TRUE(known.contains(type)) << column;
  }
}

TEST_F(Schema, NoForeignKeyLeavesTheTerritory) {
  for (const std::string& key :
       texts("SELECT t.name, f.\"table\", f.\"from\" FROM sqlite_master t, pragma_foreign_key_list(t.name) f"
             " WHERE t.type = 'table' AND f.seq = 0 ORDER BY 1, 2",
             3)) {
    EXPECT_TRUE(key.ends_with(" territory")) << key;
  }
}

TEST_F(Schema, NothingIsThereThatADistributedEngineCannotSpread) {
  EXPECT_THAT(texts("SELECT name FROM sqlite_master WHERE type = 'trigger'", 1), ::testing::IsEmpty());
  EXPECT_THAT(texts("SELECT name FROM sqlite_master WHERE upper(sql) LIKE '%AUTOINCREMENT%'"
                    " OR upper(sql) LIKE '%DEFERRABLE%' OR upper(sql) LIKE '%SERIAL%'",
                    1),
              ::testing::IsEmpty());
}

// The checks themselves must be able to fail.
TEST_F(Schema, WouldSeeATableThatBreaksTheRules) {
  const Query create("test.create", "CREATE TABLE bad (id BIGINT PRIMARY KEY, flag BOOLEAN)", unlisted);
  ASSERT_TRUE(fresh_.database().write({"063", {}, "test", "test", ""}, [&](Transaction& t) -> Result<int> {
    t.execute(create, {});
    return 0;
  }));
  EXPECT_THAT(texts("SELECT t.name, c.name, c.type FROM sqlite_master t, pragma_table_info(t.name) c"
                    " WHERE t.name = 'bad' AND c.type = 'BOOLEAN'",
                    3),
              ::testing::ElementsAre("bad flag BOOLEAN"));
  EXPECT_THAT(texts("SELECT i.name, c.name FROM pragma_index_list('bad') i, pragma_index_info(i.name) c"
                    " WHERE c.seqno = 0",
                    2),
              ::testing::ElementsAre(::testing::EndsWith(" id")));
}

}  // namespace
}  // namespace jalon::store
