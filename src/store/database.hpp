// The one door to storage: a SQLite file or a PostgreSQL database, chosen by the address at run time.
//
// Reading: `read` runs a function on a consistent snapshot.
// Writing: `write` runs a function in one transaction that names one territory, adds one audit line (unless
// the command says that its line stands elsewhere), remembers the command id, and returns only when the
// result is on disk. The function may run more than once (serialization failure, busy) and must have no
// effect outside the transaction. A refusal returned by it rolls everything back. A command id that was
// already carried out does nothing and answers Refusal "command.already_done": the caller's earlier attempt
// succeeded, its answer was lost. Nesting: a read inside a read or a write sees what the outer one sees; a
// write inside a write is a bug and throws std::logic_error. Errors: Fault (exception) when the database is
// gone, full, newer than this program, or written by another program. What a Fault says is for people, in
// French.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "store/query.hpp"
#include "store/value.hpp"

namespace jalon::store {

/// Something failed that the user cannot mend: disk full, database gone. Caught once per entry point.
class Fault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Another program (a running server) writes to this SQLite file: reading works, writing has to wait until it
/// stops.
class WrittenElsewhere : public Fault {
 public:
  using Fault::Fault;
};

/// A constraint of the schema was hit: caught by the store file that expects it, a bug anywhere else.
/// The transaction can then only be refused: any further statement in it throws, on both databases.
class ConstraintViolation : public Fault {
 public:
  enum class Kind { unique, foreign_key, not_null, check };
  ConstraintViolation(Kind violated, const std::string& what) : Fault(what), kind(violated) {}
  Kind kind;
};

class Reader {
 public:
  virtual ~Reader() = default;
  /// Calls `visit` for each row of the answer.
  virtual void each(const Query& query, Params params, const std::function<void(const Row&)>& visit) = 0;

  /// The first row mapped by `map(const Row&)`, or nullopt.
  template <class Map>
  auto first(const Query& query, Params params, Map&& map)
      -> std::optional<std::invoke_result_t<Map, const Row&>> {
    std::optional<std::invoke_result_t<Map, const Row&>> found;
    each(query, params, [&](const Row& row) {
      if (!found) found.emplace(map(row));
    });
    return found;
  }
  /// Every row mapped by `map(const Row&)`.
  template <class Map>
  auto list(const Query& query, Params params, Map&& map)
      -> std::vector<std::invoke_result_t<Map, const Row&>> {
    std::vector<std::invoke_result_t<Map, const Row&>> rows;
    each(query, params, [&](const Row& row) { rows.push_back(map(row)); });
    return rows;
  }
  /// The integer in the first column of the first row; 0 without a row.
  std::int64_t count(const Query& query, Params params);
};

/// Many executions of one query, sent together (pipelined on PostgreSQL). Batches of one transaction may be
/// filled in turns, and statements run in between: everything happens in the order it was asked for.
class Batch {
 public:
  virtual ~Batch() = default;
  virtual void add(Params params) = 0;
  /// Waits for what was sent and throws the first failure. Without it, the transaction finds the failure at
  /// its end.
  virtual void finish() = 0;
};

class Transaction : public Reader {
 public:
  /// Returns the number of rows changed.
  virtual std::int64_t execute(const Query& query, Params params) = 0;
  virtual std::unique_ptr<Batch> batch(const Query& query) = 0;

  virtual const std::string& territory() const = 0;
  /// The instant of recording, ISO UTC, the same for the whole transaction.
  virtual const std::string& recorded_at() const = 0;
  /// The same instant, for new ids.
  virtual std::int64_t now_ms() const = 0;
  template <class T>
  T new_id() const {
    return T(new_uuid_v7(now_ms()));
  }
  /// Adds an event to the outbox, in this transaction; `app` hands it to the rooms that subscribed to the
  /// topic.
  virtual void publish(std::string_view topic, std::string_view payload) = 0;
  /// Binds `payload` to the audit line of this transaction without storing it: SHA-256(salt, payload) is
  /// folded, in the order of the calls, into the line's commitment. Keep the salt (32 random bytes) beside
  /// the payload and erase it with it: the chain still verifies then, and tells nothing.
  virtual void commit_to(std::span<const std::uint8_t> salt, std::string_view payload) = 0;
};

struct CommandTag;
using CommandId = Id<CommandTag>;

/// Who does what to what: becomes the audit line of the transaction.
struct Command {
  std::string territory;  // "" for the reference tables
  CommandId id;           // made by the client; nil = this command is never retried
  std::string actor;      // account or program: "import", "demo"
  std::string action;     // "pathways.record_event"
  std::string object;     // id of what is changed; never a name
  // false: the transaction adds its line to a chain of its own, which may be trimmed (the access log).
  bool audited = true;
};

struct OpenOptions {
  const Clock* clock = nullptr;  // required
  bool migrate = true;           // apply pending migrations; false = refuse a database that has some
  int readers = 4;
  bool create = true;      // false = refuse a SQLite file that does not exist
  bool exclusive = false;  // a server: refuse at once when another program writes to this SQLite file
  /// Told once, from any thread, when the disk failed and nothing can be written any more: stop the program.
  std::function<void(const std::string&)> on_disk_failure;
};

class Database {
 public:
  virtual ~Database() = default;
  /// `address`: a SQLite path or `postgresql://...`. Throws Fault with a sentence that says what to do.
  static std::unique_ptr<Database> open(const std::string& address, const OpenOptions& options);

  template <class F>
  auto read(F&& f) -> std::invoke_result_t<F, Reader&> {
    using T = std::invoke_result_t<F, Reader&>;
    if constexpr (std::is_void_v<T>) {
      run_read([&](Reader& reader) { f(reader); });
    } else {
      std::optional<T> result;
      run_read([&](Reader& reader) { result.emplace(f(reader)); });
      return std::move(*result);
    }
  }

  /// `f(Transaction&)` returns a Result<T>; so does this.
  template <class F>
  auto write(const Command& command, F&& f) -> std::invoke_result_t<F, Transaction&> {
    using R = std::invoke_result_t<F, Transaction&>;
    std::optional<R> result;
    const bool done_before = run_write(command, [&](Transaction& transaction) {
      result.emplace(f(transaction));
      return result->has_value();
    });
    if (done_before) return refuse("command.already_done");
    return std::move(*result);
  }

  /// A copy of the whole database into a new file, consistent, while others write.
  virtual void backup(const std::string& path) = 0;
  /// Refreshes the planner's statistics; call after bulk loads.
  virtual void analyze() = 0;
  /// Prepares every Query of the program; "name: what is wrong" for each that the database refuses.
  virtual std::vector<std::string> prepare_all() = 0;
  /// "sqlite" or "postgresql".
  virtual std::string_view engine() const = 0;

 protected:
  virtual void run_read(const std::function<void(Reader&)>& f) = 0;
  /// False from `f` rolls back. Returns true when the command id was already carried out (then `f` did not
  /// run).
  virtual bool run_write(const Command& command, const std::function<bool(Transaction&)>& f) = 0;
};

}  // namespace jalon::store
