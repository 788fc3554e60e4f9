// jalon retention on a whole database, and what the rooms say of the persons they keep.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "app/app.hpp"
#include "app/person_records.hpp"
#include "app/testing_commands.hpp"
#include "people/retention.hpp"

namespace jalon::app {
namespace {

using Json = nlohmann::json;

class RightsCommands : public OnTheCommandLine {
 protected:
  RightsCommands() { import_small(); }

  Json retention(const char* at, bool dry_run = false) {
    std::vector<const char*> words = {"retention", "--db", database_.c_str(), "--at", at, "--json"};
    if (dry_run) words.push_back("--dry-run");
    EXPECT_EQ(run(words), done) << err_.str();
    return Json::parse(out_.str());
  }
};

TEST_F(RightsCommands, AnnouncesThenAnonymisesAndTheBaseStillAgrees) {
  const Json rehearsal = retention("2022-01-01", true);
  const std::size_t files = rehearsal["files"];
  ASSERT_GT(files, 0U);
  EXPECT_EQ(rehearsal["to_warn"].size() + rehearsal["kept"].get<std::size_t>(), files);
  ASSERT_GT(rehearsal["to_warn"].size(), 0U);
  EXPECT_EQ(retention("2022-01-01")["to_warn"], rehearsal["to_warn"]);
  EXPECT_EQ(retention("2022-03-01")["anonymised"].size(), 0U);
  const Json last = retention("2022-03-02");
  EXPECT_EQ(last["anonymised"].size(), rehearsal["to_warn"].size());
  EXPECT_EQ(retention("2022-03-02")["erased_before"], rehearsal["to_warn"].size());
  EXPECT_EQ(run({"verify", "--db", database_.c_str()}), done) << err_.str();
}

TEST_F(RightsCommands, NothingIsErasedAheadOfTime) {
  EXPECT_EQ(run({"retention", "--db", database_.c_str(), "--at", "2190-01-01"}), refused);
  EXPECT_THAT(err_.str(), testing::HasSubstr("--dry-run"));
  EXPECT_EQ(run({"retention", "--db", database_.c_str(), "--at", "2190-01-01", "--dry-run"}), done);
}

TEST_F(RightsCommands, EveryWordOfTheRuleIsSaidBySomeRoom) {
  std::set<std::string> said;
  for (const auto& source : contact_sources()) said.insert(source.words.begin(), source.words.end());
  for (const auto& rule : people::default_retention()) {
    for (const std::string& word : rule.contacts) EXPECT_TRUE(said.contains(word)) << word;
  }
}

TEST_F(RightsCommands, ACopyHoldsWhatIsKeptAndWhoReadIt) {
  ASSERT_EQ(run({"person", "export", "--db", database_.c_str(), "--person", "P1"}), done) << err_.str();
  const Json file = Json::parse(out_.str());
  EXPECT_EQ(file["person"], "P1");
  const Json& sections = file["sections"];
  for (const char* name : {"identity", "rights", "readings", "events", "places", "decisions", "proposals"}) {
    EXPECT_TRUE(sections.contains(name)) << name;
  }
  EXPECT_NE(sections["identity"]["rows"][0]["last_name"], "");
  EXPECT_GT(sections["events"]["rows"].size(), 0U);
  EXPECT_EQ(sections["readings"]["rows"][0]["purpose"], "export JSON de tout le dossier");
  EXPECT_EQ(run({"person", "export", "--db", database_.c_str(), "--person", "nobody"}), refused);
}

TEST_F(RightsCommands, ACopyIsWrittenAsAPdfThatItsOwnerAloneReads) {
  const std::string file = database_ + ".pdf";
  ASSERT_EQ(run({"person", "export", "--db", database_.c_str(), "--person", "P1", "--pdf", file.c_str()}),
            done)
      << err_.str();
  std::ifstream in(file, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  EXPECT_TRUE(bytes.starts_with("%PDF-"));
  EXPECT_EQ(std::filesystem::status(file).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  ASSERT_EQ(run({"person", "export", "--db", database_.c_str(), "--person", "P1"}), done);
  EXPECT_THAT(out_.str(), testing::HasSubstr("export PDF de tout le dossier"));
  EXPECT_EQ(run({"person", "export", "--db", database_.c_str(), "--person", "P1", "--pdf", "/nowhere/a.pdf"}),
            refused);
  const std::string other = file + ".tlh";
  EXPECT_EQ(run({"person", "export", "--db", database_.c_str(), "--person", "P1", "--pdf", other.c_str(),
                 "--language", "tlh"}),
            refused);
  EXPECT_THAT(err_.str(), testing::HasSubstr("ar, en, fa"));
  EXPECT_FALSE(std::filesystem::exists(other));
}

TEST_F(RightsCommands, AnErasureWantsItsIdentifierTwiceAndLeavesNoName) {
  EXPECT_EQ(run({"person", "erase", "--db", database_.c_str(), "--person", "P1", "--reason", "request"}),
            refused);
  EXPECT_EQ(run({"person", "restrict", "--db", database_.c_str(), "--person", "P1", "--reason", "claim"}),
            done);
  ASSERT_EQ(run({"person", "erase", "--db", database_.c_str(), "--person", "P1", "--reason", "request",
                 "--confirm", "P1"}),
            done)
      << err_.str();
  ASSERT_EQ(run({"person", "export", "--db", database_.c_str(), "--person", "P1"}), done);
  const Json file = Json::parse(out_.str());
  EXPECT_EQ(file["name"], "Personne effacée");
  for (const Json& row : file["sections"]["identity"]["rows"]) EXPECT_EQ(row["last_name"], "");
  EXPECT_EQ(file["sections"]["rights"]["rows"].size(), 2U);
  EXPECT_EQ(run({"verify", "--db", database_.c_str()}), done) << err_.str();
}

TEST_F(RightsCommands, EveryTableThatNamesAPersonIsTold) {
  std::set<std::string> told;
  for (const auto& section : held_sections()) told.insert(section.tables.begin(), section.tables.end());
  const store::Query tables("test.tables_of_persons",
                            "SELECT t.name FROM sqlite_master t, pragma_table_info(t.name) c"
                            " WHERE t.type = 'table' AND c.name = 'person'",
                            store::Query::Unlisted::yes);
  Config config;
  config.database = database_;
  App app(config);
  std::size_t seen = 0;
  app.database().read([&](store::Reader& reader) {
    reader.each(tables, {}, [&](const store::Row& row) {
      ++seen;
      EXPECT_TRUE(told.contains(row.string(0))) << row.string(0);
    });
  });
  EXPECT_GT(seen, 8U);
}

}  // namespace
}  // namespace jalon::app
