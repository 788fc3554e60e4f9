// Every query of the program, against both databases. This test links every room whole, so that each Query is
// there.
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "store/query.hpp"
#include "store/testing_store.hpp"

namespace jalon::house {
namespace {

using store::Query;

class EveryQuery : public store::OnEachDatabase {};
JALON_ON_EACH_DATABASE(EveryQuery);

TEST_P(EveryQuery, IsAcceptedByTheDatabase) {
  ASSERT_GT(Query::all().size(), 20u) << "the rooms were not linked whole";
  std::string problems;
  for (const std::string& problem : database().prepare_all()) problems += "\n  " + problem;
  EXPECT_EQ(problems, "");
}

// The same for everyone: the map, the catalogue, the version of the schema.
const std::set<std::string> reference_tables = {"territory", "schema_migration", "catalogue_file"};

TEST(EveryQueryText, NamesItsTerritoryUnlessItsTablesAreReferenceTables) {
  static const std::regex table(R"(\b(FROM|INTO|UPDATE|JOIN)\s+(\w+))");
  for (const Query* query : Query::all()) {
    const std::string sql(query->sql());
    if (std::regex_search(sql, std::regex(R"(\bterritory\b)"))) continue;
    for (std::sregex_iterator match(sql.begin(), sql.end(), table), end; match != end; ++match) {
      EXPECT_TRUE(reference_tables.contains((*match)[2].str()))
          << query->name() << " reads " << (*match)[2] << " without naming a territory";
    }
  }
}

TEST(EveryQueryText, HasANameOfItsOwnThatBeginsWithItsRoom) {
  std::set<std::string_view> names;
  for (const Query* query : Query::all()) {
    EXPECT_TRUE(names.insert(query->name()).second) << query->name() << " is the name of two queries";
    EXPECT_NE(query->name().find('.'), std::string_view::npos) << query->name();
  }
}

}  // namespace
}  // namespace jalon::house
