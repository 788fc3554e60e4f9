// The plate on each room's door: README.md, with the purpose, the words, the tables and the doors, under a
// page.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "sources.hpp"

namespace jalon::house {
namespace {

bool has_section(const std::string& text, const std::string& title) {
  return std::regex_search(text, std::regex("(^|\n)## " + title + "\\b", std::regex::icase));
}

TEST(Plates, EveryRoomHasOneWithWordsTablesAndDoors) {
  for (const auto& entry : std::filesystem::directory_iterator("src")) {
    const std::string room = entry.path().filename().string();
    const SourceFile plate{"src/" + room + "/README.md", read_text("src/" + room + "/README.md")};
    ASSERT_FALSE(plate.text.empty()) << plate.path << " is missing";
    EXPECT_TRUE(plate.text.starts_with("# " + room)) << plate.path << " begins with its name";
    for (const char* section : {"Words", "Tables", "Doors"}) {
      EXPECT_TRUE(has_section(plate.text, section)) << plate.path << " lacks the section ## " << section;
    }
    EXPECT_LE(plate.lines().size(), 70u) << plate.path << " is longer than a page";
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
    const auto begin = plate.text.find("\n## Tables");
    if (begin == std::string::npos) continue;
    const std::string section = plate.text.substr(begin + 4, plate.text.find("\n## ", begin + 4) - begin - 4);
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
