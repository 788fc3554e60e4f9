#include "app/terminal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pwd.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/text.hpp"
#include "partners/territory_store.hpp"
#include "people/access_chain_store.hpp"
#include "people/people_actions.hpp"

namespace jalon::app {
namespace {

constexpr std::size_t longest_word = 64;

/// What the environment says is written by whoever runs the command: letters, digits and a few signs of it.
std::string plain(const char* text) {
  std::string word;
  for (const char c : std::string_view(text == nullptr ? "" : text).substr(0, longest_word)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || std::string_view("._-:%").find(c) != std::string_view::npos) word += c;
  }
  return word;
}

std::string left_beside(const std::string& database) {
  return database + ".readings";
}

class LockedFile {
 public:
  LockedFile(const std::string& path, int flags)
      : file_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0600)) {
    if (file_ >= 0 && flock(file_, LOCK_EX) != 0) {
      close(file_);
      file_ = -1;
    }
  }
  ~LockedFile() {
    if (file_ >= 0) close(file_);
  }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;
  int get() const { return file_; }

 private:
  int file_;
};

[[noreturn]] void fail(const std::string& path) {
  throw store::Fault(fmt::format("cette lecture ne peut pas être consignée dans {} ({}), elle n’a pas lieu",
                                 path, std::strerror(errno)));
}

/// One line: instant, territory, actor, purpose, place, persons, parted by tabs.
void leave(const std::string& database, std::string_view territory, const people::AccessWords& words,
           std::span<const people::PersonId> persons) {
  const std::string path = left_beside(database);
  std::string line =
      fmt::format("{}\t{}\t{}\t{}\t{}\t", words.at, territory, words.actor, words.purpose, words.peer);
  for (const people::PersonId person : persons) line += person.text() + " ";
  line.back() = '\n';
  const LockedFile file(path, O_WRONLY | O_CREAT | O_APPEND);
  if (file.get() < 0) fail(path);
  // Left by root, it must be taken by who serves.
  struct stat owner{};
  if (stat(database.c_str(), &owner) == 0 && geteuid() == 0 &&
      fchown(file.get(), owner.st_uid, owner.st_gid) != 0) {
    fail(path);
  }
  const off_t before = lseek(file.get(), 0, SEEK_END);
  if (write(file.get(), line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
      fsync(file.get()) == 0)
    return;
  const int why = errno;
  if (ftruncate(file.get(), before) != 0) spdlog::warn("{}: half a line stays there", path);
  errno = why;
  fail(path);
}

std::string read_all(int file) {
  std::string text;
  char part[4096];
  for (ssize_t size = 0; (size = read(file, part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(size));
  return text;
}

}  // namespace

std::string terminal_actor() {
  const passwd* account = getpwuid(getuid());
  std::string name = account != nullptr ? plain(account->pw_name) : std::to_string(getuid());
  const std::string behind = plain(std::getenv("SUDO_USER"));
  return "terminal:" + (behind.empty() || behind == name ? name : behind + " (" + name + ")");
}

std::string terminal_place() {
  const std::string_view connection =
      std::getenv("SSH_CONNECTION") != nullptr ? std::getenv("SSH_CONNECTION") : "";
  const std::string from = plain(std::string(connection.substr(0, connection.find(' '))).c_str());
  return from.empty() ? "terminal" : from;
}

std::string AtTerminal::place() const {
  const std::string from = terminal_place();
  if (!caller.signed_in()) return from;
  return from == "terminal" ? terminal_actor() : terminal_actor() + ", " + from;
}

void log_reading(App& app, const AtTerminal& who, std::span<const people::PersonId> persons,
                 std::string_view purpose) {
  if (persons.empty()) return;
  const people::AccessWords words{who.actor(), std::string(purpose), who.place(),
                                  to_iso_instant(app.machine_clock().now_ms())};
  try {
    if (const auto logged = people::record_accesses(app.database(), who.territory, persons, words); !logged) {
      throw store::Fault("cette lecture ne peut pas être consignée (" + logged.error().code + ")");
    }
  } catch (const store::WrittenElsewhere&) {
    leave(app.config().database, who.territory, words, persons);
  }
}

void log_copy(App& app, std::string_view purpose, std::ostream& err) {
  const people::PersonId every_file;
  try {
    for (const partners::Territory& territory : app.database().read(partners::all_territories)) {
      log_reading(app, {territory.code, {}}, {&every_file, 1}, purpose);
    }
  } catch (const store::Fault& fault) {
    err << "Cette copie n’est pas consignée dans le journal des accès\u00a0: " << fault.what() << ".\n";
  }
}

std::size_t take_left_readings(App& app) {
  const std::string path = left_beside(app.config().database);  // beside PostgreSQL there is nothing
  if (access(path.c_str(), F_OK) != 0) return 0;
  const LockedFile file(path, O_RDWR);
  if (file.get() < 0) return 0;
  std::size_t taken = 0;
  const std::string text = read_all(file.get());
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) continue;
    const auto fields = split(line, '\t');
    std::vector<people::PersonId> persons;
    if (fields.size() == 6) {
      for (const std::string_view id : split(fields[5], ' ')) {
        if (const auto person = people::PersonId::parse(id)) persons.push_back(*person);
      }
    }
    if (persons.empty()) {
      spdlog::warn("{}: a line that was left there cannot be read", path);
      continue;
    }
    const people::AccessWords words{std::string(fields[2]), std::string(fields[3]), std::string(fields[4]),
                                    std::string(fields[0])};
    if (!people::record_accesses(app.database(), fields[1], persons, words)) continue;
    taken += persons.size();
  }
  // Emptied once it is all on disk: after a crash in between a line is there twice rather than never.
  if (ftruncate(file.get(), 0) != 0) spdlog::warn("{}: {}", path, std::strerror(errno));
  return taken;
}

}  // namespace jalon::app
