// Places of a year shared among people who arrive week after week: what each policy reaches of the optimum
// with hindsight, on generated years, prices learnt on the year before, the number of arrivals unknown.
//
// usage: bench_arrivals --out FILE [--orders N] [--households N] [--places N]
// Hindsight stands for the bound of the exact engine where time runs out, so that no share is flattered.
#include "allocation/arrivals.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using namespace jalon::allocation;
using Json = nlohmann::ordered_json;

double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

std::function<double()> within(double seconds) {
  const auto start = std::chrono::steady_clock::now();
  return [=] {
    return seconds - std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
}

/// The shares reached over the orders.
Json told(std::vector<double> shares, double seconds) {
  std::ranges::sort(shares);
  double sum = 0;
  for (const double share : shares) sum += share;
  return {{"mean", sum / static_cast<double>(shares.size())},
          {"lowest", shares.front()},
          {"median", shares[shares.size() / 2]},
          {"highest", shares.back()},
          {"cpu_seconds_a_year", seconds / static_cast<double>(shares.size())}};
}

Json measure(const Year& year, int orders) {
  const auto best = static_cast<double>(hindsight(year, within(30)));
  Json json = {{"capacity", Json(year.capacity)}, {"hindsight", best}};
  const std::vector<std::pair<const char*, Policy>> policies = {
      {"first_come", Policy::first_come}, {"greedy", Policy::greedy}, {"potentials", Policy::potentials}};
  for (const auto& [name, policy] : policies) {
    std::vector<double> shares;
    const double start = cpu_seconds();
    for (int order = 0; order < orders; ++order) {
      const auto seed = static_cast<std::uint64_t>(order);
      const Year played = reordered(year, seed);
      shares.push_back(
          static_cast<double>(play(played, policy, policy == Policy::potentials ? 1 : 0, {5, seed})) / best);
    }
    json[name] = told(std::move(shares), cpu_seconds() - start);
  }
  return json;
}

}  // namespace

int main(int argc, char** argv) {
  std::string out;
  int orders = 50;
  int households = 800;
  int places = 12;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string value = argv[i + 1];
    if (std::strcmp(argv[i], "--out") == 0) out = value;
    if (std::strcmp(argv[i], "--orders") == 0) orders = std::stoi(value);
    if (std::strcmp(argv[i], "--households") == 0) households = std::stoi(value);
    if (std::strcmp(argv[i], "--places") == 0) places = std::stoi(value);
  }
  if (out.empty()) {
    std::cerr << "usage: bench_arrivals --out FILE [--orders N] [--households N] [--places N]\n";
    return 2;
  }
  Json json = {{"orders", orders}, {"households", households}, {"places", places}, {"years", Json::array()}};
  for (const std::uint64_t seed : {1, 2}) {
    json["years"].push_back(measure(generated_year(households, places, seed), orders));
    std::cout << json["years"].back().dump() << std::endl;
  }
  std::ofstream(out) << json.dump(2) << "\n";
}
