// Tables `health_hosting`, `health_reader`, `person_health`.
#pragma once

#include <string_view>
#include <vector>

#include "partners/account.hpp"
#include "people/health.hpp"
#include "people/ids.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// By ver.
std::vector<HostingEvent> hosting_events(store::Reader& reader, std::string_view territory);
void insert_hosting(store::Transaction& transaction, HostingEvent event);

/// Those named now.
std::vector<partners::AccountId> health_readers(store::Reader& reader, std::string_view territory);
void insert_health_reader(store::Transaction& transaction, partners::AccountId account, bool named,
                          const std::string& actor);

struct SealedHealth {
  store::Bytes sealed;
  std::string recorded_at;
  std::string actor;
};
/// By ver.
std::vector<SealedHealth> health_rows(store::Reader& reader, std::string_view territory, PersonId person);
void insert_health(store::Transaction& transaction, PersonId person, const store::Bytes& sealed,
                   const std::string& actor);
/// How many persons there are some of.
std::int64_t count_health_files(store::Reader& reader, std::string_view territory);
/// How many rows there were.
std::int64_t delete_all_health(store::Transaction& transaction);

}  // namespace jalon::people
