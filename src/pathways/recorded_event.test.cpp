#include "pathways/recorded_event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jalon::pathways {
namespace {

using testing::ElementsAre;

Date day(int n) {
  return Date::from_days(17'000 + n);
}

RecordedEvent event(std::int64_t ver, EventKind kind, int date, int recorded, std::string step = "R05") {
  RecordedEvent made;
  made.ver = ver;
  made.step = std::move(step);
  made.kind = kind;
  made.date = day(date);
  made.recorded_on = day(recorded);
  return made;
}

StepSpell spell(std::string_view status, Period eff, Period rec, std::string step = "R05") {
  return {std::move(step), status, eff, rec};
}

TEST(StepSpells, FollowTheEventsOfTheStep) {
  const std::vector<RecordedEvent> events = {event(1, EventKind::requested, 0, 0),
                                             event(2, EventKind::blocked, 5, 5),
                                             event(3, EventKind::done, 9, 9)};
  EXPECT_THAT(step_spells(events),
              ElementsAre(spell("blocked", {day(5), day(9)}, {day(5), Date::never()}),
                          spell("done", {day(9), Date::never()}, {day(9), Date::never()}),
                          spell("requested", {day(0), day(9)}, {day(0), Date::never()})));
}

TEST(StepSpells, OnOneDayTheOrderIsThatOfThePathwayNotOfTheRecording) {
  const std::vector<RecordedEvent> events = {event(1, EventKind::done, 3, 3),
                                             event(2, EventKind::requested, 3, 3)};
  EXPECT_THAT(step_spells(events),
              ElementsAre(spell("done", {day(3), Date::never()}, {day(3), Date::never()})));
}

TEST(StepSpells, AWithdrawnEventLeavesOnlyWhatWasBelieved) {
  std::vector<RecordedEvent> events = {event(1, EventKind::done, 3, 3), event(2, EventKind::withdrawn, 3, 8)};
  events[1].corrects = 1;
  EXPECT_THAT(step_spells(events), ElementsAre(spell("done", {day(3), Date::never()}, {day(3), day(8)})));
}

TEST(StepSpells, ACorrectionMayMoveAnEventToAnotherStep) {
  std::vector<RecordedEvent> events = {event(1, EventKind::done, 3, 3),
                                       event(2, EventKind::done, 3, 8, "R04")};
  events[1].corrects = 1;
  EXPECT_THAT(step_spells(events),
              ElementsAre(spell("done", {day(3), Date::never()}, {day(8), Date::never()}, "R04"),
                          spell("done", {day(3), Date::never()}, {day(3), day(8)})));
}

}  // namespace
}  // namespace jalon::pathways
