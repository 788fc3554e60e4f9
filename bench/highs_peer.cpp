#include "highs_peer.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "allocation_peers.hpp"

namespace jalon::bench {
namespace {

using allocation::Index;
using allocation::Problem;

/// CPLEX LP form. Binary columns, one row per person and per place.
void write_lp(const Problem& problem, std::int64_t base, const allocation::Bonds& bonds,
              const std::filesystem::path& path) {
  std::string text = "Maximize\n obj:";
  std::vector<std::string> places(problem.places.size());
  std::string persons;
  std::string names;
  for (Index c = 0; c < problem.candidates.size(); ++c) {
    persons += fmt::format(" c{}:", c);
    for (Index row = problem.options.begin(c); row < problem.options.end(c); ++row) {
      const std::int64_t value = base + problem.options.value[row];
      text += fmt::format(" {} {} x{}\n", value < 0 ? '-' : '+', value < 0 ? -value : value, row);
      persons += fmt::format(" + x{}", row);
      places[problem.options.place[row]] += fmt::format(" + {} x{}\n", problem.size_of(c, row), row);
      names += fmt::format(" x{}\n", row);
    }
    persons += " <= 1\n";
  }
  text += "Subject To\n" + persons;
  for (std::size_t p = 0; p < places.size(); ++p) {
    if (!places[p].empty()) text += fmt::format(" p{}:{} <= {}\n", p, places[p], problem.places[p].capacity);
  }
  std::size_t count = 0;
  for (const BondRow& row : bond_rows(problem, bonds)) {
    text += fmt::format(" b{}:", count++);
    for (std::size_t k = 0; k < row.options.size(); ++k)
      text += fmt::format(" {} {} x{}\n", row.factors[k] < 0 ? '-' : '+', std::abs(row.factors[k]),
                          row.options[k]);
    text += fmt::format(" <= {}\n", row.most);
  }
  std::ofstream(path) << text << "Binary\n" << names << "End\n";
}

}  // namespace

nlohmann::ordered_json highs(const Problem& problem, std::int64_t base, double seconds,
                             const allocation::Bonds& bonds) {
  const double start = cpu_seconds();
  const auto path = std::filesystem::temp_directory_path() / fmt::format("jalon-highs-{}.lp", getpid());
  write_lp(problem, base, bonds, path);
  const double built = cpu_seconds() - start;
  // node reserves more addresses than it uses memory; WebAssembly itself stops at 4 GB.
  const std::string command = fmt::format(
      "ulimit -S -v unlimited; node bench/highs_peer.mjs {} {} 2>/dev/null", path.string(), seconds);
  std::string answer;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    char part[4096];
    for (std::size_t got = 0; (got = std::fread(part, 1, sizeof part, pipe)) > 0;) answer.append(part, got);
    pclose(pipe);
  }
  std::filesystem::remove(path);
  auto row = nlohmann::ordered_json::parse(answer, nullptr, false);
  if (row.is_discarded() || row["value"].is_null()) return {{"finished", false}};
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  row["finished"] = true;
  row["build_seconds"] = built;
  row["memory_mb"] = static_cast<double>(usage.ru_maxrss) / 1024;
  return row;
}

}  // namespace jalon::bench
