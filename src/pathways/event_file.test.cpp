#include "pathways/event_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pathways/catalogue_file.hpp"

namespace jalon::pathways {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Answer {
  csv::Document document;  // what the rows look at
  std::vector<EventRow> rows;
  ImportReport report;
  std::vector<std::string> problems;
};

Answer read(
    std::string_view lines,
    std::string_view header = "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects") {
  auto document = csv::Document::parse("events.csv", std::string(header) + "\n" + std::string(lines));
  EXPECT_TRUE(document);
  Answer answer{*std::move(document), {}, {}, {}};
  answer.report = report_on(answer.document);
  answer.rows = read_events(answer.document, default_catalogue(), answer.report);
  for (const auto& problem : answer.report.problems) answer.problems.push_back(to_french(problem));
  return answer;
}

TEST(EventFile, ReadsARow) {
  const auto answer = read("P1,R10,blocked,12/10/2018,,PREF,B06,2018-10-13,E1,\n");
  EXPECT_THAT(answer.problems, IsEmpty());
  ASSERT_EQ(answer.rows.size(), 1U);
  EXPECT_EQ(answer.rows[0].person, "P1");
  EXPECT_EQ(answer.rows[0].kind, EventKind::blocked);
  EXPECT_EQ(answer.rows[0].date, Date::from_ymd(2018, 10, 12));
  EXPECT_EQ(answer.rows[0].known_on(), Date::from_ymd(2018, 10, 13));
}

TEST(EventFile, SaysWhatIsWrongCellByCell) {
  const auto answer = read(
      "P1,Z99,requested,2018-10-12,,,,,,\n"
      "P1,R10,begun,31/02/2018,,,,,,\n"
      ",R10,blocked,2018-10-12,,,,,,\n"
      "P1,R10,withdrawn,2018-10-12,,,,,,\n"
      "P1,R10,done,2018-10-12,,,,,E1,E1\n");
  EXPECT_THAT(
      answer.problems,
      ElementsAre(
          "events.csv, ligne 2, colonne step\u00a0: «\u00a0Z99\u00a0»\u00a0: une étape du catalogue est "
          "attendue, celle-ci y est inconnue",
          "events.csv, ligne 3, colonne kind\u00a0: «\u00a0begun\u00a0»\u00a0: une de ces valeurs est "
          "attendue\u00a0: requested, started, done, refused, expired, abandoned, cancelled, blocked, "
          "unblocked, not_relevant, withdrawn",
          "events.csv, ligne 3, colonne date\u00a0: «\u00a031/02/2018\u00a0»\u00a0: une date est attendue, "
          "aaaa-mm-jj ou jj/mm/aaaa, entre 1900 et 2199",
          "events.csv, ligne 4, colonne person\u00a0: une valeur est attendue",
          "events.csv, ligne 4, colonne cause\u00a0: un blocage a une cause, un code comme B06 est attendu",
          "events.csv, ligne 5, colonne corrects\u00a0: withdrawn annule un événement, son identifiant est "
          "attendu dans corrects",
          "events.csv, ligne 6, colonne corrects\u00a0: «\u00a0E1\u00a0»\u00a0: un événement ne se corrige "
          "pas lui-même, un autre identifiant est attendu"));
}

TEST(EventFile, TheSameEventTwiceCountsOnceOrIsRefused) {
  const auto same = read("P1,R10,done,2018-10-12,,,,,E1,\nP1,R10,done,12/10/2018,,,,,E1,\n");
  EXPECT_THAT(same.problems, IsEmpty());
  EXPECT_EQ(same.rows.size(), 1U);
  EXPECT_EQ(same.report.remarks.size(), 1U);
  const auto other = read("P1,R10,done,2018-10-12,,,,,E1,\nP1,R10,done,2018-10-13,,,,2018-10-12,E1,\n");
  EXPECT_THAT(
      other.problems,
      ElementsAre(
          "events.csv, ligne 3, colonne event\u00a0: «\u00a0E1\u00a0»\u00a0: cet événement figure déjà à "
          "la ligne 2 avec un autre contenu, il doit être unique"));
}

TEST(EventFile, MissesAColumnAndNamesTheColumnsItDidNotRead) {
  const auto answer =
      read("P1,R10,done,2018-10-12,,,x\n", "person,step,kind,date,outcome,organisation,comment");
  EXPECT_THAT(
      answer.problems,
      ElementsAre("events.csv, ligne 1, colonne cause\u00a0: cette colonne est obligatoire et manque",
                  "events.csv, ligne 1, colonne recorded_on\u00a0: cette colonne est obligatoire et manque"));
  EXPECT_THAT(answer.report.ignored_columns, ElementsAre("comment"));
}

}  // namespace
}  // namespace jalon::pathways
