#include "cells/meeting_store.hpp"

namespace jalon::cells {
namespace {

const store::Query all_query{"cells.meetings",
                             "SELECT id, ref, kind, held_on, commune, organisation FROM meeting"
                             " WHERE territory = ? ORDER BY held_on, ref"};
const store::Query find_query{"cells.meeting",
                              "SELECT id, ref, kind, held_on, commune, organisation FROM meeting"
                              " WHERE territory = ? AND id = ?"};
const store::Query insert_query{"cells.insert_meeting",
                                "INSERT INTO meeting (territory, id, ref, kind, held_on, commune, "
                                "organisation) VALUES (?, ?, ?, ?, ?, ?, ?)"};
const store::Query update_query{"cells.update_meeting",
                                "UPDATE meeting SET kind = ?, held_on = ?, commune = ?, organisation = ?"
                                " WHERE territory = ? AND id = ?"};

Meeting to_meeting(const store::Row& row) {
  return {row.id<MeetingId>(0),
          row.string(1),
          row.text(2) == to_word(MeetingKind::committee) ? MeetingKind::committee : MeetingKind::cell,
          row.date(3),
          row.string(4),
          row.optional_id<partners::OrganisationId>(5)};
}

}  // namespace

std::vector<Meeting> all_meetings(store::Reader& reader, std::string_view territory) {
  return reader.list(all_query, {territory}, to_meeting);
}

std::optional<Meeting> find_meeting(store::Reader& reader, std::string_view territory, MeetingId id) {
  return reader.first(find_query, {territory, id}, to_meeting);
}

void insert_meeting(store::Transaction& transaction, const Meeting& meeting) {
  transaction.execute(insert_query, {transaction.territory(), meeting.id, meeting.ref, to_word(meeting.kind),
                                     meeting.held_on, meeting.commune, meeting.organisation});
}

void update_meeting(store::Transaction& transaction, const Meeting& meeting) {
  transaction.execute(update_query, {to_word(meeting.kind), meeting.held_on, meeting.commune,
                                     meeting.organisation, transaction.territory(), meeting.id});
}

}  // namespace jalon::cells
