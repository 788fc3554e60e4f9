// The contract of every driver.
#include "store/database.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "store/contract_tables.hpp"
#include "store/outbox.hpp"

namespace jalon::store {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class DatabaseContract : public ContractTables {
 protected:
  const Query fill_note{"test.fill_note",
                        "INSERT INTO contract_note (territory, id, title, amount, weight, data, on_day)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        unlisted};
  const Query read_note{
      "test.read_note",
      "SELECT title, amount, weight, data, on_day, id FROM contract_note WHERE territory = ? AND id = ?",
      unlisted};
  const Query read_titles{"test.titles", "SELECT title FROM contract_note WHERE territory = ? ORDER BY title",
                          unlisted};
  const Query count_commands{"test.commands", "SELECT COUNT(*) FROM command WHERE territory = ?", unlisted};
  const Query count_audit{"test.audit", "SELECT COUNT(*) FROM audit WHERE territory = ?", unlisted};

  std::int64_t count(const Query& query) {
    return database().read([&](Reader& reader) { return reader.count(query, {"063"}); });
  }
  Result<int> add_note(const Command& command, std::string_view title = "x") {
    return database().write(command, [&](Transaction& t) -> Result<int> {
      t.execute(insert_note, {t.territory(), t.new_id<NoteId>(), title});
      return 1;
    });
  }
};
JALON_ON_EACH_DATABASE(DatabaseContract);

TEST_P(DatabaseContract, WritesAndReadsBackEveryType) {
  make_tables();
  const Bytes data{0, 1, 255};
  const NoteId id(new_uuid_v4());
  ASSERT_TRUE(database().write(command(), [&](Transaction& t) -> Result<int> {
    EXPECT_EQ(t.execute(fill_note, {t.territory(), id, "Zoé\u00a0: l’« été »", std::int64_t{1} << 40, 0.1,
                                    data, Date::from_ymd(2018, 10, 12)}),
              1);
    return 0;
  }));
  const auto id_read = database().read([&](Reader& reader) {
    return reader.first(read_note, {"063", id}, [&](const Row& row) {
      EXPECT_EQ(row.text(0), "Zoé\u00a0: l’« été »");
      EXPECT_EQ(row.integer(1), std::int64_t{1} << 40);
      EXPECT_EQ(row.real(2), 0.1);
      EXPECT_EQ(row.bytes(3), data);
      EXPECT_EQ(row.date(4), Date::from_ymd(2018, 10, 12));
      EXPECT_THROW(row.integer(0), std::logic_error);
      EXPECT_THROW(row.text(1), std::logic_error);
      EXPECT_THROW(row.text(5), std::logic_error);
      EXPECT_THROW(row.text(6), std::logic_error);
      return row.id<NoteId>(5);
    });
  });
  EXPECT_EQ(id_read, id);
}

TEST_P(DatabaseContract, KeepsNullApartFromEmpty) {
  make_tables();
  const NoteId empty(new_uuid_v4());
  const NoteId null(new_uuid_v4());
  ASSERT_TRUE(database().write(command(), [&](Transaction& t) -> Result<int> {
    t.execute(fill_note, {"063", empty, std::string_view{}, 0, 0.0, Bytes{}, Date::never()});
    t.execute(fill_note, {"063", null, std::nullopt, std::optional<int>{}, std::optional<double>{},
                          std::nullopt, std::optional<Date>{}});
    return 0;
  }));
  database().read([&](Reader& reader) {
    reader.each(read_note, {"063", empty}, [](const Row& row) {
      for (int column = 0; column < 5; ++column) EXPECT_FALSE(row.is_null(column)) << column;
      EXPECT_EQ(row.date(4), Date::never());
      EXPECT_THAT(row.bytes(3), IsEmpty());
    });
    reader.each(read_note, {"063", null}, [](const Row& row) {
      for (int column = 0; column < 5; ++column) EXPECT_TRUE(row.is_null(column)) << column;
      EXPECT_EQ(row.text(0), "");
      EXPECT_EQ(row.integer(1), 0);
      EXPECT_EQ(row.optional_date(4), std::nullopt);
    });
  });
}

TEST_P(DatabaseContract, RefusesANulInsideAText) {
  make_tables();
  EXPECT_THROW(add_note(command(), std::string_view("a\0b", 3)), std::invalid_argument);
  EXPECT_EQ(notes(), 0);
}

TEST_P(DatabaseContract, RefusesAWrongNumberOfParameters) {
  make_tables();
  EXPECT_THROW(database().read([&](Reader& reader) { return reader.count(count_notes, {}); }),
               std::logic_error);
}

TEST_P(DatabaseContract, ClassifiesConstraintsTheSameWay) {
  make_tables();
  const auto violated = [&](const std::function<void(Transaction&)>& act) {
    std::optional<ConstraintViolation::Kind> kind;
    const auto refused = database().write(command(), [&](Transaction& t) -> Result<int> {
      try {
        act(t);
      } catch (const ConstraintViolation& violation) {
        kind = violation.kind;
        // The transaction has failed: nothing more can be done in it, whichever the database.
        EXPECT_THROW(t.count(count_notes, {"063"}), std::logic_error);
        return refuse("test.violated");
      }
      return 0;
    });
    EXPECT_FALSE(refused);
    return kind;
  };
  using Kind = ConstraintViolation::Kind;
  const NoteId id(new_uuid_v4());
  EXPECT_EQ(violated([&](Transaction& t) {
              t.execute(insert_note, {"063", id, "a"});
              t.execute(insert_note, {"063", id, "b"});
            }),
            Kind::unique);
  EXPECT_EQ(violated([&](Transaction& t) { t.execute(insert_note, {std::nullopt, id, "a"}); }),
            Kind::not_null);
  EXPECT_EQ(violated([&](Transaction& t) { t.execute(insert_place, {"063", "p", 1, id}); }),
            Kind::foreign_key);
  EXPECT_EQ(violated([&](Transaction& t) { t.execute(insert_place, {"063", "p", -1, std::nullopt}); }),
            Kind::check);
  EXPECT_EQ(violated([&](Transaction& t) {
              const auto batch = t.batch(insert_note);
              batch->add({"063", id, "a"});
              batch->add({"063", id, "b"});
              batch->finish();
            }),
            Kind::unique);
  EXPECT_EQ(notes(), 0);
}

TEST_P(DatabaseContract, AFailedTransactionThatIsNotRefusedIsABug) {
  make_tables();
  const NoteId id(new_uuid_v4());
  EXPECT_THROW(database().write(command(),
                                [&](Transaction& t) -> Result<int> {
                                  try {
                                    t.execute(insert_note, {std::nullopt, id, "a"});
                                  } catch (const ConstraintViolation&) {
                                    return 0;
                                  }
                                  return 0;
                                }),
               std::logic_error);
  EXPECT_EQ(count(count_audit), 1) << "only the making of the tables";
}

TEST_P(DatabaseContract, ARefusalRollsEverythingBack) {
  make_tables();
  const auto lines_before = count(count_audit);
  const auto refused =
      database().write(command("test.act", new_command_id()), [&](Transaction& t) -> Result<int> {
        t.execute(insert_note, {"063", t.new_id<NoteId>(), "a"});
        t.publish("test.topic", "{}");
        return refuse("place.full", {{"place", "p"}});
      });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "place.full");
  EXPECT_EQ(refused.error().fact("place"), "p");
  EXPECT_EQ(notes(), 0);
  EXPECT_EQ(count(count_audit), lines_before);
  EXPECT_EQ(count(count_commands), 0);
  EXPECT_THAT(database().read([](Reader& reader) { return pending_events(reader, 10); }), IsEmpty());
}

TEST_P(DatabaseContract, AnExceptionRollsEverythingBackAndReachesTheCaller) {
  make_tables();
  const auto act = [&] {
    return database().write(command(), [&](Transaction& t) -> Result<int> {
      t.execute(insert_note, {"063", t.new_id<NoteId>(), "a"});
      throw std::runtime_error("the function broke");
    });
  };
  EXPECT_THROW(act(), std::runtime_error);
  EXPECT_EQ(notes(), 0);
  EXPECT_TRUE(add_note(command())) << "the next request works";
}

TEST_P(DatabaseContract, ACommandIsCarriedOutOnce) {
  make_tables();
  const Command once = command("test.act", new_command_id());
  EXPECT_TRUE(add_note(once));
  const auto again = add_note(once);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "command.already_done");
  EXPECT_EQ(notes(), 1);
  Command elsewhere = once;
  elsewhere.territory = "075";
  EXPECT_TRUE(add_note(elsewhere)) << "ids are remembered per territory";
}

TEST_P(DatabaseContract, ARefusedCommandMayBeTriedAgain) {
  make_tables();
  const Command again = command("test.act", new_command_id());
  EXPECT_FALSE(database().write(again, [](Transaction&) -> Result<int> { return refuse("not.now"); }));
  EXPECT_TRUE(add_note(again));
}

TEST_P(DatabaseContract, AReadSeesOneMomentThroughout) {
  make_tables();
  ASSERT_TRUE(add_note(command()));
  database().read([&](Reader& reader) {
    EXPECT_EQ(reader.count(count_notes, {"063"}), 1);
    // Another thread, since a read joins what its own thread is inside of.
    std::thread([&] { EXPECT_TRUE(add_note(command())); }).join();
    EXPECT_EQ(reader.count(count_notes, {"063"}), 1);
    EXPECT_EQ(database().read([&](Reader& inner) { return inner.count(count_notes, {"063"}); }), 1);
  });
  EXPECT_EQ(notes(), 2);
}

TEST_P(DatabaseContract, AReadInsideAWriteSeesIt) {
  make_tables();
  ASSERT_TRUE(database().write(command(), [&](Transaction& t) -> Result<int> {
    t.execute(insert_note, {"063", t.new_id<NoteId>(), "a"});
    EXPECT_EQ(notes(), 1);
    return 0;
  }));
}

TEST_P(DatabaseContract, AWriteInsideAWriteIsABug) {
  make_tables();
  EXPECT_THROW(database().write(command(), [&](Transaction&) { return add_note(command()); }),
               std::logic_error);
}

TEST_P(DatabaseContract, AQueryRunsInsideItsOwnVisit) {
  make_tables();
  for (const char* title : {"a", "b", "c"}) ASSERT_TRUE(add_note(command(), title));
  std::string pairs;
  database().read([&](Reader& reader) {
    reader.each(read_titles, {"063"}, [&](const Row& outer) {
      reader.each(read_titles, {"063"},
                  [&](const Row& inner) { pairs += outer.string(0) + inner.string(0) + " "; });
    });
  });
  EXPECT_EQ(pairs, "aa ab ac ba bb bc ca cb cc ");
}

TEST_P(DatabaseContract, BatchesHappenInTheOrderAskedFor) {
  make_tables();
  ASSERT_TRUE(database().write(command(), [&](Transaction& t) -> Result<int> {
    const auto notes_in = t.batch(insert_note);
    const auto places_in = t.batch(insert_place);
    for (int i = 0; i < 1000; ++i) {
      const auto id = t.new_id<NoteId>();
      const std::string text = std::to_string(i);
      notes_in->add({"063", id, text});
      places_in->add({"063", text, i, id});  // a foreign key to the row just added
      if (i == 500) {
        EXPECT_EQ(t.count(count_notes, {"063"}), 501);
      }
    }
    notes_in->finish();
    places_in->finish();
    return 0;
  }));
  EXPECT_EQ(notes(), 1000);
}

TEST_P(DatabaseContract, ABatchThatFailsUnfinishedStillStopsTheTransaction) {
  make_tables();
  const NoteId id(new_uuid_v4());
  EXPECT_THROW(database().write(command(),
                                [&](Transaction& t) -> Result<int> {
                                  const auto batch = t.batch(insert_note);
                                  batch->add({"063", id, "a"});
                                  batch->add({"063", id, "b"});
                                  return 0;
                                }),
               ConstraintViolation);
  EXPECT_EQ(notes(), 0);
}

TEST_P(DatabaseContract, AQueryMayTakeAVaryingNumberOfParameters) {
  make_tables();
  for (const char* title : {"a", "b", "c"}) ASSERT_TRUE(add_note(command(), title));
  const std::string sql = "SELECT COUNT(*) FROM contract_note WHERE territory = ? AND title IN (?, ?)";
  const Query some("test.some", sql.c_str(), unlisted);
  const std::vector<Param> values{"063", "a", "c"};
  EXPECT_EQ(database().read([&](Reader& reader) { return reader.count(some, values); }), 2);
}

TEST_P(DatabaseContract, ManyQueriesMadeOnTheFlyDoNotPileUp) {
  database().read([&](Reader& reader) {
    for (int i = 0; i < 1500; ++i) {
      const std::string sql = "SELECT " + std::to_string(i);
      EXPECT_EQ(reader.count(Query("test.fly", sql.c_str(), unlisted), {}), i);
    }
  });
}

TEST_P(DatabaseContract, EventsWaitInTheOutboxInOrderUntilDone) {
  ASSERT_TRUE(database().write(command(), [](Transaction& t) -> Result<int> {
    t.publish("person.arrived", "1");
    t.publish("person.left", "2");
    return 0;
  }));
  const auto pending = [&] {
    return database().read([](Reader& reader) { return pending_events(reader, 10); });
  };
  const auto events = pending();
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].topic, "person.arrived");
  EXPECT_EQ(events[1].payload, "2");
  EXPECT_EQ(events[0].territory, "063");
  EXPECT_EQ(events[0].recorded_at, to_iso_instant(clock().now_ms()));
  const Command handle = command("outbox.person.arrived", CommandId(events[0].id.bytes()));
  const auto done = [&] {
    return database().write(handle, [&](Transaction& t) -> Result<int> {
      mark_done(t, events[0].id);
      return 0;
    });
  };
  EXPECT_TRUE(done());
  EXPECT_FALSE(done()) << "an event is handled once";
  ASSERT_EQ(pending().size(), 1u);
  EXPECT_EQ(pending()[0].id, events[1].id);
}

TEST_P(DatabaseContract, EveryQueryOfTheStoreIsPreparedAndAWrongOneIsNamed) {
  EXPECT_THAT(database().prepare_all(), IsEmpty());
  const Query wrong("test.wrong", "SELECT nothing FROM nowhere WHERE territory = ?");
  const auto problems = database().prepare_all();
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_THAT(problems[0], HasSubstr("test.wrong"));
}

TEST_P(DatabaseContract, StatisticsCanBeRefreshedWhileOthersRead) {
  make_tables();
  ASSERT_TRUE(add_note(command()));
  database().read([&](Reader& reader) {
    EXPECT_EQ(reader.count(count_notes, {"063"}), 1);
    std::thread([&] { database().analyze(); }).join();
  });
  EXPECT_EQ(notes(), 1);
}

TEST(DatabaseAddress, MustBeAFileOrAPostgresqlAddress) {
  const FixedClock clock(0);
  OpenOptions options;
  options.clock = &clock;
  EXPECT_THROW(Database::open(":memory:", options), Fault);
  EXPECT_THROW(Database::open("", options), Fault);
  EXPECT_THROW(Database::open("postgresql://nobody@127.0.0.1:1/none", options), Fault);
  options.create = false;
  EXPECT_THROW(Database::open("there-is-no-such-file.db", options), Fault);
}

}  // namespace
}  // namespace jalon::store
