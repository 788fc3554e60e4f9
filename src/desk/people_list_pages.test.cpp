// The list of files: its orders, its filters and its search, on a board of four people made by hand.
#include "desk/people_list_pages.hpp"

#include <gmock/gmock.h>

#include "pathways/pathway_case.hpp"

namespace jalon::desk {
namespace {

using pathways::day;
using testing::ElementsAre;
using testing::IsEmpty;

const Date today = Date::from_ymd(2018, 10, 12);

pathways::Catalogue catalogue() {
  // A takes 10 days, 20 at most; B waits for it.
  return pathways::read_catalogue("steps.csv", pathways::catalogue_csv("A;;10;20\nB;A;30;60\n")).value();
}

class PeopleLists : public testing::Test {
 protected:
  PeopleLists() : catalogue_(catalogue()), snapshot_(catalogue_, today) {
    add("Zoé", "Aubert", "P4", "63113", {});
    add("Éloïse", "Haddad", "P2", "63300", {{"A", "requested", "2018-08-01"}});
    add("Amina", "Rahimi", "P1", "63113", {{"A", "requested", "2018-06-01"}});
    add("Omar", "Sayed", "P3", "63075", {{"A", "done", "2018-06-01"}});
  }

  struct Told {
    std::string step;
    std::string kind;
    std::string date;
  };
  void add(std::string first, std::string last, std::string ref, std::string commune,
           const std::vector<Told>& events) {
    pathways::Line line;
    line.id = people::PersonId(new_uuid_v7(static_cast<std::int64_t>(++count_)));
    line.ref = std::move(ref);
    line.identity = {std::move(last), std::move(first), day("1990-04-02")};
    line.commune = std::move(commune);
    std::vector<pathways::StepEvent> history;
    for (const Told& one : events) {
      pathways::StepEvent event;
      event.step = *catalogue_.find(one.step);
      event.kind = *pathways::parse_event_kind(one.kind);
      event.date = day(one.date);
      history.push_back(std::move(event));
    }
    pathways::PersonFacts facts;
    facts.birth_date = day("1990-04-02");
    auto& board = snapshot_.board;
    board.put(line.id.bytes(), pathways::pack(catalogue_, board.names(), facts, history, std::nullopt));
    snapshot_.lines.emplace(line.id, std::move(line));
  }

  std::shared_ptr<const Directory> seen_by(const partners::Caller& caller) {
    return directory(snapshot_, pathways::Sights(partners::View::of(caller), catalogue_));
  }
  /// As a post without accounts sees them.
  std::shared_ptr<const Directory> everybody() {
    partners::Caller desk;
    desk.kind = partners::Caller::Kind::desk;
    return seen_by(desk);
  }
  std::vector<std::string> refs(const PeopleQuery& query) {
    std::vector<std::string> list;
    for (const PersonLine& line : list_people(snapshot_, *everybody(), query).lines) list.push_back(line.ref);
    return list;
  }
  std::vector<std::string> found(std::string typed) {
    PeopleQuery query;
    query.search = std::move(typed);
    return refs(query);
  }

  pathways::Catalogue catalogue_;
  pathways::Snapshot snapshot_;
  int count_ = 0;
};

TEST_F(PeopleLists, StandInTheOrderOfNames) {
  EXPECT_THAT(refs({}), ElementsAre("P4", "P2", "P1", "P3"));
}

TEST_F(PeopleLists, PutTheOldestBlockingPointFirstAndThoseWithoutOneLast) {
  PeopleQuery query;
  query.order = Order::oldest;
  EXPECT_THAT(refs(query), ElementsAre("P1", "P2", "P4", "P3"));
}

TEST_F(PeopleLists, PutTheGreatestGainFirstThenNames) {
  // Both are later than A's maximum: 133 and 72 days under way. What is left is (20 - 10) / 2 = 5 days for
  // each, so lifting gains as much, and names decide.
  PeopleQuery query;
  query.order = Order::gain;
  EXPECT_THAT(refs(query), ElementsAre("P2", "P1", "P4", "P3"));
}

TEST_F(PeopleLists, KeepThoseWhoBelongToTheFilter) {
  PeopleQuery query;
  query.filter = Filter::late;
  EXPECT_THAT(refs(query), ElementsAre("P2", "P1"));
  query.commune = "63113";
  EXPECT_THAT(refs(query), ElementsAre("P1"));
  query.filter = Filter::left;
  EXPECT_THAT(refs(query), IsEmpty());
}

TEST_F(PeopleLists, AreSearchedByBeginningsWithoutAccentsByBirthDateAndByIdentifier) {
  EXPECT_THAT(found("elo"), ElementsAre("P2"));
  EXPECT_THAT(found("RAH ami"), ElementsAre("P1"));
  EXPECT_THAT(found("ina"), IsEmpty()) << "a word begins with what was typed";
  EXPECT_THAT(found("P3"), ElementsAre("P3"));
  EXPECT_THAT(found("02/04/1990"), ElementsAre("P4", "P2", "P1", "P3"));
}

TEST_F(PeopleLists, OfferTheCommunesOfThosePresent) {
  std::vector<std::string> communes;
  for (const ui::Option& option : everybody()->choices.communes) communes.push_back(option.value);
  EXPECT_THAT(communes, testing::UnorderedElementsAre("63113", "63300", "63075"));
}

TEST_F(PeopleLists, OfAReferentHoldThoseWhomTheOrganisationFollowsAndNobodyElse) {
  partners::Caller referent;
  referent.kind = partners::Caller::Kind::account;
  referent.roles = {partners::Role::referent};
  referent.organisation = partners::OrganisationId(UuidBytes{7});
  EXPECT_EQ(list_people(snapshot_, *seen_by(referent), {}).total, 0u);
  for (auto& [id, line] : snapshot_.lines) {
    if (line.ref == "P2") line.referent = referent.organisation;
  }
  snapshot_.derived.forget();
  const auto list = list_people(snapshot_, *seen_by(referent), {});
  ASSERT_EQ(list.total, 1u);
  EXPECT_EQ(list.lines.front().ref, "P2");
  EXPECT_EQ(seen_by(referent)->choices.communes.size(), 1u) << "the others' communes are not told either";
  EXPECT_EQ(list_people(snapshot_, *everybody(), {}).total, 4u) << "two callers share no list";
}

}  // namespace
}  // namespace jalon::desk
