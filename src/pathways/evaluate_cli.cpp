#include "pathways/evaluate_cli.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <unordered_set>

#include "base/text.hpp"
#include "pathways/blockers.hpp"
#include "pathways/catalogue_file.hpp"
#include "pathways/event_file.hpp"
#include "pathways/people_facts.hpp"
#include "people/people_file.hpp"

namespace jalon::pathways {
namespace {

using nlohmann::ordered_json;
using Problems = std::vector<FileProblem>;

constexpr std::size_t most_told = 50;

int refuse(const Problems& problems, std::ostream& err) {
  for (std::size_t i = 0; i < std::min(problems.size(), most_told); ++i)
    err << to_french(problems[i]) << ".\n";
  if (problems.size() > most_told) {
    err << fmt::format("Et {} autres problèmes.\n",
                       french_number(static_cast<std::int64_t>(problems.size() - most_told)));
  }
  return 1;
}

/// Everything the files say, ready to be judged.
struct Input {
  Catalogue catalogue;
  std::vector<people::PersonRow> people;
  std::vector<PersonFacts> facts;
  Households households;
  std::vector<std::vector<StepEvent>> events;  // of each person
  std::optional<Availability> availability;
};

std::optional<csv::Document> open(const std::string& path, Problems& problems) {
  auto document = csv::Document::read(path);
  if (document) return std::move(*document);
  problems.push_back(document.error());
  return std::nullopt;
}

void read_people_of(const EvaluateRequest& request, Input& input, Problems& problems) {
  const auto document = open(request.people, problems);
  if (!document) return;
  ImportReport report;
  input.people = people::read_people(*document, report);
  std::ranges::move(report.problems, std::back_inserter(problems));
  input.households = put_together(input.people);
  input.facts = facts_of(input.people, input.households, input.catalogue, document->name(), problems);
  input.events.resize(input.people.size());
}

void read_events_of(const EvaluateRequest& request, Input& input, Problems& problems) {
  const auto document = open(request.events, problems);
  if (!document) return;
  ImportReport report;
  const auto rows = read_events(*document, input.catalogue, report);
  std::ranges::move(report.problems, std::back_inserter(problems));
  if (!problems.empty()) return;

  std::unordered_map<std::string_view, std::size_t> person_rows;
  for (std::size_t i = 0; i < input.people.size(); ++i) person_rows.emplace(input.people[i].person, i);
  std::unordered_set<std::string> identifiers;  // of events, with their person
  const auto key = [](std::string_view person, std::string_view event) {
    return std::string(person) + '\x1f' + std::string(event);
  };
  for (const EventRow& row : rows) {
    if (!row.event.empty()) identifiers.insert(key(row.person, row.event));
  }
  for (const EventRow& row : rows) {
    if (!row.corrects.empty() && !identifiers.contains(key(row.person, row.corrects))) {
      problems.push_back({document->name(), row.line, "corrects", std::string(row.corrects),
                          "aucun évènement de cette personne ne porte cet identifiant"});
    }
    const auto person = person_rows.find(row.person);
    if (person == person_rows.end()) {
      problems.push_back({document->name(), row.line, "person", std::string(row.person),
                          "personne inconnue, elle ne figure pas dans le fichier des personnes"});
      continue;
    }
    input.events[person->second].push_back(row.step_event());
  }
}

void read_places_of(const EvaluateRequest& request, const ReadPlaces& read_places, Input& input,
                    Problems& problems) {
  if (request.places.empty()) return;
  std::unordered_map<std::string_view, std::size_t> rows;
  for (std::size_t i = 0; i < input.people.size(); ++i) rows.emplace(input.people[i].person, i);
  auto places = read_places(request, input.catalogue, [&](std::string_view id) { return rows.contains(id); });
  if (!places) {
    std::ranges::move(places.error(), std::back_inserter(problems));
    return;
  }
  input.availability = std::move(places->availability);
  for (auto& [person, held] : places->held) {
    if (const auto row = rows.find(person); row != rows.end())
      input.facts[row->second].places = std::move(held);
  }
}

ordered_json date_or_null(std::int32_t day) {
  return day == no_day ? ordered_json(nullptr) : ordered_json(to_iso(Date::from_days(day)));
}

ordered_json days_or_null(const Gain& gain) {
  // A goal that goes from never to a date is not counted in days: null when that is the whole gain.
  return gain.days == 0 && gain.unlocked > 0 ? ordered_json(nullptr) : ordered_json(gain.days);
}

class Printer {
 public:
  Printer(const Input& input, const Evaluator& evaluator, const Names& names, std::ostream& out)
      : catalogue_(input.catalogue), evaluator_(evaluator), names_(names), out_(out) {}

  void json(const std::string& person, const Evaluation& evaluation, std::span<const Blocker> blockers,
            const LiftPlan& plan) const {
    ordered_json answer = {
        {"person", person}, {"steps", ordered_json::array()}, {"blockers", ordered_json::array()}};
    for (std::size_t i = 0; i < catalogue_.size(); ++i) {
      const StepState& state = evaluation.steps[i];
      if (!state.present) continue;
      const auto step = static_cast<StepIndex>(i);
      ordered_json line = {{"step", id(step)},
                           {"status", to_word(state.status)},
                           {"since", date_or_null(state.since)},
                           {"expected", date_or_null(state.expected)},
                           {"owner", names_.text(evaluator_.owner(step))}};
      if (state.to_check) line["to_check"] = true;
      answer["steps"].push_back(std::move(line));
    }
    for (const Blocker& blocker : blockers) {
      ordered_json with = ordered_json::array();
      for (const StepIndex step : blocker.with_steps()) with.push_back(id(step));
      ordered_json line = {{"step", id(blocker.step)},
                           {"cause", cause(blocker)},
                           {"root", id(blocker.root)},
                           {"since", date_or_null(blocker.since)},
                           {"gain_days", days_or_null(blocker.gain)},
                           {"with", std::move(with)},
                           {"unlocked_goals", blocker.gain.unlocked},
                           {"deadlines_saved", blocker.gain.deadlines_saved},
                           {"owner", names_.text(blocker.lifter)}};
      if (blocker.with_count > 0) line["joint_gain_days"] = days_or_null(blocker.joint);
      answer["blockers"].push_back(std::move(line));
    }
    answer["lift_first"] = ordered_json::array();
    for (std::size_t i = 0; i < plan.count; ++i) {
      answer["lift_first"].push_back({{"step", id(plan.steps[i])},
                                      {"gain_days", days_or_null(plan.after[i])},
                                      {"unlocked_goals", plan.after[i].unlocked}});
    }
    out_ << answer.dump();
  }

  void text(const std::string& person, const Evaluation& evaluation, std::span<const Blocker> blockers,
            const LiftPlan& plan) const {
    std::int64_t done = 0;
    std::int64_t open = 0;
    for (const StepState& state : evaluation.steps) {
      if (!state.present || state.status == Status::not_relevant) continue;
      (state.is_done() ? done : open) += 1;
    }
    out_ << fmt::format("{}\u00a0: {}, {}\n", person, french_count(done, "étape faite", "étapes faites"),
                        french_count(open, "à venir", "à venir"));
    for (const Goal& goal : evaluation.goals) {
      std::string options;
      for (const PackedOption& option : goal.options)
        options += (options.empty() ? "" : " ou ") + id(option.step);
      out_ << fmt::format("  but {}\u00a0: {}\n", options,
                          goal.reached              ? "atteint"
                          : goal.expected == no_day ? "hors d’atteinte"
                                                    : to_french_long(Date::from_days(goal.expected)));
    }
    for (const Blocker& blocker : blockers) text(blocker);
    if (plan.count == 0) return;
    std::string order;
    for (const StepIndex step : plan.order()) order += (order.empty() ? "" : ", puis ") + label(step);
    out_ << fmt::format("  à lever d’abord\u00a0: {}\u00a0: {}\n", order, french_gain(plan.whole()));
  }

 private:
  const std::string& id(StepIndex step) const { return catalogue_.step(step).id; }
  std::string_view cause(const Blocker& blocker) const {
    return blocker.cause == Cause::declared ? std::string_view(names_.text(blocker.declared))
                                            : to_word(blocker.cause);
  }
  std::string label(StepIndex step) const {
    return fmt::format("{} ({})", id(step),
                       catalogue_.nearest_version(step, evaluator_.catalogue().at()).label_fr);
  }

  void text(const Blocker& blocker) const {
    out_ << fmt::format("  bloqué à {}, {}", label(blocker.step), french_cause(blocker));
    if (blocker.since != no_day) out_ << " depuis le " << to_french_long(Date::from_days(blocker.since));
    if (blocker.root != blocker.step) out_ << ", à cause de " << label(blocker.root);
    out_ << "\u00a0: " << french_gain(blocker.gain);
    if (blocker.with_count > 0) {
      std::string others;
      for (const StepIndex step : blocker.with_steps()) others += (others.empty() ? "" : " et ") + id(step);
      out_ << fmt::format(" seul, {} avec {}", french_gain(blocker.joint), others);
    }
    out_ << "\n";
  }

  std::string french_cause(const Blocker& blocker) const {
    switch (blocker.cause) {
      case Cause::declared:
        return fmt::format("cause déclarée {}", names_.text(blocker.declared));
      case Cause::late:
        return "en retard";
      case Cause::no_place:
        return "aucune place prévue";
      case Cause::refused:
        return "refusé";
      case Cause::expired:
        return "expiré";
      case Cause::ineligible:
        return "conditions non remplies";
      case Cause::deadline:
        return fmt::format("échéance du {} menacée", to_french_long(Date::from_days(blocker.deadline)));
    }
    return "";
  }

  static std::string french_gain(const Gain& gain) {
    if (gain.days == 0 && gain.unlocked > 0)
      return french_count(gain.unlocked, "but débloqué", "buts débloqués");
    std::string text = french_count(gain.days, "jour gagné", "jours gagnés");
    if (gain.unlocked > 0) text += ", " + french_count(gain.unlocked, "but débloqué", "buts débloqués");
    return text;
  }

  const Catalogue& catalogue_;
  const Evaluator& evaluator_;
  const Names& names_;
  std::ostream& out_;
};

Pathway pack_person(const Input& input, Names& names, std::size_t person, std::optional<Date> known_at) {
  std::vector<const StepEvent*> members;
  for (const std::size_t member : input.households.groups[input.households.group_of[person]].members) {
    if (member == person) continue;
    std::ranges::copy(in_force(input.events[member], known_at), std::back_inserter(members));
  }
  return pack(input.catalogue, names, input.facts[person], in_force(input.events[person], known_at), members);
}

void evaluate_all(const EvaluateRequest& request, const Input& input, std::ostream& out) {
  Names names;
  const CatalogueAt catalogue(input.catalogue, names, request.at);
  Evaluator evaluator(catalogue, input.availability ? &*input.availability : nullptr);
  BlockerFinder finder(evaluator);
  const Printer printer(input, evaluator, names, out);
  if (request.json) out << "[";
  for (std::size_t i = 0; i < input.people.size(); ++i) {
    const Pathway pathway = pack_person(input, names, i, request.known_at);
    const Evaluation& evaluation = evaluator.evaluate(pathway.view());
    const auto blockers = finder.find(evaluation);
    if (request.json) {
      out << (i == 0 ? "\n" : ",\n");
      printer.json(input.people[i].person, evaluation, blockers, finder.plan());
    } else {
      printer.text(input.people[i].person, evaluation, blockers, finder.plan());
    }
  }
  if (request.json) out << "\n]\n";
}

}  // namespace

int run_evaluate(const EvaluateRequest& request, const ReadPlaces& read_places, std::ostream& out,
                 std::ostream& err) {
  Input input;
  if (request.catalogue.empty()) {
    input.catalogue = default_catalogue();
  } else {
    Problems problems;
    const auto document = open(request.catalogue, problems);
    if (!document) return refuse(problems, err);
    auto read = read_catalogue(*document);
    if (!read) return refuse(read.error(), err);
    input.catalogue = std::move(*read);
  }
  if (request.places.empty() && !request.enrolments.empty()) {
    return refuse({{request.enrolments, 0, "", "", "--enrolments n’a de sens qu’avec --places"}}, err);
  }
  Problems problems;
  read_people_of(request, input, problems);
  read_events_of(request, input, problems);
  read_places_of(request, read_places, input, problems);
  if (!problems.empty()) return refuse(problems, err);
  evaluate_all(request, input, out);
  return 0;
}

}  // namespace jalon::pathways
