#include "partners/visibility.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>

#include "base/text.hpp"

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

std::optional<std::string> csv_text(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

/// What the file says, read apart from the code that decides.
csv::Document file() {
  auto document = csv::Document::read("catalogue/visibility.csv");
  EXPECT_TRUE(document);
  return *std::move(document);
}

struct Wanted {
  bool follows = false;
  bool concerned = false;
  bool agreed = false;   // to every domain of the category; to another domain only when false
  bool granted = false;  // this category
  bool emergency = false;
};

Sight expected(const csv::Document& document, std::size_t row, std::string_view column, bool concerned,
               bool agreed) {
  std::string_view cell = document.field(row, *document.column(column));
  constexpr std::string_view mark = " own";
  if (cell.ends_with(mark)) {
    if (!concerned) return Sight::none;
    cell.remove_suffix(mark.size());
  }
  const auto by_consent = split(document.field(row, *document.column("consent")), ' ');
  if (std::ranges::find(by_consent, column) != by_consent.end() && !agreed) return Sight::none;
  return static_cast<Sight>(std::ranges::find(sight_words, cell) - sight_words.begin());
}

/// What the file gives that role of an organisation that stands in that column ("": in none).
Sight most(const csv::Document& document, std::size_t row, Role role, std::string_view column,
           const Wanted& ties) {
  const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
  const bool accompanies = pilots || role == Role::referent || role == Role::colleague;
  Sight most = Sight::none;
  const bool keeps_notes = (role == Role::referent || role == Role::colleague) && column != "pref";
  if (document.field(row, *document.column("category")) == "notes" && !keeps_notes) return most;
  const auto add = [&](std::string_view of, bool concerned) {
    most = std::max(most, expected(document, row, of, concerned, ties.agreed));
  };
  if (accompanies) {
    add("other", false);
    if (ties.follows) add("referent", true);
    if (ties.agreed) add("partner", true);
    if (ties.emergency) add("emergency", true);
    if (ties.granted) {
      most = std::max(most, std::min(expected(document, row, "partner", true, true), Sight::read));
    }
  }
  if (pilots && !column.empty()) add(column, ties.concerned);
  if (role == Role::scheme_manager && ties.concerned && !column.empty()) add(column, true);
  return most;
}

TEST(Visibility, EveryCategoryColumnRoleAndRelationIsWhatTheFileSays) {
  const csv::Document document = file();
  ASSERT_EQ(document.size(), category_words.size());
  const std::pair<std::string_view, std::string_view> kinds[] = {
      {"DDETS", "ddets"},   {"PREF", "pref"},     {"OFII", "ofii"},         {"FT", "ft_ml"},
      {"CPAM", "caf_cpam"}, {"casnav", "casnav"}, {"BAILLEUR", "landlord"}, {"ASSO", ""}};
  std::size_t compared = 0;
  std::size_t by_consent = 0;
  for (std::size_t row = 0; row < document.size(); ++row) {
    const auto category = static_cast<Category>(
        std::ranges::find(category_words, document.field(row, *document.column("category"))) -
        category_words.begin());
    const DomainSet domains = visibility().domains_of(category);
    const DomainSet agreed = domains == 0 ? visibility().bit("housing") : domains;
    for (const auto& [kind, column] : kinds) {
      for (const Role role : all_roles()) {
        for (unsigned bits = 0; bits < 32; ++bits) {
          const Wanted ties{(bits & 1U) != 0, (bits & 2U) != 0, (bits & 4U) != 0, (bits & 8U) != 0,
                            (bits & 16U) != 0};
          Relation relation{ties.follows, ties.concerned, ties.agreed ? agreed : 0,
                            ties.granted ? bit_of(category) : 0, ties.emergency};
          const Sight seen = may_see(caller({role}, std::string(kind)), relation, category);
          EXPECT_EQ(seen, most(document, row, role, column, ties))
              << to_text(role) << " of " << kind << ", " << category_words[static_cast<std::size_t>(category)]
              << " ties " << bits;
          relation.agreed = 0;
          if (seen > may_see(caller({role}, std::string(kind)), relation, category)) ++by_consent;
          ++compared;
        }
      }
    }
  }
  EXPECT_EQ(compared, 12u * 8u * 8u * 32u);
  EXPECT_GT(by_consent, 100u);
}

TEST(Visibility, NumbersCountEverybodyWhereTheColumnOfTheCallerOrOfTheCommitteeSaysMoreThanNone) {
  const csv::Document document = file();
  std::size_t counted = 0;
  for (std::size_t row = 0; row < document.size(); ++row) {
    const std::string_view word = document.field(row, *document.column("category"));
    const auto category =
        static_cast<Category>(std::ranges::find(category_words, word) - category_words.begin());
    const auto tells = [&](std::string_view column) {
      const std::string_view cell = document.field(row, *document.column(column));
      return cell != "none" && !cell.ends_with(" own");
    };
    for (const auto& [kind, column] : {std::pair<std::string, std::string>{"DDETS", "ddets"},
                                       {"PREF", "pref"},
                                       {"BAILLEUR", "landlord"},
                                       {"ASSO", ""}}) {
      for (const Role role : all_roles()) {
        const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
        const bool committee = role == Role::committee_member || role == Role::prefecture_lead;
        const bool expected =
            (pilots && !column.empty() && tells(column)) || (committee && tells("committee"));
        EXPECT_EQ(View::of(caller({role}, kind)).counts_everybody(category), expected)
            << to_text(role) << " of " << kind << " " << word;
        counted += expected ? 1 : 0;
        const bool prepares = pilots && column == "pref";
        EXPECT_EQ(View::of(caller({role}, kind)).counts_for_committee(category),
                  expected || (prepares && tells("committee")))
            << to_text(role) << " of " << kind << " " << word;
      }
    }
  }
  EXPECT_GT(counted, 50u);
  EXPECT_FALSE(View::of(Caller{}).counts_everybody(Category::blocking));
  EXPECT_NE(View::of(caller({Role::committee_member}, "ASSO")).key(), View::of(caller({}, "ASSO")).key())
      << "who is told more does not share what pages keep";
}

TEST(Visibility, WhoIsShownEverybodyIsOneWhoseColumnShowsThemWithoutConsent) {
  const View state = View::of(caller({Role::coordinator}, "DDETS"));
  EXPECT_TRUE(state.shows_everybody(Category::accommodation));
  EXPECT_FALSE(state.shows_everybody(Category::language)) << "by consent";
  EXPECT_FALSE(View::of(caller({Role::prefecture_lead}, "PREF")).shows_everybody(Category::employment));
  EXPECT_FALSE(View::of(caller({Role::committee_member}, "PREF")).shows_everybody(Category::accommodation));
  EXPECT_FALSE(View::of(caller({Role::coordinator}, "BAILLEUR")).shows_everybody(Category::accommodation));
}

TEST(Visibility, WhoManagesPlacesRunsThoseOfTheirOwnOrganisation) {
  for (const Role role : all_roles()) {
    const View view = View::of(caller({role}, "ASSO"));
    EXPECT_EQ(view.runs_places_of(own), role == Role::scheme_manager || role == Role::coordinator)
        << to_text(role);
    EXPECT_FALSE(view.runs_places_of(other)) << to_text(role);
    EXPECT_FALSE(view.runs_places_of(std::nullopt)) << to_text(role);
  }
  EXPECT_NE(View::of(caller({Role::scheme_manager}, "ASSO")).key(),
            View::of(caller({Role::committee_member}, "ASSO")).key());
}

TEST(Visibility, WhatIsOpenToOneAccountIsItsTieToTheFileAndItsOwnKey) {
  auto opened = std::make_shared<OpenedFiles>();
  const UuidBytes person{7};
  opened->of[person] = {bit_of(Category::accommodation) | bit_of(Category::identity), false, 1'000};
  Caller asking = caller({Role::referent}, "CADA");
  asking.account = AccountId(UuidBytes{1});
  const View view = View::of(asking, nullptr, opened);
  EXPECT_TRUE(view.opens(view.relation(other, person)));
  EXPECT_FALSE(view.opens(view.relation(other, person).of_organisation()));
  EXPECT_FALSE(view.opens(view.relation(other, UuidBytes{8})));
  EXPECT_EQ(view.opened(UuidBytes{8}), nullptr);
  EXPECT_NE(view.key(), View::of(asking).key());
  Caller colleague = asking;
  colleague.account = AccountId(UuidBytes{2});
  EXPECT_NE(view.key(), View::of(colleague, nullptr, opened).key());
  EXPECT_EQ(View::of(asking).key(), View::of(colleague).key()) << "those to whom nothing is open share";
}

TEST(Visibility, AConsentCoversItsDomainsAndNoOther) {
  const Caller ddets = caller({Role::coordinator}, "DDETS");
  const View view = View::of(ddets);
  const VisibilityMatrix& matrix = visibility();
  Relation relation;
  EXPECT_EQ(view.sight(Category::employment, relation, matrix.bit("mobility")), Sight::none);
  relation.agreed = matrix.bit("employment");
  EXPECT_EQ(view.sight(Category::employment, relation, matrix.bit("employment")), Sight::read);
  EXPECT_EQ(view.sight(Category::employment, relation, matrix.bit("mobility")), Sight::none);
  EXPECT_EQ(view.sight(Category::employment, relation), Sight::read) << "something of it shows";
  EXPECT_EQ(view.sight(Category::schooling, relation), Sight::none);
  EXPECT_FALSE(view.sees_all(relation));
}

TEST(Visibility, WithoutConsentAnotherFollowerIsToldThatTheFileExistsAndNothingElse) {
  const View view = View::of(caller({Role::referent}, "CADA"));
  EXPECT_TRUE(view.may_know_of({}));
  EXPECT_FALSE(view.opens({}));
  Relation agreed;
  agreed.agreed = visibility().bit("housing");
  EXPECT_TRUE(view.opens(agreed));
  EXPECT_EQ(view.sight(Category::accommodation, agreed), Sight::read);
  EXPECT_EQ(view.sight(Category::language, agreed), Sight::none);
  for (const Role role : {Role::committee_member, Role::data_protection, Role::administrator}) {
    EXPECT_FALSE(View::of(caller({role}, "PREF")).may_know_of(agreed)) << to_text(role);
  }
}

TEST(Visibility, HealthIsSharedWithNobodyWhateverIsAgreedGrantedOrBroken) {
  const Relation all{false, true, ~DomainSet{0}, ~CategorySet{0}, true};
  for (const std::string_view kind : {"DDETS", "PREF", "OFII", "FT", "CAF", "ASSO", "CADA"}) {
    for (const Role role : all_roles()) {
      EXPECT_EQ(may_see(caller({role}, std::string(kind)), all, Category::health), Sight::none) << kind;
    }
  }
}

TEST(Visibility, AgreementsTieThePersonToTheOrganisationThatAsks) {
  auto agreements = std::make_shared<Agreements>();
  const UuidBytes person{7};
  agreements->state = 3;
  agreements->of[person] = visibility().bit("housing");
  const Caller asking = caller({Role::referent}, "CADA");
  const View view = View::of(asking, agreements);
  EXPECT_EQ(view.relation(other, person).agreed, visibility().bit("housing"));
  EXPECT_EQ(view.relation(own, UuidBytes{8}), (Relation{true, false, 0, 0, false}));
  EXPECT_NE(view.key(), View::of(asking).key()) << "what pages keep is not kept across a change of consents";
}

TEST(Visibility, HealthIsForTheReferentAlone) {
  for (const std::string_view kind : {"DDETS", "PREF", "OFII", "FT", "CAF", "DSDEN", "IML"}) {
    const Caller one = caller({Role::coordinator}, std::string(kind));
    EXPECT_EQ(may_see(one, {false, true}, Category::health), Sight::none) << kind;
    EXPECT_EQ(may_see(one, {true, false}, Category::health), Sight::write) << kind;
  }
}

TEST(Visibility, NotesAreForThoseWhoAccompanyAndNeverForThePrefectureOrWhoSteers) {
  const Relation all{true, true, ~DomainSet{0}, ~CategorySet{0}, true};
  for (const Role role : all_roles()) {
    const bool accompanies = role == Role::referent || role == Role::colleague;
    EXPECT_EQ(may_see(caller({role}, "CADA"), all, Category::notes), accompanies ? Sight::write : Sight::none)
        << to_text(role);
    EXPECT_EQ(may_see(caller({role}, "PREF"), all, Category::notes), Sight::none) << to_text(role);
  }
  const Relation not_followed{false, true, ~DomainSet{0}, ~CategorySet{0}, true};
  EXPECT_EQ(may_see(caller({Role::referent}, "CADA"), not_followed, Category::notes), Sight::none)
      << "agreed, granted and broken open no note";
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
  EXPECT_TRUE(view.opens(view.relation(own, UuidBytes{9})));
  EXPECT_FALSE(view.opens(view.relation(other, UuidBytes{9})));
  EXPECT_FALSE(view.opens(view.relation(std::nullopt, UuidBytes{9})));
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
      "valid_from,category,domains,referent,partner,other,emergency,ddets,pref,ofii,ft_ml,caf_cpam,casnav,"
      "landlord,committee,consent\n";
  const std::string rest = ",read,flag,read,read,read,read,read,read,read,read,none,";
  EXPECT_TRUE(refused(header + "2018-01-01,identity,,write" + rest + "partner\n"))
      << "the other categories are missing";
  EXPECT_TRUE(refused(header + "2018-01-01,identity,,everything" + rest + "partner\n"));
  EXPECT_TRUE(refused(header + "2018-01-01,religion,,write" + rest + "partner\n"));
  std::string whole = *csv_text("catalogue/visibility.csv");
  EXPECT_FALSE(refused(whole)) << "the control";
  for (const std::string word : {"referent", "voisins"}) {
    std::string changed = whole;
    changed.replace(changed.find("partner ft_ml"), std::string_view("partner ft_ml").size(), word);
    EXPECT_TRUE(refused(changed)) << "nobody shares by consent with: " << word;
  }
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
