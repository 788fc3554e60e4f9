#include "pathways/live_board_actions.hpp"

#include <algorithm>

#include "partners/organisation_store.hpp"
#include "pathways/catalogue_actions.hpp"
#include "people/people_actions.hpp"

namespace jalon::pathways {
namespace {

constexpr std::size_t other_days_kept = 4;

Line line_of(const people::KnownPerson& person) {
  return {person.id,
          person.ref,
          person.identity,
          person.situation.commune,
          person.situation.referent,
          person.situation.left_on};
}

void give_places(History& history, PlaceNews& news) {
  const auto found = news.held.find(history.person.id);
  if (found != news.held.end()) history.facts.places = std::move(found->second);
}

}  // namespace

LiveBoard::LiveBoard(store::Database& database, people::Vault& vault, const Clock& clock,
                     std::string territory, AskPlaces ask_places)
    : database_(database),
      vault_(vault),
      clock_(clock),
      territory_(std::move(territory)),
      ask_places_(std::move(ask_places)) {
  reload();
}

std::shared_ptr<const Catalogue> LiveBoard::catalogue() const {
  const std::lock_guard lock(mutex_);
  return catalogue_;
}

void LiveBoard::reload() {
  auto catalogue = std::make_shared<const Catalogue>(
      database_.read([&](store::Reader& reader) { return load_catalogue(reader, territory_); }));
  auto fresh = std::make_shared<Shared>();
  fresh->catalogue = catalogue;
  fresh->snapshot = load(*catalogue, clock_.today());
  const std::lock_guard lock(mutex_);
  catalogue_ = std::move(catalogue);
  today_ = std::move(fresh);
  others_.clear();
}

std::shared_ptr<LiveBoard::Shared> LiveBoard::of(Date at) {
  std::shared_ptr<const Catalogue> catalogue;
  {
    const std::lock_guard lock(mutex_);
    if (at == today_->snapshot->board.at()) return today_;
    if (at != clock_.today()) {
      const auto known = std::ranges::find(others_, at, &std::pair<Date, std::shared_ptr<Shared>>::first);
      if (known != others_.end()) {
        others_.splice(others_.begin(), others_, known);
        return others_.front().second;
      }
    }
    catalogue = catalogue_;
  }
  // Outside the lock: others may ask about today meanwhile. Two at once may both load; one of them is kept.
  auto fresh = std::make_shared<Shared>();
  fresh->catalogue = catalogue;
  fresh->snapshot = load(*catalogue, at);
  const std::lock_guard lock(mutex_);
  if (at == clock_.today()) {
    today_ = fresh;
    others_.clear();
  } else {
    others_.emplace_front(at, fresh);
    if (others_.size() > other_days_kept) others_.pop_back();
  }
  return fresh;
}

std::unique_ptr<Snapshot> LiveBoard::load(const Catalogue& catalogue, Date at) {
  auto snapshot = std::make_unique<Snapshot>(catalogue, at);
  database_.read([&](store::Reader& reader) {
    auto histories = load_histories(reader, vault_, catalogue, territory_);
    for (auto& organisation : partners::all_organisations(reader, territory_)) {
      snapshot->organisation_names.emplace(organisation.id, organisation.name);
      snapshot->organisations.emplace(std::move(organisation.ref), std::move(organisation.name));
    }
    if (ask_places_) {
      PlaceNews news = ask_places_(reader, catalogue, territory_, at);
      snapshot->board.move_to(at, std::move(news.availability));
      for (History& history : histories) give_places(history, news);
    }
    std::unordered_map<people::HouseholdId, std::vector<const History*>> households;
    for (const History& history : histories) {
      if (history.person.situation.household) {
        households[*history.person.situation.household].push_back(&history);
      }
    }
    const std::vector<const History*> alone;
    for (const History& history : histories) {
      const auto& household = history.person.situation.household;
      put(*snapshot, history, household ? households[*household] : alone);
    }
  });
  return snapshot;
}

void LiveBoard::put(Snapshot& snapshot, const History& history, const std::vector<const History*>& members) {
  Line line = line_of(history.person);
  const bool gone = line.left_on && *line.left_on <= snapshot.board.at();
  snapshot.lines.insert_or_assign(line.id, std::move(line));
  if (gone) {
    snapshot.board.remove(history.person.id.bytes());
    return;
  }
  const auto own = in_force(history.events, std::nullopt);
  std::vector<const StepEvent*> of_members;
  for (const History* member : members) {
    if (member->person.id == history.person.id) continue;
    const auto events = in_force(member->events, std::nullopt);
    of_members.insert(of_members.end(), events.begin(), events.end());
  }
  Board& board = snapshot.board;
  board.put(history.person.id.bytes(),
            pack(board.catalogue(), board.names(), history.facts, own, of_members));
}

void LiveBoard::refresh(people::PersonId person) {
  std::shared_ptr<Shared> shared;
  {
    const std::lock_guard lock(mutex_);
    shared = today_;
    others_.clear();
  }
  // Alone from the reading on: of two refreshes of one person, the one that reads later also puts later.
  const std::unique_lock lock(shared->mutex);
  database_.read([&](store::Reader& reader) {
    std::vector<History> household;
    for (const auto& member : people::household_of(reader, vault_, territory_, person)) {
      auto history = load_history(reader, vault_, *shared->catalogue, territory_, member.id);
      if (history) household.push_back(std::move(*history));
    }
    if (ask_places_) {
      Board& board = shared->snapshot->board;
      PlaceNews news = ask_places_(reader, *shared->catalogue, territory_, board.at());
      for (History& history : household) give_places(history, news);
      if (news.availability != board.availability()) board.move_to(board.at(), std::move(news.availability));
    }
    std::vector<const History*> members;
    for (const History& history : household) members.push_back(&history);
    for (const History& history : household) put(*shared->snapshot, history, members);
  });
  shared->snapshot->derived.forget();
}

}  // namespace jalon::pathways
