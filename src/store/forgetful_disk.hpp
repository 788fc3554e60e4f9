// A disk for tests that forgets what was not synced: a SQLite VFS which keeps every write since the last sync
// in memory.
//
// After a planned number of writes and syncs the lights go out: of what was not synced, each file keeps
// nothing, everything, a beginning, or any subset, in pieces of 512 bytes (torn and out of order); then the
// process ends on the spot. It can also fail syncs, or be full. Not modelled: lost directory entries, a disk
// that lies about syncs.
#pragma once

#include <cstdint>

namespace jalon::store {

struct ForgetfulDisk {
  /// Becomes the disk of every SQLite file that this process opens from now on. `power_lasts` counts writes
  /// and syncs; 0 = for ever.
  static void install(std::uint64_t seed, int power_lasts);
  /// Back to the real one. Files must be closed.
  static void uninstall();

  static void fail_syncs(bool failing);
  static void be_full(bool full);
};

}  // namespace jalon::store
