#include "store/query.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace jalon::store {
namespace {

struct Registry {
  std::mutex mutex;
  std::vector<const Query*> queries;
};

// Built by the first query and therefore destroyed after the last one.
Registry& registry() {
  static Registry instance;
  return instance;
}

std::uint64_t next_serial() {
  static std::atomic<std::uint64_t> serial{0};
  return ++serial;
}

}  // namespace

Query::Query(const char* name, const char* sql) : name_(name), sql_(sql), serial_(next_serial()) {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  r.queries.push_back(this);
}

Query::Query(const char* name, const char* sql, Unlisted) : name_(name), sql_(sql), serial_(next_serial()) {}

Query::~Query() {
  Registry& r = registry();
  const std::lock_guard lock(r.mutex);
  std::erase(r.queries, this);
}

const std::vector<const Query*>& Query::all() {
  return registry().queries;
}

}  // namespace jalon::store
