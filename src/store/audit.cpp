#include "store/audit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace jalon::store {
namespace {

const Query find_head{"audit.head",
                      "SELECT seq, hash FROM audit WHERE territory = ? ORDER BY seq DESC LIMIT 1"};
const Query insert_line{"audit.insert",
                        "INSERT INTO audit (territory, seq, recorded_at, actor, action, object, commitment,"
                        " previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const Query list_heads{
    "audit.heads",
    "SELECT a.territory, a.seq, a.hash FROM audit a JOIN (SELECT territory, MAX(seq) AS seq"
    " FROM audit GROUP BY territory) last ON last.territory = a.territory AND last.seq = a.seq"
    " ORDER BY a.territory"};
const Query list_lines{
    "audit.lines",
    "SELECT territory, seq, recorded_at, actor, action, object, commitment, previous_hash, hash"
    " FROM audit ORDER BY territory, seq"};
const Query list_acts{"audit.acts",
                      "SELECT object, recorded_at, commitment FROM audit WHERE territory = ? AND action = ?"
                      " ORDER BY seq"};

struct Line {
  std::string_view territory;
  std::int64_t seq = 0;
  std::string_view recorded_at;
  std::string_view actor;
  std::string_view action;
  std::string_view object;
};

Hash line_hash(const Hash& previous, const Line& line, const Hash& commitment) {
  Hasher hasher;
  hasher.raw(previous);
  hasher.field(line.territory);
  hasher.number(static_cast<std::uint64_t>(line.seq));
  hasher.field(line.recorded_at);
  hasher.field(line.actor);
  hasher.field(line.action);
  hasher.field(line.object);
  hasher.raw(commitment);
  return hasher.done();
}

}  // namespace

void Commitment::add(std::span<const std::uint8_t> salt, std::string_view payload) {
  Hasher one;
  one.raw(salt);
  one.raw(payload);
  Hasher fold;
  fold.raw(value_);
  fold.raw(one.done());
  value_ = fold.done();
}

void append_audit_line(Transaction& transaction, const Command& command, const Hash& commitment) {
  std::int64_t seq = 1;
  Hash previous{};
  transaction.each(find_head, {command.territory}, [&](const Row& row) {
    seq = row.integer(0) + 1;
    previous = to_hash(row.bytes(1));
  });
  const Line line{command.territory, seq,           transaction.recorded_at(), command.actor,
                  command.action,    command.object};
  const Hash hash = line_hash(previous, line, commitment);
  transaction.execute(insert_line, {line.territory, line.seq, line.recorded_at, line.actor, line.action,
                                    line.object, view(commitment), view(previous), view(hash)});
}

std::vector<AuditHead> audit_heads(Reader& reader) {
  return reader.list(list_heads, {}, [](const Row& row) {
    return AuditHead{row.string(0), row.integer(1), to_hash(row.bytes(2))};
  });
}

std::vector<AuditedAct> audited_acts(Reader& reader, std::string_view territory, std::string_view action) {
  return reader.list(list_acts, {territory, action}, [](const Row& row) {
    return AuditedAct{row.string(0), row.string(1), to_hash(row.bytes(2))};
  });
}

AuditCheck verify_audit(Reader& reader, const std::vector<AuditHead>& kept) {
  AuditCheck check;
  std::map<std::pair<std::string, std::int64_t>, Hash> expected;
  for (const AuditHead& head : kept) expected[{head.territory, head.seq}] = head.hash;

  std::string territory;
  std::int64_t seq = 0;
  Hash previous{};
  reader.each(list_lines, {}, [&](const Row& row) {
    const Line line{row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5)};
    if (check.lines == 0 || line.territory != territory) {
      territory = line.territory;
      seq = 0;
      previous = {};
    }
    ++check.lines;
    const auto problem = [&](std::string_view what) {
      check.problems.push_back(
          fmt::format("journal du territoire {}, ligne {}\u00a0: {}", territory, line.seq, what));
    };
    const Hash stored = to_hash(row.bytes(8));
    if (line.seq != seq + 1) {
      problem(fmt::format("la ligne précédente porte le numéro {}\u00a0: des lignes manquent", seq));
    } else if (to_hash(row.bytes(7)) != previous) {
      problem("elle ne suit pas la ligne précédente");
    }
    if (line_hash(to_hash(row.bytes(7)), line, to_hash(row.bytes(6))) != stored) {
      problem("son contenu a été modifié après coup");
    }
    if (const auto found = expected.find({territory, line.seq}); found != expected.end()) {
      if (found->second != stored) problem("elle diffère de l’empreinte conservée hors de la base");
      expected.erase(found);
    }
    seq = line.seq;
    previous = stored;
  });
  for (const auto& [place, hash] : expected) {
    check.problems.push_back(fmt::format(
        "journal du territoire {}\u00a0: la ligne {}, dont l’empreinte est conservée hors de la base, manque",
        place.first, place.second));
  }
  return check;
}

}  // namespace jalon::store
