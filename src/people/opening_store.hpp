// Table `person_opening`.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "people/opening.hpp"
#include "store/database.hpp"

namespace jalon::people {

struct SealedOpening {
  OpeningEvent event;  // without its reason
  store::Bytes sealed;
};

/// Gives the event its number.
void insert_opening(store::Transaction& transaction, OpeningEvent event, const store::Bytes& sealed);

// Each ordered by opening, then `ver`.
std::vector<SealedOpening> opening_events(store::Reader& reader, std::string_view territory, OpeningId about);
std::vector<SealedOpening> opening_events_of_person(store::Reader& reader, std::string_view territory,
                                                    PersonId person);
std::vector<SealedOpening> opening_events_of_account(store::Reader& reader, std::string_view territory,
                                                     partners::AccountId account);
/// Those of this account about this person.
std::vector<SealedOpening> opening_events_between(store::Reader& reader, std::string_view territory,
                                                  partners::AccountId account, PersonId person);
/// Every emergency, and what followed.
std::vector<SealedOpening> emergency_events(store::Reader& reader, std::string_view territory);
/// Of whom something is asked that nobody answered; one line for each request.
std::vector<PersonId> persons_asked_about(store::Reader& reader, std::string_view territory);
/// Every event.
std::vector<SealedOpening> all_opening_events(store::Reader& reader, std::string_view territory);

}  // namespace jalon::people
