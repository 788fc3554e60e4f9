// The rules of the doors:
//  1. a room includes only itself and the rooms declared as its doors;
//  2. a pure file (no suffix, in a room that is not technical) includes pure headers only, and reaches for no
//  SQL,
//     HTTP, JSON, file or clock;
//  3. a library that one room hides is included by that room alone;
//  4. SQL stands in _store files.
#include <algorithm>
#include <regex>

#include "sources.hpp"

namespace jalon::house {
namespace {

struct Hidden {
  const char* header;  // beginning of what stands between < >
  const char* only;    // beginning of the paths that may include it
};
constexpr Hidden hidden[] = {
    {"sqlite3.h", "src/store/"},          {"libpq", "src/store/"},
    {"pg_config", "src/store/"},          {"microhttpd", "src/http/"},
    {"CLI/", "src/app/command_line.cpp"}, {"curl/", "src/oidc/transport.cpp"},
    {"openssl/", "src/oidc/keys.cpp"},    {"gnutls/", "src/http/certificate.cpp"},
};

// What a pure file may not reach for; tests of pure files may read fixtures.
constexpr const char* impure[] = {"fstream",   "filesystem", "cstdio",     "nlohmann/", "spdlog/",
                                  "sqlite3.h", "libpq",      "microhttpd", "thread",    "sodium",
                                  "unistd.h",  "fcntl.h",    "sys/"};

/// Cbc never ends where the folder of the process is gone: its only user looks first.
constexpr Hidden excepted = {"unistd.h", "src/allocation/cbc_program.cpp"};

const Room* find(const std::vector<Room>& house, std::string_view name) {
  const auto found =
      std::find_if(house.begin(), house.end(), [&](const Room& room) { return room.name == name; });
  return found == house.end() ? nullptr : &*found;
}

bool is_edge_header(const std::string& target) {
  return !SourceFile{target, ""}.suffix().empty() || target.find("/views/") != std::string::npos;
}

}  // namespace

std::vector<std::string> door_violations(const SourceFile& file, const std::vector<Room>& house) {
  std::vector<std::string> problems;
  const Room* own = find(house, file.room());
  const bool pure = own && !own->technical && file.suffix().empty();
  const auto problem = [&](std::size_t line, const std::string& what) {
    problems.push_back(file.path + ":" + std::to_string(line) + ": " + what);
  };

  if (!file.room().empty() && !own)
    problem(1, "room '" + file.room() + "' is not declared in CMakeLists.txt");
  for (const Include& include : includes(file)) {
    if (include.angled) {
      for (const Hidden& library : hidden) {
        // A bench may measure against the library itself.
        const bool allowed = file.path.starts_with(library.only) || file.path.starts_with("bench/");
        if (include.target.starts_with(library.header) && !allowed) {
          problem(include.line, "<" + include.target + "> is hidden behind " + library.only);
        }
      }
      if (!pure || file.is_test()) continue;
      for (const char* header : impure) {
        if (file.path == excepted.only && include.target == excepted.header) continue;
        if (include.target.starts_with(header)) {
          problem(include.line, "a pure file reaches for <" + include.target + ">");
        }
      }
      continue;
    }
    const auto slash = include.target.find('/');
    if (!own || slash == std::string::npos) continue;
    const Room* door = find(house, include.target.substr(0, slash));
    if (!door) {
      problem(include.line, "\"" + include.target + "\" is in no declared room");
    } else if (door != own && !own->doors.contains(door->name)) {
      problem(include.line, "room '" + own->name + "' has no door to '" + door->name + "'");
    } else if (pure && door->name != "base" && (door->technical || is_edge_header(include.target))) {
      problem(include.line, "a pure file includes \"" + include.target + "\", which is not pure");
    } else if (pure && !file.is_test() && include.target == "base/clock.hpp") {
      problem(include.line, "a pure file takes the date it speaks of, it asks no clock");
    }
  }

  static const std::regex query(R"((^|\n)[^\n/]*\bQuery\s+\w+\{)");
  if (own && own->name != "store" && file.suffix() != "store" && !file.is_test()) {
    if (std::smatch match; std::regex_search(file.text, match, query)) {
      const auto line = 1 + std::count(file.text.begin(), file.text.begin() + match.position(0) + 1, '\n');
      problem(static_cast<std::size_t>(line), "SQL stands in _store files only");
    }
  }
  return problems;
}

}  // namespace jalon::house
