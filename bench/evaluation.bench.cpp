// Evaluation with blockers, roots and gains of generated pathways of October 2018, against one pass that
// reads the same facts and events from memory: what no engine can do without.
//   bench_evaluation [--out FILE] [--people N] [--rounds N]
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>
#include <vector>

#include "pathways/blockers.hpp"
#include "pathways/catalogue_file.hpp"

namespace {

using namespace jalon;
using namespace jalon::pathways;

/// splitmix64: small, seeded, the same everywhere.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::int32_t below(std::int32_t bound) {
    return static_cast<std::int32_t>(next() % static_cast<std::uint64_t>(bound));
  }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::uint64_t state_;
};

/// All pathways in a few arrays: what the engine reads, and nothing else.
struct Arena {
  std::vector<PackedFacts> facts;
  std::vector<Mark> marks;
  std::vector<std::int32_t> births;
  std::vector<std::uint32_t> first_mark = {0};
  std::vector<std::uint32_t> first_birth = {0};

  std::size_t size() const { return facts.size(); }
  PathwayView view(std::size_t i) const {
    return {facts[i],
            {marks.data() + first_mark[i], marks.data() + first_mark[i + 1]},
            {births.data() + first_birth[i], births.data() + first_birth[i + 1]},
            {},
            {}};
  }
  std::size_t bytes() const {
    return facts.size() * sizeof(PackedFacts) + marks.size() * sizeof(Mark) +
           births.size() * sizeof(std::int32_t) +
           (first_mark.size() + first_birth.size()) * sizeof(std::uint32_t);
  }
};

/// A person protected some months ago; steps are asked for when they can be, and take their time, or longer.
void add_pathway(Arena& arena, const CatalogueAt& catalogue, Draw& draw) {
  const std::int32_t at = catalogue.at().days();
  PackedFacts facts;
  facts.protected_on = at - 20 - draw.below(700);
  facts.arrived_on = facts.protected_on - 100 - draw.below(500);
  facts.birth = at - (draw.chance(20) ? 365 * 5 + draw.below(365 * 12) : 365 * 18 + draw.below(365 * 40));
  facts.status = draw.chance(60) ? 0 : 1;
  facts.french = static_cast<std::uint8_t>(draw.chance(10) ? PackedFacts::unknown : draw.below(4));
  facts.role = 0;
  facts.foreign_licence = draw.chance(15) ? 1 : 0;
  facts.household_size = static_cast<std::uint8_t>(1 + (draw.chance(50) ? 0 : draw.below(5)));
  facts.others_known = true;
  for (int i = 1; i < facts.household_size; ++i) arena.births.push_back(at - 365 * (1 + draw.below(40)));

  std::vector<std::int32_t> done(catalogue.catalogue().size(), no_day);
  std::vector<Mark> marks;
  for (const Node& node : catalogue.nodes()) {
    std::int32_t ready = facts.protected_on;
    for (const Slice& group : catalogue.groups(node)) {
      std::int32_t soonest = no_day;
      for (const PackedOption& option : catalogue.options(group))
        soonest = std::min(soonest, done[option.step]);
      ready = std::max(ready, soonest);
    }
    if (node.groups.size() == 0) {
      done[node.step] = facts.protected_on;
      continue;
    }
    if (ready >= at || !draw.chance(55)) continue;
    const auto add = [&](EventKind kind, std::int32_t day, std::uint32_t detail = 0) {
      if (day <= at) marks.push_back({day, node.step, kind, false, node.deliverer, detail});
    };
    const std::int32_t asked = ready + draw.below(20);
    const std::int32_t spread = std::max(1, node.delays.max - node.delays.typ);
    const std::int32_t end = asked + std::max(1, node.delays.typ * (50 + draw.below(80)) / 100) +
                             (draw.chance(20) ? draw.below(spread) : 0);
    add(EventKind::requested, asked);
    if (draw.chance(5)) add(EventKind::blocked, asked + 5, 1 + static_cast<std::uint32_t>(draw.below(20)));
    if (draw.chance(4)) {
      add(EventKind::refused, end);
    } else {
      add(EventKind::done, end, first_level + 1);
      if (end <= at) done[node.step] = end;
    }
  }
  std::ranges::sort(marks, [](const Mark& a, const Mark& b) {
    return std::tuple(a.step, a.date, a.kind) < std::tuple(b.step, b.date, b.kind);
  });
  arena.marks.insert(arena.marks.end(), marks.begin(), marks.end());
  arena.facts.push_back(facts);
  arena.first_mark.push_back(static_cast<std::uint32_t>(arena.marks.size()));
  arena.first_birth.push_back(static_cast<std::uint32_t>(arena.births.size()));
}

/// Processor time of this thread: a busy machine does not change it much, the clock on the wall it does.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Work>
double seconds(Work&& work) {
  const double start = processor_seconds();
  work();
  return processor_seconds() - start;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t people = 1'000'000;
  int rounds = 5;
  const char* out = nullptr;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    if (option == "--people") people = std::strtoull(argv[i + 1], nullptr, 10);
    if (option == "--rounds") rounds = std::atoi(argv[i + 1]);
    if (option == "--out") out = argv[i + 1];
  }

  Names names;
  const CatalogueAt catalogue(default_catalogue(), names, Date::from_ymd(2018, 10, 12));
  Draw draw(20181012);
  Arena arena;
  for (std::size_t i = 0; i < people; ++i) add_pathway(arena, catalogue, draw);

  Evaluator evaluator(catalogue);
  BlockerFinder finder(evaluator);
  std::vector<double> passes;
  std::vector<double> statuses;
  std::vector<double> whole;
  std::uint64_t kept = 0;  // results are used, or the compiler would drop the work
  std::uint64_t blockers = 0;
  std::uint64_t joint = 0;
  std::int64_t days = 0;
  for (int round = 0; round < rounds; ++round) {
    passes.push_back(seconds([&] {
      const auto* words = reinterpret_cast<const std::uint64_t*>(arena.marks.data());
      for (std::size_t i = 0; i < arena.marks.size() * sizeof(Mark) / 8; ++i) kept += words[i];
      for (const PackedFacts& facts : arena.facts) kept += static_cast<std::uint64_t>(facts.birth);
    }));
    statuses.push_back(seconds([&] {
      for (std::size_t i = 0; i < arena.size(); ++i) {
        kept += static_cast<std::uint64_t>(evaluator.evaluate(arena.view(i)).goals.size());
      }
    }));
    blockers = joint = 0;
    days = 0;
    whole.push_back(seconds([&] {
      for (std::size_t i = 0; i < arena.size(); ++i) {
        for (const Blocker& blocker : finder.find(evaluator.evaluate(arena.view(i)))) {
          ++blockers;
          joint += blocker.with_count > 0 ? 1 : 0;
          days += blocker.gain.days;
        }
      }
    }));
  }

  const auto count = static_cast<double>(people);
  const std::string figures = fmt::format(
      "{{\"bench\":\"evaluation\",\"pathways\":{},\"steps\":{},\"events_per_pathway\":{:.2f},"
      "\"blockers_per_pathway\":{:.2f},\"joint_blockers\":{},\"days_gained\":{},"
      "\"pathways_per_second_per_core\":{:.0f},\"statuses_only_per_second_per_core\":{:.0f},"
      "\"bytes_per_pathway\":{:.0f},\"one_pass_seconds\":{:.4f},\"ratio_to_one_pass\":{:.1f},\"rounds\":{}}}"
      "\n",
      people, catalogue.nodes().size(), static_cast<double>(arena.marks.size()) / count,
      static_cast<double>(blockers) / count, joint, days, count / median(whole), count / median(statuses),
      static_cast<double>(arena.bytes()) / count, median(passes), median(whole) / median(passes), rounds);
  std::fputs(figures.c_str(), stdout);
  if (out != nullptr) {
    if (std::FILE* file = std::fopen(out, "w")) {
      std::fputs(figures.c_str(), file);
      std::fclose(file);
    }
  }
  return kept == 42 ? 1 : 0;
}
