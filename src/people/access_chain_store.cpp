#include "people/access_chain_store.hpp"

#include <algorithm>
#include <array>

#include "store/audit.hpp"

namespace jalon::people {
namespace {

using store::Hash;
using store::Hasher;
using store::to_hash;
using store::view;

const store::Query head_query{
    "people.access_head",
    "SELECT seq, hash FROM person_access WHERE territory = ? ORDER BY seq DESC LIMIT 1"};
const store::Query insert_query{
    "people.insert_access",
    "INSERT INTO person_access (territory, seq, person, at, actor, purpose, peer, previous_hash, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query lines_query{
    "people.access_lines",
    "SELECT seq, person, at, actor, purpose, peer, previous_hash, hash FROM person_access"
    " WHERE territory = ? AND seq BETWEEN ? AND ? ORDER BY seq"};
const store::Query chain_query{
    "people.chain_access",
    "UPDATE person_access SET previous_hash = ?, hash = ? WHERE territory = ? AND seq = ?"};
const store::Query delete_query{"people.trim_accesses",
                                "DELETE FROM person_access WHERE territory = ? AND seq BETWEEN ? AND ?"};
const store::Query instant_query{"people.access_instant",
                                 "SELECT at FROM person_access WHERE territory = ? AND seq = ?"};
const store::Query since_query{
    "people.first_access_since",
    "SELECT seq FROM person_access WHERE territory = ? AND seq > ? AND at >= ? ORDER BY seq LIMIT 1"};
const store::Query anchors_query{
    "people.access_anchors",
    "SELECT seq, kind, segment, first_seq, last_seq, first_at, last_at, first_hash, last_hash, root, "
    "recorded_at,"
    " previous_hash, hash FROM person_access_anchor WHERE territory = ? ORDER BY seq"};
const store::Query last_anchor_query{
    "people.last_access_anchor",
    "SELECT seq, hash FROM person_access_anchor WHERE territory = ? ORDER BY seq DESC LIMIT 1"};
const store::Query insert_anchor_query{
    "people.insert_access_anchor",
    "INSERT INTO person_access_anchor (territory, seq, kind, segment, first_seq, last_seq, first_at, last_at,"
    " first_hash, last_hash, root, recorded_at, previous_hash, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};

constexpr std::array<std::string_view, 2> kind_words = {"sealed", "trimmed"};

std::string_view to_word(AnchorKind kind) {
  return kind_words[static_cast<std::size_t>(kind)];
}

struct Content {
  std::int64_t seq = 0;
  PersonId person;
  std::string_view at;
  std::string_view actor;
  std::string_view purpose;
  std::string_view peer;
};

Hash line_hash(const Hash& previous, std::string_view territory, const Content& line) {
  Hasher hasher;
  hasher.raw(previous);
  hasher.field(territory);
  hasher.number(static_cast<std::uint64_t>(line.seq));
  hasher.field(line.at);
  hasher.field(line.actor);
  hasher.raw(line.person.bytes());
  hasher.field(line.purpose);
  hasher.field(line.peer);
  return hasher.done();
}

Content content_of(const store::Row& row) {
  return {row.integer(0), row.id<PersonId>(1), row.text(2), row.text(3), row.text(4), row.text(5)};
}

}  // namespace

ChainHead head_of_lines(store::Reader& reader, std::string_view territory) {
  return reader
      .first(head_query, {territory},
             [](const store::Row& row) { return ChainHead{row.integer(0), to_hash(row.bytes(1))}; })
      .value_or(ChainHead{});
}

void chain_old_lines(store::Transaction& transaction) {
  const ChainHead head = head_of_lines(transaction, transaction.territory());
  if (head.seq == 0 || head.hash != Hash{}) return;
  std::vector<std::pair<std::int64_t, Hash>> hashes;
  Hash previous{};
  transaction.each(lines_query, {transaction.territory(), std::int64_t{1}, head.seq},
                   [&](const store::Row& row) {
                     const Content line = content_of(row);
                     previous = line_hash(previous, transaction.territory(), line);
                     hashes.emplace_back(line.seq, previous);
                   });
  const auto update = transaction.batch(chain_query);
  previous = {};
  for (const auto& [seq, hash] : hashes) {
    update->add({view(previous), view(hash), transaction.territory(), seq});
    previous = hash;
  }
  update->finish();
}

void append_accesses(store::Transaction& transaction, std::span<const PersonId> persons,
                     const AccessWords& words) {
  chain_old_lines(transaction);
  ChainHead head = head_of_lines(transaction, transaction.territory());
  if (head.seq == 0) {
    // Every line may have left: the chain goes on from what the last anchor says.
    for (const Anchor& anchor : anchors(transaction, transaction.territory())) {
      if (anchor.last_seq > head.seq) head = {anchor.last_seq, anchor.last_hash};
    }
  }
  const std::string& at = words.at.empty() ? transaction.recorded_at() : words.at;
  const auto lines = transaction.batch(insert_query);
  for (const PersonId person : persons) {
    const Content line{head.seq + 1, person, at, words.actor, words.purpose, words.peer};
    const Hash hash = line_hash(head.hash, transaction.territory(), line);
    lines->add({transaction.territory(), line.seq, line.person, line.at, line.actor, line.purpose, line.peer,
                view(head.hash), view(hash)});
    head = {line.seq, hash};
  }
  lines->finish();
}

void each_chained_line(store::Reader& reader, std::string_view territory, std::int64_t first,
                       std::int64_t last, const std::function<void(const ChainedLine&)>& visit) {
  reader.each(lines_query, {territory, first, last}, [&](const store::Row& row) {
    const Content content = content_of(row);
    ChainedLine line{content.seq, content.at, to_hash(row.bytes(6)), to_hash(row.bytes(7)), {}, true};
    line.chained = !row.is_null(7);
    line.expected = line_hash(line.previous, territory, content);
    visit(line);
  });
}

bool Anchor::same_segment_as(const Anchor& other) const {
  return segment == other.segment && first_seq == other.first_seq && last_seq == other.last_seq &&
         first_at == other.first_at && last_at == other.last_at && first_hash == other.first_hash &&
         last_hash == other.last_hash && root == other.root;
}

Hash hash_of(std::string_view territory, const Anchor& anchor) {
  Hasher hasher;
  hasher.raw(anchor.previous);
  hasher.field(territory);
  hasher.number(static_cast<std::uint64_t>(anchor.seq));
  hasher.field(to_word(anchor.kind));
  for (const std::int64_t number : {anchor.segment, anchor.first_seq, anchor.last_seq}) {
    hasher.number(static_cast<std::uint64_t>(number));
  }
  hasher.field(anchor.first_at);
  hasher.field(anchor.last_at);
  for (const Hash& hash : {anchor.first_hash, anchor.last_hash, anchor.root}) hasher.raw(hash);
  hasher.field(anchor.recorded_at);
  return hasher.done();
}

std::vector<Anchor> anchors(store::Reader& reader, std::string_view territory) {
  return reader.list(anchors_query, {territory}, [](const store::Row& row) {
    Anchor anchor;
    anchor.seq = row.integer(0);
    anchor.kind = row.text(1) == to_word(AnchorKind::trimmed) ? AnchorKind::trimmed : AnchorKind::sealed;
    anchor.segment = row.integer(2);
    anchor.first_seq = row.integer(3);
    anchor.last_seq = row.integer(4);
    anchor.first_at = row.string(5);
    anchor.last_at = row.string(6);
    anchor.first_hash = to_hash(row.bytes(7));
    anchor.last_hash = to_hash(row.bytes(8));
    anchor.root = to_hash(row.bytes(9));
    anchor.recorded_at = row.string(10);
    anchor.previous = to_hash(row.bytes(11));
    anchor.hash = to_hash(row.bytes(12));
    return anchor;
  });
}

void append_anchor(store::Transaction& transaction, Anchor& anchor) {
  const std::string territory = transaction.territory();
  const auto last = transaction.first(last_anchor_query, {territory}, [](const store::Row& row) {
    return ChainHead{row.integer(0), to_hash(row.bytes(1))};
  });
  anchor.seq = last ? last->seq + 1 : 1;
  anchor.previous = last ? last->hash : Hash{};
  anchor.recorded_at = transaction.recorded_at();
  anchor.hash = hash_of(territory, anchor);
  transaction.execute(
      insert_anchor_query,
      {territory, anchor.seq, to_word(anchor.kind), anchor.segment, anchor.first_seq, anchor.last_seq,
       anchor.first_at, anchor.last_at, view(anchor.first_hash), view(anchor.last_hash), view(anchor.root),
       anchor.recorded_at, view(anchor.previous), view(anchor.hash)});
  transaction.commit_to(anchor.hash, to_word(anchor.kind));
}

Hash commitment_of(const Anchor& anchor) {
  store::Commitment commitment;
  commitment.add(anchor.hash, to_word(anchor.kind));
  return commitment.value();
}

SegmentReading read_segment(store::Reader& reader, std::string_view territory, std::int64_t first,
                            std::int64_t last, const Hash& previous) {
  SegmentReading reading;
  Anchor& segment = reading.anchor;
  Hasher hashes;
  Hash before = previous;
  std::int64_t next = first;
  bool sound = true;
  each_chained_line(reader, territory, first, last, [&](const ChainedLine& line) {
    sound = sound && line.seq == next && line.previous == before && line.hash == line.expected;
    if (next == first) {
      segment.first_seq = line.seq;
      segment.first_at = line.at;
      segment.first_hash = line.hash;
    }
    // The clock may have stepped back within the segment.
    if (line.at < segment.first_at) segment.first_at = line.at;
    if (line.at > segment.last_at) segment.last_at = line.at;
    segment.last_seq = line.seq;
    segment.last_hash = line.hash;
    hashes.raw(line.hash);
    before = line.hash;
    next = line.seq + 1;
  });
  segment.root = hashes.done();
  reading.sound = sound && next == last + 1;
  return reading;
}

std::optional<std::string> instant_of_line(store::Reader& reader, std::string_view territory,
                                           std::int64_t seq) {
  return reader.first(instant_query, {territory, seq}, [](const store::Row& row) { return row.string(0); });
}

std::optional<std::int64_t> first_line_since(store::Reader& reader, std::string_view territory,
                                             std::int64_t after, std::string_view at) {
  return reader.first(since_query, {territory, after, at},
                      [](const store::Row& row) { return row.integer(0); });
}

std::int64_t delete_lines(store::Transaction& transaction, std::int64_t first, std::int64_t last) {
  return transaction.execute(delete_query, {transaction.territory(), first, last});
}

}  // namespace jalon::people
