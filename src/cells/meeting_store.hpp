// Table `meeting`.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cells/meeting.hpp"
#include "store/database.hpp"

namespace jalon::cells {

/// Ordered by date.
std::vector<Meeting> all_meetings(store::Reader& reader, std::string_view territory);
std::optional<Meeting> find_meeting(store::Reader& reader, std::string_view territory, MeetingId id);
void insert_meeting(store::Transaction& transaction, const Meeting& meeting);
void update_meeting(store::Transaction& transaction, const Meeting& meeting);

}  // namespace jalon::cells
