// A file as it stood on a day and as it was known on a day: through the pages, as a browser does.
#include "app/gate.test.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/person_store.hpp"

namespace jalon::app {
namespace {

using partners::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// Today is 12/10/2018. P1's residence permit was asked for on 25/01/2018 and granted on 12/02/2018, which was
// recorded on 14/02/2018.
class PastKnowledge : public GateTest {
 protected:
  std::string path(std::string_view end) {
    const auto id = app_->database().read(
        [&](store::Reader& reader) { return people::person_by_ref(reader, desk().territory, "P1")->text(); });
    return "/dossiers/" + id + std::string(end);
  }
  std::string seen(std::string_view end, std::string_view referent_of = "CECLER") {
    if (cookie_.empty()) cookie_ = "jalon_session=" + session(Role::referent, referent_of);
    return ask("GET", path(end), "", cookie_);
  }
  std::string cookie_;
};

TEST_F(PastKnowledge, AnEventRecordedLaterIsNotInTheHistoryThatWasKnown) {
  EXPECT_THAT(seen("/historique"), AllOf(HasSubstr("12/02/2018"), HasSubstr("25/01/2018")));
  EXPECT_THAT(seen("/historique?au=2018-02-13"), HasSubstr("12/02/2018")) << "it had happened, we know today";
  EXPECT_THAT(
      seen("/historique?au=2018-02-13&connu=2018-02-13"),
      AllOf(Not(HasSubstr("12/02/2018")), HasSubstr("25/01/2018"), HasSubstr("avec ce qui était connu le")));
  EXPECT_THAT(seen("/historique?au=2018-02-01"), AllOf(Not(HasSubstr("12/02/2018")), HasSubstr("25/01/2018")))
      << "it had not happened yet";
}

TEST_F(PastKnowledge, TheStepsFollowFromWhatWasKnown) {
  const auto permit_asked = HasSubstr("Demandée");
  EXPECT_THAT(seen("/etapes/R04?au=2018-02-13"), Not(permit_asked));
  EXPECT_THAT(seen("/etapes/R04?au=2018-02-13&connu=2018-02-13"), permit_asked);
}

TEST_F(PastKnowledge, LinksCarryBothDatesWhereTheyMeanSomething) {
  const std::string page = seen("?au=2018-02-13&connu=2018-02-13");
  EXPECT_THAT(page, AllOf(HasSubstr("/historique?au=2018-02-13&amp;connu=2018-02-13"),
                          HasSubstr("/dossiers?au=2018-02-13&amp;connu=2018-02-13")));
  EXPECT_THAT(page, Not(HasSubstr("/quinzaine?au=2018-02-13&amp;connu"))) << "it shows no past knowledge";
}

TEST_F(PastKnowledge, WhatIsNoDateIsSaidAndEverythingKnownIsShown) {
  EXPECT_THAT(seen("/historique?connu=31/02/2018"),
              AllOf(HasSubstr("«\u00a031/02/2018\u00a0» n’est pas une date"), HasSubstr("12/02/2018")));
}

TEST_F(PastKnowledge, WhoFollowsThePersonNoMoreReadsNoMore) {
  EXPECT_THAT(seen("?connu=2018-02-13", "PREF63"), HasSubstr("404"));
}

TEST_F(PastKnowledge, APlaceLeavesALineForEachPersonItNames) {
  const std::string cookie = "jalon_session=" + session(Role::scheme_manager, "GRETA");
  const auto p4 = app_->database().read(
      [&](store::Reader& reader) { return *people::person_by_ref(reader, desk().territory, "P4"); });
  const auto lines = [&] {
    return app_->database().read(
        [&](store::Reader& reader) { return people::accesses_of(reader, desk().territory, p4); });
  };
  const std::string list = ask("GET", "/dispositifs?dispositif=FLE%20680%20h", "", cookie);
  const auto link = list.find("href=\"/dispositifs/");
  ASSERT_NE(link, std::string::npos) << list;
  EXPECT_TRUE(lines().empty());
  const std::string place =
      ask("GET", list.substr(link + 6, list.find('"', link + 6) - link - 6), "", cookie);
  EXPECT_THAT(place, HasSubstr(p4.text()));
  ASSERT_EQ(lines().size(), 1U);
  EXPECT_EQ(lines().front().purpose, "consultation d’une place");
  EXPECT_EQ(lines().front().peer, "127.0.0.1");

  const std::string elsewhere = "jalon_session=" + session(Role::coordinator, "DDETS63");
  EXPECT_THAT(ask("GET", list.substr(link + 6, list.find('"', link + 6) - link - 6), "", elsewhere),
              AllOf(HasSubstr("petit nombre"), Not(HasSubstr("suivie ailleurs")), Not(HasSubstr(p4.text()))))
      << "no consent to share: neither named, nor told apart, nor counted alone";
  EXPECT_EQ(lines().size(), 1U);
}

}  // namespace
}  // namespace jalon::app
