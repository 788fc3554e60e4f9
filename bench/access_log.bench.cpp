// The access log: lines written by readings of one page each, a year of segments sealed, everything verified.
//   bench_access_log [--out FILE] [--lines N] [--db ADDRESS]
// --db: a PostgreSQL database that may be filled; without it, a SQLite file that goes away.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "people/access_log_actions.hpp"
#include "people/access_verification_actions.hpp"
#include "people/people_actions.hpp"
#include "store/database.hpp"

namespace {

using namespace jalon;
namespace fs = std::filesystem;

constexpr std::int64_t lines_per_page = 50;
constexpr const char* territory = "63";

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Options {
  std::string out;
  std::string db;
  std::int64_t lines = 1'000'000;
};

Options options_of(int argc, char** argv) {
  Options options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--out") options.out = argv[i + 1];
    if (name == "--db") options.db = argv[i + 1];
    if (name == "--lines") options.lines = std::strtoll(argv[i + 1], nullptr, 10);
  }
  return options;
}

/// Twelve months of pages that name fifty people each.
void write_lines(store::Database& database, FixedClock& clock, std::int64_t lines) {
  std::vector<people::PersonId> persons;
  for (std::int64_t i = 0; i < lines_per_page; ++i) persons.emplace_back(new_uuid_v4());
  const std::int64_t pages = lines / lines_per_page;
  const Date first = Date::from_ymd(2018, 1, 1);
  for (std::int64_t page = 0; page < pages; ++page) {
    clock.set(FixedClock(first + static_cast<std::int32_t>(page * 365 / pages)).now_ms());
    if (!people::record_accesses(
            database, territory, persons,
            {"0193b0f0-0000-7000-8000-000000000001", "consultation d’une place", "192.0.2.17"})) {
      std::exit(3);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = options_of(argc, argv);
  const fs::path folder = fs::current_path() / ".cache" / "bench-access-log";
  fs::remove_all(folder);
  fs::create_directories(folder);
  FixedClock clock(Date::from_ymd(2018, 1, 1));
  store::OpenOptions open;
  open.clock = &clock;
  const auto database =
      store::Database::open(options.db.empty() ? (folder / "log.db").string() : options.db, open);
  const auto& rules = people::default_access_log_rules();
  const store::Command command{territory, {}, "bench", "", ""};

  const double writing = seconds([&] { write_lines(*database, clock, options.lines); });
  database->analyze();
  const auto verify = [&] {
    people::AccessCheck check;
    const double taken = seconds([&] {
      check = database->read([&](store::Reader& reader) {
        return people::verify_access_log(reader, territory, rules, clock.today());
      });
    });
    if (!check.problems.empty()) std::exit(3);
    return std::pair(check.lines, taken);
  };
  clock.set(FixedClock(Date::from_ymd(2019, 1, 2)).now_ms());
  const double sealing = seconds([&] {
    if (!people::seal_access_log(*database, command, rules)) std::exit(3);
  });
  const auto [lines, verifying] = verify();
  clock.set(FixedClock(Date::from_ymd(2019, 7, 2)).now_ms());
  std::size_t trimmed = 0;
  const double trimming = seconds([&] {
    const auto gone = people::trim_access_log(*database, command, rules);
    if (!gone) std::exit(3);
    trimmed = gone->size();
  });
  const auto [lines_left, verifying_left] = verify();
  const std::string report = fmt::format(
      "{{\"engine\":\"{}\",\"lines\":{},\"written_per_second\":{:.0f},\"sealed_per_second\":{:.0f},"
      "\"verified_per_second\":{:.0f},\"trimmed_segments\":{},\"trim_seconds\":{:.2f},\"lines_left\":{},"
      "\"verify_left_seconds\":{:.2f}}}\n",
      database->engine(), lines, static_cast<double>(lines) / writing, static_cast<double>(lines) / sealing,
      static_cast<double>(lines) / verifying, trimmed, trimming, lines_left, verifying_left);
  std::fputs(report.c_str(), stdout);
  if (!options.out.empty()) {
    if (std::FILE* file = std::fopen(options.out.c_str(), "w")) {
      std::fputs(report.c_str(), file);
      std::fclose(file);
    }
  }
  fs::remove_all(folder);
  return 0;
}
