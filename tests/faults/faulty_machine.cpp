// A machine that fails on demand: loaded before a program (LD_PRELOAD), it makes files refuse to be written
// or synced, and moves the clock, as the file named by FAULTY_MACHINE says at that moment.
//
// Byte 0: syncs fail (EIO). 1: the disk is full (ENOSPC). 2: the disk has become read-only (EROFS). 8 to 15:
// what is added to the clock of the day, in ms. Only regular files are concerned: sockets and pipes go on.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

struct Orders {
  volatile unsigned char sync_fails;
  volatile unsigned char full;
  volatile unsigned char read_only;
  unsigned char unused[5];
  volatile std::int64_t clock_ms;
};

const Orders& orders() {
  static const Orders none{};
  static const Orders* const found = [] {
    const char* path = std::getenv("FAULTY_MACHINE");
    const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    void* mapped = file < 0 ? MAP_FAILED : mmap(nullptr, sizeof(Orders), PROT_READ, MAP_SHARED, file, 0);
    if (file >= 0) close(file);
    return mapped == MAP_FAILED ? &none : static_cast<const Orders*>(mapped);
  }();
  return *found;
}

bool is_file(int file) {
  struct stat status{};
  return fstat(file, &status) == 0 && S_ISREG(status.st_mode);
}

/// What a write to this file meets; 0 = nothing.
int met_by_write(int file) {
  const Orders& now = orders();
  if (now.full == 0 && now.read_only == 0) return 0;
  if (!is_file(file)) return 0;
  return now.read_only != 0 ? EROFS : ENOSPC;
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

#define FAULTY(type, name, parameters, arguments, met)      \
  extern "C" type name parameters {                         \
    static auto* const real = next<type parameters>(#name); \
    if (const int error = met; error != 0) {                \
      errno = error;                                        \
      return -1;                                            \
    }                                                       \
    return real arguments;                                  \
  }

FAULTY(ssize_t, write, (int file, const void* bytes, size_t size), (file, bytes, size), met_by_write(file))
FAULTY(ssize_t, pwrite, (int file, const void* bytes, size_t size, off_t at), (file, bytes, size, at),
       met_by_write(file))
FAULTY(ssize_t, pwrite64, (int file, const void* bytes, size_t size, off64_t at), (file, bytes, size, at),
       met_by_write(file))
FAULTY(int, fsync, (int file), (file), orders().sync_fails != 0 && is_file(file) ? EIO : 0)
FAULTY(int, fdatasync, (int file), (file), orders().sync_fails != 0 && is_file(file) ? EIO : 0)

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  static auto* const real = next<int(clockid_t, timespec*)>("clock_gettime");
  const int result = real(clock, time);
  if (result == 0 && clock == CLOCK_REALTIME) {
    const std::int64_t moved = time->tv_sec * 1000 + time->tv_nsec / 1'000'000 + orders().clock_ms;
    time->tv_sec = moved / 1000;
    time->tv_nsec = moved % 1000 * 1'000'000;
  }
  return result;
}
