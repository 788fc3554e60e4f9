#include "desk/dossier_actions.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "base/text.hpp"
#include "partners/organisation_store.hpp"
#include "partners/territory.hpp"
#include "pathways/causes.hpp"
#include "people/health_actions.hpp"
#include "people/opening_actions.hpp"
#include "people/people_actions.hpp"

namespace jalon::desk {

using pathways::Blocker;
using pathways::Board;
using pathways::domain_of;
using pathways::Evaluation;
using pathways::Evaluator;
using pathways::no_day;
using pathways::Node;
using pathways::PackedOption;
using pathways::Snapshot;
using pathways::Status;
using pathways::StepIndex;
using pathways::StepState;

namespace {

std::optional<Date> day(std::int32_t days) {
  if (days == no_day) return std::nullopt;
  return Date::from_days(days);
}

std::string organisation(const Snapshot& snapshot, pathways::NameId name) {
  return std::string(snapshot.organisation(snapshot.board.names().text(name)));
}

struct Look {
  std::string_view text;
  std::string_view shape;
  ui::Tone tone;
  std::string_view icon;
};

Look look_of(Status status) {
  switch (status) {
    case Status::done:
      return {"Faite", "done", ui::Tone::good, "done"};
    case Status::ready:
      return {"Possible", "ready", ui::Tone::ready, "ready"};
    case Status::requested:
      return {"Demandée", "progress", ui::Tone::info, "progress"};
    case Status::in_progress:
      return {"En cours", "progress", ui::Tone::info, "progress"};
    case Status::refused:
      return {"Refusée", "stopped", ui::Tone::stop, "refused"};
    case Status::expired:
      return {"Expirée", "stopped", ui::Tone::late, "expired"};
    case Status::abandoned:
      return {"Abandonnée", "stopped", ui::Tone::neutral, "stopped"};
    case Status::cancelled:
      return {"Annulée", "stopped", ui::Tone::neutral, "stopped"};
    default:
      return {"En attente", "waiting", ui::Tone::waiting, "waiting"};
  }
}

/// Fills a Dossier from one evaluation.
class Filler {
 public:
  Filler(const Snapshot& snapshot, const pathways::Pathway& pathway, Dossier& dossier)
      : snapshot_(snapshot),
        catalogue_(snapshot.board.catalogue_at()),
        evaluator_(catalogue_, &snapshot.board.availability()),
        evaluation_(evaluator_.evaluate(pathway.view())),
        critical_(snapshot.board.catalogue().size(), false),
        critical_before_(critical_.size(), no_step),
        blocking_(critical_.size(), false),
        position_(critical_.size(), none),
        dossier_(dossier) {}

  void fill(const pathways::Standing& standing) {
    for (const Blocker& blocker : standing.blockers) blocking_[blocker.step] = true;
    const pathways::Goal* last = nullptr;  // what dates the other goals comes before, or elsewhere
    for (const pathways::Goal& goal : evaluation_.goals) {
      add_goal(goal);
      if (goal.reached || goal.expected == no_day) continue;
      if (last == nullptr || goal.expected > last->expected) last = &goal;
    }
    if (last != nullptr) mark_critical(last->options);
    std::ranges::stable_sort(dossier_.goals, {}, [](const GoalLine& goal) {
      return std::pair(goal.reached, goal.expected.value_or(Date::never()));
    });
    for (const Node& node : catalogue_.nodes()) add_step(node);
    for (const Node& node : catalogue_.nodes()) link(node);
    for (const Blocker& blocker : standing.blockers) add_point(blocker);
    if (standing.is_blocked()) add_lift_plan();
    std::ranges::stable_sort(dossier_.points, std::greater<>{},
                             [](const Point& point) { return std::pair(point.unlocked, point.gain_days); });
    dossier_.next_break = day(standing.next_break(snapshot_.board.at().days()));
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static constexpr StepIndex no_step = static_cast<StepIndex>(-1);

  StepLink link_to(StepIndex step) const {
    return {snapshot_.board.catalogue().step(step).id,
            snapshot_.board.catalogue().nearest_version(step, snapshot_.board.at()).label_fr};
  }

  /// Follows what dates the soonest alternative, upstream; `after` is the step that waits for it.
  void mark_critical(std::span<const PackedOption> options, StepIndex after = no_step) {
    const PackedOption* soonest = nullptr;
    for (const PackedOption& option : options) {
      const StepState& state = evaluation_.steps[option.step];
      if (!state.present || state.is_done() || state.expected == no_day) continue;
      if (soonest == nullptr || state.expected < evaluation_.steps[soonest->step].expected) soonest = &option;
    }
    if (soonest == nullptr || critical_[soonest->step]) return;
    critical_[soonest->step] = true;
    if (after != no_step) critical_before_[after] = soonest->step;
    const std::uint16_t rank = catalogue_.rank(soonest->step);
    if (rank == pathways::no_rank || evaluation_.steps[soonest->step].met) return;
    const pathways::Slice* latest = nullptr;
    std::int32_t latest_day = 0;
    for (const pathways::Slice& group : catalogue_.groups(catalogue_.nodes()[rank])) {
      const auto state = evaluator_.look_at(catalogue_.options(group), evaluator_.expectations());
      if (state.met || state.nothing_left || (latest != nullptr && state.expected <= latest_day)) continue;
      latest = &group;
      latest_day = state.expected;
    }
    if (latest != nullptr) mark_critical(catalogue_.options(*latest), soonest->step);
  }

  void add_goal(const pathways::Goal& goal) {
    constexpr std::size_t options_named = 3;
    GoalLine line{"", "", goal.reached, day(goal.expected)};
    for (const PackedOption& option : goal.options) {
      line.id += (line.id.empty() ? "" : "|") + catalogue_.catalogue().step(option.step).id;
      if (option.qualifier != pathways::no_qualifier) line.id += ":" + std::to_string(option.qualifier);
    }
    std::size_t named = 0;
    for (const PackedOption& option : goal.options) {
      if (named == options_named) {
        line.label += "…";
        break;
      }
      line.label += (named++ == 0 ? "" : " ou ") + link_to(option.step).label;
    }
    dossier_.goals.push_back(std::move(line));
  }

  void add_step(const Node& node) {
    const StepState& state = evaluation_.steps[node.step];
    const bool no_concern = state.status == Status::not_relevant ||
                            (state.irrelevance != pathways::Irrelevance::none && !state.is_done());
    if (!state.present || (no_concern && !blocking_[node.step])) return;
    const Look look = look_of(state.status);
    const StepLink self = link_to(node.step);
    StepCard card;
    card.id = self.id;
    card.label = self.label;
    card.domain = domain_of(snapshot_.board.catalogue().step(node.step).domain);
    card.status = look.text;
    card.shape = look.shape;
    card.badge = {look.tone, card.status, std::string(look.icon)};
    card.done = state.is_done();
    card.ready = state.status == Status::ready;
    card.under_way = state.status == Status::requested || state.status == Status::in_progress;
    card.to_check = state.to_check;
    card.critical = critical_[node.step];
    card.owner = organisation(snapshot_, evaluator_.owner(node.step));
    card.since = day(card.done ? state.done_on : state.since);
    if (!card.done) card.expected = day(state.expected);
    card.valid_until = day(state.valid_until);
    position_[node.step] = dossier_.steps.size();
    dossier_.steps.push_back(std::move(card));
  }

  void link(const Node& node) {
    if (position_[node.step] == none) return;
    StepCard& card = dossier_.steps[position_[node.step]];
    for (const pathways::Slice& group : catalogue_.groups(node)) {
      const auto options = catalogue_.options(group);
      const bool met = evaluator_.look_at(options, evaluator_.expectations()).met;
      for (const PackedOption& option : options) {
        const std::size_t before = position_[option.step];
        if (before == none) continue;
        if (before < position_[node.step]) {
          card.after.push_back(before);
          if (critical_before_[node.step] == option.step) card.critical_after = before;
        }
        if (!met && !card.done) card.waits_for.push_back(link_to(option.step));
        if (!card.done && !met) dossier_.steps[before].holds_up.push_back({card.id, card.label});
      }
    }
  }

  void add_point(const Blocker& blocker) {
    const Board& board = snapshot_.board;
    const std::string_view code = board.key(blocker, pathways::ShareBy::cause);
    const pathways::CauseEntry* cause = pathways::find_cause(code);
    const pathways::Gain& gain = blocker.with_count > 0 ? blocker.joint : blocker.gain;
    Point point;
    point.step = link_to(blocker.step);
    if (blocker.root != blocker.step) point.root = link_to(blocker.root);
    point.cause = pathways::cause_label(code);
    if (cause != nullptr) point.action = cause->usual_action;
    point.lifter = organisation(snapshot_, blocker.lifter);
    point.lifter_ref = board.key(blocker, pathways::ShareBy::organisation);
    point.since = day(blocker.since);
    point.deadline = day(blocker.deadline);
    point.gain_days = gain.days;
    point.unlocked = gain.unlocked;
    for (const StepIndex step : blocker.with_steps()) point.with.push_back(link_to(step).label);
    if (position_[blocker.step] != none) {
      StepCard& card = dossier_.steps[position_[blocker.step]];
      card.blocked = true;
      card.cause = point.cause;
      card.shape = "blocked";
    }
    dossier_.points.push_back(std::move(point));
  }

  void add_lift_plan() {
    pathways::BlockerFinder finder(evaluator_);
    finder.find(evaluation_);
    const pathways::LiftPlan plan = finder.plan();
    for (std::size_t i = 0; i < plan.count; ++i) {
      dossier_.lift_first.push_back({link_to(plan.steps[i]),
                                     organisation(snapshot_, evaluator_.owner(plan.steps[i])),
                                     plan.after[i].days, plan.after[i].unlocked});
    }
  }

  const Snapshot& snapshot_;
  const pathways::CatalogueAt& catalogue_;
  Evaluator evaluator_;
  const Evaluation& evaluation_;
  std::vector<bool> critical_;              // by StepIndex
  std::vector<StepIndex> critical_before_;  // by StepIndex: the step before it on the chain
  std::vector<bool> blocking_;              // by StepIndex: shown even where the person is not eligible
  std::vector<std::size_t> position_;       // in dossier_.steps
  Dossier& dossier_;
};

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " et " : ", ";
    text += "«\u00a0" + words[i] + "\u00a0»";
  }
  return text;
}

}  // namespace

const StepCard* Dossier::step(std::string_view wanted) const {
  const auto found =
      std::find_if(steps.begin(), steps.end(), [&](const StepCard& card) { return card.id == wanted; });
  return found == steps.end() ? nullptr : &*found;
}

std::optional<Dossier> read_dossier(const pathways::Workspace& workspace, const partners::View& view,
                                    people::PersonId person, Moment moment) {
  const Date at = moment.at;
  Dossier dossier;
  dossier.at = at;
  const bool known = workspace.database.read([&](store::Reader& reader) {
    const auto now = people::find_person(reader, workspace.vault, workspace.territory, person);
    if (!now) return false;
    dossier.relation = view.relation(now->situation.referent, person.bytes());
    if (!view.opens(dossier.relation)) return false;
    const partners::Opened* open = view.opened(person.bytes());
    if (open != nullptr && (open->emergency || !view.opens(dossier.relation.of_organisation()))) {
      dossier.open_until_ms = open->until_ms;
    }
    const auto found =
        moment.knows_everything()
            ? now
            : people::find_person(reader, workspace.vault, workspace.territory, person, moment.known_at);
    if (!found) return false;
    dossier.id = person.text();
    dossier.name = people::display_name(found->identity);
    dossier.ref = found->ref;
    dossier.set_aside = found->set_aside;
    dossier.exercises = view.sight(partners::Category::identity, dossier.relation) == partners::Sight::write;
    dossier.keeps_notes = view.keeps_notes() &&
                          view.sight(partners::Category::notes, dossier.relation) == partners::Sight::write;
    // Never by what was opened to them alone, nor by what a role steers: by following the person, and by
    // name.
    dossier.reads_health =
        view.account() && dossier.relation.follows && view.keeps_notes() &&
        view.sight(partners::Category::health, dossier.relation) == partners::Sight::write &&
        people::may_read_health(reader, workspace.territory, *view.account(), workspace.clock.today());
    if (found->identity.birth_date) dossier.age = age_at(*found->identity.birth_date, at);
    dossier.commune = partners::commune_name(found->situation.commune);
    if (found->situation.status) dossier.protection = people::to_french(*found->situation.status);
    if (found->situation.left_on && *found->situation.left_on <= at)
      dossier.left_on = found->situation.left_on;
    if (found->situation.referent) {
      const auto referent =
          partners::find_organisation(reader, workspace.territory, *found->situation.referent);
      if (referent) dossier.referent = referent->name;
    }
    return true;
  });
  if (!known) return std::nullopt;
  workspace.board.on(moment, [&](const Snapshot& snapshot) {
    const pathways::Pathway* pathway = snapshot.board.pathway(person.bytes());
    const pathways::Standing* standing = snapshot.board.standing(person.bytes());
    if (pathway != nullptr && standing != nullptr) Filler(snapshot, *pathway, dossier).fill(*standing);
    if (!view.everything()) keep_to(dossier, pathways::Sights(view, snapshot.board.catalogue()));
  });
  return dossier;
}

void keep_to(Dossier& dossier, const pathways::Sights& sights) {
  using partners::Category;
  using partners::Sight;
  constexpr auto gone = static_cast<std::size_t>(-1);
  const partners::Relation& relation = dossier.relation;
  const auto hidden = [&](const StepLink& link) { return sights.step(link.id, relation) < Sight::flag; };
  std::vector<std::size_t> moved;
  std::vector<StepCard> kept;
  for (StepCard& card : dossier.steps) {
    const Sight seen = sights.step(card.id, relation);
    moved.push_back(seen < Sight::flag ? gone : kept.size());
    if (seen < Sight::flag) continue;
    if (seen == Sight::flag) {
      StepCard flag;
      flag.id = card.id;
      flag.label = card.label;
      flag.domain = card.domain;
      flag.status = card.done ? "Faite" : "Pas faite";
      flag.shape = card.done ? "done" : "waiting";
      flag.badge = {card.done ? ui::Tone::good : ui::Tone::neutral, flag.status, card.done ? "done" : "idle"};
      flag.done = card.done;
      flag.after = card.after;
      card = std::move(flag);
    }
    std::erase_if(card.waits_for, hidden);
    std::erase_if(card.holds_up, hidden);
    kept.push_back(std::move(card));
  }
  for (StepCard& card : kept) {
    for (std::size_t& before : card.after) before = moved[before];
    std::erase(card.after, gone);
    if (card.critical_after) card.critical_after = moved[*card.critical_after];
    if (card.critical_after == gone) card.critical_after.reset();
  }
  dossier.steps = std::move(kept);
  std::erase_if(dossier.points, [&](const Point& point) {
    const auto index = sights.find(point.step.id);
    return !index || !sights.point(*index, point.lifter_ref, relation);
  });
  dossier.next_break.reset();
  for (Point& point : dossier.points) {
    if (point.root && hidden(*point.root)) point.root.reset();
    std::erase_if(point.with, [&](const std::string& label) {
      return std::ranges::find(dossier.steps, label, &StepCard::label) == dossier.steps.end();
    });
    if (point.deadline && *point.deadline >= dossier.at) {
      dossier.next_break = std::min(dossier.next_break.value_or(*point.deadline), *point.deadline);
    }
  }
  for (StepCard& card : dossier.steps) {
    const auto about = [&](const Point& point) { return point.step.id == card.id; };
    if (card.blocked && std::ranges::none_of(dossier.points, about)) {
      card.blocked = false;
      card.cause.clear();
      card.shape = card.done ? "done" : card.ready ? "ready" : card.under_way ? "progress" : "waiting";
    }
  }
  dossier.partial = !sights.view().sees_all(relation);
  // The order weighs the whole file: it would tell of what is hidden.
  if (dossier.partial) dossier.lift_first.clear();
  dossier.goals_hidden = !sights.goals(relation);
  if (dossier.goals_hidden) dossier.goals.clear();
  if (sights.view().sight(Category::permit, relation) < Sight::flag) dossier.protection.clear();
}

std::string_view purpose_of(const Dossier& dossier, std::string_view usual) {
  if (dossier.open_until_ms == 0) return usual;
  return dossier.relation.emergency ? "accès d’urgence" : "accès accordé par le référent";
}

std::string effect(const Dossier& before, const Dossier& after) {
  std::vector<std::string> possible;
  for (const StepCard& card : after.steps) {
    const StepCard* old = before.step(card.id);
    if (card.ready && (old == nullptr || !old->ready)) possible.push_back(card.label);
  }
  std::string text;
  const auto say = [&](const std::string& sentence) { text += (text.empty() ? "" : " ") + sentence; };
  if (possible.size() == 1) say("Devient possible\u00a0: " + listed(possible) + ".");
  if (possible.size() > 1) say("Deviennent possibles\u00a0: " + listed(possible) + ".");
  for (const GoalLine& goal : after.goals) {
    const auto old = std::find_if(before.goals.begin(), before.goals.end(),
                                  [&](const GoalLine& one) { return one.id == goal.id; });
    if (old == before.goals.end()) continue;
    const std::string name = "But «\u00a0" + goal.label + "\u00a0»\u00a0: ";
    if (goal.reached && !old->reached) {
      say(name + "atteint.");
    } else if (goal.reached == old->reached && goal.expected != old->expected) {
      if (!goal.expected) {
        say(name + "plus aucune date prévisible.");
      } else if (!old->expected) {
        say(name + "désormais attendu le " + to_french(*goal.expected) + ".");
      } else {
        const int moved = *old->expected - *goal.expected;
        say(name + "attendu le " + to_french(*goal.expected) + ", " +
            french_count(std::abs(moved), "jour", "jours") + (moved > 0 ? " plus tôt." : " plus tard."));
      }
    }
  }
  return text;
}

}  // namespace jalon::desk
