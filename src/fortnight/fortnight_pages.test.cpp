#include "fortnight/fortnight_pages.hpp"

#include <gmock/gmock.h>

#include "fortnight/edition_actions.hpp"
#include "fortnight/edition_store.hpp"
#include "store/testing_store.hpp"

namespace jalon::fortnight {
namespace {

Event event(std::string ref, Date on, std::string starts_at, std::string commune) {
  Event made;
  made.id = EventId{new_uuid_v7(1'539'000'000'000)};
  made.ref = std::move(ref);
  made.title = made.ref;
  made.held_on = on;
  made.starts_at = std::move(starts_at);
  made.commune = std::move(commune);
  return made;
}

TEST(Hours, AreWrittenAsInFrench) {
  EXPECT_EQ(hour_in_french("14:00"), "14\u00a0h");
  EXPECT_EQ(hour_in_french("09:30"), "9\u00a0h\u00a030");
  EXPECT_EQ(hour_in_french(""), "");
}

TEST(Programme, GoesByDepartmentThenDayAndSaysWhereNobodyComesYet) {
  const Date first = Date::from_ymd(2018, 10, 8);
  auto with_presence = event("B", first + 1, "10:00", "63113");
  with_presence.prefectural_presence = "la préfète";
  const auto departments = programme({event("A", first, "14:00", "63113"), with_presence,
                                      event("C", first, "", "69123"), event("D", first, "", "")},
                                     [](const partners::OrganisationId&) { return std::string("CCAS"); });
  std::vector<std::string> names;
  for (const DepartmentProgramme& one : departments) names.push_back(one.name);
  EXPECT_THAT(names, testing::UnorderedElementsAre("Puy-de-Dôme", "Rhône", "Lieu à préciser"));
  for (const DepartmentProgramme& one : departments) {
    if (one.name != "Puy-de-Dôme") continue;
    ASSERT_EQ(one.days.size(), 2U);
    EXPECT_EQ(one.days[0].on, first);
    EXPECT_EQ(one.days[0].events[0].hours, "14\u00a0h");
    EXPECT_EQ(one.days[0].events[0].presence, "");
    EXPECT_EQ(one.days[1].events[0].presence, "la préfète");
  }
}

class Presence : public store::OnEachDatabase {};
JALON_ON_EACH_DATABASE(Presence);

TEST_P(Presence, IsSaidAndTakenBackOneEventAtATime) {
  const Edition edition{EditionId{new_uuid_v7(1'539'000'000'000)},
                        "2018",
                        Date::from_ymd(2018, 10, 8),
                        Date::from_ymd(2018, 10, 19),
                        "84",
                        std::nullopt};
  Event here = event("A", Date::from_ymd(2018, 10, 8), "14:00", "63113");
  Event there = event("B", Date::from_ymd(2018, 10, 9), "", "63113");
  here.edition = there.edition = edition.id;
  const auto written = database().write(command(), [&](store::Transaction& transaction) -> Result<void> {
    insert_edition(transaction, edition);
    insert_event(transaction, here);
    insert_event(transaction, there);
    return {};
  });
  ASSERT_TRUE(written);
  const auto presences = [&] {
    std::vector<std::string> list;
    for (const Event& one :
         database().read([](store::Reader& reader) { return all_events(reader, "063"); })) {
      list.push_back(one.prefectural_presence);
    }
    return list;
  };
  ASSERT_TRUE(set_presence(database(), command(), here.id, "le sous-préfet d’Issoire"));
  EXPECT_THAT(presences(), testing::ElementsAre("le sous-préfet d’Issoire", ""));
  ASSERT_TRUE(set_presence(database(), command(), here.id, ""));
  EXPECT_THAT(presences(), testing::ElementsAre("", ""));
  EXPECT_EQ(set_presence(database(), command(), here.id, std::string(longest_presence + 1, 'x')).error().code,
            "presence.too_long");
  EXPECT_EQ(set_presence(database(), command(), EventId{new_uuid_v7(1)}, "le préfet").error().code,
            "event.unknown");
}

}  // namespace
}  // namespace jalon::fortnight
