#include "cells/meeting_file.hpp"

#include "base/first_lines.hpp"
#include "base/record_reader.hpp"
#include "partners/territory.hpp"

namespace jalon::cells {

std::vector<MeetingRow> read_meetings(const csv::Document& document, ImportReport& report) {
  RecordReader reader(document);
  const auto ref = reader.required("meeting");
  const auto kind = reader.required("kind");
  const auto date = reader.required("date");
  const auto commune = reader.required("commune");
  const auto organisation = reader.required("organisation");

  std::vector<MeetingRow> rows;
  FirstLines seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    MeetingRow& row = rows.emplace_back();
    row.line = reader.line();
    row.meeting.ref = reader.required_text(ref);
    if (!row.meeting.ref.empty()) seen.first(reader, ref, reader.text(ref));
    reader.required_text(kind);
    row.meeting.kind = static_cast<MeetingKind>(reader.word(kind, {"cell", "committee"}).value_or(0));
    row.meeting.held_on = reader.required_date(date).value_or(Date());
    row.meeting.commune = partners::read_commune(reader, commune);
    row.organisation = reader.text(organisation);
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::cells
