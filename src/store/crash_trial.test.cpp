#include "store/crash_trial.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "store/audit.hpp"

namespace jalon::store {
namespace {

constexpr auto unlisted = Query::Unlisted::yes;
const Query create_request{
    "trial.create_request",
    "CREATE TABLE request (territory TEXT NOT NULL, id BIGINT NOT NULL, text TEXT NOT NULL,"
    " PRIMARY KEY (territory, id)) WITHOUT ROWID",
    unlisted};
const Query create_total{
    "trial.create_total",
    "CREATE TABLE total (territory TEXT PRIMARY KEY, requests BIGINT NOT NULL) WITHOUT ROWID", unlisted};
const Query insert_total{"trial.insert_total", "INSERT INTO total VALUES ('063', 0)", unlisted};
const Query insert_request{"trial.insert_request", "INSERT INTO request VALUES (?, ?, ?)", unlisted};
const Query add_one{"trial.add_one", "UPDATE total SET requests = requests + 1 WHERE territory = ?",
                    unlisted};
const Query list_requests{"trial.list", "SELECT id FROM request WHERE territory = '063'", unlisted};
const Query read_total{"trial.total", "SELECT requests FROM total WHERE territory = '063'", unlisted};
const Query count_commands{"trial.commands", "SELECT COUNT(*) FROM command WHERE territory = '063'",
                           unlisted};
const Query count_events{"trial.events", "SELECT COUNT(*) FROM outbox WHERE territory = '063'", unlisted};
const Query integrity_check{"trial.integrity", "PRAGMA integrity_check", unlisted};

OpenOptions options_with(const Clock& clock) {
  OpenOptions options;
  options.clock = &clock;
  return options;
}

/// Never returns: the child ends by the lights going out, by a signal, or here if its store fails.
[[noreturn]] void write_for_ever(const std::string& path, const DriverSettings& settings, int threads,
                                 std::int64_t first, int answers) {
  try {
    const SystemClock clock;
    const auto database = open_sqlite(path, options_with(clock), settings);
    std::atomic<std::int64_t> next{first};
    const std::string text(200, 'x');
    const auto client = [&] {
      while (true) {
        const std::int64_t id = next++;
        const Command command{"063", CommandId(new_uuid_v4()), "trial", "trial.request", std::to_string(id)};
        const auto done = database->write(command, [&](Transaction& t) -> Result<int> {
          t.execute(insert_request, {t.territory(), id, text});
          t.execute(add_one, {t.territory()});
          t.publish("trial.requested", text);
          // Refusals share a group with the others and must leave nothing.
          if (id % 7 == 0) return refuse("trial.no");
          return 0;
        });
        if (done && ::write(answers, &id, sizeof id) != sizeof id) _exit(4);
      }
    };
    std::vector<std::thread> clients;
    for (int i = 0; i < threads; ++i) clients.emplace_back(client);
    for (std::thread& thread : clients) thread.join();
  } catch (const std::exception& fault) {
    fmt::print(stderr, "trial: {}\n", fault.what());
  }
  _exit(5);
}

std::string find_corruption(Reader& reader) {
  std::string found;
  reader.each(integrity_check, {}, [&](const Row& row) {
    if (row.text(0) != "ok") found = row.string(0);
  });
  if (!found.empty()) return found;
  std::int64_t requests = 0;
  reader.each(list_requests, {}, [&](const Row& row) {
    ++requests;
    if (row.integer(0) % 7 == 0) found = "a refused request left a trace";
  });
  const AuditCheck chain = verify_audit(reader);
  if (!chain.problems.empty()) return chain.problems.front();
  // The making of the file left one line.
  for (const auto& [what, count] :
       {std::pair{"total", reader.count(read_total, {})},
        std::pair{"commands", reader.count(count_commands, {})},
        std::pair{"events", reader.count(count_events, {})}, std::pair{"audit lines", chain.lines - 1}}) {
    if (count != requests) found = fmt::format("{} requests, {} {}", requests, count, what);
  }
  return found;
}

}  // namespace

void make_trial_file(const std::string& path, const Clock& clock) {
  const auto database = Database::open(path, options_with(clock));
  static_cast<void>(
      database->write({"063", {}, "trial", "trial.make", ""}, [](Transaction& t) -> Result<int> {
        t.execute(create_request, {});
        t.execute(create_total, {});
        t.execute(insert_total, {});
        return 0;
      }));
}

Child start_child(const std::string& path, const DriverSettings& settings, int threads, std::int64_t first,
                  const std::function<void()>& prepare) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const int pid = fork();
  if (pid < 0) throw std::runtime_error("no child");
  if (pid == 0) {
    close(ends[0]);
    alarm(120);  // a child that hangs must fail the test, not hold it
    prepare();
    write_for_ever(path, settings, threads, first, ends[1]);
  }
  close(ends[1]);
  return {pid, ends[0]};
}

std::vector<std::int64_t> gather_answers(const Child& child, const std::function<void(std::size_t)>& seen) {
  std::vector<std::int64_t> answers;
  std::int64_t id = 0;
  // Each answer is one write of 8 bytes, which a pipe keeps whole.
  while (read(child.answers, &id, sizeof id) == sizeof id) {
    answers.push_back(id);
    if (seen) seen(answers.size());
  }
  close(child.answers);
  int status = 0;
  waitpid(child.pid, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
    throw std::runtime_error("the child's store failed by itself");
  if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL) {
    throw std::runtime_error("the child hung or crashed");
  }
  return answers;
}

Damage examine(const std::string& path, const Clock& clock, const std::set<std::int64_t>& acknowledged) {
  // The index of the log lives in memory: no power cut leaves one.
  std::filesystem::remove(path + "-shm");
  Damage damage;
  try {
    const auto database = Database::open(path, options_with(clock));
    database->read([&](Reader& reader) {
      damage.corruption = find_corruption(reader);
      std::set<std::int64_t> missing = acknowledged;
      reader.each(list_requests, {}, [&](const Row& row) { missing.erase(row.integer(0)); });
      damage.lost = missing.size();
    });
  } catch (const std::exception& fault) {
    damage.corruption = fault.what();
  }
  return damage;
}

}  // namespace jalon::store
