#include "people/access_log_store.hpp"

namespace jalon::people {
namespace {

const store::Query all_query{
    "people.access_log",
    "SELECT a.at, a.actor, a.purpose, a.peer, COALESCE(p.ref, '') FROM person_access a"
    " LEFT JOIN person p ON p.territory = a.territory AND p.id = a.person"
    " WHERE a.territory = ? ORDER BY a.seq DESC LIMIT ? OFFSET ?"};
const store::Query of_person_query{
    "people.access_log_of_person",
    "SELECT a.at, a.actor, a.purpose, a.peer, p.ref FROM person_access a"
    " JOIN person p ON p.territory = a.territory AND p.id = a.person"
    " WHERE a.territory = ? AND p.ref = ? ORDER BY a.seq DESC LIMIT ? OFFSET ?"};
const store::Query count_query{"people.count_accesses",
                               "SELECT COUNT(*) FROM person_access WHERE territory = ?"};
const store::Query count_of_person_query{"people.count_accesses_of_person",
                                         "SELECT COUNT(*) FROM person_access a"
                                         " JOIN person p ON p.territory = a.territory AND p.id = a.person"
                                         " WHERE a.territory = ? AND p.ref = ?"};

LoggedAccess to_access(const store::Row& row) {
  return {row.string(0), row.string(1), row.string(2), row.string(3), row.string(4)};
}

}  // namespace

std::vector<LoggedAccess> logged_accesses(store::Reader& reader, std::string_view territory,
                                          std::string_view ref, std::int64_t first, std::int64_t count) {
  if (ref.empty()) return reader.list(all_query, {territory, count, first}, to_access);
  return reader.list(of_person_query, {territory, ref, count, first}, to_access);
}

std::int64_t count_accesses(store::Reader& reader, std::string_view territory, std::string_view ref) {
  return ref.empty() ? reader.count(count_query, {territory})
                     : reader.count(count_of_person_query, {territory, ref});
}

}  // namespace jalon::people
