// « Conservation »: what the page does with the access log, as the nightly command does; and the line of a
// backup on « Qui a ouvert les dossiers ».
#include "app/rights.test.hpp"
#include "app/terminal.hpp"
#include "people/access_log_actions.hpp"
#include "people/people_actions.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class RetentionPage : public RightsTest {
 protected:
  void read_on(const char* instant) {
    const auto who = *people::PersonId::parse(person("P1"));
    ASSERT_TRUE(people::record_accesses(app_->database(), desk().territory, {&who, 1},
                                        {"test", "lecture d’essai", "", instant}));
  }
  people::AccessLogReport log() {
    return app_->database().read([&](store::Reader& reader) {
      return people::look_at_access_log(reader, desk().territory, people::default_access_log_rules(),
                                        today());
    });
  }
};

TEST_F(RetentionPage, SealsTheMonthsThatAreOverAndLetsGoOfThosePastTheirTerm) {
  read_on("2017-01-05T08:00:00.000Z");
  read_on("2017-02-05T08:00:00.000Z");
  const auto before = log();
  ASSERT_EQ(before.to_seal.size(), 2u);
  ASSERT_FALSE(before.due.empty());
  const std::string officer = held(Role::data_protection, "PREF63");
  EXPECT_THAT(ask("GET", "/conservation", "", officer),
              AllOf(HasSubstr("Le journal des accès"), HasSubstr("value=\"journal\"")));
  EXPECT_EQ(status(ask("POST", "/conservation", "geste=journal", held(Role::referent, "CECLER"))), 403);
  EXPECT_EQ(log().to_seal.size(), 2u) << "nothing was done";
  const std::string answer = ask("POST", "/conservation", "geste=journal", officer);
  ASSERT_EQ(status(answer), 303);
  const auto after = log();
  EXPECT_TRUE(after.to_seal.empty());
  EXPECT_TRUE(after.due.empty());
  EXPECT_EQ(after.trimmed_before, static_cast<std::int64_t>(before.due.size()));
}

TEST_F(RetentionPage, ApplyingTheRuleKeepsTheLogToo) {
  read_on("2017-01-05T08:00:00.000Z");
  ASSERT_EQ(log().to_seal.size(), 1u);
  ASSERT_EQ(status(ask("POST", "/conservation", "verifie=1", held(Role::data_protection, "PREF63"))), 303);
  EXPECT_TRUE(log().to_seal.empty());
}

TEST_F(RetentionPage, ABackupIsALineOfEveryFileForTheDelegate) {
  std::ostringstream err;
  log_copy(*app_, "copie de toute la base (jalon backup)", err);
  EXPECT_EQ(err.str(), "");
  EXPECT_THAT(ask("GET", "/acces", "", held(Role::data_protection, "PREF63")),
              AllOf(HasSubstr("tous les dossiers"), HasSubstr("jalon backup"), HasSubstr("1 ouverture")));
  EXPECT_THAT(ask("GET", "/dossiers/" + person("P1") + "/historique", "", held(Role::referent, "CECLER")),
              Not(HasSubstr("jalon backup")));
}

}  // namespace
}  // namespace jalon::app
