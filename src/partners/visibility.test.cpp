#include "partners/visibility.hpp"

#include <gmock/gmock.h>

#include <algorithm>

namespace jalon::partners {
namespace {

const OrganisationId own(UuidBytes{1});
const OrganisationId other(UuidBytes{2});

Caller caller(Roles roles, std::string kind) {
  Caller made;
  made.kind = Caller::Kind::account;
  made.roles = roles;
  made.organisation = own;
  made.organisation_ref = "own";
  made.organisation_kind = std::move(kind);
  return made;
}

/// What the file says, read apart from the code that decides.
csv::Document file() {
  auto document = csv::Document::read("catalogue/visibility.csv");
  EXPECT_TRUE(document);
  return *std::move(document);
}

Sight expected(const csv::Document& document, std::size_t row, std::string_view column, bool concerned) {
  std::string_view cell = document.field(row, *document.column(column));
  constexpr std::string_view mark = " own";
  if (cell.ends_with(mark)) {
    if (!concerned) return Sight::none;
    cell.remove_suffix(mark.size());
  }
  return static_cast<Sight>(std::ranges::find(sight_words, cell) - sight_words.begin());
}

TEST(Visibility, EveryCategoryColumnRoleAndRelationIsWhatTheFileSays) {
  const csv::Document document = file();
  ASSERT_EQ(document.size(), category_words.size());
  const std::pair<std::string_view, std::string_view> kinds[] = {
      {"DDETS", "ddets"},   {"PREF", "pref"},     {"OFII", "ofii"},         {"FT", "ft_ml"},
      {"CPAM", "caf_cpam"}, {"casnav", "casnav"}, {"BAILLEUR", "landlord"}, {"ASSO", ""}};
  std::size_t compared = 0;
  for (std::size_t row = 0; row < document.size(); ++row) {
    const auto category = static_cast<Category>(
        std::ranges::find(category_words, document.field(row, *document.column("category"))) -
        category_words.begin());
    for (const auto& [kind, column] : kinds) {
      for (const Role role : all_roles()) {
        for (const bool follows : {false, true}) {
          for (const bool concerned : {false, true}) {
            const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
            const bool accompanies = pilots || role == Role::referent || role == Role::colleague;
            Sight most = Sight::none;
            if (accompanies && follows) most = std::max(most, expected(document, row, "referent", true));
            if (pilots && !column.empty()) most = std::max(most, expected(document, row, column, concerned));
            if (role == Role::scheme_manager && concerned && !column.empty()) {
              most = std::max(most, expected(document, row, column, true));
            }
            EXPECT_EQ(may_see(caller({role}, std::string(kind)), {follows, concerned}, category), most)
                << to_text(role) << " of " << kind << ", "
                << category_words[static_cast<std::size_t>(category)] << (follows ? ", followed" : "")
                << (concerned ? ", concerned" : "");
            ++compared;
          }
        }
      }
    }
  }
  EXPECT_EQ(compared, 11u * 8u * 8u * 4u);
}

TEST(Visibility, HealthIsForTheReferentAlone) {
  for (const std::string_view kind : {"DDETS", "PREF", "OFII", "FT", "CAF", "DSDEN", "IML"}) {
    const Caller one = caller({Role::coordinator}, std::string(kind));
    EXPECT_EQ(may_see(one, {false, true}, Category::health), Sight::none) << kind;
    EXPECT_EQ(may_see(one, {true, false}, Category::health), Sight::write) << kind;
  }
}

TEST(Visibility, NobodyTheCommitteeTheDelegateAndTheAdministratorOpenNoFile) {
  EXPECT_FALSE(View::of(Caller{}).opens({true, true}));
  for (const Role role : {Role::committee_member, Role::data_protection, Role::administrator}) {
    EXPECT_FALSE(View::of(caller({role}, "PREF")).opens({true, true})) << to_text(role);
  }
  Caller due = caller({Role::coordinator}, "PREF");
  EXPECT_TRUE(View::of(due).sees_territory());
  due.code_due = true;
  EXPECT_FALSE(View::of(due).opens({true, true})) << "the one-time code comes first";
}

TEST(Visibility, AReferentSeesThoseWhomTheOrganisationFollowsWhateverItsKind) {
  const View view = View::of(caller({Role::referent}, "une autre nature"));
  EXPECT_TRUE(view.opens({view.follows(own), false}));
  EXPECT_FALSE(view.opens({view.follows(other), false}));
  EXPECT_FALSE(view.opens({view.follows(std::nullopt), false}));
  EXPECT_FALSE(View::of(caller({Role::referent}, "PREF")).sees_territory());
}

TEST(Visibility, APostWithoutAccountsSeesEverything) {
  Caller desk;
  desk.kind = Caller::Kind::desk;
  EXPECT_TRUE(View::of(desk).everything());
  EXPECT_EQ(may_see(desk, {}, Category::health), Sight::write);
}

TEST(Visibility, CallersWhoSeeTheSameShareAKeyAndNoOthers) {
  const auto key = [](Roles roles, std::string kind) {
    return View::of(caller(roles, std::move(kind))).key();
  };
  EXPECT_EQ(key({Role::referent}, "CPH"), key({Role::colleague}, "CADA"));
  EXPECT_NE(key({Role::coordinator}, "DDETS"), key({Role::coordinator}, "PREF"));
  EXPECT_NE(key({Role::coordinator}, "DDETS"), key({Role::referent}, "DDETS"));
  Caller elsewhere = caller({Role::referent}, "CPH");
  elsewhere.organisation = other;
  EXPECT_NE(View::of(elsewhere).key(), key({Role::referent}, "CPH"));
  Caller desk;
  desk.kind = Caller::Kind::desk;
  EXPECT_NE(View::of(desk).key(), View::of(Caller{}).key());
}

TEST(Visibility, AFileThatSaysSomethingElseIsRefused) {
  const auto refused = [](std::string text) {
    auto document = csv::Document::parse("visibility.csv", std::string_view(text));
    return document && !VisibilityMatrix::read(*document);
  };
  const std::string header =
      "valid_from,category,domains,referent,ddets,pref,ofii,ft_ml,caf_cpam,casnav,landlord,committee\n";
  EXPECT_TRUE(refused(header + "2018-01-01,identity,,write,read,read,read,read,read,read,read,none\n"))
      << "the other categories are missing";
  EXPECT_TRUE(refused(header + "2018-01-01,identity,,everything,read,read,read,read,read,read,read,none\n"));
  EXPECT_TRUE(refused(header + "2018-01-01,religion,,write,read,read,read,read,read,read,read,none\n"));
}

TEST(Visibility, KindsAreReadAsSendersWriteThem) {
  EXPECT_EQ(column_of("PREF"), Column::pref);
  EXPECT_EQ(column_of("prefecture"), Column::pref);
  EXPECT_EQ(column_of("ddcs"), Column::ddets);
  EXPECT_EQ(column_of("association"), std::nullopt);
  EXPECT_EQ(column_of(""), std::nullopt);
}

}  // namespace
}  // namespace jalon::partners
