#include "people/opening_actions.hpp"

#include <gmock/gmock.h>

#include "people/erasure_actions.hpp"
#include "people/on_file_actions.test.hpp"

namespace jalon::people {
namespace {

const Date day = Date::from_ymd(2018, 10, 12);
constexpr std::int64_t now = 1'539'345'600'000;  // 12 October 2018, noon
constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t week = 168;

class Openings : public OnFile {
 protected:
  void SetUp() override {
    put_on_file(
        "P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n"
        "P2,H2,Sayed,Omar,1985-01-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n");
    draft_.person = person("P1");
    draft_.account = asker_;
    draft_.categories = parse_categories("accommodation language");
    draft_.hours = week;
    draft_.reason = "Préparer l’entrée en résidence";
  }
  template <class T>
  static std::string word(const Result<T>& done) {
    return done ? "done" : done.error().code;
  }
  partners::Opened open(std::int64_t at = now, const char* ref = "P1") {
    const auto opened =
        database().read([&](store::Reader& reader) { return opened_to(reader, "063", asker_, at); });
    if (!opened) return {};
    const auto found = opened->of.find(person(ref).bytes());
    return found == opened->of.end() ? partners::Opened{} : found->second;
  }
  OpeningAnswer grant(std::string_view categories = "accommodation") {
    return {true, parse_categories(categories), week, "", referent_};
  }
  std::string answer(OpeningId id, const OpeningAnswer& given) {
    return word(answer_opening(database(), *vault_, command(), id, given, now));
  }

  partners::AccountId asker_{UuidBytes{1}};
  partners::AccountId referent_{UuidBytes{2}};
  OpeningDraft draft_;
};
JALON_ON_EACH_DATABASE(Openings);

TEST_P(Openings, AreAskedAnsweredForLessThanAskedAndCloseByThemselves) {
  const auto asked = ask_to_open(database(), *vault_, command(), draft_, now);
  ASSERT_TRUE(asked);
  EXPECT_FALSE(open().any());
  EXPECT_EQ(word(ask_to_open(database(), *vault_, command(), draft_, now)), "opening.pending");
  EXPECT_EQ(answer(*asked, grant("employment")), "opening.categories_missing") << "nobody asked for it";
  EXPECT_EQ(answer(*asked, {true, 0, week, "", referent_}), "opening.categories_missing");
  EXPECT_EQ(answer(*asked, {true, parse_categories("language"), 9999, "", referent_}), "opening.duration");
  EXPECT_EQ(answer(*asked, {true, parse_categories("language"), week, "", asker_}), "opening.own");
  EXPECT_EQ(answer(OpeningId(UuidBytes{9}), grant()), "opening.unknown");
  EXPECT_EQ(answer(*asked, grant()), "done");
  EXPECT_EQ(open().granted, parse_categories("identity accommodation"));
  EXPECT_TRUE(open(now + week * hour - 1).any());
  EXPECT_FALSE(open(now + week * hour).any()) << "its time has come";
  EXPECT_FALSE(open(now, "P2").any());
  EXPECT_EQ(answer(*asked, grant()), "opening.answered");
  EXPECT_EQ(word(ask_to_open(database(), *vault_, command(), draft_, now)), "done") << "may be asked again";
  const auto about = database().read(
      [&](store::Reader& reader) { return openings_of_person(reader, *vault_, "063", draft_.person); });
  ASSERT_EQ(about.size(), 2u);
  EXPECT_EQ(about.front().first.reason, draft_.reason);
  EXPECT_EQ(about.front().first.actor, "test");
}

TEST_P(Openings, ARefusalSaysWhyAndWhatWasGrantedIsTakenBackAtOnce) {
  const auto asked = ask_to_open(database(), *vault_, command(), draft_, now);
  EXPECT_EQ(answer(*asked, {false, 0, 0, "non", referent_}), "opening.reason_missing");
  EXPECT_EQ(answer(*asked, {false, 0, 0, "La personne ne veut pas", referent_}), "done");
  EXPECT_FALSE(open().any());
  EXPECT_EQ(word(end_opening(database(), command(), *asked, now)), "opening.not_in_force");
  const auto again = ask_to_open(database(), *vault_, command(), draft_, now);
  EXPECT_EQ(answer(*again, grant()), "done");
  EXPECT_EQ(word(end_opening(database(), command(), *again, now + hour)), "done");
  EXPECT_FALSE(open(now + hour).any());
  EXPECT_EQ(word(end_opening(database(), command(), *again, now + hour)), "opening.not_in_force");
}

TEST_P(Openings, WithoutReasonCategoriesDurationOrPersonAreRefused) {
  const auto ask = [&] { return word(ask_to_open(database(), *vault_, command(), draft_, now)); };
  const OpeningDraft whole = draft_;
  draft_.reason = "urgent";
  EXPECT_EQ(ask(), "opening.reason_missing");
  EXPECT_EQ(word(open_in_emergency(database(), *vault_, command(), draft_, now)), "opening.reason_missing");
  draft_ = whole;
  draft_.categories = 0;
  EXPECT_EQ(ask(), "opening.categories_missing");
  draft_.categories = parse_categories("health");
  EXPECT_EQ(ask(), "opening.categories_missing");
  draft_ = whole;
  draft_.hours = 5;
  EXPECT_EQ(ask(), "opening.duration");
  draft_ = whole;
  draft_.person = PersonId(UuidBytes{7});
  EXPECT_EQ(ask(), "person.unknown");
  EXPECT_EQ(word(open_in_emergency(database(), *vault_, command(), draft_, now)), "person.unknown");
  ASSERT_TRUE(erase_identity(database(), *vault_, command(), whole.person, "request", day));
  draft_ = whole;
  EXPECT_EQ(ask(), "person.already_erased");
}

TEST_P(Openings, AnEmergencyOpensForItsTimeIsReviewedOnceAndNotByWhoOpened) {
  const auto opened = open_in_emergency(database(), *vault_, command(), draft_, now);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(open().emergency);
  EXPECT_EQ(open().granted, 0u);
  EXPECT_TRUE(open(now + 4 * hour - 1).emergency);
  EXPECT_FALSE(open(now + 4 * hour).emergency);
  EXPECT_EQ(word(open_in_emergency(database(), *vault_, command(), draft_, now)), "opening.in_force");
  const auto review = [&](bool justified, const std::string& text, partners::AccountId by) {
    return word(review_emergency(database(), *vault_, command(), *opened, justified, text, by, now + hour));
  };
  EXPECT_EQ(answer(*opened, grant()), "opening.unknown") << "an emergency is not asked";
  EXPECT_EQ(review(true, "", asker_), "opening.own");
  EXPECT_EQ(review(false, "", referent_), "opening.reason_missing");
  EXPECT_EQ(review(false, "Rien ne pressait ce jour-là", referent_), "done");
  EXPECT_FALSE(open(now + hour).emergency) << "closed before its time";
  EXPECT_EQ(review(true, "", referent_), "opening.reviewed");
}

TEST_P(Openings, AnAccountOpensSoManyInADayAndNoMore) {
  std::int64_t at = now;
  for (int i = 0; i < 5; ++i, at += 4 * hour) {
    ASSERT_EQ(word(open_in_emergency(database(), *vault_, command(), draft_, at)), "done") << i;
  }
  EXPECT_EQ(word(open_in_emergency(database(), *vault_, command(), draft_, at)), "opening.too_many");
  EXPECT_EQ(word(open_in_emergency(database(), *vault_, command(), draft_, now + 25 * hour)), "done")
      << "a day later";
}

TEST_P(Openings, SendingTheSameFormTwiceAsksOnce) {
  auto form = command();
  form.id = store::CommandId(UuidBytes{4});
  EXPECT_EQ(word(ask_to_open(database(), *vault_, form, draft_, now)), "done");
  EXPECT_EQ(word(ask_to_open(database(), *vault_, form, draft_, now)), "command.already_done");
  const auto asked = database().read(
      [&](store::Reader& reader) { return openings_of_account(reader, *vault_, "063", asker_).size(); });
  EXPECT_EQ(asked, 1u);
}

}  // namespace
}  // namespace jalon::people
