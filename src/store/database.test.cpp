#include "store/database.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "store/testing_store.hpp"

namespace jalon::store {
namespace {

// The contract of every driver, over a table of its own.
const Query create_note{
    "test.create",
    "CREATE TABLE note (territory TEXT NOT NULL, id UUID NOT NULL, title TEXT, amount BIGINT,"
    " weight DOUBLE PRECISION, data BYTEA, on_day TEXT, PRIMARY KEY (territory, id))",
    Query::Unlisted::yes};
const Query insert_note{"test.insert",
                        "INSERT INTO note (territory, id, title, amount, weight, data, on_day)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        Query::Unlisted::yes};
const Query select_note{
    "test.select", "SELECT title, amount, weight, data, on_day, id FROM note WHERE territory = ? AND id = ?",
    Query::Unlisted::yes};
const Query count_notes{"test.count", "SELECT COUNT(*) FROM note WHERE territory = ?", Query::Unlisted::yes};

struct NoteTag;
using NoteId = Id<NoteTag>;

class DatabaseContract : public OnEachDatabase {
 protected:
  void make_table() {
    ASSERT_TRUE(database().write(command(), [](Transaction& t) {
      t.execute(create_note, {});
      return Result<int>(0);
    }));
  }
};
JALON_ON_EACH_DATABASE(DatabaseContract);

TEST_P(DatabaseContract, WritesAndReadsBackEveryType) {
  make_table();
  const Bytes data{0, 1, 255};
  const Result<NoteId> id = database().write(command(), [&](Transaction& t) {
    const auto made = t.new_id<NoteId>();
    EXPECT_EQ(t.execute(insert_note, {t.territory(), made, "Zoé\u00a0: l’« été »", std::int64_t{1} << 40, 0.1,
                                      data, Date::from_ymd(2018, 10, 12)}),
              1);
    return Result<NoteId>(made);
  });
  ASSERT_TRUE(id);
  database().read([&](Reader& reader) {
    int rows = 0;
    reader.each(select_note, {"063", *id}, [&](const Row& row) {
      ++rows;
      EXPECT_EQ(row.text(0), "Zoé\u00a0: l’« été »");
      EXPECT_EQ(row.integer(1), std::int64_t{1} << 40);
      EXPECT_EQ(row.real(2), 0.1);
      EXPECT_EQ(row.bytes(3), data);
      EXPECT_EQ(row.date(4), Date::from_ymd(2018, 10, 12));
      EXPECT_EQ(row.id<NoteId>(5), *id);
      EXPECT_THROW(row.integer(0), std::logic_error);
      EXPECT_THROW(row.text(1), std::logic_error);
      EXPECT_THROW(row.text(5), std::logic_error);
    });
    EXPECT_EQ(rows, 1);
  });
}

}  // namespace
}  // namespace jalon::store
