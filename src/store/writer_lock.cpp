#include "store/writer_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "store/database.hpp"

namespace jalon::store {
namespace {

// A command that ends while the next one starts should not make it fail.
constexpr auto patience = std::chrono::milliseconds(300);
constexpr auto pause = std::chrono::milliseconds(20);

std::string read_holder(int file) {
  char text[32] = {};
  const ssize_t size = pread(file, text, sizeof text - 1, 0);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "inconnu";
}

}  // namespace

WriterLock::WriterLock(const std::string& database_path) {
  const std::string path = database_path + ".lock";
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) {
    throw Fault(
        fmt::format("le fichier {} ne peut pas être créé\u00a0: vérifiez le dossier et les droits ({})", path,
                    std::strerror(errno)));
  }
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (flock(file_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EINTR && (errno != EWOULDBLOCK || std::chrono::steady_clock::now() >= deadline)) {
      const std::string holder = read_holder(file_);
      close(file_);
      throw WrittenElsewhere(fmt::format(
          "un autre jalon (processus {}) écrit déjà dans {}\u00a0: arrêtez-le, ou passez par ses pages. La "
          "lecture reste possible",
          holder, database_path));
    }
    std::this_thread::sleep_for(pause);
  }
  const std::string self = std::to_string(getpid());
  if (ftruncate(file_, 0) != 0 || pwrite(file_, self.data(), self.size(), 0) < 0) {
    // Only the message of a refusal would miss the number: the lock itself holds.
  }
}

WriterLock::~WriterLock() {
  close(file_);
}

}  // namespace jalon::store
