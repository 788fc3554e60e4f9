#include <gtest/gtest.h>

#include <regex>

#include "sources.hpp"

namespace jalon::house {
namespace {

TEST(Doors, EveryIncludeGoesThroughADeclaredDoor) {
  std::vector<std::string> problems;
  for (const SourceFile& file : code()) {
    for (std::string& problem : door_violations(file, rooms())) problems.push_back(std::move(problem));
  }
  EXPECT_TRUE(problems.empty()) << join(problems);
}

TEST(Doors, EachDoorStandsAboveTheRoomSoThatTheHouseHasNoCircle) {
  std::set<std::string> above;
  for (const Room& room : rooms()) {
    for (const std::string& door : room.doors) {
      EXPECT_TRUE(above.contains(door)) << room.name << " -> " << door;
    }
    above.insert(room.name);
  }
}

std::map<std::string, std::set<std::string>> doors_used() {
  std::map<std::string, std::set<std::string>> used;
  static const std::regex view_include("\\{% include \"(\\w+)/");
  for (const SourceFile& file : files({"src"}, {".cpp", ".hpp", ".html"})) {
    std::set<std::string>& doors = used[file.room()];
    for (const Include& include : includes(file)) {
      if (!include.angled) doors.insert(include.target.substr(0, include.target.find('/')));
    }
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), view_include), end; match != end;
         ++match) {
      doors.insert((*match)[1].str());
    }
  }
  return used;
}

TEST(Doors, ADeclaredDoorIsUsed) {
  const auto used = doors_used();
  for (const Room& room : rooms()) {
    const auto found = used.find(room.name);
    if (found == used.end()) continue;
    for (const std::string& door : room.doors) {
      EXPECT_TRUE(found->second.contains(door)) << room.name << " never uses its door to " << door;
    }
  }
}

TEST(Doors, TemplatesGoThroughDeclaredDoorsToo) {
  const auto used = doors_used();
  for (const Room& room : rooms()) {
    const auto found = used.find(room.name);
    if (found == used.end()) continue;
    for (const std::string& door : found->second) {
      EXPECT_TRUE(door == room.name || room.doors.contains(door)) << room.name << " has no door to " << door;
    }
  }
}

// The check itself is checked: each line below must be refused.
TEST(Doors, TheCheckRefusesWhatItShould) {
  const std::vector<Room> house = parse_rooms(
      "jalon_room(base TECHNICAL)\njalon_room(store TECHNICAL DOORS base)\njalon_room(people DOORS base "
      "store)\n"
      "jalon_room(cells DOORS base store people)\n");
  ASSERT_EQ(house.size(), 4u);
  ASSERT_TRUE(house[1].technical);

  const auto refused = [&](const char* path, const char* text) {
    return door_violations({path, text}, house).size();
  };
  EXPECT_EQ(refused("src/people/person.hpp", "#include \"cells/agenda.hpp\"\n"), 1u) << "no such door";
  EXPECT_EQ(refused("src/people/person.cpp", "#include \"store/query.hpp\"\n"), 1u) << "pure includes store";
  EXPECT_EQ(refused("src/cells/agenda.cpp", "#include \"people/person_store.hpp\"\n"), 1u)
      << "pure takes an edge";
  EXPECT_EQ(refused("src/people/person.cpp", "#include <fstream>\n"), 1u) << "pure reads files";
  EXPECT_EQ(refused("src/people/person.cpp", "#include \"base/clock.hpp\"\n"), 1u) << "pure asks the clock";
  EXPECT_EQ(refused("src/people/person_store.cpp", "#include <sqlite3.h>\n"), 1u) << "hidden library";
  EXPECT_EQ(refused("src/attic/dust.cpp", ""), 1u) << "room not declared";
  EXPECT_EQ(
      refused("src/people/person_pages.cpp", "const store::Query find{\"people.find\", \"SELECT 1\"};\n"), 1u)
      << "SQL outside a store file";

  EXPECT_EQ(refused("src/people/person_store.cpp", "#include \"store/query.hpp\"\n"), 0u);
  EXPECT_EQ(refused("src/cells/agenda.cpp", "#include \"people/person.hpp\"\n"), 0u);
  EXPECT_EQ(refused("src/store/sqlite.cpp", "#include <sqlite3.h>\n"), 0u);
  EXPECT_EQ(
      refused("src/people/person_store.cpp", "const store::Query find{\"people.find\", \"SELECT 1\"};\n"),
      0u);
}

}  // namespace
}  // namespace jalon::house
