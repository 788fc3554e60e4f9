// The right to write to a SQLite file, held by one program at a time: a lock on `<file>.lock`, which the
// system lets go of when the program ends, however it ends. A file apart, because closing any handle on the
// database file itself would drop SQLite's own locks.
#pragma once

#include <string>

namespace jalon::store {

class WriterLock {
 public:
  /// Throws WrittenElsewhere, naming the program that holds it.
  explicit WriterLock(const std::string& database_path);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace jalon::store
