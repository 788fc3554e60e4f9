// The store on SQLite: bulk inserts against the sqlite3 C interface with the same durability, and small
// writes by many clients against the same writes one at a time.
//   bench_store [--out FILE] [--rows N] [--rounds N]
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <thread>
#include <vector>

#include "store/database.hpp"

namespace {

using namespace jalon;
namespace fs = std::filesystem;

constexpr auto unlisted = store::Query::Unlisted::yes;
constexpr const char* create_text =
    "CREATE TABLE bench_event (territory TEXT NOT NULL, person UUID NOT NULL, ver BIGINT NOT NULL, step TEXT "
    "NOT NULL,"
    " kind TEXT NOT NULL, eff_on TEXT NOT NULL, rec_on TEXT NOT NULL, organisation UUID, ref TEXT,"
    " PRIMARY KEY (territory, person, ver)) WITHOUT ROWID";
constexpr const char* insert_text = "INSERT INTO bench_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr int events_per_person = 15;

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

class Folder {
 public:
  Folder() : path_((fs::current_path() / ".cache" / "bench-store").string()) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  std::string fresh(const char* name) const {
    for (const char* suffix : {"", "-wal", "-shm", ".lock"}) fs::remove(path_ + "/" + name + suffix);
    return path_ + "/" + name;
  }

 private:
  std::string path_;
};

void check(int code, int expected) {
  if (code == expected) return;
  std::fprintf(stderr, "sqlite3 answered %d\n", code);
  std::exit(3);
}

/// The same rows through the C interface, as fast as it goes.
double raw_inserts(const std::string& path, const std::vector<UuidBytes>& people, int rows) {
  sqlite3* database = nullptr;
  check(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  const auto run = [&](const char* sql) {
    check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
  };
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = "
      "-65536");
  run(create_text);
  const double taken = seconds([&] {
    run("BEGIN IMMEDIATE");
    sqlite3_stmt* insert = nullptr;
    check(sqlite3_prepare_v2(database, insert_text, -1, &insert, nullptr), SQLITE_OK);
    for (int i = 0; i < rows; ++i) {
      const auto& person = people[static_cast<std::size_t>(i / events_per_person)];
      sqlite3_bind_text(insert, 1, "63", 2, SQLITE_STATIC);
      sqlite3_bind_blob(insert, 2, person.data(), 16, SQLITE_STATIC);
      sqlite3_bind_int64(insert, 3, i % events_per_person + 1);
      sqlite3_bind_text(insert, 4, "C06", 3, SQLITE_STATIC);
      sqlite3_bind_text(insert, 5, "requested", 9, SQLITE_STATIC);
      sqlite3_bind_text(insert, 6, "2018-06-12", 10, SQLITE_STATIC);
      sqlite3_bind_text(insert, 7, "2018-06-13", 10, SQLITE_STATIC);
      sqlite3_bind_blob(insert, 8, people[0].data(), 16, SQLITE_STATIC);
      sqlite3_bind_null(insert, 9);
      check(sqlite3_step(insert), SQLITE_DONE);
      sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    run("COMMIT");
  });
  sqlite3_close(database);
  return taken;
}

std::unique_ptr<store::Database> open_with_table(const std::string& path, const Clock& clock) {
  static const store::Query create{"bench.create", create_text, unlisted};
  store::OpenOptions options;
  options.clock = &clock;
  auto database = store::Database::open(path, options);
  const auto made =
      database->write({"63", {}, "bench", "bench.create", ""}, [](store::Transaction& t) -> Result<int> {
        t.execute(create, {});
        return 0;
      });
  if (!made) std::exit(3);
  return database;
}

double own_inserts(const std::string& path, const std::vector<UuidBytes>& people, int rows,
                   const Clock& clock) {
  static const store::Query insert{"bench.insert", insert_text, unlisted};
  const auto database = open_with_table(path, clock);
  const Date happened = Date::from_ymd(2018, 6, 12);
  return seconds([&] {
    const auto done =
        database->write({"63", {}, "bench", "bench.import", ""}, [&](store::Transaction& t) -> Result<int> {
          const auto batch = t.batch(insert);
          for (int i = 0; i < rows; ++i) {
            const auto& person = people[static_cast<std::size_t>(i / events_per_person)];
            batch->add({t.territory(), person, i % events_per_person + 1, "C06", "requested", happened,
                        happened + 1, people[0], std::nullopt});
          }
          batch->finish();
          return 0;
        });
    if (!done) std::exit(3);
  });
}

struct Small {
  double per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
};

/// One event and its audit line per write, each remembered by its command id, by `clients` at once.
Small small_writes(store::Database& database, int clients, int writes_each) {
  static const store::Query insert{"bench.insert", insert_text, unlisted};
  std::vector<std::vector<double>> taken(static_cast<std::size_t>(clients));
  const double total = seconds([&] {
    std::vector<std::thread> threads;
    for (auto& mine : taken) {
      threads.emplace_back([&] {
        for (int i = 0; i < writes_each; ++i) {
          mine.push_back(seconds([&] {
            const store::Command command{"63", store::CommandId(new_uuid_v4()), "bench", "bench.write", ""};
            const auto done = database.write(command, [&](store::Transaction& t) -> Result<int> {
              t.execute(insert, {t.territory(), new_uuid_v7(t.now_ms()), 1, "C06", "requested", "2018-06-12",
                                 "2018-06-12", std::nullopt, std::nullopt});
              return 0;
            });
            if (!done) std::exit(3);
          }));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  });
  std::vector<double> all;
  for (const auto& mine : taken) all.insert(all.end(), mine.begin(), mine.end());
  std::ranges::sort(all);
  return {static_cast<double>(all.size()) / total, all[all.size() / 2] * 1000,
          all[all.size() * 99 / 100] * 1000};
}

}  // namespace

int main(int argc, char** argv) {
  const char* out = nullptr;
  int rows = 300'000;
  int rounds = 5;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    if (option == "--out") out = argv[i + 1];
    if (option == "--rows") rows = std::atoi(argv[i + 1]);
    if (option == "--rounds") rounds = std::atoi(argv[i + 1]);
  }
  const SystemClock clock;
  const Folder folder;
  std::vector<UuidBytes> people(static_cast<std::size_t>(rows / events_per_person + 1));
  for (UuidBytes& person : people) person = new_uuid_v7(clock.now_ms());

  std::vector<double> raw;
  std::vector<double> own;
  std::vector<double> ratios;
  for (int round = 0; round < rounds; ++round) {
    raw.push_back(raw_inserts(folder.fresh("raw.db"), people, rows));
    own.push_back(own_inserts(folder.fresh("own.db"), people, rows, clock));
    ratios.push_back(own.back() / raw.back());
  }

  const auto database = open_with_table(folder.fresh("small.db"), clock);
  std::string small;
  double alone = 0;
  for (const int clients : {1, 8, 32, 64}) {
    const Small result = small_writes(*database, clients, clients == 1 ? 500 : 4000 / clients);
    if (clients == 1) alone = result.per_second;
    small += fmt::format(
        "{}{{\"clients\":{},\"writes_per_second\":{:.0f},\"p50_ms\":{:.2f},\"p99_ms\":{:.2f},"
        "\"ratio_to_one_client\":{:.1f}}}",
        small.empty() ? "" : ",", clients, result.per_second, result.p50_ms, result.p99_ms,
        result.per_second / alone);
  }

  const std::string figures = fmt::format(
      "{{\"bench\":\"store\",\"rows\":{},\"rounds\":{},\"raw_seconds\":{:.3f},\"store_seconds\":{:.3f},"
      "\"ratio_to_raw\":{:.2f},\"small_writes\":[{}]}}\n",
      rows, rounds, median(raw), median(own), median(ratios), small);
  std::fputs(figures.c_str(), stdout);
  if (out != nullptr) {
    if (std::FILE* file = std::fopen(out, "w")) {
      std::fputs(figures.c_str(), file);
      std::fclose(file);
    }
  }
  return 0;
}
