#include "store/forgetful_disk.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace jalon::store {
namespace {

constexpr std::size_t sector = 512;

struct Change {
  std::int64_t offset;
  std::string bytes;
  bool truncates;  // then `offset` is the new size
};

/// One file, shared by the connections that have it open.
struct Shared {
  std::string path;
  std::string seen;              // what reads see
  std::vector<Change> unsynced;  // what the disk itself has not
};

struct File {
  sqlite3_file base;
  Shared* shared;
  sqlite3_file* real;
};

struct Disk {
  sqlite3_vfs vfs;
  sqlite3_vfs* real;
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<Shared>> files;
  std::mt19937_64 random;
  int power_left;  // 0 = no end
  std::atomic<bool> syncs_fail{false};
  std::atomic<bool> full{false};
};

Disk disk;

void apply(int file, const Change& change) {
  if (change.truncates) {
    if (ftruncate(file, change.offset) != 0) _exit(3);
  } else if (pwrite(file, change.bytes.data(), change.bytes.size(), change.offset) < 0) {
    _exit(3);
  }
}

void write_through(Shared& shared, const std::vector<Change>& changes) {
  if (changes.empty()) return;
  const int file = ::open(shared.path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) _exit(3);
  for (const Change& change : changes) apply(file, change);
  close(file);
}

/// What survives of the changes to one file.
std::vector<Change> survivors(const std::vector<Change>& unsynced) {
  std::vector<Change> pieces;
  for (const Change& change : unsynced) {
    if (change.truncates) pieces.push_back(change);
    for (std::size_t at = 0; at < change.bytes.size(); at += sector) {
      pieces.push_back(
          {change.offset + static_cast<std::int64_t>(at), change.bytes.substr(at, sector), false});
    }
  }
  switch (disk.random() % 4) {
    case 0:
      return {};
    case 1:
      return pieces;
    case 2:
      pieces.resize(pieces.empty() ? 0 : disk.random() % pieces.size());
      return pieces;
    default:
      std::erase_if(pieces, [](const Change&) { return disk.random() % 2 == 0; });
      return pieces;
  }
}

/// Called under the mutex before each write and sync.
void spend_power() {
  if (disk.power_left == 0 || --disk.power_left > 0) return;
  for (const auto& [path, shared] : disk.files) write_through(*shared, survivors(shared->unsynced));
  _exit(0);
}

File* file_of(sqlite3_file* base) {
  return reinterpret_cast<File*>(base);
}

int x_close(sqlite3_file* base) {
  File* file = file_of(base);
  const std::lock_guard lock(disk.mutex);
  return file->real->pMethods->xClose(file->real);
}

int x_read(sqlite3_file* base, void* out, int amount, sqlite3_int64 offset) {
  const std::lock_guard lock(disk.mutex);
  const std::string& seen = file_of(base)->shared->seen;
  const auto size = static_cast<std::size_t>(amount);
  const auto from = std::min(static_cast<std::size_t>(offset), seen.size());
  const auto found = std::min(size, seen.size() - from);
  std::memcpy(out, seen.data() + from, found);
  if (found == size) return SQLITE_OK;
  std::memset(static_cast<char*>(out) + found, 0, size - found);
  return SQLITE_IOERR_SHORT_READ;
}

int x_write(sqlite3_file* base, const void* data, int amount, sqlite3_int64 offset) {
  const std::lock_guard lock(disk.mutex);
  if (disk.full) return SQLITE_FULL;
  spend_power();
  Shared& shared = *file_of(base)->shared;
  const std::string bytes(static_cast<const char*>(data), static_cast<std::size_t>(amount));
  const auto from = static_cast<std::size_t>(offset);
  if (shared.seen.size() < from + bytes.size()) shared.seen.resize(from + bytes.size());
  shared.seen.replace(from, bytes.size(), bytes);
  shared.unsynced.push_back({offset, bytes, false});
  return SQLITE_OK;
}

int x_truncate(sqlite3_file* base, sqlite3_int64 size) {
  const std::lock_guard lock(disk.mutex);
  spend_power();
  Shared& shared = *file_of(base)->shared;
  shared.seen.resize(static_cast<std::size_t>(size));
  shared.unsynced.push_back({size, "", true});
  return SQLITE_OK;
}

int x_sync(sqlite3_file* base, int) {
  const std::lock_guard lock(disk.mutex);
  if (disk.syncs_fail) return SQLITE_IOERR_FSYNC;
  spend_power();
  Shared& shared = *file_of(base)->shared;
  write_through(shared, shared.unsynced);
  shared.unsynced.clear();
  return SQLITE_OK;
}

int x_file_size(sqlite3_file* base, sqlite3_int64* size) {
  const std::lock_guard lock(disk.mutex);
  *size = static_cast<sqlite3_int64>(file_of(base)->shared->seen.size());
  return SQLITE_OK;
}

// Locks and shared memory are the real ones.
sqlite3_file* real(sqlite3_file* base) {
  return file_of(base)->real;
}
int x_lock(sqlite3_file* f, int level) {
  return real(f)->pMethods->xLock(real(f), level);
}
int x_unlock(sqlite3_file* f, int level) {
  return real(f)->pMethods->xUnlock(real(f), level);
}
int x_check_lock(sqlite3_file* f, int* out) {
  return real(f)->pMethods->xCheckReservedLock(real(f), out);
}
int x_control(sqlite3_file* f, int op, void* arg) {
  // Hints about sizes would write behind our back.
  if (op == SQLITE_FCNTL_SIZE_HINT || op == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
  return real(f)->pMethods->xFileControl(real(f), op, arg);
}
int x_sector(sqlite3_file*) {
  return static_cast<int>(sector);
}
int x_device(sqlite3_file*) {
  return 0;
}
int x_shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int x_shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void x_shm_barrier(sqlite3_file* f) {
  real(f)->pMethods->xShmBarrier(real(f));
}
int x_shm_unmap(sqlite3_file* f, int remove) {
  return real(f)->pMethods->xShmUnmap(real(f), remove);
}

const sqlite3_io_methods methods = {
    2,          x_close,       x_read,       x_write,   x_truncate, x_sync,   x_file_size,
    x_lock,     x_unlock,      x_check_lock, x_control, x_sector,   x_device, x_shm_map,
    x_shm_lock, x_shm_barrier, x_shm_unmap,  nullptr,   nullptr,
};

std::string read_whole(const std::string& path) {
  std::string bytes;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return bytes;
  char buffer[65536];
  ssize_t size = 0;
  while ((size = read(file, buffer, sizeof buffer)) > 0) bytes.append(buffer, static_cast<std::size_t>(size));
  close(file);
  return bytes;
}

int x_open(sqlite3_vfs*, const char* name, sqlite3_file* base, int flags, int* out_flags) {
  constexpr int watched = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  if ((flags & watched) == 0) return disk.real->xOpen(disk.real, name, base, flags, out_flags);
  File* file = file_of(base);
  file->base.pMethods = nullptr;
  file->real = reinterpret_cast<sqlite3_file*>(file + 1);
  const std::lock_guard lock(disk.mutex);
  const int code = disk.real->xOpen(disk.real, name, file->real, flags, out_flags);
  if (code != SQLITE_OK) return code;
  auto& shared = disk.files[name];
  if (!shared) shared = std::make_unique<Shared>(Shared{name, read_whole(name), {}});
  file->shared = shared.get();
  file->base.pMethods = &methods;
  return SQLITE_OK;
}

int x_delete(sqlite3_vfs*, const char* name, int sync_folder) {
  const std::lock_guard lock(disk.mutex);
  disk.files.erase(name);
  return disk.real->xDelete(disk.real, name, sync_folder);
}

}  // namespace

void ForgetfulDisk::install(std::uint64_t seed, int power_lasts) {
  disk.real = sqlite3_vfs_find("unix");
  disk.vfs = *disk.real;
  disk.vfs.zName = "forgetful";
  disk.vfs.szOsFile = static_cast<int>(sizeof(File)) + disk.real->szOsFile;
  disk.vfs.xOpen = x_open;
  disk.vfs.xDelete = x_delete;
  disk.files.clear();
  disk.random.seed(seed);
  disk.power_left = power_lasts;
  disk.syncs_fail = false;
  disk.full = false;
  sqlite3_vfs_register(&disk.vfs, 1);
}

void ForgetfulDisk::uninstall() {
  sqlite3_vfs_unregister(&disk.vfs);
  sqlite3_vfs_register(disk.real, 1);
}

void ForgetfulDisk::fail_syncs(bool failing) {
  disk.syncs_fail = failing;
}
void ForgetfulDisk::be_full(bool full) {
  disk.full = full;
}

}  // namespace jalon::store
