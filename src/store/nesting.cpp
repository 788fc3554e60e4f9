#include "store/nesting.hpp"

#include <stdexcept>

namespace jalon::store {
namespace {

struct Entry {
  const Database* database;
  Reader* reader;
  bool writes;
};

thread_local std::vector<Entry> entries;

}  // namespace

Nesting::Nesting(const Database* database, Reader* reader, bool writes) {
  entries.push_back({database, reader, writes});
}

Nesting::~Nesting() {
  entries.pop_back();
}

Reader* Nesting::current(const Database* database) {
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (entry->database == database) return entry->reader;
  }
  return nullptr;
}

void Nesting::refuse_nested_write(const Database* database) {
  for (const Entry& entry : entries) {
    if (entry.database == database && entry.writes) {
      throw std::logic_error("a write inside a write: the inner one would wait for ever");
    }
  }
}

}  // namespace jalon::store
