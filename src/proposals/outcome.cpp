#include "proposals/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "allocation/dominance.hpp"
#include "base/text.hpp"
#include "partners/territory.hpp"
#include "proposals/step_problem.hpp"

namespace jalon::proposals {
namespace {

using allocation::Index;
using allocation::none;

constexpr std::size_t places_explained = 3;
constexpr std::size_t above_by_place = 2;

std::string_view word(allocation::Status status) {
  switch (status) {
    case allocation::Status::optimal:
      return "optimal";
    case allocation::Status::feasible:
      return "feasible";
    case allocation::Status::infeasible:
      return "infeasible";
  }
  return "";
}

std::string points(std::int64_t count) {
  return french_count(count, "point", "points");
}

/// One step: its problem, its proposal, and the questions asked of it.
class StepSolver {
 public:
  StepSolver(const Inputs& inputs, const std::string& step, const std::vector<Lock>& locks,
             const SolveOptions& options)
      : made_(problem_of(inputs, step, locks)), unit_(made_.unit_demand()), explain_(options.explain) {
    made_.rules.seconds_left = options.seconds_left;
    allocation::Rules rules = made_.rules;
    rules.marginals = explain_ && unit_;
    proposal_ = allocation::propose_reduced(made_.problem, rules);
  }

  void tell(const std::string& step, Outcome& outcome) {
    outcome.steps.push_back({step, std::string(word(proposal_.status)), proposal_.placed, proposal_.unplaced,
                             proposal_.value, proposal_.bound});
    const bool holds = proposal_.status != allocation::Status::infeasible;
    if (!holds) tell_conflicts(outcome);
    std::vector<std::vector<Lock>> mattered(made_.needs.size());
    if (holds && explain_) find_locks_that_mattered(mattered);
    for (Index c = 0; c < made_.needs.size(); ++c) {
      Line line = holds ? line_of(c) : Line{made_.needs[c]->key, "", "infeasible", 0, "", 0, "", {}, {}, ""};
      line.locks = std::move(mattered[c]);
      outcome.lines.push_back(std::move(line));
    }
    if (holds && explain_) tell_one_more(outcome);
  }

 private:
  const Offer& offer(Index place) const { return *made_.offers[place]; }

  void tell_conflicts(Outcome& outcome) const {
    for (const allocation::LockConflict& one : proposal_.conflicts) {
      const std::string place = place_name(offer(one.place));
      outcome.conflicts.push_back(
          one.conflict == allocation::Conflict::keep_over_capacity
              ? fmt::format(
                    "les verrous gardent à la place {} plus de personnes qu’elle n’a de places libres", place)
              : fmt::format("les verrous posés sur la place {} se contredisent pour une même personne",
                            place));
    }
  }

  Line line_of(Index c) {
    Line line;
    line.need = made_.needs[c]->key;
    const Index place = proposal_.place_of[c];
    if (place != none) {
      line.place = offer(place).place;
      line.reason = proposal_.reason[c] == allocation::Reason::kept ? "kept" : "";
      line.value = made_.problem.options.value[made_.problem.option_row(c, place)];
      return line;
    }
    line.reason = reason_of(c);
    if (!explain_) return line;
    tell_above(c, line);
    if (unit_) {
      find_change_by_engine(c, line);
    } else {
      find_change_by_seats(c, line);
    }
    line.change = change_of(c, line);
    return line;
  }

  std::string reason_of(Index c) const {
    const Need& need = *made_.needs[c];
    if (need.choices.empty()) return "no_option";
    const auto& options = made_.problem.options;
    if (options.begin(c) == options.end(c)) return "reserved";
    bool some_seat = false;
    for (Index row = options.begin(c); row < options.end(c); ++row) {
      some_seat = some_seat || offer(options.place[row]).seats > 0;
    }
    switch (proposal_.reason[c]) {
      case allocation::Reason::forbidden:
        return "forbidden";
      case allocation::Reason::too_large:
        return some_seat && need.size > 1 ? "too_large" : some_seat ? "outranked" : "no_seat";
      case allocation::Reason::at_a_loss:
        return "at_a_loss";
      default:
        return "outranked";
    }
  }

  /// The choices of a need as the problem has them, best value first.
  std::vector<const Choice*> best_choices(Index c) const {
    std::vector<const Choice*> list;
    for (const Choice& choice : made_.needs[c]->choices) {
      if (made_.problem.option_row(c, made_.place(choice.place)) != none) list.push_back(&choice);
    }
    std::ranges::stable_sort(list, std::ranges::greater{}, &Choice::value);
    if (list.size() > places_explained) list.resize(places_explained);
    return list;
  }

  void tell_above(Index c, Line& line) const {
    for (const Choice* choice : best_choices(c)) {
      const Index place = made_.place(choice->place);
      std::vector<Above> here;
      for (Index other = 0; other < made_.needs.size(); ++other) {
        if (proposal_.place_of[other] != place) continue;
        const Need& need = *made_.needs[other];
        here.push_back({choice->place, need.key, need.tier,
                        made_.problem.options.value[made_.problem.option_row(other, place)]});
      }
      std::ranges::sort(here, [](const Above& a, const Above& b) {
        return std::tuple(-a.tier, a.value, std::string_view(a.need)) <
               std::tuple(-b.tier, b.value, std::string_view(b.need));
      });
      if (here.size() > above_by_place) here.resize(above_by_place);
      line.above.insert(line.above.end(), here.begin(), here.end());
    }
  }

  void find_change_by_engine(Index c, Line& line) const {
    const auto& options = made_.problem.options;
    if (options.begin(c) == options.end(c)) return;
    const allocation::Reduced reduced = allocation::reduce(made_.problem, made_.rules, 1, {c});
    const allocation::Explanation found =
        allocation::explain(reduced.problem, made_.rules, reduced.position[c]);
    if (found.threshold_place != none) {
      line.threshold_place = offer(found.threshold_place).place;
      line.threshold = found.threshold;
    }
    if (found.extra_place != none) line.extra_place = offer(found.extra_place).place;
  }

  /// Sizes: as many more seats as the household takes. Solved once for each place and size: all who would
  /// come in learn it from the same answer.
  void find_change_by_seats(Index c, Line& line) {
    for (const Choice* choice : best_choices(c)) {
      if (places_with_more(made_.place(choice->place), made_.needs[c]->size)[c] == none) continue;
      line.extra_place = choice->place;
      return;
    }
  }

  const std::vector<Index>& places_with_more(Index place, std::int64_t seats) {
    auto& places = places_with_more_[{place, seats}];
    if (!places.empty()) return places;
    allocation::Problem other = made_.problem;
    other.places[place].capacity += seats;
    places = allocation::propose_reduced(other, made_.rules).place_of;
    return places;
  }

  const Closed* nearest(const Need& need) const {
    const auto fewest =
        std::ranges::min_element(need.closed, {}, [](const Closed& one) { return one.reasons.size(); });
    return fewest == need.closed.end() ? nullptr : &*fewest;
  }

  std::string change_of(Index c, const Line& line) const {
    const Need& need = *made_.needs[c];
    if (line.reason == "no_option") {
      const Closed* closed = nearest(need);
      if (closed == nullptr) return "Il faudrait une place à venir pour cette étape.";
      std::string text;
      for (const std::string& reason : closed->reasons) text += (text.empty() ? "" : "\u00a0; ") + reason;
      return fmt::format("La place la plus proche de convenir est {}\u00a0: {}.",
                         place_name(offer(made_.place(closed->place))), text);
    }
    if (line.reason == "forbidden") return "Il faudrait lever le verrou qui l’écarte de ses places.";
    if (line.reason == "reserved") {
      const auto best = std::ranges::max_element(need.choices, {}, &Choice::value);
      const Offer& kept = offer(made_.place(best->place));
      return fmt::format("{} est gardée à partir de {}\u00a0: il en manque {}.", place_name(kept),
                         points(kept.reserve.floor), french_number(kept.reserve.floor - best->value));
    }
    std::string text;
    if (!line.extra_place.empty()) {
      text = need.size == 1
                 ? fmt::format("une place de plus à {}", place_name(offer(made_.place(line.extra_place))))
                 : fmt::format("{} places de plus à {}", need.size,
                               place_name(offer(made_.place(line.extra_place))));
    }
    if (!line.threshold_place.empty()) {
      const std::int64_t missing = line.threshold - need.choice(line.threshold_place)->value;
      text += fmt::format("{}{} de plus pour {}", text.empty() ? "" : ", ou ", points(missing),
                          place_name(offer(made_.place(line.threshold_place))));
    }
    if (text.empty()) return not_by_one_change(c);
    return fmt::format("Il suffirait de\u00a0: {}.", text);
  }

  std::string not_by_one_change(Index c) const {
    const auto best = best_choices(c);
    if (best.empty()) return "Il faudrait une place à venir pour cette étape.";
    const Choice& mine = *best.front();
    std::int64_t ahead = 0;
    for (const Need* other : made_.needs) {
      const Choice* theirs = other->choice(mine.place);
      if (theirs == nullptr || other->key == made_.needs[c]->key) continue;
      const int tier = made_.needs[c]->tier;
      if (other->tier < tier || (other->tier == tier && theirs->value > mine.value)) ++ahead;
    }
    const Offer& there = offer(made_.place(mine.place));
    if (ahead == 0) return "Ni une seule place ni des points de plus n’y suffiraient.";
    return fmt::format("Une seule place de plus n’y suffirait pas\u00a0: à {}, {} avant, pour {}.",
                       place_name(there), french_count(ahead, "demande passe", "demandes passent"),
                       french_count(there.seats, "place libre", "places libres"));
  }

  std::vector<Index> places_without(std::size_t lock) const {
    allocation::Problem other = made_.problem;
    other.locks.erase(other.locks.begin() + static_cast<std::ptrdiff_t>(lock));
    return allocation::propose_reduced(other, made_.rules).place_of;
  }

  void find_locks_that_mattered(std::vector<std::vector<Lock>>& mattered) const {
    for (std::size_t lock = 0; lock < made_.locks.size(); ++lock) {
      const std::vector<Index> without = places_without(lock);
      for (Index c = 0; c < without.size(); ++c) {
        if (without[c] != proposal_.place_of[c]) mattered[c].push_back(made_.locks[lock]);
      }
    }
  }

  void tell_one_more(Outcome& outcome) const {
    for (Index place = 0; place < made_.offers.size(); ++place) {
      if (unit_) {
        const allocation::Marginal& marginal = proposal_.marginal[place];
        const bool more = std::ranges::any_of(marginal.placed, [](std::int64_t count) { return count != 0; });
        if (!more && marginal.value == 0) continue;
      }
      allocation::Problem other = made_.problem;
      ++other.places[place].capacity;
      const allocation::Proposal then = allocation::propose_reduced(other, made_.rules);
      OneMore one;
      one.place = offer(place).place;
      one.placed = proposal_.unplaced - then.unplaced;
      one.value = then.value - proposal_.value;
      if (one.placed == 0 && one.value == 0) continue;
      for (Index c = 0; c < made_.needs.size(); ++c) {
        const bool was = proposal_.place_of[c] != none;
        const bool is = then.place_of[c] != none;
        if (was == is) continue;
        const Need& need = *made_.needs[c];
        const std::int64_t sign = is ? 1 : -1;
        (is ? one.placed_then : one.left_out_then).push_back(need.key);
        one.effect.days += sign * need.effect.days;
        one.effect.goals += sign * need.effect.goals;
        one.effect.pathways += sign * need.effect.pathways;
        one.effect.deadlines += sign * need.effect.deadlines;
      }
      outcome.one_more.push_back(std::move(one));
    }
  }

  StepProblem made_;
  bool unit_;
  bool explain_;
  allocation::Proposal proposal_;
  std::map<std::pair<Index, std::int64_t>, std::vector<Index>> places_with_more_;
};

/// A reserve holds back those who would have had a place without it; the others are told why as if it were
/// not there.
void tell_who_is_held_back(const Inputs& inputs, const std::string& step, const std::vector<Lock>& locks,
                           const SolveOptions& options, std::span<Line> lines) {
  if (std::ranges::find(lines, "reserved", &Line::reason) == lines.end()) return;
  Inputs open = inputs;
  for (Offer& offer : open.offers) offer.reserve = {};
  Outcome without;
  StepSolver(open, step, locks, options).tell(step, without);
  for (Line& line : lines) {
    if (line.reason != "reserved") continue;
    // In the order of the needs, as `lines` are.
    const Line& free = without.lines[static_cast<std::size_t>(&line - lines.data())];
    if (free.place.empty()) line = free;
  }
}

}  // namespace

const Line* Outcome::line(std::string_view need) const {
  const auto found =
      std::ranges::lower_bound(lines, need, {}, [](const Line& one) { return std::string_view(one.need); });
  return found == lines.end() || found->need != need ? nullptr : &*found;
}

std::int64_t Outcome::placed() const {
  return std::ranges::count_if(lines, [](const Line& line) { return !line.place.empty(); });
}

std::int64_t Outcome::value() const {
  std::int64_t total = 0;
  for (const StepOutcome& step : steps) total += step.value;
  return total;
}

Outcome solve(const Inputs& inputs, const std::vector<Lock>& locks, const SolveOptions& options) {
  Outcome outcome;
  for (const std::string& step : inputs.steps()) {
    if (!options.only_step.empty() && options.only_step != step) continue;
    const std::size_t first = outcome.lines.size();
    StepSolver(inputs, step, locks, options).tell(step, outcome);
    tell_who_is_held_back(inputs, step, locks, options, std::span(outcome.lines).subspan(first));
  }
  std::ranges::sort(outcome.lines, {}, &Line::need);
  return outcome;
}

void put_step(const Inputs& inputs, std::string_view step, const Outcome& solved, Outcome& outcome) {
  const auto of_step = [&](const std::string& key) {
    const Need* need = inputs.need(key);
    return need != nullptr && need->step == step;
  };
  for (StepOutcome& one : outcome.steps) {
    if (one.step == step) one = solved.steps.front();
  }
  for (Line& line : outcome.lines) {
    if (!of_step(line.need)) continue;
    if (const Line* fresh = solved.line(line.need)) line = *fresh;
  }
  std::vector<OneMore> all;
  for (const Offer& offer : inputs.offers) {
    const Outcome& source = offer.step == step ? solved : outcome;
    const auto found = std::ranges::find(source.one_more, offer.place, &OneMore::place);
    if (found != source.one_more.end()) all.push_back(*found);
  }
  outcome.one_more = std::move(all);
  outcome.conflicts = solved.conflicts;
}

std::string reason_in_french(std::string_view reason) {
  if (reason.empty()) return "place proposée";
  if (reason == "kept") return "place gardée par un verrou";
  if (reason == "no_option") return "ne remplit les conditions d’aucune place à venir";
  if (reason == "no_seat") return "aucune place libre";
  if (reason == "reserved") return "place gardée pour des arrivées attendues";
  if (reason == "forbidden") return "écartée de ses places par un verrou";
  if (reason == "too_large") return "trop de personnes pour les places libres";
  if (reason == "at_a_loss") return "une place est libre, mais la lui donner ferait baisser l’ensemble";
  if (reason == "infeasible") return "les verrous se contredisent";
  return "places prises par d’autres, dont la valeur ou l’attente passe avant";
}

std::string in_french(const OneMore& more) {
  std::string text = "une place de plus\u00a0: ";
  if (more.placed > 0) {
    text += french_count(more.placed, "personne placée", "personnes placées") + " de plus";
  } else {
    text += "personne de plus, mais un meilleur choix";
  }
  if (more.effect.pathways > 0) {
    text += ", " + french_count(more.effect.pathways, "parcours débloqué", "parcours débloqués");
  }
  if (more.effect.days > 0) text += ", " + french_count(more.effect.days, "jour gagné", "jours gagnés");
  if (more.effect.deadlines > 0) {
    text += ", " + french_count(more.effect.deadlines, "échéance sauvée", "échéances sauvées");
  }
  return text;
}

std::string place_name(const Offer& offer) {
  std::string name = offer.scheme + " " + offer.ref;
  if (!offer.commune.empty()) name += fmt::format(" ({})", partners::commune_name(offer.commune));
  return name;
}

}  // namespace jalon::proposals
