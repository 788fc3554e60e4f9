// Which reader the current thread is already inside of, per database: a read inside a read or a write joins
// it instead of waiting for a connection that its own thread holds.
#pragma once

#include <vector>

#include "store/database.hpp"

namespace jalon::store {

class Nesting {
 public:
  Nesting(const Database* database, Reader* reader, bool writes);
  ~Nesting();
  Nesting(const Nesting&) = delete;
  Nesting& operator=(const Nesting&) = delete;

  /// The innermost reader of `database` on this thread; nullptr outside.
  static Reader* current(const Database* database);
  /// Throws std::logic_error when this thread is inside a write of `database`.
  static void refuse_nested_write(const Database* database);
};

}  // namespace jalon::store
