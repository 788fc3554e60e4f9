// Sharing by consent, as it is lived: given on the page of the file, read by another organisation at its next
// request, taken back within its session.
#include "app/rights.test.hpp"
#include "store/outbox.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const Person amina = persons[0];  // followed by CECLER
const Person sayed = persons[2];  // followed by the prefecture

class Sharing : public RightsTest, public ::testing::WithParamInterface<const char*> {
 protected:
  Sharing() : RightsTest(GetParam()) {}
  std::string file(const Person& about) { return "/dossiers/" + person(about.ref); }
  int open(const std::string& path, const std::string& cookie) {
    return status(ask("GET", path, "", cookie));
  }
  std::string agreement(std::string_view organisation_ref, std::string_view domains) {
    return "organisme=" + organisation(organisation_ref).text() + "&langue=prs&date=2018-10-01" +
           std::string(domains);
  }
};

JALON_ON_EACH_DATABASE(Sharing);

TEST_P(Sharing, AConsentOpensTheFileAtTheNextRequestAndItsWithdrawalClosesItWithinTheSession) {
  const std::string mine = held(Role::referent, "CECLER");
  const std::string theirs = held(Role::referent, "BAILLEUR");
  const std::string page = file(amina) + "/consentement";
  ASSERT_EQ(open(file(amina), theirs), 404);
  ASSERT_EQ(status(ask("POST", page, agreement("BAILLEUR", "&domaine_housing=1"), mine)), 303);
  EXPECT_EQ(open(file(amina), theirs), 200);
  EXPECT_THAT(ask("GET", "/dossiers", "", theirs), HasSubstr(file(amina) + "\""));
  EXPECT_THAT(ask("GET", file(amina) + "/parcours", "", theirs),
              AllOf(HasSubstr("/etapes/L"), Not(HasSubstr("/etapes/R")), Not(HasSubstr("/etapes/C"))));
  EXPECT_EQ(open(file(amina) + "/etapes/C06", theirs), 404) << "another domain";
  EXPECT_EQ(open(page, theirs), 404) << "who is shared with does not share on";
  EXPECT_EQ(open(file(sayed), theirs), 404) << "another person";
  EXPECT_EQ(open(file(amina), held(Role::referent, "GRETA")), 404) << "another organisation";
  ASSERT_EQ(status(ask("POST", page, "retire=1", mine)), 303);
  EXPECT_EQ(open(file(amina), theirs), 404);
  EXPECT_EQ(open(file(amina) + "/etapes/L06", theirs), 404);
  EXPECT_EQ(status(ask("POST", file(amina) + "/etapes/L06", "evenement=done&date=2018-10-01", theirs)), 404);
  EXPECT_THAT(ask("GET", "/dossiers", "", theirs), Not(HasSubstr(file(amina))));
  EXPECT_EQ(status(ask("POST", page, "retire=1", mine)), 422) << "taken back once";
}

TEST_P(Sharing, AConsentForTheCellShowsItsCasesAndNamesItsCandidates) {
  const std::string cell = held(Role::coordinator, "DDETS63");
  const std::string cases = "/cellule/2018-10-19/cas/" + person(sayed.ref);
  EXPECT_EQ(open(cases + "/R10", cell), 200) << "permits are by mission";
  EXPECT_EQ(open(cases + "/C06", cell), 404) << "French is by consent";
  agree(sayed, "DDETS63", {"language"});
  EXPECT_EQ(open(cases + "/C06", cell), 200);
  EXPECT_EQ(open(cases + "/E03", cell), 404);
  take_everything_back();
  EXPECT_EQ(open(cases + "/C06", cell), 404);
  EXPECT_EQ(status(ask("POST", cases + "/C06", "decision=act", cell)), 404);
}

TEST_P(Sharing, AConsentDatedLaterOrRecordedElsewhereCountsFromItsDayOnceItIsKnown) {
  const std::string theirs = held(Role::referent, "BAILLEUR");
  people::ConsentEvent event;
  event.person = *people::PersonId::parse(person(amina.ref));
  event.domains = {"housing"};
  event.organisations = {organisation("BAILLEUR")};
  event.on = today();
  event.notice_language = "fra";
  ASSERT_TRUE(people::give_consent(app_->database(), command(), event, today()));
  EXPECT_EQ(open(file(amina), theirs), 404) << "another program recorded it: the outbox tells";
  const auto told = app_->database().read([](store::Reader& reader) {
    std::vector<std::string> topics;
    for (const auto& one : store::pending_events(reader, 100)) topics.push_back(one.topic);
    return topics;
  });
  EXPECT_THAT(told, ::testing::Contains(std::string(people::consents_changed)));
  site_->workspace().consents.reload();
  EXPECT_EQ(open(file(amina), theirs), 200);
  const auto toward = [&](Date day) {
    return site_->workspace().consents.toward(organisation("BAILLEUR"), day)->of.size();
  };
  EXPECT_EQ(toward(today() - 1), 0u);
  EXPECT_EQ(toward(today()), 1u);
}

TEST_P(Sharing, PagesKeptForOneReaderAreMadeAgainWhenConsentsChangeForThemOnly) {
  auto& consents = site_->workspace().consents;
  const auto before = consents.toward(organisation("BAILLEUR"), today());
  agree(amina, "CECLER", {"housing"});
  EXPECT_EQ(consents.toward(organisation("BAILLEUR"), today())->state, before->state);
  agree(amina, "BAILLEUR", {"housing"});
  EXPECT_NE(consents.toward(organisation("BAILLEUR"), today())->state, before->state);
}

}  // namespace
}  // namespace jalon::app
