// The plate on each room's door: README.md, with the purpose, the words, the tables and the doors, under a
// page.
#include <gtest/gtest.h>

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
    const std::smatch title = find_section(plate.text, "table");
    if (title.empty()) continue;
    const std::string rest = title.suffix();
    const std::string section = rest.substr(0, std::min(rest.find("\n## "), rest.find("\n**")));
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
