#include "pathways/event_remarks.hpp"

#include <gmock/gmock.h>

#include "pathways/catalogue_file.hpp"

namespace jalon::pathways {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

ImportReport remarks_on(std::string_view lines) {
  const std::string text =
      "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects\n" + std::string(lines);
  const auto document = csv::Document::parse("events.csv", text);
  ImportReport report = report_on(*document);
  const auto rows = read_events(*document, default_catalogue(), report);
  remark_sensitive_outcomes(rows, default_catalogue(), report);
  return report;
}

TEST(EventRemarks, WordsThatSeemToHoldWhatIsNeverStoredAreCitedWithTheirKindAndTheRowStays) {
  const ImportReport report = remarks_on(
      "P1,R04,refused,2018-02-01,Converti au christianisme,,,,E1,\n"
      "P1,R05,refused,2018-02-01,Pièce illisible,,,,E2,\n"
      "P1,C09,done,2018-03-01,A1,,,,E3,\n");
  EXPECT_THAT(report.problems, IsEmpty());
  ASSERT_THAT(report.remarks, SizeIs(1));
  EXPECT_THAT(to_french(report.remarks[0]), AllOf(HasSubstr("events.csv, ligne 2, colonne outcome"),
                                                  HasSubstr("jamais gardé\u00a0: Religion (")));
}

TEST(EventRemarks, ManyAreToldByTheirNumber) {
  std::string lines;
  for (int i = 0; i < 60; ++i) {
    lines += "P" + std::to_string(i) + ",R04,refused,2018-02-01,Converti au christianisme,,,,,\n";
  }
  const ImportReport report = remarks_on(lines);
  ASSERT_THAT(report.remarks, SizeIs(51));
  EXPECT_THAT(to_french(report.remarks.back()), HasSubstr("60\u00a0textes"));
  EXPECT_THAT(remarks_on(lines.substr(0, lines.find("P50,"))).remarks, SizeIs(50));
}

}  // namespace
}  // namespace jalon::pathways
