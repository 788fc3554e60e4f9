// The board that pages read, kept up to date one event at a time, against a board loaded from nothing: after
// any sequence of events and enrolments they say the same. On both databases.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <random>
#include <thread>
#include <utility>

#include "app/ask_places.hpp"
#include "app/records.hpp"
#include "exchange/import_cli.hpp"
#include "pathways/live_board_actions.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/person_store.hpp"
#include "schemes/scheme_actions.hpp"
#include "store/testing_store.hpp"

namespace jalon::app {
namespace {

using pathways::Blocker;
using pathways::Board;
using pathways::ShareBy;
using pathways::Snapshot;
using pathways::Standing;

/// All that a board says, in an order of its own.
std::string told(const Snapshot& snapshot) {
  const Board& board = snapshot.board;
  std::vector<std::string> lines;
  for (const Standing& standing : board.standings()) {
    std::string line = fmt::format("{} {}/{} {} {} {}", to_text(standing.person), standing.goals_reached,
                                   standing.goals, standing.expected, standing.best_days, standing.unlocks);
    for (const int count : standing.steps_by_status) line += fmt::format(" {}", count);
    for (const Blocker& one : standing.blockers) {
      line += fmt::format("; {} {} {} {} {} {} {} {} {} {} {}", one.step, one.root,
                          board.key(one, ShareBy::cause), board.key(one, ShareBy::organisation), one.since,
                          one.deadline, one.gain.days, one.gain.unlocked, one.with_count, one.joint.days,
                          one.joint.unlocked);
    }
    lines.push_back(std::move(line));
  }
  for (const auto& [id, one] : snapshot.lines) {
    lines.push_back(
        fmt::format("line {} {} {} {}", id.text(), one.ref, one.commune, one.left_on.has_value()));
  }
  std::ranges::sort(lines);
  for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
    for (const auto& share : board.shares(by)) {
      lines.push_back(fmt::format("share {} {} {} {} {} {}", share.key, share.people, share.points,
                                  share.gain_days, share.unlocked, share.deadlines_saved));
    }
  }
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class LiveBoards : public store::OnEachDatabase {
 protected:
  void SetUp() override {
    vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    auto sources = exchange::sources_at("tests/fixtures/small").value();
    import(std::move(sources));
    // Scarce enough for a seat to change what the others can expect.
    import({{"places.csv", "",
             "place,scheme,step,organisation,capacity,starts_on,ends_on,commune,hours,min_age,max_age,"
             "min_french,max_french,household_min,household_max,funder,cost_eur\n"
             "MOD1,FLE 680 h,C06,GRETA,1,2018-09-10,2019-02-28,63113,680,18,,,,,,,96000\n"
             "MOD2,FLE 680 h,C06,GRETA,1,2018-11-12,2019-05-10,63113,680,18,,,,,,,96000\n"
             "ATE1,Ateliers,C08,GRETA,2,2018-10-20,2019-05-10,63113,20,,,,,,,,100\n"}});
    board_ = std::make_unique<pathways::LiveBoard>(database(), *vault_, clock(), "63", ask_places());
    database().read([&](store::Reader& reader) {
      for (const auto& [ref, id] : people::person_refs(reader, "63")) people_.push_back(id);
      for (const auto& view : schemes::places(reader, "63", today())) places_.push_back(view.place.id);
    });
    std::ranges::sort(people_);
  }

  void import(std::vector<exchange::Source> sources) {
    exchange::ImportRequest request;
    request.sources = std::move(sources);
    request.territory = "63";
    request.today = today();
    const auto outcome = exchange::import_files(database(), rooms_of_records(*vault_), request);
    ASSERT_TRUE(outcome);
    ASSERT_TRUE(outcome->all_accepted());
  }

  Date today() { return clock().today(); }
  int draw(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[static_cast<std::size_t>(draw(static_cast<int>(list.size())))];
  }

  store::Command command_63(std::string action) {
    store::Command made = command(std::move(action));
    made.territory = "63";
    return made;
  }

  /// True when it was recorded; the board is told, as a page tells it.
  bool record_something() {
    const auto catalogue = board_->catalogue();
    pathways::EventDraft draft;
    draft.person = one_of(people_);
    draft.step = one_of(catalogue->steps()).id;
    draft.kind = one_of(std::vector{pathways::EventKind::requested, pathways::EventKind::started,
                                    pathways::EventKind::done, pathways::EventKind::refused,
                                    pathways::EventKind::expired, pathways::EventKind::blocked});
    if (draft.kind == pathways::EventKind::blocked) draft.cause = "B03";
    draft.date = today() - draw(400);
    const auto seen = std::int64_t{1} << 40;  // nobody else is at work
    const bool recorded = pathways::record_event(database(), *vault_, *catalogue, clock(),
                                                 command_63("pathways.record_event"), draft, seen)
                              .has_value();
    if (recorded) board_->refresh(draft.person);
    return recorded;
  }

  bool enrol_somebody() {
    schemes::EnrolmentDraft draft;
    draft.place = one_of(places_);
    draft.person = one_of(people_);
    draft.kind = one_of(std::vector{schemes::EnrolmentKind::proposed, schemes::EnrolmentKind::accepted,
                                    schemes::EnrolmentKind::entered, schemes::EnrolmentKind::left,
                                    schemes::EnrolmentKind::withdrawn});
    draft.date = today() - draw(40);
    const bool enrolled = schemes::enrol(database(), clock(), command_63("schemes.enrol"), draft).has_value();
    if (enrolled) board_->refresh_places(draft.person);
    return enrolled;
  }

  std::unique_ptr<people::Vault> vault_;
  std::unique_ptr<pathways::LiveBoard> board_;
  std::vector<people::PersonId> people_;
  std::vector<schemes::PlaceId> places_;
  std::mt19937 random_{20181012};
};
JALON_ON_EACH_DATABASE(LiveBoards);

TEST_P(LiveBoards, AfterAnySequenceSayWhatABoardLoadedFromNothingSays) {
  int recorded = 0;
  int enrolled = 0;
  for (int i = 0; i < 150; ++i) {
    recorded += record_something() ? 1 : 0;
    enrolled += enrol_somebody() ? 1 : 0;
    if (i % 10 != 9) continue;
    pathways::LiveBoard fresh(database(), *vault_, clock(), "63", ask_places());
    ASSERT_EQ(board_->on(today(), told), fresh.on(today(), told)) << "after " << i + 1 << " rounds";
    const Date later = today() + 30;  // a board of another day is kept, and kept up to date too
    ASSERT_EQ(board_->on(later, told), fresh.on(later, told)) << "after " << i + 1 << " rounds";
  }
  EXPECT_GT(recorded, 100);
  EXPECT_GT(enrolled, 30) << "the sequence must take seats and give them back";
}

TEST_P(LiveBoards, OfPastKnowledgeDoNotMoveWithWhatIsRecordedSince) {
  const Moment yesterday(today(), today() - 1);
  const std::string before = board_->on(yesterday, told);
  for (int i = 0; i < 40; ++i) {
    (void)record_something();
    (void)enrol_somebody();
  }
  EXPECT_EQ(board_->on(yesterday, told), before);
  EXPECT_NE(board_->on(today(), told), before);
  EXPECT_EQ(board_->on(Moment(today(), today()), told), board_->on(today(), told));
  pathways::LiveBoard fresh(database(), *vault_, clock(), "63", ask_places());
  EXPECT_EQ(fresh.on(yesterday, told), before);
}

TEST_P(LiveBoards, OfPastKnowledgeOpenFilesToThoseWhoFollowThePersonNow) {
  const auto p1 =
      database().read([&](store::Reader& reader) { return *people::person_by_ref(reader, "63", "P1"); });
  const auto referent = [&](Moment moment) {
    return board_->on(moment, [&](const Snapshot& snapshot) { return snapshot.lines.at(p1).referent; });
  };
  const auto commune = [&](Moment moment) {
    return board_->on(moment, [&](const Snapshot& snapshot) { return snapshot.lines.at(p1).commune; });
  };
  const Moment yesterday(today(), today() - 1);
  const auto cecler = referent(yesterday);
  import(
      {{"people.csv", "",
        "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
        "french_level,family_role,referent_organisation,reader,foreign_licence,left_on,recorded_on\n"
        "P1,M1,Rahimi,Amina,1990-04-02,refugee,2018-01-10,2016-05-01,63300,prs "
        "pus,A1,head,PREF63,oui,non,,\n"}});
  for (const bool loaded : {false, true}) {
    loaded ? board_->reload() : board_->refresh(p1);
    EXPECT_EQ(commune(yesterday), "63113") << "as it was known";
    EXPECT_EQ(commune(today()), "63300");
    EXPECT_NE(referent(yesterday), cecler) << "whoever follows no more reads no more";
    EXPECT_EQ(referent(yesterday), referent(today()));
  }
}

TEST_P(LiveBoards, ForgetWhatWasDerivedWhenSomethingIsRecorded) {
  int made = 0;
  const auto ask = [&](const Snapshot& snapshot) {
    return *snapshot.derived.get<int>("", [&] { return ++made; });
  };
  EXPECT_EQ(board_->on(today(), ask), 1);
  EXPECT_EQ(board_->on(today(), ask), 1);
  while (!record_something()) continue;
  EXPECT_EQ(board_->on(today(), ask), 2);
  board_->reload();
  EXPECT_EQ(board_->on(today(), ask), 3);
}

TEST_P(LiveBoards, OfAnotherDayAreLoadedOnceHoweverManyAsk) {
  std::vector<std::thread> threads;
  std::atomic<int> same = 0;
  const std::string expected =
      pathways::LiveBoard(database(), *vault_, clock(), "63", ask_places()).on(today() + 7, told);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { same += board_->on(today() + 7, told) == expected ? 1 : 0; });
  }
  for (std::thread& one : threads) one.join();
  EXPECT_EQ(same, 8);
}

/// Records an event while a board is being loaded, once what it knows of people has been read, and tells
/// `board` of it. A board that is not told loses the event for good.
class MeanwhileSomebodyRecords {
 public:
  pathways::AskPlaces ask_places() {
    return [this, ask = app::ask_places()](store::Reader& reader, const pathways::Catalogue& catalogue,
                                           std::string_view territory, Moment moment) {
      if (record_) {
        auto record = std::exchange(record_, nullptr);
        recording_ = std::thread([this, record] {
          record();
          told_ = true;
        });
        // Told of it, the board waits for the loading to end: this is how long it is let try.
        for (int i = 0; i < 40 && !told_; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
      }
      return ask(reader, catalogue, territory, moment);
    };
  }
  void next_time(std::function<void()> record) {
    told_ = false;
    record_ = std::move(record);
  }
  void join() {
    ASSERT_TRUE(recording_.joinable()) << "nothing was loaded";
    recording_.join();
  }

 private:
  std::function<void()> record_;
  std::atomic<bool> told_ = false;
  std::thread recording_;
};

TEST_P(LiveBoards, LoseNothingThatIsRecordedWhileTheyAreLoaded) {
  MeanwhileSomebodyRecords meanwhile;
  board_ = std::make_unique<pathways::LiveBoard>(database(), *vault_, clock(), "63", meanwhile.ask_places());
  const auto record = [&] {
    for (int recorded = 0; recorded < 8;) recorded += record_something() ? 1 : 0;
  };
  const auto is_up_to_date = [&](Date day) {
    pathways::LiveBoard fresh(database(), *vault_, clock(), "63", ask_places());
    return board_->on(day, told) == fresh.on(day, told);
  };
  meanwhile.next_time(record);
  board_->reload();
  meanwhile.join();
  EXPECT_TRUE(is_up_to_date(today())) << "recorded during a reload";
  meanwhile.next_time(record);
  (void)board_->on(today() + 5, told);
  meanwhile.join();
  EXPECT_TRUE(is_up_to_date(today() + 5)) << "recorded while the board of another day was made";
  EXPECT_TRUE(is_up_to_date(today()));
}

TEST_P(LiveBoards, ReadersWritersAndReloadsSideBySideEndOnTheSameBoard) {
  std::atomic<bool> stop = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&, i] {
      for (int day = i; !stop; day = (day + 1) % 9) (void)board_->on(today() + day, told);
    });
  }
  readers.emplace_back([&] {
    while (!stop) board_->reload();  // as after an import
  });
  for (int i = 0; i < 60; ++i) {
    (void)record_something();
    (void)enrol_somebody();
  }
  stop = true;
  for (std::thread& one : readers) one.join();
  pathways::LiveBoard fresh(database(), *vault_, clock(), "63", ask_places());
  for (int day = 0; day < 9; ++day) {
    EXPECT_EQ(board_->on(today() + day, told), fresh.on(today() + day, told)) << day;
  }
}

}  // namespace
}  // namespace jalon::app
