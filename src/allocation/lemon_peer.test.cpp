// LEMON's network simplex on our networks: an independent witness. Compiled as C++17, since LEMON 1.3 is
// older than C++20.
#include "allocation/lemon_peer.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <cstdint>
#include <vector>

namespace jalon::allocation::testing {

std::int64_t lemon_optimum(std::uint32_t candidates, const std::vector<PeerArc>& arcs,
                           const std::vector<std::int64_t>& seats) {
  using Graph = lemon::SmartDigraph;
  Graph graph;
  std::vector<Graph::Node> nodes;
  for (std::size_t k = 0; k < candidates + seats.size() + 2; ++k) nodes.push_back(graph.addNode());
  const Graph::Node source = nodes[candidates + seats.size()];
  const Graph::Node sink = nodes.back();
  Graph::ArcMap<std::int64_t> capacity(graph);
  Graph::ArcMap<std::int64_t> cost(graph);
  const auto add = [&](Graph::Node from, Graph::Node to, std::int64_t most, std::int64_t price) {
    const Graph::Arc made = graph.addArc(from, to);
    capacity[made] = most;
    cost[made] = price;
  };
  for (std::uint32_t c = 0; c < candidates; ++c) add(source, nodes[c], 1, 0);
  for (const PeerArc& arc : arcs) add(nodes[arc.candidate], nodes[candidates + arc.place], 1, -arc.weight);
  for (std::size_t p = 0; p < seats.size(); ++p) add(nodes[candidates + p], sink, seats[p], 0);
  add(sink, source, candidates, 0);
  lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(graph);
  simplex.upperMap(capacity).costMap(cost).run();
  return -simplex.totalCost();
}

}  // namespace jalon::allocation::testing
