#include "pathways/live_board_actions.hpp"

#include <algorithm>

#include "partners/organisation_store.hpp"
#include "pathways/catalogue_actions.hpp"
#include "people/people_actions.hpp"

namespace jalon::pathways {
namespace {

constexpr std::size_t other_moments_kept = 4;

Line line_of(const people::KnownPerson& person) {
  return {person.id,
          person.ref,
          person.identity,
          person.situation.commune,
          person.situation.referent,
          person.situation.left_on,
          person.set_aside};
}

using HeldPlaces = std::unordered_map<people::PersonId, std::vector<HeldPlace>>;

/// Past knowledge opens no file to those who follow the person no more, nor one that was set aside since.
void give_present_rights(History& history, const people::KnownPerson& now) {
  history.person.situation.referent = now.situation.referent;
  history.person.set_aside = now.set_aside;
}

void give_present_rights(std::vector<History>& histories, store::Reader& reader, people::Vault& vault,
                         std::string_view territory) {
  auto next = histories.begin();  // both come in the order of the persons' ids
  people::each_person(reader, vault, territory, Date::never(), [&](const people::KnownPerson& now) {
    while (next != histories.end() && next->person.id < now.id) ++next;
    if (next != histories.end() && next->person.id == now.id) give_present_rights(*next, now);
  });
}

void give_places(History& history, const HeldPlaces& held) {
  const auto found = held.find(history.person.id);
  if (found != held.end()) history.facts.places = found->second;
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
  // Locked and told of before it is loaded: what is recorded meanwhile waits, then is read again there too.
  const auto fresh = std::make_shared<Shared>(catalogue, clock_.today());
  std::unique_lock loading(fresh->mutex);
  {
    const std::lock_guard lock(mutex_);
    arriving_.push_back(fresh);
  }
  try {
    load(*fresh);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    std::erase(arriving_, fresh);
    throw;
  }
  const std::lock_guard lock(mutex_);
  std::erase(arriving_, fresh);
  catalogue_ = std::move(catalogue);
  today_ = fresh;
  others_.clear();
}

std::shared_ptr<LiveBoard::Shared> LiveBoard::of(Moment moment) {
  std::shared_ptr<Shared> fresh;
  std::unique_lock<std::shared_mutex> loading;
  {
    const std::lock_guard lock(mutex_);
    if (moment == today_->moment) return today_;
    const auto known = std::ranges::find(others_, moment, [](const auto& one) { return one->moment; });
    if (known != others_.end()) {
      others_.splice(others_.begin(), others_, known);
      return others_.front();
    }
    // Shown before it is loaded, and locked: what is recorded meanwhile waits, then refreshes it too.
    fresh = std::make_shared<Shared>(catalogue_, moment);
    loading = std::unique_lock(fresh->mutex);
    others_.push_front(fresh);
    if (others_.size() > other_moments_kept) others_.pop_back();
  }
  try {
    load(*fresh);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    std::erase(others_, fresh);
    throw;
  }
  if (moment == clock_.today()) {  // the day has changed
    const std::lock_guard lock(mutex_);
    if (std::erase(others_, fresh) > 0) today_ = fresh;
  }
  return fresh;
}

void LiveBoard::load(Shared& shared) {
  auto snapshot = std::make_unique<Snapshot>(*shared.catalogue, shared.moment.at);
  database_.read([&](store::Reader& reader) {
    auto histories = load_histories(reader, vault_, *shared.catalogue, territory_, shared.moment.known_at);
    if (!shared.moment.knows_everything()) give_present_rights(histories, reader, vault_, territory_);
    for (auto& organisation : partners::all_organisations(reader, territory_)) {
      snapshot->organisation_names.emplace(organisation.id, organisation.name);
      snapshot->organisations.emplace(std::move(organisation.ref), std::move(organisation.name));
    }
    if (ask_places_) {
      PlaceNews news = ask_places_(reader, *shared.catalogue, territory_, shared.moment);
      snapshot->board.move_to(shared.moment.at, std::move(news.availability));
      shared.held = std::move(news.held);
    }
    std::unordered_map<people::HouseholdId, std::vector<const History*>> households;
    for (History& history : histories) {
      give_places(history, shared.held);
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
  shared.snapshot = std::move(snapshot);
}

void LiveBoard::put(Snapshot& snapshot, const History& history, const std::vector<const History*>& members) {
  Line line = line_of(history.person);
  const bool gone = line.set_aside || (line.left_on && *line.left_on <= snapshot.board.at());
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

void LiveBoard::read_again(people::PersonId person, bool places) {
  std::vector<std::shared_ptr<Shared>> boards;
  {
    const std::lock_guard lock(mutex_);
    boards.push_back(today_);
    boards.insert(boards.end(), others_.begin(), others_.end());
    boards.insert(boards.end(), arriving_.begin(), arriving_.end());
  }
  for (const auto& shared : boards) read_again(*shared, person, places);
}

void LiveBoard::read_again(Shared& shared, people::PersonId person, bool places) {
  // Alone from the reading on: of two refreshes of one person, the one that reads later also puts later.
  const std::unique_lock lock(shared.mutex);
  if (!shared.snapshot) return;
  database_.read([&](store::Reader& reader) {
    Board& board = shared.snapshot->board;
    if (places && ask_places_) {
      PlaceNews news = ask_places_(reader, *shared.catalogue, territory_, shared.moment);
      if (news.availability != board.availability())
        board.move_to(shared.moment.at, std::move(news.availability));
      shared.held = std::move(news.held);
    }
    std::vector<History> household;
    const Date known_at = shared.moment.known_at;
    for (const auto& member : people::household_of(reader, vault_, territory_, person, known_at)) {
      auto history = load_history(reader, vault_, *shared.catalogue, territory_, member.id, known_at);
      if (!history) continue;
      if (!shared.moment.knows_everything()) {
        const auto now = people::find_person(reader, vault_, territory_, member.id);
        if (now) give_present_rights(*history, *now);
      }
      give_places(*history, shared.held);
      household.push_back(std::move(*history));
    }
    std::vector<const History*> members;
    for (const History& history : household) members.push_back(&history);
    for (const History& history : household) put(*shared.snapshot, history, members);
  });
  shared.snapshot->derived.forget();
}

}  // namespace jalon::pathways
