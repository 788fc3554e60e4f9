#include "allocation_needs.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "allocation/allocation.hpp"
#include "allocation/several_needs.hpp"
#include "allocation_instances.hpp"
#include "allocation_peers.hpp"
#include "allocation_process.hpp"
#include "highs_peer.hpp"

namespace jalon::bench {
namespace {

using allocation::Objective;
using allocation::Proposal;
using allocation::Rules;
using Json = nlohmann::ordered_json;

struct Size {
  std::uint32_t households = 0;
  std::uint32_t sites = 0;
};

Size read_size(const std::string& text) {
  const auto cross = text.find('x');
  if (cross == std::string::npos) throw std::runtime_error("not a size: " + text);
  return {static_cast<std::uint32_t>(std::stoul(text.substr(0, cross))),
          static_cast<std::uint32_t>(std::stoul(text.substr(cross + 1)))};
}

/// Seconds asked are CPU seconds: what others take of the machine is not ours.
Rules within(double seconds, Objective objective = Objective::value) {
  Rules rules;
  rules.objective = objective;
  rules.marginals = false;
  const double end = cpu_seconds() + seconds;
  rules.seconds_left = [end] { return end - cpu_seconds(); };
  return rules;
}

Json ours(const BoundInstance& instance, double seconds, Objective objective) {
  const double memory = memory_mb();
  const double before = cpu_seconds();
  const Proposal proposal = propose_bound(instance.problem, instance.bonds, within(seconds, objective));
  const double after = cpu_seconds();
  if (!check_bonds(instance.problem, instance.bonds, proposal.place_of).empty())
    throw std::runtime_error("the plan breaks its bonds");
  std::int64_t placed = 0;
  for (const std::int64_t count : proposal.placed) placed += count;
  return {{"finished", true},
          {"value", proposal.value},
          {"placed", placed},
          {"bound", proposal.bound},
          {"gap_percent", 100 * proposal.gap()},
          {"proven", proposal.status == allocation::Status::optimal},
          {"seconds", after - before},
          {"memory_mb", memory_mb() - memory}};
}

Json solved(const std::string& name, const BoundInstance& instance, double seconds, Objective objective) {
  if (name == "ours") return ours(instance, seconds, objective);
  // HiGHS counts seconds of the clock; a loaded machine gives a process a part of them.
  if (name == "highs") return highs(instance.problem, 0, 3 * seconds, instance.bonds);
  if (name != "cbc") throw std::runtime_error("no solver named " + name);
  const double memory = memory_mb();
  const PeerAnswer answer = cbc(instance.problem, 0, seconds, instance.bonds);
  if (!answer.found) return {{"finished", false}, {"seconds", answer.solve_seconds}};
  return {{"finished", true},
          {"value", answer.value},
          {"bound", answer.bound},
          {"proven", answer.proven},
          {"build_seconds", answer.build_seconds},
          {"seconds", answer.solve_seconds},
          {"memory_mb", memory_mb() - memory}};
}

/// Ours as often as seconds are listed, each peer once; peers' plans beside the best bound and plan of ours.
void add_rows(const NeedsBench& bench, const Json& about, const std::function<BoundInstance()>& make,
              Json& rows, Objective objective = Objective::value) {
  std::int64_t bound = 0;
  std::int64_t value = 0;
  double fastest_for_value = 0;
  for (const std::string& solver : bench.solvers) {
    if (objective != Objective::value && solver != "ours") continue;  // peers are asked for the value
    std::vector<double> asked;
    if (solver == "ours") {
      for (const std::string& seconds : bench.seconds) asked.push_back(std::stod(seconds));
    } else {
      asked.push_back(bench.limit);
    }
    for (const double seconds : asked) {
      Json row = about;
      row["solver"] = solver;
      row["asked_seconds"] = seconds;
      // Seconds asked are CPU seconds, where a solver counts them; the clock may run on for six times as
      // long.
      row.update(in_a_process(10 * seconds + 60, [&] { return solved(solver, make(), seconds, objective); }));
      const bool has_plan = row["finished"].get<bool>();
      if (solver == "ours" && has_plan) {
        const auto now = row["bound"].get<std::int64_t>();
        bound = bound == 0 ? now : std::min(bound, now);
        if (row["value"].get<std::int64_t>() > value) {
          value = row["value"].get<std::int64_t>();
          fastest_for_value = row["seconds"].get<double>();
        }
      } else if (has_plan && value > 0) {
        const auto here = row["value"].get<std::int64_t>();
        row["gap_to_our_bound_percent"] =
            100 * static_cast<double>(bound - here) / static_cast<double>(std::max<std::int64_t>(1, here));
        row["below_our_plan_percent"] = 100 * static_cast<double>(value - here) / static_cast<double>(value);
        row["times_ours"] = row["seconds"].get<double>() / fastest_for_value;
      }
      std::cerr << row.dump() << "\n";
      rows.push_back(std::move(row));
    }
  }
}

}  // namespace

Json NeedsBench::two_resources(const std::vector<std::string>& sizes) const {
  Json rows = Json::array();
  for (const std::string& text : sizes) {
    const Size size = read_size(text);
    for (const std::string& seed : seeds) {
      for (const std::string& objective : objectives) {
        const Json about = {{"households", size.households},
                            {"sites", size.sites},
                            {"seed", std::stoi(seed)},
                            {"objective", objective}};
        add_rows(
            *this, about,
            [&] { return two_resource_instance(size.households, size.sites, 0.6, std::stoull(seed)); }, rows,
            objective == "coverage" ? Objective::coverage_then_value : Objective::value);
      }
    }
  }
  return rows;
}

Json NeedsBench::several_needs(const std::vector<std::string>& people) const {
  Json rows = Json::array();
  for (const std::string& count : people) {
    for (const std::string& seed : seeds) {
      const auto made = [&] {
        return needs_instance(static_cast<std::uint32_t>(std::stoul(count)), std::stoull(seed));
      };
      const BoundInstance counted = made();
      for (const std::string& objective : objectives) {
        const Json about = {{"people", std::stoi(count)},
                            {"seed", std::stoi(seed)},
                            {"objective", objective},
                            {"candidates", counted.problem.candidates.size()},
                            {"places", counted.problem.places.size()},
                            {"options", counted.problem.options.count()},
                            {"conflicts", counted.bonds.conflicts.size()},
                            {"requirements", counted.bonds.requirements.size()}};
        add_rows(*this, about, made, rows,
                 objective == "coverage" ? Objective::coverage_then_value : Objective::value);
      }
    }
  }
  return rows;
}

Json NeedsBench::sized_marginals(const std::vector<std::string>& sizes, double all) const {
  Json rows = Json::array();
  for (const std::string& text : sizes) {
    const Size size = read_size(text);
    for (const std::string& seed : seeds) {
      Json row = {{"households", size.households},
                  {"sites", size.sites},
                  {"seed", std::stoi(seed)},
                  {"objective", "value"},
                  {"asked_seconds", all}};
      row.update(in_a_process(4 * all, [&]() -> Json {
        const auto problem = sized_instance(size.households, size.sites, 0.6, std::stoull(seed));
        Rules rules = within(all);
        const double start = cpu_seconds();
        const Proposal alone = propose(problem, rules);
        const double solved_at = cpu_seconds();
        rules.marginals = true;
        const Proposal proposal = propose_from(problem, rules, alone.place_of);
        const double after = cpu_seconds();
        std::int64_t more = 0;
        std::int64_t fewer = 0;
        for (const allocation::Marginal& marginal : proposal.marginal) {
          more += marginal.proven ? 1 : 0;
          fewer += marginal.fewer && marginal.fewer->proven ? 1 : 0;
        }
        return {{"finished", true},
                {"proven", proposal.status == allocation::Status::optimal},
                {"solve_seconds", solved_at - start},
                {"seconds", after - solved_at},
                {"one_more_proven", more},
                {"one_fewer_proven", fewer},
                {"places", problem.places.size()}};
      }));
      std::cerr << row.dump() << "\n";
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace jalon::bench
