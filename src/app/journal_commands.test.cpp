// jalon journal, jalon verify --heads and the access log's part of jalon retention, on a whole database.
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "app/app.hpp"
#include "app/testing_commands.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"

namespace jalon::app {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class JournalCommands : public OnTheCommandLine {
 protected:
  JournalCommands() { import_small(); }

  /// P1's file is read on that day.
  void read_on(const char* day) {
    Config config;
    config.database = database_;
    config.today = parse_date(std::string_view(day));
    App app(config);
    const auto person =
        app.database().read([](store::Reader& reader) { return people::person_by_ref(reader, "63", "P1"); });
    ASSERT_TRUE(person);
    ASSERT_TRUE(people::record_access(app.database(), "63", "account", *person, "dossier"));
  }
  Json journal(std::vector<const char*> words) {
    words.insert(words.begin(), {"journal"});
    words.insert(words.end(), {"--db", database_.c_str(), "--json"});
    EXPECT_EQ(run(words), done) << err_.str();
    return Json::parse(out_.str());
  }
  int verify() { return run({"verify", "--db", database_.c_str()}); }
};

TEST_F(JournalCommands, ARehearsalWritesNothingThenTheSameIsDone) {
  read_on("2018-10-12");
  read_on("2018-11-20");
  const Json rehearsal = journal({"trim", "--dry-run", "--at", "2019-10-12"});
  EXPECT_EQ(rehearsal["to_seal"].size(), 2U);
  EXPECT_EQ(rehearsal["to_trim"].size(), 1U);
  EXPECT_EQ(journal({"trim", "--dry-run", "--at", "2019-10-12"}), rehearsal);
  EXPECT_EQ(journal({"seal", "--today", "2018-12-01"})["sealed"].size(), 2U);
  const Json made = journal({"trim", "--today", "2019-10-12"});
  EXPECT_EQ(made["sealed"].size(), 0U);
  EXPECT_EQ(made["trimmed"], rehearsal["to_trim"]);
  EXPECT_EQ(verify(), done) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("1 lignes, 2 segments scellés, 1 partis"));
}

TEST_F(JournalCommands, NothingLeavesAheadOfTime) {
  read_on("2018-10-12");
  EXPECT_EQ(run({"journal", "trim", "--db", database_.c_str(), "--today", "2190-01-01"}), refused);
  EXPECT_EQ(run({"journal", "trim", "--db", database_.c_str(), "--at", "2020-01-01"}), refused);
  EXPECT_THAT(err_.str(), HasSubstr("--dry-run"));
}

TEST_F(JournalCommands, RetentionSealsAndLetsGo) {
  read_on("2018-10-12");
  ASSERT_EQ(run({"retention", "--db", database_.c_str(), "--at", "2019-01-01"}), done) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Segments partis, leur ancre reste\u00a0: 1"));
  EXPECT_EQ(verify(), done) << err_.str();
}

TEST_F(JournalCommands, AnEndCutOffShowsAgainstHeadsKeptElsewhere) {
  read_on("2018-10-12");
  read_on("2018-10-13");
  ASSERT_EQ(run({"journal", "heads", "--db", database_.c_str()}), done) << err_.str();
  const std::string kept = folder_ + "/heads.csv";
  std::ofstream(kept) << out_.str();
  const auto against_heads = [&] {
    return run({"verify", "--db", database_.c_str(), "--heads", kept.c_str()});
  };
  EXPECT_EQ(against_heads(), done) << err_.str();
  {
    Config config;
    config.database = database_;
    App app(config);
    const store::Query cut("test.cut", "DELETE FROM person_access WHERE territory = '63' AND seq = 2",
                           store::Query::Unlisted::yes);
    store::Command quiet{"63", {}, "test", "test", ""};
    quiet.audited = false;
    ASSERT_TRUE(app.database().write(quiet, [&](store::Transaction& transaction) -> Result<void> {
      EXPECT_EQ(transaction.execute(cut, {}), 1);
      return {};
    }));
  }
  EXPECT_EQ(verify(), done);
  EXPECT_EQ(against_heads(), refused);
  EXPECT_THAT(err_.str(), HasSubstr("la ligne 2, dont l’empreinte est conservée"));
  std::ofstream(kept) << "chain,territory,seq,hash\naccess,63,2,12\n";
  EXPECT_EQ(against_heads(), refused);
  EXPECT_THAT(err_.str(), HasSubstr("ligne 2"));
}

}  // namespace
}  // namespace jalon::app
