// Numbers go through the same decision as names: what a page counts is what the caller is shown, or what the
// matrix lets them count; and what a page derives from the whole département is made once, not at each
// request.
#include <algorithm>
#include <set>

#include "app/rights.test.hpp"
#include "cells/agenda_sheet_actions.hpp"
#include "partners/small_numbers.hpp"
#include "pathways/told_shares_actions.hpp"
#include "pathways/told_supposition_actions.hpp"

namespace jalon::app {
namespace {

using pathways::Blocker;
using pathways::ShareBy;
using pathways::Snapshot;
using pathways::Standing;
using ::testing::HasSubstr;
using ::testing::Not;

const Date cell_day = *parse_date("2018-10-19");

class ToldNumbers : public RightsTest, public ::testing::WithParamInterface<const char*> {
 protected:
  ToldNumbers() : RightsTest(GetParam()) {}
  template <class Ask>
  auto board(Ask&& ask, Date at = today()) {
    return site_->workspace().board.on(at, ask);
  }
  std::size_t made(Date at) {
    return board([](const Snapshot& snapshot) { return snapshot.derived.made(); }, at);
  }
  std::size_t found(Date at) {
    return board([](const Snapshot& snapshot) { return snapshot.derived.found(); }, at);
  }
  partners::View view(Role role, const char* organisation_ref) { return view_of(role, organisation_ref); }
  void expect_shares_of(const char* organisation_ref, const char* referent) {
    const auto id = organisation(referent);
    for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
      const auto expected = board([&](const Snapshot& snapshot) {
        return snapshot.board.shares(by, [&](const Standing& standing, const Blocker&) {
          return snapshot.line(standing.person)->referent == id;
        });
      });
      ASSERT_FALSE(expected.empty());
      const auto all = board([&](const Snapshot& snapshot) { return snapshot.board.shares(by); });
      const auto people = [](const std::vector<pathways::Share>& shares) {
        int sum = 0;
        for (const auto& share : shares) sum += share.people;
        return sum;
      };
      ASSERT_LT(people(expected), people(all)) << "others would show";
      const auto told = board([&](const Snapshot& snapshot) {
        return *pathways::told_shares(
            snapshot, pathways::Sights(view(Role::coordinator, organisation_ref), snapshot.board.catalogue()),
            by, 5);
      });
      ASSERT_EQ(told.shares.size(), expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(told.shares[i].key, expected[i].key);
        EXPECT_EQ(told.shares[i].people, expected[i].people);
        EXPECT_EQ(told.shares[i].gain_days, expected[i].gain_days);
      }
      EXPECT_FALSE(told.counts_unseen);
    }
  }
};

JALON_ON_EACH_DATABASE(ToldNumbers);

TEST_P(ToldNumbers, WhoseKindStandsInNoColumnCountsThosePeopleWhomTheyFollow) {
  expect_shares_of("CECLER", "CECLER");
  const std::string cookie = held(Role::coordinator, "CECLER");
  const std::string page = ask("GET", "/blocages", "", cookie);
  EXPECT_THAT(page, HasSubstr("à voir ou à compter"));
  const std::string home = ask("GET", "/", "", cookie);
  const auto all = board([](const Snapshot& snapshot) { return snapshot.board.shares(ShareBy::cause); });
  const auto told = board([&](const Snapshot& snapshot) {
    return pathways::told_shares(
               snapshot, pathways::Sights(view(Role::coordinator, "CECLER"), snapshot.board.catalogue()),
               ShareBy::cause, 5)
        ->shares;
  });
  int differ = 0;
  for (const auto& share : all) {
    const auto same = std::ranges::find(told, share.key, &pathways::Share::key);
    if (same != told.end() && same->gain_days == share.gain_days) continue;
    ++differ;
    if (share.gain_days < 100) continue;
    const std::regex days("[^0-9]" + std::to_string(share.gain_days) + "[^0-9]");
    EXPECT_FALSE(std::regex_search(home.substr(home.find("premieres-causes")), days)) << share.key;
  }
  EXPECT_GT(differ, 0);
}

TEST_P(ToldNumbers, TheStateCountsEverybodyButForHealthWhichNoColumnOfItsSays) {
  ASSERT_EQ(
      status(ask("POST", "/dossiers/" + person("P1") + "/etapes/H01",
                 "evenement=blocked&cause=B14&vu=1000000&date=2018-09-03", held(Role::referent, "CECLER"))),
      303);
  const auto told = board([&](const Snapshot& snapshot) {
    return *pathways::told_shares(
        snapshot, pathways::Sights(view(Role::coordinator, "DDETS63"), snapshot.board.catalogue()),
        ShareBy::step, 1);
  });
  const auto all = board([](const Snapshot& snapshot) { return snapshot.board.shares(ShareBy::step); });
  std::size_t health = 0;
  for (const auto& share : all) {
    const bool is_health = share.key.starts_with("H");
    health += is_health ? 1 : 0;
    const auto same = std::ranges::find(told.shares, share.key, &pathways::Share::key);
    ASSERT_EQ(same == told.shares.end(), is_health) << share.key;
    if (is_health) continue;
    EXPECT_EQ(same->people, share.people);
    EXPECT_EQ(same->gain_days, share.gain_days);
  }
  EXPECT_GT(health, 0u);
  EXPECT_TRUE(told.counts_unseen) << "French and work are named by consent";
  const auto small = board([&](const Snapshot& snapshot) {
    return *pathways::told_shares(
        snapshot, pathways::Sights(view(Role::coordinator, "DDETS63"), snapshot.board.catalogue()),
        ShareBy::step, 5);
  });
  EXPECT_TRUE(small.small_kept_back);
  for (std::size_t i = 0; i < small.shares.size(); ++i) {
    EXPECT_FALSE(partners::too_few({small.shares[i].people, small.shown[i]}, 5)) << small.shares[i].key;
  }
}

TEST_P(ToldNumbers, NoNumberLessTheListBesideItTellsOfFewPeople) {
  int reduced = 0;
  for (const auto& [role, of] :
       {std::pair{Role::coordinator, "DDETS63"}, {Role::prefecture_lead, "PREF63"}}) {
    const partners::View asking = view(role, of);
    for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
      const auto told_with = [&](int fewest) {
        return board([&](const Snapshot& snapshot) {
          return *pathways::told_shares(snapshot, pathways::Sights(asking, snapshot.board.catalogue()), by,
                                        fewest);
        });
      };
      const auto whole = told_with(1);
      const auto told = told_with(5);
      for (std::size_t i = 0; i < whole.shares.size(); ++i) {
        const auto& share = whole.shares[i];
        const int shown = whole.shown[i];
        const auto same = std::ranges::find(told.shares, share.key, &pathways::Share::key);
        const bool few = partners::too_few({share.people, shown}, 5);
        ASSERT_EQ(same == told.shares.end(), few && shown == 0) << share.key;
        if (same == told.shares.end()) continue;
        EXPECT_EQ(same->people, few ? shown : share.people) << share.key;
        EXPECT_LE(same->gain_days, share.gain_days) << share.key;
        reduced += few ? 1 : 0;
      }
    }
  }
  EXPECT_GT(reduced, 0) << "somebody is shown beside few who are not";
}

TEST_P(ToldNumbers, ASuppositionCountsThoseWhomItMayNameOrCount) {
  const auto asked = [&](const char* organisation_ref, pathways::WhatIf question, int fewest = 1) {
    return board([&](const Snapshot& snapshot) {
      return *pathways::told_supposition(
          snapshot, pathways::Sights(view(Role::coordinator, organisation_ref), snapshot.board.catalogue()),
          question, fewest);
    });
  };
  const auto mine = organisation("PREF63");
  int told = 0;
  int fewer = 0;
  for (const char* step : {"R10", "L06", "C06", "E03", "S01", "H01"}) {
    for (const auto change : {pathways::WhatIf::Change::lifted, pathways::WhatIf::Change::halved}) {
      const pathways::WhatIf question{ShareBy::step, step, change, 0};
      // PREF63 follows P8; of others it sees neither work nor school, so none of what moves goals.
      const auto expected = board([&](const Snapshot& snapshot) {
        return pathways::what_if(snapshot.board, question, [&](const Standing& standing) {
          return snapshot.line(standing.person)->referent == mine ? pathways::Tell::name
                                                                  : pathways::Tell::nothing;
        });
      });
      const auto all =
          board([&](const Snapshot& snapshot) { return pathways::what_if(snapshot.board, question); });
      const auto prefecture = asked("PREF63", question);
      EXPECT_TRUE(prefecture.partial);
      EXPECT_EQ(prefecture.numbers.people, expected.people) << step;
      EXPECT_EQ(prefecture.numbers.gain_days, expected.gain_days) << step;
      EXPECT_FALSE(prefecture.some_hidden) << "who is not counted is not hinted at";
      fewer += expected.people < all.people ? 1 : 0;
      const auto state = asked("DDETS63", question);
      EXPECT_EQ(state.numbers.people, *step == 'H' ? 0 : all.people) << step;
      told += state.numbers.people;
      const auto kept = asked("DDETS63", question, 100);
      EXPECT_EQ(kept.small_kept_back, state.numbers.unnamed > 0) << step;
      if (kept.small_kept_back) {
        EXPECT_EQ(kept.numbers.people + kept.numbers.gain_days + kept.gaining, 0);
      }
    }
  }
  EXPECT_GT(told, 0);
  EXPECT_GT(fewer, 0);
}

TEST_P(ToldNumbers, AnAgendaPlansAndInvitesForWhatItShows) {
  const auto whole = cells::agenda_for(site_->workspace(), partners::View::of([] {
                                         partners::Caller desk;
                                         desk.kind = partners::Caller::Kind::desk;
                                         return desk;
                                       }()),
                                       cell_day, 600);
  bool fewer = false;
  for (const char* organisation_ref : {"DDETS63", "PREF63", "CECLER"}) {
    const auto seen =
        cells::agenda_for(site_->workspace(), view(Role::coordinator, organisation_ref), cell_day, 600);
    std::set<std::string> lifters;
    int minutes = 0;
    for (const auto& group : seen->groups) {
      if (!group.organisation.empty()) lifters.insert(group.organisation);
      minutes += group.minutes;
      std::set<std::string> people;
      for (const auto& line : group.cases) people.insert(line.person);
      EXPECT_EQ(group.people, static_cast<int>(people.size()));
    }
    EXPECT_EQ(std::set<std::string>(seen->invited.begin(), seen->invited.end()), lifters) << organisation_ref;
    EXPECT_EQ(seen->planned, minutes) << "no decision is to be reviewed yet";
    fewer = fewer || seen->invited.size() < whole->invited.size();
  }
  EXPECT_TRUE(fewer);
}

TEST_P(ToldNumbers, ACaseCountsTheOthersWhomTheCallerIsShownOrMayCount) {
  int compared = 0;
  int fewer = 0;
  for (const char* organisation_ref : {"CECLER", "DDETS63"}) {
    board([&](const Snapshot& snapshot) {
      const pathways::Sights sights(view(Role::coordinator, organisation_ref), snapshot.board.catalogue());
      for (const Standing& standing : snapshot.board.standings()) {
        for (const Blocker& blocker : standing.blockers) {
          const std::string_view cause = snapshot.board.key(blocker, ShareBy::cause);
          int expected = 0;
          int all = 0;
          for (const Standing& other : snapshot.board.standings()) {
            const auto& line = *snapshot.line(other.person);
            const auto same = [&](const Blocker& one) {
              return one.root == blocker.root && snapshot.board.key(one, ShareBy::cause) == cause;
            };
            all += std::ranges::any_of(other.blockers, same) ? 1 : 0;
            expected += std::ranges::any_of(other.blockers,
                                            [&](const Blocker& one) {
                                              return same(one) && sights.counts(snapshot.board, one, line);
                                            })
                            ? 1
                            : 0;
          }
          EXPECT_EQ(pathways::sharers(snapshot, sights, blocker.root, cause).told, expected);
          ++compared;
          fewer += expected < all ? 1 : 0;
        }
      }
    });
  }
  EXPECT_GT(compared, 10);
  EXPECT_GT(fewer, 0);
}

TEST_P(ToldNumbers, WhatAPageDerivesFromTheDepartementIsMadeOnceNotAtEachRequest) {
  const std::string mine = held(Role::coordinator, "DDETS63");
  partners::Account other;
  other.email = "autre@ddets63.example";
  other.name = "Autre";
  other.roles = {Role::coordinator};
  other.organisation = organisation("DDETS63");
  ASSERT_TRUE(partners::add_fictional_accounts(desk(), {other}));
  const auto id = app_->database().read([&](store::Reader& reader) {
    return partners::find_account(reader, desk().territory, std::string_view(other.email))->id;
  });
  const std::string colleague = "jalon_session=" + partners::sign_in_as_fictional(desk(), id, {})->session;
  const std::string list = ask("GET", "/dispositifs?dispositif=FLE%20680%20h", "", mine);
  const auto link = list.find("href=\"/dispositifs/");
  ASSERT_NE(link, std::string::npos);
  const std::string place = list.substr(link + 19, 36);
  const std::pair<std::string, Date> pages[] = {
      {"/", today()},
      {"/dossiers", today()},
      {"/blocages", today()},
      {"/blocages/organisation", today()},
      {"/blocages/et-si?sur=step:C06", today()},
      {"/comite", today()},
      {"/dispositifs", today()},
      {"/dispositifs/" + place, today()},
      {"/point", today()},
      {"/cellule/2018-10-19", cell_day},
      {"/cellule/2018-10-19/cas/" + person("P1") + "/R10", cell_day}};
  for (const auto& [path, at] : pages) {
    ASSERT_EQ(status(ask("GET", path, "", mine)), 200) << path;
    const std::size_t before = made(at);
    const std::size_t found_before = found(at);
    ASSERT_EQ(status(ask("GET", path, "", mine)), 200) << path;
    ASSERT_EQ(status(ask("GET", path, "", colleague)), 200) << path;
    EXPECT_EQ(made(at), before) << path << " makes again what it had made";
    EXPECT_GE(found(at), found_before + 2) << path << " does not ask what is kept";
  }
  const auto view_of_mine = view(Role::coordinator, "DDETS63");
  const auto first = cells::agenda_for(site_->workspace(), view_of_mine, cell_day, 120);
  EXPECT_EQ(first, cells::agenda_for(site_->workspace(), view_of_mine, cell_day, 120))
      << "handed over, not copied";
  site_->workspace().board.refresh(*people::PersonId::parse(person("P1")));
  EXPECT_NE(first, cells::agenda_for(site_->workspace(), view_of_mine, cell_day, 120)) << "something changed";
}

}  // namespace
}  // namespace jalon::app
