#include "allocation/allocation_cli.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "allocation/problem_files_cli.hpp"
#include "allocation/several_needs.hpp"
#include "allocation/words_cli.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"

namespace jalon::allocation {
namespace {

using Json = nlohmann::ordered_json;
using Seconds = std::chrono::duration<double>;
using SteadyClock = std::chrono::steady_clock;

constexpr int done = 0;
constexpr int refused = 1;

int refuse_files(const std::vector<FileProblem>& problems, std::ostream& err) {
  for (const FileProblem& problem : problems) err << jalon::to_french(problem) << "\n";
  return refused;
}

Rules rules_of(const FilesRequest& request, SteadyClock::time_point start) {
  Rules rules;
  rules.objective = request.objective == "value" ? Objective::value : Objective::coverage_then_value;
  rules.seed = request.seed;
  rules.seconds_left = [start, limit = request.seconds] {
    return limit - Seconds(SteadyClock::now() - start).count();
  };
  return rules;
}

Json id_or_null(const std::vector<Place>& places, Index p) {
  return p == none ? Json(nullptr) : Json(places[p].id);
}

Json to_json(const Problem& problem, const Proposal& proposal, double seconds) {
  const bool holds = proposal.status != Status::infeasible;
  Json json;
  json["status"] = code(proposal.status);
  json["placed"] = proposal.placed;
  json["value"] = holds ? Json(proposal.value) : Json(nullptr);
  json["bound"] = holds ? Json(proposal.bound) : Json(nullptr);
  json["gap"] = holds ? Json(proposal.gap()) : Json(nullptr);
  // Of an optimum it says nothing that `placed` does not.
  if (proposal.status == Status::feasible && !proposal.placed_bound.empty())
    json["placed_bound"] = proposal.placed_bound;
  json["unplaced"] = proposal.unplaced;
  json["seconds"] = seconds;
  json["marginal"] = Json::array();
  for (const Marginal& marginal : proposal.marginal) {
    Json row = {
        {"place", problem.places[marginal.place].id}, {"placed", marginal.placed}, {"value", marginal.value}};
    if (!marginal.proven) row["proven"] = false;
    row["fewer"] = nullptr;
    if (marginal.fewer) {
      row["fewer"] = {{"placed", marginal.fewer->placed}, {"value", marginal.fewer->value}};
      if (!marginal.fewer->proven) row["fewer"]["proven"] = false;
    }
    json["marginal"].push_back(std::move(row));
  }
  return json;
}

std::string in_french(const Problem& problem, const Proposal& proposal) {
  std::string text = fmt::format(
      "{} sur {}, valeur totale {}",
      french_count(static_cast<std::int64_t>(problem.candidates.size()) - proposal.unplaced, "candidat placé",
                   "candidats placés"),
      french_number(static_cast<std::int64_t>(problem.candidates.size())), french_number(proposal.value));
  if (proposal.status == Status::optimal) return text + ", optimum prouvé.\n";
  std::int64_t more = 0;
  for (std::size_t k = 0; k < proposal.placed_bound.size(); ++k)
    more = std::max(more, proposal.placed_bound[k] - proposal.placed[k]);
  text += fmt::format(", à {}\u00a0% au plus de ce que vaut la meilleure proposition",
                      french_decimal(100 * proposal.gap(), 2));
  if (proposal.placed_bound.empty()) return text + ".\n";
  text += " parmi celles qui en placent autant";
  if (more == 0) return text + "\u00a0; aucune n’en place davantage.\n";
  return text + fmt::format("\u00a0; dans un rang, il pourrait y avoir au plus {} de plus.\n",
                            french_count(more, "placé", "placés"));
}

void tell_conflicts(const Problem& problem, const Proposal& proposal, std::ostream& err) {
  for (const LockConflict& conflict : proposal.conflicts) {
    err << "locks.csv\u00a0: " << to_french(problem, conflict) << "\n";
  }
}

/// Rows of a plan; ids that the problem does not know are violations, not errors of reading.
struct PlanFile {
  std::vector<PlanRow> rows;
  Json unknown = Json::array();
};

tl::expected<PlanFile, std::vector<FileProblem>> read_plan(const std::string& path,
                                                           const ProblemFiles& files) {
  const auto document = csv::Document::read(path);
  if (!document) return tl::unexpected(std::vector{document.error()});
  if (!document->problems().empty()) return tl::unexpected(document->problems());
  RecordReader reader(*document);
  const auto candidate = reader.required("candidate");
  const auto place = reader.required("place");
  PlanFile plan;
  for (std::size_t i = 0; i < reader.size() && reader.ok(); ++i) {
    reader.go_to(i);
    const std::string_view who = reader.required_text(candidate);
    const std::string_view where = reader.text(place);
    const Index c = files.candidates.find(who);
    const Index p = where.empty() ? none : files.places.find(where);
    const auto unknown = [&](const char* what) {
      plan.unknown.push_back({{"code", what}, {"candidate", who}, {"place", where}});
    };
    if (c == none) {
      unknown("unknown_candidate");
    } else if (p == none && !where.empty()) {
      unknown("unknown_place");
    } else {
      plan.rows.push_back({c, p});
    }
  }
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  return plan;
}

}  // namespace

int run_allocate(const FilesRequest& request, std::ostream& out, std::ostream& err) {
  const auto start = SteadyClock::now();
  const auto files = read_problem(request.problem);
  if (!files) return refuse_files(files.error(), err);
  const Problem& problem = files->problem;
  const Rules rules = rules_of(request, start);
  const Proposal proposal =
      files->bonds.empty() ? propose(problem, rules) : propose_bound(problem, files->bonds, rules);
  const bool holds = proposal.status != Status::infeasible;
  if (holds && !write_proposal(request.problem, problem, proposal)) {
    err << request.problem << "/proposal.csv\u00a0: ce fichier ne peut pas être écrit\n";
    return refused;
  }
  if (request.json) {
    out << to_json(problem, proposal, Seconds(SteadyClock::now() - start).count()).dump() << "\n";
  } else if (holds) {
    out << in_french(problem, proposal);
  }
  tell_conflicts(problem, proposal, err);
  return holds ? done : refused;
}

int run_check(const FilesRequest& request, std::ostream& out, std::ostream& err) {
  const auto files = read_problem(request.problem);
  if (!files) return refuse_files(files.error(), err);
  auto plan = read_plan(request.plan, *files);
  if (!plan) return refuse_files(plan.error(), err);
  const Problem& problem = files->problem;
  const Rules rules = rules_of(request, SteadyClock::now());
  Verdict verdict = check(problem, rules, plan->rows);
  Json violations = std::move(plan->unknown);
  if (!files->bonds.empty()) {
    verdict.optimum = propose_bound(problem, files->bonds, rules);
    std::vector<Index> place_of(problem.candidates.size(), none);
    for (const PlanRow& row : plan->rows) {
      if (row.place != none && problem.option_row(row.candidate, row.place) != none)
        place_of[row.candidate] = row.place;
    }
    for (const BondBreach& breach : check_bonds(problem, files->bonds, place_of)) {
      violations.push_back(
          {{"code", code(breach.violation)},
           {"candidate",
            breach.candidate == none ? Json(nullptr) : Json(problem.candidates[breach.candidate].id)},
           {"place", id_or_null(problem.places, breach.place)}});
    }
  }
  for (const Breach& breach : verdict.breaches) {
    violations.push_back(
        {{"code", code(breach.violation)},
         {"candidate",
          breach.candidate == none ? Json(nullptr) : Json(problem.candidates[breach.candidate].id)},
         {"place", id_or_null(problem.places, breach.place)}});
  }
  const bool known = verdict.optimum.status != Status::infeasible;
  const bool feasible = violations.empty();
  const std::int64_t lost = verdict.optimum.value - verdict.value;
  if (request.json) {
    Json json;
    json["feasible"] = feasible;
    json["violations"] = std::move(violations);
    json["placed"] = verdict.placed;
    json["value"] = verdict.value;
    json["lost_value"] = known ? Json(lost) : Json(nullptr);
    out << json.dump() << "\n";
  } else {
    for (const auto& violation : violations) out << violation.dump() << "\n";
    out << (feasible ? "Le plan est réalisable" : "Le plan n’est pas réalisable")
        << fmt::format(", valeur {}", french_number(verdict.value));
    if (known) out << fmt::format(", {} de moins que l’optimum", french_number(lost));
    out << ".\n";
  }
  tell_conflicts(problem, verdict.optimum, err);
  return done;
}

int run_explain(const FilesRequest& request, std::ostream& out, std::ostream& err) {
  const auto files = read_problem(request.problem);
  if (!files) return refuse_files(files.error(), err);
  const Index candidate = files->candidates.find(request.candidate);
  if (candidate == none) {
    err << fmt::format("candidates.csv\u00a0: candidat inconnu, «\u00a0{}\u00a0»\n", request.candidate);
    return refused;
  }
  const Problem& problem = files->problem;
  const Rules rules = rules_of(request, SteadyClock::now());
  Explanation explanation = explain(problem, rules, candidate);
  std::string change = to_french(problem, explanation);
  if (!files->bonds.empty()) {
    // What would change the answer is known for needs that stand alone; bound to others, the reason is given.
    Rules quiet = rules;
    quiet.marginals = false;
    const Proposal proposal = propose_bound(problem, files->bonds, quiet);
    const bool holds = proposal.status != Status::infeasible;
    explanation.place = holds ? proposal.place_of[candidate] : none;
    explanation.reason = holds ? proposal.reason[candidate] : Reason::bound_to_others;
    explanation.threshold_place = none;
    change = explanation.place == none ? std::string(french_reason(explanation.reason)) : "";
  }
  if (request.json) {
    Json json;
    json["candidate"] = request.candidate;
    json["place"] = id_or_null(problem.places, explanation.place);
    json["eligible"] = Json::array();
    for (const EligiblePlace& there : explanation.eligible) {
      json["eligible"].push_back(
          {{"place", problem.places[there.place].id}, {"value", there.value}, {"rank", there.rank}});
    }
    json["threshold"] = explanation.threshold_place == none ? Json(nullptr) : Json(explanation.threshold);
    json["change"] = change.empty() ? Json(nullptr) : Json(change);
    out << json.dump() << "\n";
    return done;
  }
  out << (explanation.place == none
              ? fmt::format("{} n’est pas placé\u00a0: {}.\n", request.candidate,
                            french_reason(explanation.reason))
              : fmt::format("{} est placé à {}.\n", request.candidate, problem.places[explanation.place].id));
  for (const EligiblePlace& there : explanation.eligible) {
    out << fmt::format("  {}\u00a0: valeur {}, rang {}\n", problem.places[there.place].id,
                       french_number(there.value), there.rank);
  }
  if (!change.empty()) out << change << ".\n";
  return done;
}

}  // namespace jalon::allocation
