#include "proposals/sheets_actions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "partners/territory.hpp"
#include "pathways/evaluation.hpp"
#include "proposals/step_problem.hpp"
#include "proposals/suitability.hpp"

namespace jalon::proposals {
namespace {

constexpr std::size_t lines_per_page = 25;
constexpr std::size_t plan_rows = 40;
constexpr std::size_t differences_told = 8;

std::string label_of(const Inputs& inputs, std::string_view place) {
  const Offer* offer = inputs.offer(place);
  return offer == nullptr ? "" : place_name(*offer);
}

/// The same, short: the scheme is known from the context.
std::string short_label(const Inputs& inputs, std::string_view place) {
  const Offer* offer = inputs.offer(place);
  if (offer == nullptr) return "";
  std::string label = offer->ref;
  if (!offer->commune.empty()) label += fmt::format(", {}", partners::commune_name(offer->commune));
  return label;
}

std::int64_t best_value(const Need& need) {
  std::int64_t best = 0;
  for (const Choice& choice : need.choices) best = std::max(best, choice.value);
  return best;
}

LineView line_view(const ProposalView& view, const Line& line, const Need& need, const Onlooker& by) {
  LineView shown;
  shown.person = need.people.front();
  shown.step = need.step;
  shown.name = person_name(by, need.people.front(), need.step);
  shown.named = may_name(by, need.people.front(), need.step);
  shown.people = static_cast<std::int64_t>(need.people.size());
  shown.place = line.place;
  shown.place_label = short_label(view.inputs, line.place);
  shown.value = line.place.empty() ? best_value(need) : line.value;
  shown.since = need.since;
  shown.reason = reason_in_french(line.reason);
  shown.change = line.change;
  if (const Choice* choice = need.choice(line.place)) {
    shown.to_check = static_cast<std::int64_t>(choice->to_check.size());
  }
  const Decision* last = line.place.empty() ? nullptr : last_about(view.decisions, line.need, line.place);
  if (last != nullptr && last->kind != DecisionKind::freed) {
    shown.state = decision_badge(last->kind);
    shown.settled = last->kind == DecisionKind::proposed || last->kind == DecisionKind::accepted;
    shown.locked = last->kind == DecisionKind::keep;
  }
  return shown;
}

std::vector<StepLine> step_lines(const ProposalView& view, const pathways::Snapshot& snapshot,
                                 std::string_view current) {
  std::vector<StepLine> lines;
  for (const StepOutcome& step : view.now.steps) {
    StepLine line;
    line.step = step.step;
    line.label = step_label(snapshot, step.step);
    line.current = step.step == current;
    line.proven = step.status == "optimal";
    for (const Offer& offer : view.inputs.offers) line.seats += offer.step == step.step ? offer.seats : 0;
    for (const std::int64_t count : step.placed) line.placed += count;
    line.waiting = line.placed + step.unplaced;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string told_reserve(const Offer& offer) {
  const Reserve& kept = offer.reserve;
  if (offer.seats == 0) return "";
  if (kept.past == 0) {
    return fmt::format("{}\u00a0: aucune arrivée connue dans l’année passée, rien n’est gardé",
                       place_name(offer));
  }
  if (kept.floor == 0) return "";
  return fmt::format(
      "{}\u00a0: {} gardée en dessous de {} — {}\u00a0arrivées attendues d’un gain plus élevé avant le {}",
      place_name(offer), offer.seats == 1 ? "place" : "places", french_count(kept.floor, "point", "points"),
      french_decimal(static_cast<double>(kept.expected_tenths) / 10, 1),
      kept.until ? to_french_long(*kept.until) : "");
}

std::vector<Override> overrides_of(const ProposalView& view, const Onlooker& by) {
  std::vector<Override> list;
  for (const Decision& decision : view.decisions) {
    Override one;
    one.person = decision.person.text();
    one.step = decision.step;
    one.name = person_name(by, one.person, one.step);
    one.named = may_name(by, one.person, one.step);
    one.place_label = label_of(view.inputs, decision.place);
    one.what = decision_badge(decision.kind).text;
    if (const RefusalReason* reason = find_refusal_reason(decision.reason))
      one.what += fmt::format("\u00a0: {}", reason->french);
    if (one.named) one.text = decision.text;
    one.on = decision.decided_on;
    list.push_back(std::move(one));
  }
  std::ranges::reverse(list);
  return list;
}

PlaceWord place_word(const ProposalView& view, std::string_view place) {
  PlaceWord word;
  word.place = place;
  word.label = label_of(view.inputs, place);
  return word;
}

std::vector<std::string> last_admitted(const ProposalView& view, const Line& line) {
  std::vector<std::string> sentences;
  std::string place;
  for (const Above& above : line.above) {
    if (above.place == place) continue;  // the nearest one is enough to tell
    place = above.place;
    sentences.push_back(fmt::format("À {}, la dernière demande proposée compte {}.",
                                    label_of(view.inputs, place),
                                    french_count(above.value, "point", "points")));
  }
  return sentences;
}

}  // namespace

std::string step_label(const pathways::Snapshot& snapshot, std::string_view step) {
  const pathways::Catalogue& catalogue = snapshot.board.catalogue();
  const auto index = catalogue.find(step);
  return index ? catalogue.nearest_version(*index, snapshot.board.at()).label_fr : std::string(step);
}

std::string scope_label(const Scope& scope, const pathways::Snapshot& snapshot) {
  if (!scope.scheme.empty()) return scope.scheme;
  return scope.step.empty() ? "Tous les dispositifs" : step_label(snapshot, scope.step);
}

bool may_name(const Onlooker& by, std::string_view person, std::string_view step) {
  if (by.sights.everything()) return true;
  const auto uuid = parse_uuid(person);
  const pathways::Line* line = uuid ? by.snapshot.line(*uuid) : nullptr;
  return line != nullptr && by.sights.opens(*line) &&
         by.sights.step(step, by.sights.relation(*line)) >= partners::Sight::flag;
}

std::string person_name(const Onlooker& by, std::string_view person, std::string_view step) {
  const auto uuid = parse_uuid(person);
  const pathways::Line* line = uuid ? by.snapshot.line(*uuid) : nullptr;
  if (line == nullptr) return "Dossier inconnu";
  if (may_name(by, person, step)) return people::display_name(line->identity);
  const std::string referent = line->referent ? by.snapshot.organisation_named(line->referent->bytes()) : "";
  return referent.empty() ? "Personne sans accord de partage" : "Personne suivie par " + referent;
}

ui::Badge decision_badge(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::proposed:
      return {ui::Tone::waiting, "Proposée à la personne", ""};
    case DecisionKind::accepted:
      return {ui::Tone::good, "Acceptée", ""};
    case DecisionKind::refused:
      return {ui::Tone::stop, "Refusée", ""};
    case DecisionKind::keep:
      return {ui::Tone::info, "Gardée", ""};
    case DecisionKind::forbid:
      return {ui::Tone::neutral, "Écartée", ""};
    case DecisionKind::freed:
      return {ui::Tone::neutral, "Verrou levé", ""};
  }
  return {};
}

std::vector<std::string> told(const std::vector<Difference>& differences, const Inputs& inputs,
                              const Onlooker& by) {
  std::vector<std::string> sentences;
  for (const Difference& one : differences) {
    if (sentences.size() == differences_told) break;
    const Need* need = inputs.need(one.need);
    if (need == nullptr) continue;
    const auto where = [&](const std::string& place) {
      return place.empty() ? std::string("sans place") : short_label(inputs, place);
    };
    sentences.push_back(fmt::format("{}\u00a0: {} ({}) au lieu de {}",
                                    person_name(by, need->people.front(), need->step), where(one.best),
                                    french_count(one.best_value, "point", "points"), where(one.planned)));
  }
  return sentences;
}

ProposalSheet proposal_sheet(const ProposalView& view, const Onlooker& by, std::string_view step,
                             std::size_t page) {
  const pathways::Snapshot& snapshot = by.snapshot;
  ProposalSheet sheet;
  sheet.id = view.head.id.text();
  sheet.head = {sheet.id,        view.head.as_of, view.head.made_on, scope_label(view.head.scope, snapshot),
                view.head.rules, view.head.seed};
  const auto steps = view.inputs.steps();
  const bool known = std::ranges::find(steps, step) != steps.end();
  sheet.step = known ? std::string(step) : steps.empty() ? "" : steps.front();
  sheet.step_label = step_label(snapshot, sheet.step);
  sheet.steps = step_lines(view, snapshot, sheet.step);
  for (const Line& line : view.now.lines) {
    const Need* need = view.inputs.need(line.need);
    if (need == nullptr || need->step != sheet.step) continue;
    (line.place.empty() ? sheet.unplaced : sheet.placed).push_back(line_view(view, line, *need, by));
  }
  std::ranges::sort(sheet.placed, {}, [](const LineView& one) {
    return std::tuple(std::string_view(one.place_label), -one.value, std::string_view(one.name),
                      std::string_view(one.person));
  });
  std::ranges::sort(sheet.unplaced, {}, [](const LineView& one) {
    return std::tuple(-one.value, one.since.value_or(Date()), std::string_view(one.name),
                      std::string_view(one.person));
  });
  sheet.unplaced_in_all = static_cast<std::int64_t>(sheet.unplaced.size());
  const std::size_t pages =
      std::max<std::size_t>(1, (sheet.unplaced.size() + lines_per_page - 1) / lines_per_page);
  page = std::clamp<std::size_t>(page, 1, pages);
  sheet.paging.page = static_cast<int>(page);
  sheet.paging.pages = static_cast<int>(pages);
  const std::size_t first = (page - 1) * lines_per_page;
  const std::size_t last = std::min(sheet.unplaced.size(), first + lines_per_page);
  sheet.unplaced = std::vector<LineView>(sheet.unplaced.begin() + static_cast<std::ptrdiff_t>(first),
                                         sheet.unplaced.begin() + static_cast<std::ptrdiff_t>(last));
  for (const OneMore& more : view.now.one_more) {
    const Offer* offer = view.inputs.offer(more.place);
    if (offer == nullptr || offer->step != sheet.step) continue;
    sheet.one_more.push_back(fmt::format("{}, {}", place_name(*offer), in_french(more)));
  }
  for (const Offer& offer : view.inputs.offers) {
    if (offer.step != sheet.step) continue;
    if (std::string text = told_reserve(offer); !text.empty()) sheet.reserves.push_back(std::move(text));
  }
  sheet.overrides = overrides_of(view, by);
  sheet.amended = judge_plan(view.inputs, sheet.step, plan_of(view.inputs, view.now, sheet.step));
  sheet.gainers = told(sheet.amended.would_gain, view.inputs, by);
  sheet.losers = told(sheet.amended.would_lose, view.inputs, by);
  return sheet;
}

std::optional<ExplanationSheet> explanation_sheet(const ProposalView& view, const Onlooker& by,
                                                  std::string_view person, std::string_view step) {
  if (!may_name(by, person, step)) return std::nullopt;
  const std::string key = need_key(step, person);
  const Need* need = view.inputs.need(key);
  const Line* line = view.now.line(key);
  if (need == nullptr || line == nullptr) return std::nullopt;
  ExplanationSheet sheet;
  sheet.proposal = view.head.id.text();
  sheet.person = person;
  sheet.step = step;
  sheet.name = person_name(by, person, step);
  sheet.step_label = step_label(by.snapshot, step);
  sheet.as_of = view.head.as_of;
  sheet.rules = view.head.rules;
  sheet.seed = view.head.seed;
  sheet.people = static_cast<std::int64_t>(need->people.size());
  sheet.since = need->since;
  sheet.place = line->place;
  sheet.place_label = label_of(view.inputs, line->place);
  sheet.reason = reason_in_french(line->reason);
  sheet.change = line->change;
  const auto locks = locks_of(view.decisions);
  for (const Choice& choice : need->choices) {
    PlaceWord word = place_word(view, choice.place);
    word.value = choice.value;
    word.parts = choice.parts;
    word.notes = choice.to_check;
    word.chosen = choice.place == line->place;
    word.forbidden = std::ranges::find(locks, Lock{key, choice.place, LockKind::forbid}) != locks.end();
    sheet.eligible.push_back(std::move(word));
  }
  std::ranges::stable_sort(sheet.eligible, std::ranges::greater{}, &PlaceWord::value);
  for (const Closed& closed : need->closed) {
    PlaceWord word = place_word(view, closed.place);
    word.notes = closed.reasons;
    sheet.closed.push_back(std::move(word));
  }
  sheet.last_admitted = last_admitted(view, *line);
  for (const Lock& lock : line->locks) {
    const bool own = lock.need == key;
    sheet.locks.push_back(fmt::format("{} {} {}", own ? "Cette demande est" : "Une autre demande est",
                                      lock.kind == LockKind::keep ? "gardée à" : "écartée de",
                                      label_of(view.inputs, lock.place)));
  }
  if (const Decision* last = last_about(view.decisions, key, line->place);
      last != nullptr && last->kind != DecisionKind::freed) {
    sheet.state = decision_badge(last->kind);
    sheet.settled = last->kind == DecisionKind::proposed || last->kind == DecisionKind::accepted;
  }
  return sheet;
}

PlanSheet plan_sheet(const ProposalView& view, const Onlooker& by, std::string_view step) {
  PlanSheet sheet;
  sheet.proposal = view.head.id.text();
  sheet.step = step;
  sheet.step_label = step_label(by.snapshot, step);
  struct Row {
    const Need* need;
    const Line* line;
  };
  std::vector<Row> rows;
  for (const Line& line : view.now.lines) {
    const Need* need = view.inputs.need(line.need);
    if (need != nullptr && need->step == step && !need->choices.empty()) rows.push_back({need, &line});
  }
  std::ranges::sort(rows, {}, [](const Row& row) {
    return std::tuple(row.line->place.empty(), -best_value(*row.need), row.need->since.value_or(Date()),
                      std::string_view(row.need->key));
  });
  if (rows.size() > plan_rows) rows.resize(plan_rows);
  for (const Row& row : rows) {
    PlanChoice choice;
    choice.field = row.need->people.front();
    choice.name = person_name(by, choice.field, std::string(step));
    choice.chosen = row.line->place;
    for (const Choice& one : row.need->choices) {
      choice.places.push_back({one.place,
                               fmt::format("{} ({})", short_label(view.inputs, one.place),
                                           french_count(one.value, "point", "points")),
                               ""});
    }
    sheet.rows.push_back(std::move(choice));
  }
  return sheet;
}

std::vector<Grouping> groupings(const Inputs& inputs, const pathways::Snapshot& snapshot) {
  std::vector<Grouping> list;
  pathways::Evaluator evaluator(snapshot.board.catalogue_at(), &snapshot.board.availability());
  for (const Need& need : inputs.needs) {
    Grouping one;
    one.need = need.key;
    const auto uuid = parse_uuid(need.people.front());
    const pathways::Line* line = uuid ? snapshot.line(*uuid) : nullptr;
    const pathways::Pathway* pathway = uuid ? snapshot.board.pathway(*uuid) : nullptr;
    if (line == nullptr || pathway == nullptr) continue;
    if (line->identity.birth_date) one.age = age_band(age_at(*line->identity.birth_date, inputs.as_of));
    evaluator.evaluate(pathway->view());
    const pathways::RuleFacts& facts = evaluator.facts();
    const auto known = [&](pathways::Fact fact) { return facts[fact] != pathways::RuleFacts::unknown; };
    if (known(pathways::Fact::household_size))
      one.household = household_band(facts[pathways::Fact::household_size]);
    if (known(pathways::Fact::french)) {
      one.french = people::to_word(static_cast<people::FrenchLevel>(facts[pathways::Fact::french]));
    }
    if (!line->commune.empty()) {
      const bool near = std::ranges::any_of(inputs.offers, [&](const Offer& offer) {
        return offer.step == need.step && offer.commune == line->commune;
      });
      one.distance = near ? "une place dans sa commune" : "aucune place dans sa commune";
    }
    list.push_back(std::move(one));
  }
  return list;
}

}  // namespace jalon::proposals
