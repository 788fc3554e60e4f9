// Numbers of people in places, and waiting for them, as a caller is told them. Capacities, openings and
// whether there is room are about places: told to whoever opens the page. How many are in, are proposed or
// wait is about people: told to who runs the place, and to whom the matrix lets count everybody of the
// category of its step (`partners::View::counts_everybody`); then not where too few of them are unseen
// (`partners/small_numbers.hpp`), the sum of a scheme beside its places included. Made once for each kind of
// reader and state of the board.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "pathways/sights_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::schemes {

struct Occupation {
  std::vector<PlaceView> places;
  std::vector<PersonStay> stays;
};
/// Read once for each state of the board, which is told when a place or a stay changes.
std::shared_ptr<const Occupation> occupation(const pathways::Workspace& workspace,
                                             const pathways::Snapshot& snapshot, Date known_at);

/// A person ready on a step that places answer, who holds no place there.
struct Waiting {
  people::PersonId person;
  std::string name;
  std::optional<Date> since;  // ready since; empty = always
};
/// By step of the catalogue: the longest wait first, then names.
using WaitingByStep = std::unordered_map<std::string, std::vector<Waiting>>;
/// Everybody is evaluated once for each state of the board.
std::shared_ptr<const WaitingByStep> waiting_by_step(const pathways::Snapshot& snapshot);

/// Whom the caller may name on a page of places: those whose files open and whose step they see, and those
/// who are in a place of the caller's own organisation.
bool names(const pathways::Sights& sights, const pathways::Line& line, std::string_view step, bool own);

enum class Told {
  yes,
  not_counted,  // the matrix lets the caller count nobody there
  too_few       // it would tell of few people whom the caller is not shown
};
struct ToldNumber {
  Told told = Told::not_counted;
  std::int64_t value = 0;  // 0 where it is not told
  bool is_told() const { return told == Told::yes; }
};

struct ToldPlace {
  ToldNumber occupied;  // accepted or present
  ToldNumber free;      // seats one can still enter
};

/// One scheme: the places of it that are running or to come.
struct SchemeLine {
  std::string scheme;
  std::vector<std::string> steps;  // labels
  std::int64_t places = 0;
  std::int64_t capacity = 0;
  ToldNumber occupied;
  std::int64_t counted_places = 0;    // those whose people the caller may count
  std::int64_t counted_capacity = 0;  // theirs
  ToldNumber proposed;
  ToldNumber free;
  bool room = false;  // somebody can still enter
  ToldNumber waiting;
  std::int64_t waiting_shown = 0;    // of whom the caller is shown each
  std::optional<Date> next_opening;  // of a place with a free seat that has not begun
};

struct ToldPlaces {
  std::vector<ToldPlace> places;    // as in `Occupation`
  std::vector<SchemeLine> schemes;  // by name
};
std::shared_ptr<const ToldPlaces> told_places(const pathways::Snapshot& snapshot,
                                              const pathways::Sights& sights, const Occupation& occupied,
                                              int fewest_told);

/// How many wait for a step.
struct ToldWaiting {
  ToldNumber number;
  std::int64_t shown = 0;
};
ToldWaiting told_waiting(const pathways::Snapshot& snapshot, const pathways::Sights& sights,
                         const Occupation& occupied, const std::string& step, int fewest_told);

bool has_ended(const Place& place, Date at);
/// Of a step of the catalogue that day; the id of one that it does not know.
std::string step_label(const pathways::Snapshot& snapshot, std::string_view id);

}  // namespace jalon::schemes
