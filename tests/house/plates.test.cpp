// The plate on each room's door: README.md, with the purpose, the words, the tables and the doors, under a
// page.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <regex>

#include "sources.hpp"

namespace jalon::house {
namespace {

// `## Words`, `**Words.**`, `Words: ...` or the head `| word | meaning |` of a table: all say it.
std::smatch find_section(const std::string& text, const std::string& title) {
  std::smatch match;
  std::regex_search(text, match, std::regex("(^|\n)(## |\\*\\*|\\| )?" + title + "s?\\b", std::regex::icase));
  return match;
}

/// What stands under that title, up to the next one.
std::string section_of(const std::string& text, const std::string& title) {
  const std::smatch found = find_section(text, title);
  if (found.empty()) return "";
  const std::string rest = found.suffix();
  return rest.substr(0, std::min(rest.find("\n## "), rest.find("\n**")));
}

bool has_no_tables(const std::string& room) {
  return room != "store" && std::any_of(rooms().begin(), rooms().end(), [&](const Room& declared) {
           return declared.name == room && declared.technical;
         });
}

TEST(Plates, EveryRoomHasOneWithWordsTablesAndDoors) {
  for (const auto& entry : std::filesystem::directory_iterator("src")) {
    const std::string room = entry.path().filename().string();
    const SourceFile plate{"src/" + room + "/README.md", read_text("src/" + room + "/README.md")};
    if (files({"src/" + room}, {".cpp", ".hpp"}).empty()) continue;
    EXPECT_FALSE(plate.text.empty()) << plate.path << " is missing";
    if (plate.text.empty()) continue;
    EXPECT_TRUE(plate.text.starts_with("# " + room)) << plate.path << " begins with its name";
    for (const char* section : {"word", "table", "door"}) {
      // Mechanisms have no tables but those of the store.
      if (section == std::string("table") && has_no_tables(room)) continue;
      EXPECT_FALSE(find_section(plate.text, section).empty())
          << plate.path << " does not tell its " << section << "s";
    }
    EXPECT_LE(plate.lines().size(), 80u) << plate.path << " is longer than a page";
  }
}

TEST(Plates, TheDoorsOnThePlateAreTheDoorsOfTheRoom) {
  for (const Room& room : rooms()) {
    const std::string text = read_text("src/" + room.name + "/README.md");
    const std::string section = section_of(text, "door");
    if (section.empty() || room.name == "app") continue;  // the front door opens on every room
    std::set<std::string> named;
    for (const Room& other : rooms()) {
      if (other.name != room.name && std::regex_search(section, std::regex("\\b" + other.name + "\\b"))) {
        named.insert(other.name);
      }
    }
    EXPECT_EQ(named, room.doors) << "src/" << room.name << "/README.md";
  }
}

TEST(Plates, EveryTableIsOnThePlateOfOneRoom) {
  std::map<std::string, std::vector<std::string>> owners;
  for (const SourceFile& migration : files({"db/migrations"}, {".sql"})) {
    static const std::regex create(R"(CREATE TABLE (IF NOT EXISTS )?(\w+))", std::regex::icase);
    for (std::sregex_iterator match(migration.text.begin(), migration.text.end(), create), end; match != end;
         ++match) {
      owners[(*match)[2].str()];
    }
  }
  for (const SourceFile& plate : files({"src"}, {".md"})) {
    const std::string section = section_of(plate.text, "table");
    for (auto& [table, rooms] : owners) {
      if (std::regex_search(section, std::regex("`" + table + "`"))) rooms.push_back(plate.room());
    }
  }
  for (const auto& [table, rooms] : owners) {
    EXPECT_EQ(rooms.size(), 1u) << "table " << table << " stands on " << rooms.size() << " plates";
  }
}

}  // namespace
}  // namespace jalon::house
