#include "schemes/told_places_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "partners/small_numbers.hpp"
#include "pathways/evaluation.hpp"
#include "people/people_actions.hpp"

namespace jalon::schemes {
namespace {

using partners::Counted;
using pathways::Sights;
using pathways::Snapshot;

WaitingByStep evaluate_waiting(const Snapshot& snapshot) {
  const pathways::Board& board = snapshot.board;
  WaitingByStep waiting;
  pathways::Evaluator evaluator(board.catalogue_at(), &board.availability());
  for (const pathways::Standing& standing : board.standings()) {
    if (standing.count(pathways::Status::ready) == 0) continue;
    const pathways::Pathway* pathway = board.pathway(standing.person);
    const pathways::Line* line = snapshot.line(standing.person);
    if (pathway == nullptr || line == nullptr) continue;
    const auto& evaluation = evaluator.evaluate(pathway->view());
    for (const pathways::StepIndex step : evaluator.steps_with_places()) {
      const pathways::StepState& state = evaluation.steps[step];
      if (!state.present || state.status != pathways::Status::ready) continue;
      const bool held = std::ranges::any_of(
          pathway->places, [&](const pathways::PackedPlace& place) { return place.step == step; });
      if (held) continue;
      Waiting& one = waiting[board.catalogue().step(step).id].emplace_back();
      one.person = line->id;
      one.name = people::display_name(line->identity);
      if (state.since != pathways::no_day) one.since = Date::from_days(state.since);
    }
  }
  for (auto& [step, list] : waiting) {
    std::ranges::sort(list, {}, [](const Waiting& one) {
      return std::tuple(one.since.value_or(Date()), std::string_view(one.name), one.person);
    });
  }
  return waiting;
}

/// Everybody behind the numbers of a place, and those of them whom the caller is shown.
struct PlaceCount {
  bool counts = false;  // the caller may
  Counted inside;
  Counted proposed;
};

bool counts_step(const Sights& sights, std::string_view step) {
  const auto index = sights.find(step);
  return sights.everything() || (index && sights.counts_people(*index));
}

std::vector<PlaceCount> count_places(const Snapshot& snapshot, const Sights& sights,
                                     const Occupation& occupied) {
  std::vector<PlaceCount> counts;
  std::unordered_map<PlaceId, std::size_t> index;
  std::vector<bool> runs;
  for (const PlaceView& view : occupied.places) {
    index.emplace(view.place.id, counts.size());
    runs.push_back(sights.view().runs_places_of(view.place.organisation));
    PlaceCount& one = counts.emplace_back();
    one.counts = runs.back() || counts_step(sights, view.place.place.step);
    one.inside.people = view.accepted + view.present;
    one.proposed.people = view.proposed;
    if (!runs.back()) continue;
    one.inside.shown = one.inside.people;
    one.proposed.shown = one.proposed.people;
  }
  for (const PersonStay& one : occupied.stays) {
    const auto found = index.find(one.place);
    if (one.stay.status == StayStatus::none || found == index.end() || runs[found->second]) continue;
    const PlaceView& view = occupied.places[found->second];
    const pathways::Line* line = snapshot.line(one.person.bytes());
    const bool own = sights.view().is_own(view.place.organisation);
    if (line == nullptr || !names(sights, *line, view.place.place.step, own)) continue;
    PlaceCount& count = counts[found->second];
    ++(one.stay.status == StayStatus::proposed ? count.proposed : count.inside).shown;
  }
  return counts;
}

ToldNumber tell(bool counts, bool enough, std::int64_t value) {
  if (!counts) return {Told::not_counted, 0};
  return enough ? ToldNumber{Told::yes, value} : ToldNumber{Told::too_few, 0};
}

/// The places of a scheme, by their index, and its sums.
void tell_scheme(SchemeLine& line, const std::vector<std::size_t>& of_it, const Occupation& occupied,
                 const std::vector<PlaceCount>& counts, Date at, int fewest_told, ToldPlaces& made) {
  std::vector<Counted> parts;
  std::vector<std::size_t> counted;
  Counted proposed;
  std::int64_t inside = 0;
  for (const std::size_t i : of_it) {
    const PlaceView& view = occupied.places[i];
    const Place& place = view.place.place;
    ++line.places;
    line.capacity += place.capacity;
    if (view.open && view.free > 0) {
      line.room = true;
      if (place.starts_on && *place.starts_on > at) {
        line.next_opening = std::min(line.next_opening.value_or(*place.starts_on), *place.starts_on);
      }
    }
    if (!counts[i].counts) continue;
    counted.push_back(i);
    parts.push_back(counts[i].inside);
    inside += counts[i].inside.people;
    proposed.people += counts[i].proposed.people;
    proposed.shown += counts[i].proposed.shown;
    ++line.counted_places;
    line.counted_capacity += place.capacity;
  }
  const partners::ToldParts told = partners::parts_beside_total(parts, fewest_told);
  for (std::size_t i = 0; i < counted.size(); ++i) {
    const PlaceView& view = occupied.places[counted[i]];
    made.places[counted[i]].occupied = tell(true, told.told[i], parts[i].people);
    made.places[counted[i]].free = tell(true, told.told[i], view.free);
  }
  line.occupied = tell(!counted.empty(), told.total, inside);
  line.proposed = tell(!counted.empty(), !partners::too_few(proposed, fewest_told), proposed.people);
  // Seats that are free are those that nobody holds: their sum is told when each of them is.
  line.free = {Told::yes, 0};
  for (const std::size_t i : of_it) {
    const PlaceView& view = occupied.places[i];
    if (!view.open || view.free == 0) continue;
    const ToldNumber& free = made.places[i].free;
    if (!free.is_told()) {
      line.free = {free.told, 0};
      break;
    }
    line.free.value += free.value;
  }
}

/// Of several steps together: told when that of each is, so that no difference of two schemes gives one.
void add_waiting(SchemeLine& line, const ToldWaiting& of_step) {
  line.waiting_shown += of_step.shown;
  if (!line.waiting.is_told()) return;
  line.waiting.told = of_step.number.told;
  line.waiting.value = of_step.number.is_told() ? line.waiting.value + of_step.number.value : 0;
}

ToldPlaces tell_places(const Snapshot& snapshot, const Sights& sights, const Occupation& occupied,
                       int fewest_told) {
  const Date at = snapshot.board.at();
  const std::vector<PlaceCount> counts = count_places(snapshot, sights, occupied);
  ToldPlaces made;
  made.places.resize(occupied.places.size());
  std::map<std::string, std::vector<std::size_t>> schemes;
  for (std::size_t i = 0; i < occupied.places.size(); ++i) {
    const Place& place = occupied.places[i].place.place;
    if (!has_ended(place, at)) {
      schemes[place.scheme].push_back(i);
      continue;
    }
    const bool enough = !partners::too_few(counts[i].inside, fewest_told);
    made.places[i].occupied = tell(counts[i].counts, enough, counts[i].inside.people);
    made.places[i].free = tell(counts[i].counts, enough, occupied.places[i].free);
  }
  for (const auto& [scheme, of_it] : schemes) {
    SchemeLine& line = made.schemes.emplace_back();
    line.scheme = scheme;
    tell_scheme(line, of_it, occupied, counts, at, fewest_told, made);
    line.waiting.told = Told::yes;
    std::vector<std::string> steps;
    for (const std::size_t i : of_it) {
      const std::string& step = occupied.places[i].place.place.step;
      if (std::ranges::find(steps, step) != steps.end()) continue;
      steps.push_back(step);
      line.steps.push_back(step_label(snapshot, step));
      add_waiting(line, told_waiting(snapshot, sights, occupied, step, fewest_told));
    }
  }
  return made;
}

struct ToldWaitings {
  std::unordered_map<std::string, ToldWaiting> of;
};

ToldWaitings tell_waiting(const Snapshot& snapshot, const Sights& sights, const Occupation& occupied,
                          int fewest_told) {
  const auto everybody = waiting_by_step(snapshot);
  ToldWaitings made;
  for (const PlaceView& view : occupied.places) {
    const std::string& step = view.place.place.step;
    const bool runs = sights.view().runs_places_of(view.place.organisation) &&
                      !has_ended(view.place.place, snapshot.board.at());
    const auto [found, added] = made.of.try_emplace(step);
    ToldWaiting& told = found->second;
    if (!added && !runs) continue;
    const auto list = everybody->find(step);
    Counted number;
    if (list != everybody->end()) {
      number.people = static_cast<std::int64_t>(list->second.size());
      number.shown = std::ranges::count_if(list->second, [&](const Waiting& one) {
        const pathways::Line* line = snapshot.line(one.person.bytes());
        return line != nullptr && names(sights, *line, step, false);
      });
    }
    told.shown = number.shown;
    told.number =
        tell(runs || counts_step(sights, step), !partners::too_few(number, fewest_told), number.people);
  }
  return made;
}

}  // namespace

std::shared_ptr<const Occupation> occupation(const pathways::Workspace& workspace, const Snapshot& snapshot,
                                             Date known_at) {
  return snapshot.derived.get<Occupation>("", [&] {
    const Date at = snapshot.board.at();
    return workspace.database.read([&](store::Reader& reader) {
      return Occupation{places(reader, workspace.territory, at, known_at),
                        stays(reader, workspace.territory, at, known_at)};
    });
  });
}

std::shared_ptr<const WaitingByStep> waiting_by_step(const Snapshot& snapshot) {
  return snapshot.derived.get<WaitingByStep>("", [&] { return evaluate_waiting(snapshot); });
}

bool names(const Sights& sights, const pathways::Line& line, std::string_view step, bool own) {
  partners::Relation relation = sights.relation(line);
  relation.concerned = own;
  return sights.view().opens(relation) && (own || sights.step(step, relation) >= partners::Sight::flag);
}

std::shared_ptr<const ToldPlaces> told_places(const Snapshot& snapshot, const Sights& sights,
                                              const Occupation& occupied, int fewest_told) {
  return snapshot.derived.get<ToldPlaces>(fmt::format("{} {}", sights.view().key(), fewest_told), [&] {
    return tell_places(snapshot, sights, occupied, fewest_told);
  });
}

ToldWaiting told_waiting(const Snapshot& snapshot, const Sights& sights, const Occupation& occupied,
                         const std::string& step, int fewest_told) {
  const auto all = snapshot.derived.get<ToldWaitings>(
      fmt::format("{} {}", sights.view().key(), fewest_told),
      [&] { return tell_waiting(snapshot, sights, occupied, fewest_told); });
  const auto found = all->of.find(step);
  return found == all->of.end() ? ToldWaiting{} : found->second;
}

bool has_ended(const Place& place, Date at) {
  return place.ends_on && *place.ends_on < at;
}

std::string step_label(const Snapshot& snapshot, std::string_view id) {
  const auto step = snapshot.board.catalogue().find(id);
  return step ? snapshot.board.catalogue().nearest_version(*step, snapshot.board.at()).label_fr
              : std::string(id);
}

}  // namespace jalon::schemes
