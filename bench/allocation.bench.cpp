// The allocation engine beside its peers, on the same generated problems.
//
// usage: bench_allocation --out FILE [--people N,N] [--fill F,F] [--spread N,N] [--solver NAME,NAME]
//                         [--households NxSITES,...] [--seconds N] [--seed N,N] [--limit N]
//                         [--two_resources NxSITES,...] [--needs N,N] [--bound_solver NAME,NAME]
//                         [--sized_marginals NxSITES,...] [--marginal_seconds N]
// An empty list leaves its part out.
// Every solver runs in a process of its own: its memory is its own, and one that takes longer than the limit
// is stopped and said not to have finished. Times are CPU seconds of one thread, since the machine may be
// shared.
#include "allocation/allocation.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/standing.hpp"
#include "allocation/unit_demand.hpp"
#include "allocation_instances.hpp"
#include "allocation_needs.hpp"
#include "allocation_peers.hpp"
#include "allocation_process.hpp"
#include "highs_peer.hpp"

namespace {

using namespace jalon;
using bench::in_a_process;
using bench::memory_mb;
using bench::words;
using Json = nlohmann::ordered_json;

/// Our engine, with the same measures as a peer.
Json ours(const allocation::Problem& problem, allocation::Objective objective, double seconds,
          bool marginals) {
  allocation::Rules rules;
  rules.objective = objective;
  rules.marginals = marginals;
  const double before = bench::cpu_seconds();
  // Seconds asked are CPU seconds too: what others take of the machine is not ours.
  if (seconds > 0) rules.seconds_left = [=] { return before + seconds - bench::cpu_seconds(); };
  const allocation::Proposal proposal = allocation::propose(problem, rules);
  const double after = bench::cpu_seconds();
  std::int64_t placed = 0;
  for (const std::int64_t count : proposal.placed) placed += count;
  return {{"finished", true},
          {"value", proposal.value},
          {"placed", placed},
          {"bound", proposal.bound},
          {"gap_percent", 100 * proposal.gap()},
          {"proven", proposal.status == allocation::Status::optimal},
          {"seconds", after - before}};
}

Json peer(const bench::PeerAnswer& answer) {
  return {{"finished", true},
          {"value", answer.value},
          {"bound", answer.bound},
          {"proven", answer.proven},
          {"build_seconds", answer.build_seconds},
          {"seconds", answer.solve_seconds}};
}

struct Options {
  std::map<std::string, std::string> of = {
      {"out", ""},
      {"people", "1000,10000,100000,1000000"},
      {"fill", "0.3,0.7,0.9"},
      {"spread", "1000,10"},
      {"solver", "ours,marginals,changes,network_simplex,cost_scaling,highs"},
      {"households", "1000x50,10000x500"},
      {"sized_solver", "ours,cbc,highs"},
      {"objective", "value,coverage"},
      {"seconds", "1,30"},
      {"seed", "1"},
      {"two_resources", "1000x50,10000x500"},
      {"needs", "1000,10000"},
      {"bound_solver", "ours,cbc,highs"},
      {"sized_marginals", "1000x50"},
      {"marginal_seconds", "600"},
      {"limit", "120"}};
};

/// The solve and all its marginal values, +1 and -1, timed apart in one run.
Json marginals(const allocation::Problem& problem, allocation::Objective objective) {
  const double start = bench::cpu_seconds();
  const allocation::Network network = allocation::make_network(problem, allocation::read_locks(problem), 0);
  const allocation::Seating seating = allocation::solve_unit_demand(network, objective);
  const double solved = bench::cpu_seconds();
  const auto found = allocation::unit_marginals(seating, objective);
  const double after = bench::cpu_seconds();
  std::int64_t more = 0;
  std::int64_t fewer = 0;
  for (const allocation::Marginal& marginal : found) {
    more += marginal.value;
    if (marginal.fewer) fewer += marginal.fewer->value;
  }
  return {{"finished", true},
          {"seconds", solved - start},
          {"marginal_seconds", after - solved},
          {"share_of_solve", (after - solved) / (solved - start)},
          {"sum_of_one_more", more},
          {"sum_of_one_fewer", fewer}};
}

/// Mixed changes, one after the other, each timed; the last state beside a solve from nothing: as many
/// placed, the same value, the same people.
Json changes(const allocation::Problem& problem, allocation::Objective objective) {
  allocation::Rules rules;
  rules.objective = objective;
  rules.marginals = false;
  allocation::Standing standing(problem, rules);
  std::mt19937_64 dice(7);
  const auto below = [&](std::size_t count) { return static_cast<allocation::Index>(dice() % count); };
  std::vector<double> seconds;
  std::size_t moves = 0;
  for (int k = 0; k < 3'000; ++k) {
    const allocation::Index c = below(problem.candidates.size());
    const allocation::Index p = below(problem.places.size());
    std::vector<allocation::OptionHere> options;
    if (k % 6 == 4) {
      for (auto row = problem.options.begin(c); row < problem.options.end(c); ++row)
        options.push_back({problem.options.place[row], problem.options.value[row], 0});
    }
    const double before = bench::cpu_seconds();
    allocation::Effect effect;
    switch (k % 6) {
      case 0:
        effect = standing.refuse(c);
        break;
      case 1:
        effect = standing.withdraw(c);
        break;
      case 2:
        effect = standing.set_capacity(p, problem.places[p].capacity + (k % 12 == 2 ? 1 : -1));
        break;
      case 3:
        effect = standing.accept(c);
        break;
      case 4:
        effect = standing.arrive({"new " + std::to_string(k)}, options);
        break;
      default:
        effect = standing.unlock(c, standing.place_of(c) == allocation::none ? 0 : standing.place_of(c));
    }
    seconds.push_back(bench::cpu_seconds() - before);
    moves += effect.moves.size();
  }
  const allocation::Proposal anew = propose(standing.problem(), rules);
  bool equal = anew.value == standing.value() && anew.placed == standing.placed();
  for (allocation::Index c = 0; c < anew.place_of.size(); ++c) {
    equal = equal && (anew.place_of[c] == allocation::none) == (standing.place_of(c) == allocation::none);
  }
  double sum = 0;
  for (const double one : seconds) sum += one;
  std::sort(seconds.begin(), seconds.end());
  return {{"finished", true},
          {"seconds", sum / static_cast<double>(seconds.size())},
          {"changes", seconds.size()},
          {"median_seconds", seconds[seconds.size() / 2]},
          {"p99_seconds", seconds[seconds.size() * 99 / 100]},
          {"worst_seconds", seconds.back()},
          {"over_10_ms", seconds.end() - std::upper_bound(seconds.begin(), seconds.end(), 0.01)},
          {"moves", moves},
          {"equal", equal}};
}

Json unit_solver(const std::string& name, const allocation::Problem& problem, bool coverage,
                 std::int64_t spread, double limit) {
  const double before = memory_mb();
  const auto objective = coverage ? allocation::Objective::coverage_then_value : allocation::Objective::value;
  const std::int64_t base = coverage ? spread + 1 : 0;
  Json row;
  if (name == "ours") row = ours(problem, objective, 0, false);
  if (name == "ours_with_marginals") row = ours(problem, objective, 0, true);
  if (name == "marginals") row = marginals(problem, objective);
  if (name == "changes") row = changes(problem, objective);
  if (name == "network_simplex") row = peer(bench::lemon_network_simplex(problem, base));
  if (name == "cost_scaling") row = peer(bench::lemon_cost_scaling(problem, base));
  // Beyond 10,000 people its model does not fit in what WebAssembly may address.
  if (name == "highs" && problem.candidates.size() > 10'000) return {{"finished", false}};
  if (name == "highs") return bench::highs(problem, base, limit);
  if (row.is_null()) throw std::runtime_error("no solver named " + name);
  row["memory_mb"] = memory_mb() - before;
  row["memory_with_problem_mb"] = memory_mb();
  return row;
}

void bench_units(const Options& options, Json& rows) {
  const double limit = std::stod(options.of.at("limit"));
  for (const std::string& people : words(options.of.at("people"))) {
    for (const std::string& spread : words(options.of.at("spread"))) {
      for (const std::string& fill : words(options.of.at("fill"))) {
        // A million people take minutes each: once, at the fill of the aim.
        if (std::stoi(people) >= 1'000'000 && (fill != "0.7" || spread != "1000")) continue;
        for (const std::string& objective : words(options.of.at("objective"))) {
          double own = 0;
          for (const std::string& solver : words(options.of.at("solver"))) {
            Json row = {{"people", std::stoi(people)},
                        {"fill", std::stod(fill)},
                        {"spread", std::stoi(spread)},
                        {"objective", objective},
                        {"solver", solver}};
            // The problem is made in the child, so that its memory is counted once.
            row.update(in_a_process(limit, [&] {
              const auto problem = bench::unit_instance(static_cast<std::uint32_t>(std::stoul(people)),
                                                        std::stod(fill), std::stoll(spread), 1);
              return unit_solver(solver, problem, objective == "coverage", std::stoll(spread), limit);
            }));
            if (solver == "ours" && row["finished"].get<bool>()) own = row["seconds"].get<double>();
            if (solver != "ours" && own > 0 && row["finished"].get<bool>()) {
              row["times_ours"] = row["seconds"].get<double>() / own;
            }
            std::cerr << row.dump() << "\n";
            rows.push_back(std::move(row));
          }
        }
      }
    }
  }
}

/// What one more household placed is worth to a peer that is to place as many as possible: more than any
/// chain of moves could cost.
constexpr std::int64_t coverage_base = 100'000;

Json sized_solver(const std::string& name, const allocation::Problem& problem, bool coverage,
                  double seconds) {
  const auto objective = coverage ? allocation::Objective::coverage_then_value : allocation::Objective::value;
  const std::int64_t base = coverage ? coverage_base : 0;
  if (name == "ours") return ours(problem, objective, seconds, false);
  if (name == "highs") return bench::highs(problem, base, seconds);
  if (name == "cbc") return peer(bench::cbc(problem, base, seconds));
  throw std::runtime_error("no solver named " + name);
}

void bench_sizes(const Options& options, Json& rows) {
  for (const std::string& size : words(options.of.at("households"))) {
    const auto cross = size.find('x');
    const auto households = static_cast<std::uint32_t>(std::stoul(size));
    const auto sites = static_cast<std::uint32_t>(std::stoul(size.substr(cross + 1)));
    for (const std::string& seed : words(options.of.at("seed"))) {
      for (const std::string& objective : words(options.of.at("objective"))) {
        for (const std::string& seconds : words(options.of.at("seconds"))) {
          for (const std::string& solver : words(options.of.at("sized_solver"))) {
            Json row = {{"households", households}, {"sites", sites},
                        {"seed", std::stoi(seed)},  {"objective", objective},
                        {"solver", solver},         {"asked_seconds", std::stod(seconds)}};
            row.update(in_a_process(std::stod(options.of.at("limit")) + std::stod(seconds), [&] {
              return sized_solver(solver, bench::sized_instance(households, sites, 0.6, std::stoull(seed)),
                                  objective == "coverage", std::stod(seconds));
            }));
            std::cerr << row.dump() << "\n";
            rows.push_back(std::move(row));
          }
        }
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int k = 1; k + 1 < argc; k += 2) {
    const std::string name = std::strncmp(argv[k], "--", 2) == 0 ? argv[k] + 2 : "";
    if (options.of.find(name) == options.of.end()) {
      std::cerr << "bench_allocation: unknown option " << argv[k] << "\n";
      return 2;
    }
    options.of[name] = argv[k + 1];
  }
  Json result = {{"unit_demand", Json::array()}, {"sizes", Json::array()}};
  bench_units(options, result["unit_demand"]);
  bench_sizes(options, result["sizes"]);
  const bench::NeedsBench needs{words(options.of["bound_solver"]), words(options.of["seconds"]),
                                words(options.of["seed"]), std::stod(options.of["limit"]),
                                words(options.of["objective"])};
  result["two_resources"] = needs.two_resources(words(options.of["two_resources"]));
  result["several_needs"] = needs.several_needs(words(options.of["needs"]));
  result["sized_marginals"] =
      needs.sized_marginals(words(options.of["sized_marginals"]), std::stod(options.of["marginal_seconds"]));
  if (!options.of["out"].empty()) std::ofstream(options.of["out"]) << result.dump(2) << "\n";
}
