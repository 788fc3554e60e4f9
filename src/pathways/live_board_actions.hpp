// The board of a territory as pages and commands share it: loaded once, then kept up to date by events.
//
// `today` is a date asked of the clock: when the day changes, the board moves to it at the next question. A
// question about another day, or about what was known on a day, is answered by a board of that moment, made
// at the first question, kept for a while and kept up to date too. On a board of past knowledge, who follows
// a person and whether the file is set aside are those of now: they decide who may see it. Where there are
// places is told by the room that holds them, through `AskPlaces`: pathways does not enter it. Thread-safe:
// questions run side by side, changes alone. Errors: store::Fault.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/moment.hpp"
#include "base/string_map.hpp"
#include "pathways/board.hpp"
#include "pathways/causes.hpp"
#include "pathways/derived.hpp"
#include "pathways/pathway_actions.hpp"

namespace jalon::pathways {

/// What the engine needs to know of places on a day.
struct PlaceNews {
  Availability availability;
  std::unordered_map<people::PersonId, std::vector<HeldPlace>> held;  // by those who hold them
};
/// Empty: places are unknown.
using AskPlaces =
    std::function<PlaceNews(store::Reader&, const Catalogue&, std::string_view territory, Moment moment)>;

/// One line of a list: what tells people apart without opening their files.
struct Line {
  people::PersonId id;
  std::string ref;
  people::Identity identity;
  std::string commune;  // INSEE code
  std::optional<partners::OrganisationId> referent;
  std::optional<Date> left_on;
  bool set_aside = false;  // at the person's request: in no standing, hence in no agenda and no proposal
};

/// A board and the lines of its people, on one day; `derived` is what pages made of both.
struct Snapshot {
  explicit Snapshot(const Catalogue& catalogue, Date at) : board(catalogue, at) {}
  Board board;
  std::unordered_map<people::PersonId, Line>
      lines;                             // those who left or are set aside included; they have no standing
  StringMap<std::string> organisations;  // names by the identifiers that files and boards use
  std::unordered_map<partners::OrganisationId, std::string> organisation_names;
  Derived derived;

  /// The name of an organisation, else the deliverer of the catalogue in French, else what the sender wrote.
  std::string organisation(std::string_view ref) const {
    const auto found = organisations.find(ref);
    return found == organisations.end() ? deliverer_label(ref) : found->second;
  }
  /// "" when it is unknown.
  std::string organisation_named(const UuidBytes& id) const {
    const auto found = organisation_names.find(partners::OrganisationId(id));
    return found == organisation_names.end() ? std::string() : found->second;
  }
  const Line* line(const UuidBytes& person) const {
    const auto found = lines.find(people::PersonId(person));
    return found == lines.end() ? nullptr : &found->second;
  }
};

class LiveBoard {
 public:
  LiveBoard(store::Database& database, people::Vault& vault, const Clock& clock, std::string territory,
            AskPlaces ask_places);

  const std::string& territory() const { return territory_; }
  /// The catalogue in force when the board was loaded last. Lives as long as the LiveBoard.
  std::shared_ptr<const Catalogue> catalogue() const;

  /// Runs `ask(const Snapshot&)` on the board of that moment. Keep nothing of it: it may change right after.
  template <class Ask>
  auto on(Moment moment, Ask&& ask) -> std::invoke_result_t<Ask, const Snapshot&> {
    for (;;) {
      const std::shared_ptr<Shared> shared = of(moment);
      const std::shared_lock lock(shared->mutex);
      if (shared->snapshot) return ask(std::as_const(*shared->snapshot));
    }  // whoever was loading it failed and said so: this caller loads
  }

  /// Reads everybody again: after an import.
  void reload();
  /// Reads one person and their household again: after an event was recorded.
  void refresh(people::PersonId person) { read_again(person, false); }
  /// After a place was taken or given back by this person: what everybody can expect is evaluated again, from
  /// memory.
  void refresh_places(people::PersonId person) { read_again(person, true); }

 private:
  struct Shared {
    explicit Shared(std::shared_ptr<const Catalogue> of, Moment when)
        : catalogue(std::move(of)), moment(when) {}
    std::shared_mutex mutex;
    std::shared_ptr<const Catalogue> catalogue;  // outlives the board that looks at it
    Moment moment;
    std::unique_ptr<Snapshot> snapshot;  // null until it is loaded, or when that failed
    std::unordered_map<people::PersonId, std::vector<HeldPlace>> held;
  };

  std::shared_ptr<Shared> of(Moment moment);
  void load(Shared& shared);
  void read_again(people::PersonId person, bool places);
  void read_again(Shared& shared, people::PersonId person, bool places);
  static void put(Snapshot& snapshot, const History& history, const std::vector<const History*>& members);

  store::Database& database_;
  people::Vault& vault_;
  const Clock& clock_;
  std::string territory_;
  AskPlaces ask_places_;

  mutable std::mutex mutex_;  // of what follows
  std::shared_ptr<const Catalogue> catalogue_;
  std::shared_ptr<Shared> today_;
  std::list<std::shared_ptr<Shared>> others_;  // boards of other moments, latest asked first
  std::list<std::shared_ptr<Shared>>
      arriving_;  // those that reloads are making, locked until they are loaded
};

}  // namespace jalon::pathways
