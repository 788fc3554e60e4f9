#include "fiction/fiction_actions.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <string>

#include "fiction/scenario_actions.hpp"
#include "pathways/catalogue_file.hpp"

namespace jalon::fiction {
namespace {

struct TextSink final : Sink {
  std::map<std::string, std::string, std::less<>> files;
  void write(std::string_view file, std::string_view text) override { files[std::string(file)] += text; }
};

TEST(Try, One) {
  const auto scenario = puy_de_dome_2018();
  if (!scenario) FAIL() << scenario.error().fact("problem");
  for (const std::int64_t people : {1, 2, 5, 10, 20, 50, 200, 500, 1100, 5000}) {
    int bad = 0;
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
      TextSink sink;
      const auto made = generate(pathways::default_catalogue(), *scenario, {seed, people}, sink);
      if (made) continue;
      ++bad;
      if (bad < 4) {
        std::printf("%ld %lu %s", people, seed, made.error().code.c_str());
        for (auto& [k, v] : made.error().facts) std::printf(" %s=%s", k.c_str(), v.c_str());
        std::printf("\n");
      }
    }
    std::printf("people %ld: %d refused of 50\n", people, bad);
  }
}

}  // namespace
}  // namespace jalon::fiction
