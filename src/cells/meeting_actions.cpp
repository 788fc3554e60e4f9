#include "cells/meeting_actions.hpp"

#include "base/string_map.hpp"
#include "cells/meeting_file.hpp"
#include "partners/organisation_actions.hpp"

namespace jalon::cells {

ImportReport import_meetings(store::Transaction& transaction, const csv::Document& document,
                             const ImportContext&) {
  ImportReport report = report_on(document);
  const auto rows = read_meetings(document, report);
  if (!report.accepted()) return report;

  partners::OrganisationBook organisations(transaction, transaction.territory());
  StringMap<Meeting> known;
  for (auto& meeting : all_meetings(transaction, transaction.territory())) {
    std::string ref = meeting.ref;
    known.emplace(std::move(ref), std::move(meeting));
  }
  for (const MeetingRow& row : rows) {
    partners::remark_on_unknown_organisation(report, organisations, row.organisation, row.line,
                                             "organisation");
    Meeting sent = row.meeting;
    sent.organisation = organisations.find_or_add(row.organisation, transaction);
    const auto found = known.find(sent.ref);
    if (found == known.end()) {
      sent.id = transaction.new_id<MeetingId>();
      insert_meeting(transaction, sent);
      ++report.added;
      continue;
    }
    sent.id = found->second.id;
    if (sent == found->second) {
      ++report.unchanged;
      continue;
    }
    update_meeting(transaction, sent);
    ++report.changed;
  }
  return report;
}

}  // namespace jalon::cells
