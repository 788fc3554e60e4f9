#include "people/right_actions.hpp"

#include <gmock/gmock.h>

#include "people/erasure_actions.hpp"
#include "people/on_file_actions.test.hpp"
#include "store/audit.hpp"

namespace jalon::people {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date noon = Date::from_ymd(2018, 10, 12);

class Rights : public OnFile {
 protected:
  void SetUp() override {
    put_on_file("P1,H1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63113,prs,A1,head,CECLER\n");
    person_ = person("P1");
  }

  std::string exercise(RightKind kind, std::string reason = "", std::string text = "") {
    const auto done = exercise_right(database(), *vault_, command(), {person_, kind, noon, reason, text});
    return done ? "done" : done.error().code;
  }
  std::string rectify(const Identity& identity, std::string reason = "mistake") {
    const auto done = rectify_identity(database(), *vault_, command(),
                                       {person_, RightKind::rectified, noon, reason, ""}, identity);
    return done ? "done" : done.error().code;
  }
  std::vector<std::string> found(std::string_view typed) {
    return database().read([&](store::Reader& reader) {
      std::vector<std::string> names;
      for (const auto& one : search(reader, *vault_, "063", typed)) {
        names.push_back(display_name(one.identity));
      }
      return names;
    });
  }
  bool set_aside() {
    return database().read(
        [&](store::Reader& reader) { return find_person(reader, *vault_, "063", person_)->set_aside; });
  }

  PersonId person_;
};
JALON_ON_EACH_DATABASE(Rights);

TEST_P(Rights, ARestrictionSetsTheFileAsideUntilItEnds) {
  EXPECT_EQ(exercise(RightKind::released), "right.not_in_force");
  EXPECT_EQ(exercise(RightKind::restricted, "because"), "right.reason_missing");
  EXPECT_FALSE(set_aside());
  EXPECT_EQ(exercise(RightKind::restricted, "claim"), "done");
  EXPECT_TRUE(set_aside());
  EXPECT_EQ(exercise(RightKind::restricted, "claim"), "right.in_force");
  EXPECT_EQ(exercise(RightKind::released), "done");
  EXPECT_FALSE(set_aside());
}

TEST_P(Rights, AnObjectionIsTakenBackOrRefusedWithItsGrounds) {
  EXPECT_EQ(exercise(RightKind::objected, "situation", "ne veut plus être suivie"), "done");
  EXPECT_TRUE(set_aside());
  EXPECT_EQ(exercise(RightKind::objection_refused, "grounds"), "right.text_missing");
  EXPECT_EQ(exercise(RightKind::objection_refused, "grounds", "hébergement en cours"), "done");
  EXPECT_FALSE(set_aside());
  const auto events = database().read(
      [&](store::Reader& reader) { return rights_exercised(reader, *vault_, "063", person_); });
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].text, "ne veut plus être suivie");
  EXPECT_EQ(events[1].actor, "test");
}

TEST_P(Rights, ARectificationAddsAVersionAndIsFoundByTheNewNameOnly) {
  EXPECT_EQ(rectify({"Rahimi", "Amina", Date::from_ymd(1990, 4, 2)}), "right.nothing_changed");
  EXPECT_EQ(rectify({"", "", {}}), "right.name_missing");
  EXPECT_EQ(rectify({"Karimi", "Amina", Date::from_ymd(1991, 4, 2)}, "whim"), "right.reason_missing");
  EXPECT_EQ(rectify({"Karimi", "Amina", Date::from_ymd(1991, 4, 2)}), "done");
  EXPECT_THAT(found("karimi"), ElementsAre("KARIMI Amina"));
  EXPECT_THAT(found("rahimi"), IsEmpty());
  database().read([&](store::Reader& reader) {
    const auto versions = versions_of(reader, "063", person_);
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[1].situation, versions[0].situation);
    EXPECT_EQ(find_person(reader, *vault_, "063", person_, noon - 1)->identity.last_name, "Rahimi");
  });
}

TEST_P(Rights, NothingIsExercisedOnAnErasedFileAndItsWordsAreGone) {
  EXPECT_EQ(exercise(RightKind::objected, "situation", "ne veut plus être suivie"), "done");
  ASSERT_TRUE(erase_identity(database(), *vault_, command(), person_, "request", noon));
  EXPECT_EQ(exercise(RightKind::restricted, "claim"), "person.already_erased");
  EXPECT_EQ(rectify({"Karimi", "Amina", {}}), "person.already_erased");
  database().read([&](store::Reader& reader) {
    const auto events = rights_exercised(reader, *vault_, "063", person_);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].text, "");
    EXPECT_THAT(store::verify_audit(reader).problems, IsEmpty());
  });
}

}  // namespace
}  // namespace jalon::people
