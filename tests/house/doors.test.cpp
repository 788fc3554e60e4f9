#include <gtest/gtest.h>

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
