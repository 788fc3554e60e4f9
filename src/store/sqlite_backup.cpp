#include "store/sqlite_backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "store/sqlite_connection.hpp"

namespace jalon::store {
namespace {

const Query integrity_check{"backup.check", "PRAGMA integrity_check", Query::Unlisted::yes};
const Query vacuum_into{"backup.copy", "VACUUM INTO ?", Query::Unlisted::yes};

void sync(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool done = file >= 0 && fsync(file) == 0;
  const int error = errno;
  if (file >= 0) close(file);
  if (!done)
    throw Fault(
        fmt::format("la sauvegarde ne tient pas sur le disque\u00a0: {} ({})", path, std::strerror(error)));
}

}  // namespace

std::string backup_draft(const std::string& to) {
  if (std::filesystem::exists(to)) {
    throw Fault(fmt::format("{} existe déjà\u00a0: une sauvegarde n’écrase jamais rien", to));
  }
  std::string draft = to + ".partiel";
  std::filesystem::remove(draft);
  return draft;
}

void finish_backup(const std::string& draft, const std::string& to) {
  {
    SqliteConnection copy(draft, SqliteConnection::Role::reader);
    copy.each(integrity_check, {}, [&](const Row& row) {
      if (row.text(0) != "ok") throw Fault(fmt::format("la sauvegarde est abîmée\u00a0: {}", row.text(0)));
    });
  }
  sync(draft, O_RDWR);
  std::filesystem::rename(draft, to);
  const auto folder = std::filesystem::absolute(to).parent_path();
  sync(folder.string(), O_RDONLY | O_DIRECTORY);
}

void back_up_sqlite(const std::string& from, const std::string& to) {
  const std::string draft = backup_draft(to);
  try {
    {
      SqliteConnection source(from, SqliteConnection::Role::copier);
      source.execute(vacuum_into, {draft});
    }
    finish_backup(draft, to);
  } catch (...) {
    std::filesystem::remove(draft);
    throw;
  }
}

}  // namespace jalon::store
