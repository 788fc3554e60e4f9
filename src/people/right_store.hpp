// Table `person_right`. Words come and go sealed.
#pragma once

#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "people/right.hpp"
#include "store/database.hpp"

namespace jalon::people {

struct SealedRight {
  RightEvent event;  // `text` is empty
  store::Bytes sealed;
};

/// Gives the event its number and its instant.
void insert_right(store::Transaction& transaction, RightEvent event, const store::Bytes& sealed);
/// In order.
std::vector<SealedRight> rights_of(store::Reader& reader, std::string_view territory, PersonId person);
/// Of everybody, by person, in order.
void each_right(store::Reader& reader, std::string_view territory,
                const std::function<void(const SealedRight&)>& visit);
/// What stands of one file, and of every file of which something was recorded.
RightsState rights_state(store::Reader& reader, std::string_view territory, PersonId person);
std::unordered_map<PersonId, RightsState> rights_states(store::Reader& reader, std::string_view territory);

}  // namespace jalon::people
