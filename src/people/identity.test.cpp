#include "people/identity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "people/duplicates.hpp"

namespace jalon::people {
namespace {

const Date born = Date::from_ymd(1990, 4, 2);

TEST(Identity, ComesBackFromItsPackedForm) {
  const Identity identity{"D'Arc ‑ é", "Jeanne", born};
  EXPECT_EQ(unpack(pack(identity)), identity);
  EXPECT_EQ(unpack(pack({"X", "", std::nullopt})), (Identity{"X", "", std::nullopt}));
  EXPECT_FALSE(unpack("not packed"));
}

TEST(Identity, IsFoundByTheBeginningOfAnyWordWithoutAccents) {
  const Identity identity{"Kovalénko-Dupré", "Олена", born};
  EXPECT_TRUE(matches(identity, parse_search("koval")));
  EXPECT_TRUE(matches(identity, parse_search("OLE dupre")));
  EXPECT_TRUE(matches(identity, parse_search("02/04/1990 kov")));
  EXPECT_FALSE(matches(identity, parse_search("alenko")));
  EXPECT_FALSE(matches(identity, parse_search("kov 03/04/1990")));
  const auto index = index_words(identity);
  EXPECT_THAT(index, testing::Contains(narrowest_index_word(parse_search("koval"))));
  EXPECT_THAT(index, testing::Contains(narrowest_index_word(parse_search("du"))));
  EXPECT_THAT(index, testing::Contains(narrowest_index_word(parse_search("1990-04-02"))));
  EXPECT_EQ(narrowest_index_word(parse_search("k")), "");
}

TEST(Duplicates, TransliterationsOfOneNameShareASkeleton) {
  EXPECT_EQ(skeleton("mohammed"), skeleton("muhammad"));
  EXPECT_EQ(skeleton("mohamed"), skeleton("muhammad"));
  EXPECT_EQ(skeleton("khadija"), skeleton("kadidja"));
  EXPECT_EQ(skeleton("youssef"), skeleton("yusuf"));
  EXPECT_NE(skeleton("amina"), skeleton("samira"));
  EXPECT_NE(skeleton("amina"), skeleton("mouna"));
}

TEST(Duplicates, SameBirthDateAndCloseNamesOnly) {
  const Identity known{"Al-Hassan", "Mohammed", born};
  EXPECT_TRUE(same_person_perhaps(known, {"Alhassan", "Muhammad", born}));
  EXPECT_TRUE(same_person_perhaps(known, {"Mohamed", "AL HASSAN", born}));
  EXPECT_TRUE(same_person_perhaps({"Dubois", "Éloïse", born}, {"Dubios", "Eloise", born}));
  EXPECT_FALSE(same_person_perhaps(known, {"Al-Hassan", "Mohammed", born + 1}));
  EXPECT_FALSE(same_person_perhaps(known, {"Al-Hassan", "Fatima", born}));
  EXPECT_FALSE(same_person_perhaps({"A", "B", std::nullopt}, {"A", "B", std::nullopt}));
}

TEST(Duplicates, OnlyPairsWithSomethingNewComeOut) {
  const std::vector<Identity> identities = {{"Rahimi", "Amina", born},
                                            {"Rahimi", "Amina", born},
                                            {"Rahimi", "Amin", born + 1},
                                            {"Amina", "Rahimi", born}};
  using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;
  EXPECT_EQ(possible_duplicates(identities, 3), (Pairs{{0, 3}, {1, 3}}));
  EXPECT_EQ(possible_duplicates(identities, 4), Pairs{});
}

}  // namespace
}  // namespace jalon::people
