#include "allocation_peers.hpp"

#include <coin/Cbc_C_Interface.h>
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>
#include <sys/resource.h>

#include <string>
#include <vector>

namespace jalon::bench {
namespace {

using allocation::Index;
using allocation::Problem;
using Graph = lemon::SmartDigraph;

/// Source to persons to places to sink, and back.
struct Flow {
  Graph graph;
  Graph::ArcMap<int> capacity{graph};
  Graph::ArcMap<int> cost{graph};

  explicit Flow(const Problem& problem, std::int64_t base) {
    const Index persons = static_cast<Index>(problem.candidates.size());
    const Index places = static_cast<Index>(problem.places.size());
    graph.reserveNode(static_cast<int>(persons + places + 2));
    graph.reserveArc(static_cast<int>(problem.options.count() + persons + places + 1));
    std::vector<Graph::Node> nodes;
    for (Index k = 0; k < persons + places + 2; ++k) nodes.push_back(graph.addNode());
    const auto arc = [&](Index from, Index to, std::int64_t most, std::int64_t price) {
      const Graph::Arc made = graph.addArc(nodes[from], nodes[to]);
      capacity[made] = static_cast<int>(most);
      cost[made] = static_cast<int>(price);
    };
    const Index source = persons + places;
    for (Index c = 0; c < persons; ++c) {
      arc(source, c, 1, 0);
      for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
        arc(c, persons + problem.options.place[row], 1, -(base + problem.options.value[row]));
      }
    }
    for (Index p = 0; p < places; ++p) arc(persons + p, source + 1, problem.places[p].capacity, 0);
    arc(source + 1, source, persons, 0);
  }
};

template <class Solver>
PeerAnswer solve(const Problem& problem, std::int64_t base) {
  PeerAnswer answer;
  const double start = cpu_seconds();
  const Flow flow(problem, base);
  const double built = cpu_seconds();
  Solver solver(flow.graph);
  solver.upperMap(flow.capacity).costMap(flow.cost);
  answer.proven = solver.run() == Solver::OPTIMAL;
  answer.solve_seconds = cpu_seconds() - built;
  answer.build_seconds = built - start;
  answer.value = -solver.template totalCost<std::int64_t>();
  answer.bound = static_cast<double>(answer.value);
  return answer;
}

}  // namespace

double cpu_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

PeerAnswer lemon_network_simplex(const Problem& problem, std::int64_t base) {
  return solve<lemon::NetworkSimplex<Graph, int, int>>(problem, base);
}

PeerAnswer lemon_cost_scaling(const Problem& problem, std::int64_t base) {
  return solve<lemon::CostScaling<Graph, int, int>>(problem, base);
}

PeerAnswer cbc(const Problem& problem, std::int64_t base, double seconds, const allocation::Bonds& bonds) {
  PeerAnswer answer;
  const double start = cpu_seconds();
  Cbc_Model* model = Cbc_newModel();
  Cbc_setObjSense(model, -1);
  const Index persons = static_cast<Index>(problem.candidates.size());
  std::vector<std::vector<int>> columns(problem.places.size());
  std::vector<std::vector<double>> sizes(problem.places.size());
  int column = 0;
  for (Index c = 0; c < persons; ++c) {
    std::vector<int> own;
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      Cbc_addCol(model, "", 0, 1, static_cast<double>(base + problem.options.value[row]), 1, 0, nullptr,
                 nullptr);
      own.push_back(column);
      columns[problem.options.place[row]].push_back(column++);
      sizes[problem.options.place[row]].push_back(static_cast<double>(problem.size_of(c, row)));
    }
    const std::vector<double> ones(own.size(), 1.0);
    Cbc_addRow(model, "", static_cast<int>(own.size()), own.data(), ones.data(), 'L', 1);
  }
  for (std::size_t p = 0; p < columns.size(); ++p) {
    Cbc_addRow(model, "", static_cast<int>(columns[p].size()), columns[p].data(), sizes[p].data(), 'L',
               static_cast<double>(problem.places[p].capacity));
  }
  for (const BondRow& row : bond_rows(problem, bonds)) {
    const std::vector<int> options(row.options.begin(), row.options.end());
    const std::vector<double> factors(row.factors.begin(), row.factors.end());
    Cbc_addRow(model, "", static_cast<int>(options.size()), options.data(), factors.data(), 'L',
               static_cast<double>(row.most));
  }
  Cbc_setParameter(model, "logLevel", "0");
  Cbc_setParameter(model, "seconds", std::to_string(seconds).c_str());
  Cbc_setParameter(model, "ratioGap", "0");
  const double built = cpu_seconds();
  Cbc_solve(model);
  answer.solve_seconds = cpu_seconds() - built;
  answer.build_seconds = built - start;
  answer.value =
      static_cast<std::int64_t>(Cbc_getObjValue(model) + (Cbc_getObjValue(model) < 0 ? -0.5 : 0.5));
  answer.bound = Cbc_getBestPossibleObjValue(model);
  answer.proven = Cbc_isProvenOptimal(model) != 0;
  // Stopped before it had a plan, it names a value all the same: that of its relaxation.
  answer.found = Cbc_bestSolution(model) != nullptr;
  Cbc_deleteModel(model);
  return answer;
}

}  // namespace jalon::bench
