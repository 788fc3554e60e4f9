// Import of people.csv and events.csv into SQLite, against raw inserts through the sqlite3 C interface with
// the same durability (WAL, synchronous=FULL, one transaction per file), in the same run:
//   records   the same people and events, one plain row each: what nobody can do without
//   rows      every row that the import writes (encrypted identities, search terms, periods, audit), copied
// The import reads, checks and maps the files, encrypts, derives the periods and writes; the peers only
// write.
//   bench_import [--out FILE] [--people N] [--events N] [--rounds N]
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/records.hpp"
#include "exchange/import_actions.hpp"
#include "pathways/catalogue_file.hpp"

namespace {

using namespace jalon;
namespace fs = std::filesystem;

struct Time {
  double wall = 0;
  double processor = 0;  // of the whole process: steadier when the machine does other things
};

Time time_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t processor = std::clock();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC};
}

Time median(const std::vector<Time>& times) {
  std::vector<double> wall;
  std::vector<double> processor;
  for (const Time& time : times) {
    wall.push_back(time.wall);
    processor.push_back(time.processor);
  }
  std::ranges::sort(wall);
  std::ranges::sort(processor);
  return {wall[wall.size() / 2], processor[processor.size() / 2]};
}

class Raw {
 public:
  explicit Raw(const std::string& path) {
    check(sqlite3_open(path.c_str(), &db_));
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA cache_size=-65536");
  }
  ~Raw() { sqlite3_close(db_); }
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;

  void run(const std::string& sql) { check(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr)); }
  sqlite3* handle() const { return db_; }
  void check(int code) const {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
      throw std::runtime_error(sqlite3_errmsg(db_));
  }

 private:
  sqlite3* db_ = nullptr;
};

/// Rows of one table, as SQLite values.
struct Table {
  std::string name;
  std::string schema;
  std::vector<std::string> indexes;
  std::vector<std::vector<sqlite3_value*>> rows;
};

Table read_table(const Raw& db, const std::string& name, const std::string& order) {
  Table table;
  table.name = name;
  sqlite3_stmt* statement = nullptr;
  db.check(sqlite3_prepare_v2(db.handle(),
                              "SELECT sql, type FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL",
                              -1, &statement, nullptr));
  sqlite3_bind_text(statement, 1, name.c_str(), -1, SQLITE_TRANSIENT);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const std::string sql = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    const std::string type = reinterpret_cast<const char*>(sqlite3_column_text(statement, 1));
    if (type == "table") table.schema = sql;
    if (type == "index") table.indexes.push_back(sql);
  }
  sqlite3_finalize(statement);
  db.check(sqlite3_prepare_v2(db.handle(), ("SELECT * FROM " + name + " ORDER BY " + order).c_str(), -1,
                              &statement, nullptr));
  while (sqlite3_step(statement) == SQLITE_ROW) {
    auto& row = table.rows.emplace_back();
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      row.push_back(sqlite3_value_dup(sqlite3_column_value(statement, i)));
    }
  }
  sqlite3_finalize(statement);
  return table;
}

void create(Raw& db, const Table& table) {
  db.run(table.schema);
  for (const auto& index : table.indexes) db.run(index);
}

void insert(Raw& db, const Table& table) {
  if (table.rows.empty()) return;
  std::string sql = "INSERT INTO " + table.name + " VALUES (?";
  for (std::size_t i = 1; i < table.rows[0].size(); ++i) sql += ", ?";
  sqlite3_stmt* statement = nullptr;
  db.check(sqlite3_prepare_v2(db.handle(), (sql + ")").c_str(), -1, &statement, nullptr));
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      sqlite3_bind_value(statement, static_cast<int>(i) + 1, row[i]);
    db.check(sqlite3_step(statement));
    sqlite3_reset(statement);
  }
  sqlite3_finalize(statement);
}

/// Two files of records: made here and not by the fiction, so that the number of events is the one asked for.
void write_files(const fs::path& folder, int people, int events) {
  std::ofstream(folder / "people.csv") << [&] {
    std::string text =
        "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
        "french_level,family_role,referent_organisation\n";
    for (int i = 0; i < people; ++i) {
      const Date birth = Date::from_ymd(1950, 1, 1) + (i * 7919) % 24'000;
      text += fmt::format(
          "P{:06},M{:06},Nom{:x},Prénom{:x},{},refugee,2017-{:02}-15,2015-06-01,63113,prs fra,A1,{},\n", i,
          i / 2, (i * 2654435761U) >> 12, (i * 40503U) >> 4, to_iso(birth), i % 12 + 1,
          i % 2 == 0 ? "head" : "partner");
    }
    return text;
  }();
  std::ofstream(folder / "events.csv") << [&] {
    std::string text = "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects\n";
    std::vector<pathways::Step> steps = pathways::default_catalogue().steps();
    std::erase_if(steps,
                  [](const pathways::Step& step) { return step.about_health; });  // left out by imports
    const int each = events / people;
    for (int i = 0; i < people; ++i) {
      for (int k = 0; k < each; ++k) {
        const auto& step = steps[static_cast<std::size_t>((i + k / 2 * 5) % static_cast<int>(steps.size()))];
        const Date date = Date::from_ymd(2017, 3, 1) + i % 200 + k * 9;
        // One event in four is recorded some days late, as in real life.
        const int late = (i + k) % 4 == 0 ? 1 + (i + k) % 11 : 0;
        text += fmt::format("P{:06},{},{},{},,,,{},E{}-{},\n", i, step.id, k % 2 == 0 ? "requested" : "done",
                            to_iso(date), to_iso(date + late), i, k);
      }
    }
    return text;
  }();
}

struct Times {
  std::vector<Time> import;
  std::vector<Time> records;
  std::vector<Time> rows;
  std::size_t written = 0;
};

void one_round(const fs::path& folder, Times& times) {
  const auto fresh = [&](const char* name) {
    const fs::path path = folder / name;
    for (const char* suffix : {"", "-wal", "-shm", ".keys", ".keys.kek", ".lock"}) {
      fs::remove(path.string() + suffix);
    }
    return path.string();
  };
  const std::string imported = fresh("import.db");
  {
    const FixedClock clock(Date::from_ymd(2018, 10, 12));
    store::OpenOptions options;
    options.clock = &clock;
    const auto database = store::Database::open(imported, options);
    people::Vault vault(imported + ".keys");
    const auto rooms = app::rooms_of_records(vault);
    exchange::ImportRequest request;
    request.sources = {{"people.csv", (folder / "people.csv").string(), ""},
                       {"events.csv", (folder / "events.csv").string(), ""}};
    request.today = clock.today();
    times.import.push_back(time_of([&] {
      const auto outcome = exchange::import_files(*database, rooms, request);
      if (!outcome || !outcome->all_accepted()) throw std::runtime_error("the import refused its files");
    }));
  }
  std::vector<Table> tables;
  {
    const Raw db(imported);
    tables = {read_table(db, "household", "id"),
              read_table(db, "person", "id"),
              read_table(db, "person_version", "person, ver"),
              read_table(db, "person_term", "term, person"),
              read_table(db, "pathway", "person"),
              read_table(db, "pathway_event", "person, ver"),
              read_table(db, "step_spell", "step, status, eff_from, person, rec_from")};
  }
  times.written = 0;
  for (const Table& table : tables) times.written += table.rows.size();
  {
    Raw db(fresh("rows.db"));
    for (const Table& table : tables) create(db, table);
    times.rows.push_back(time_of([&] {
      db.run("BEGIN IMMEDIATE");
      for (const Table& table : tables) {
        if (table.name == "pathway") db.run("COMMIT; BEGIN IMMEDIATE");
        insert(db, table);
      }
      db.run("COMMIT");
    }));
  }
  {
    Raw db(fresh("records.db"));
    for (const Table& table : tables) {
      if (table.name == "person_version" || table.name == "pathway_event") create(db, table);
    }
    times.records.push_back(time_of([&] {
      for (const Table& table : tables) {
        if (table.name != "person_version" && table.name != "pathway_event") continue;
        db.run("BEGIN IMMEDIATE");
        insert(db, table);
        db.run("COMMIT");
      }
    }));
  }
  for (const Table& table : tables) {
    for (const auto& row : table.rows) {
      for (sqlite3_value* value : row) sqlite3_value_free(value);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const char* out = nullptr;
  int people = 20'000;
  int events = 300'000;
  int rounds = 5;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    if (option == "--out") out = argv[i + 1];
    if (option == "--people") people = std::atoi(argv[i + 1]);
    if (option == "--events") events = std::atoi(argv[i + 1]);
    if (option == "--rounds") rounds = std::atoi(argv[i + 1]);
  }
  std::string pattern =
      (fs::current_path() / "build/bench-import-XXXXXX").string();  // the disk, not a memory folder
  fs::create_directories(fs::path(pattern).parent_path());
  if (::mkdtemp(pattern.data()) == nullptr) return 3;
  const fs::path folder = pattern;
  write_files(folder, people, events);
  Times times;
  for (int round = 0; round < rounds; ++round) one_round(folder, times);
  fs::remove_all(folder);
  const Time import = median(times.import);
  const Time records = median(times.records);
  const Time rows = median(times.rows);
  const std::string figures = fmt::format(
      "{{\"bench\":\"import\",\"people\":{},\"events\":{},\"rows_written\":{},\"import_seconds\":{:.3f},"
      "\"raw_records_seconds\":{:.3f},\"raw_rows_seconds\":{:.3f},\"ratio_to_raw_records\":{:.2f},"
      "\"ratio_to_raw_rows\":{:.2f},\"processor\":{{\"import_seconds\":{:.3f},\"raw_records_seconds\":{:.3f},"
      "\"raw_rows_seconds\":{:.3f},\"ratio_to_raw_records\":{:.2f},\"ratio_to_raw_rows\":{:.2f}}},\"rounds\":"
      "{}}}\n",
      people, events, times.written, import.wall, records.wall, rows.wall, import.wall / records.wall,
      import.wall / rows.wall, import.processor, records.processor, rows.processor,
      import.processor / records.processor, import.processor / rows.processor, rounds);
  std::fputs(figures.c_str(), stdout);
  if (out != nullptr) std::ofstream(out) << figures;
  return 0;
}
