// The access log as it is written: tables `person_access` (a line each time somebody opens or changes a file)
// and `person_access_anchor` (what stood in each segment). Two chains for each territory, in the manner of
// store/audit.hpp:
//   line   hash = SHA-256(previous, territory, seq, at, actor, person, purpose, peer)
//   anchor hash = SHA-256(previous, territory, seq, kind, segment, first and last seq, at and hash, root,
//   recorded_at)
// root = SHA-256 over the hashes of the segment's lines, in order. Lines from before the chain have no hash
// until the next line is added, which gives them theirs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people/ids.hpp"
#include "store/database.hpp"
#include "store/hasher.hpp"

namespace jalon::people {

/// Who, what for, from where; `at`: the instant, "" = that of recording.
struct AccessWords {
  std::string actor;
  std::string purpose;
  std::string peer;
  std::string at = {};
};
/// Adds a line for each person, together.
void append_accesses(store::Transaction& transaction, std::span<const PersonId> persons,
                     const AccessWords& words);

struct ChainedLine {
  std::int64_t seq = 0;
  std::string_view at;
  store::Hash previous{};
  store::Hash hash{};
  store::Hash expected{};  // what the content hashes to, after `previous`
  bool chained = true;     // false: from before the chain
};
/// In order, from number `first` to `last`; texts are valid during the call.
void each_chained_line(store::Reader& reader, std::string_view territory, std::int64_t first,
                       std::int64_t last, const std::function<void(const ChainedLine&)>& visit);
constexpr std::int64_t no_last_line = INT64_MAX;

enum class AnchorKind { sealed, trimmed };

struct Anchor {
  std::int64_t seq = 0;
  AnchorKind kind = AnchorKind::sealed;
  std::int64_t segment = 0;  // counted from 1
  std::int64_t first_seq = 0;
  std::int64_t last_seq = 0;
  std::string first_at;
  std::string last_at;
  store::Hash first_hash{};
  store::Hash last_hash{};
  store::Hash root{};
  std::string recorded_at;
  store::Hash previous{};
  store::Hash hash{};

  std::int64_t lines() const { return last_seq - first_seq + 1; }
  bool same_segment_as(const Anchor& other) const;
};
store::Hash hash_of(std::string_view territory, const Anchor& anchor);
/// In order.
std::vector<Anchor> anchors(store::Reader& reader, std::string_view territory);
/// Fills `seq`, `previous`, `recorded_at` and `hash`, writes it, and binds the transaction's audit line to
/// it.
void append_anchor(store::Transaction& transaction, Anchor& anchor);
/// What the audit line of a transaction that wrote this anchor only commits to.
store::Hash commitment_of(const Anchor& anchor);

/// What a segment is made of, read from its lines, which follow a line of hash `previous`.
struct SegmentReading {
  Anchor anchor;
  bool sound = false;  // every line is there, says what it said, and follows the one before
};
SegmentReading read_segment(store::Reader& reader, std::string_view territory, std::int64_t first,
                            std::int64_t last, const store::Hash& previous);
/// The instant of a line; nothing where it is not there.
std::optional<std::string> instant_of_line(store::Reader& reader, std::string_view territory,
                                           std::int64_t seq);
/// The first line after number `after` that is not older than `at`; nothing where there is none.
std::optional<std::int64_t> first_line_since(store::Reader& reader, std::string_view territory,
                                             std::int64_t after, std::string_view at);
struct ChainHead {
  std::int64_t seq = 0;
  store::Hash hash{};
};
/// The last line there is; 0 where there is none.
ChainHead head_of_lines(store::Reader& reader, std::string_view territory);
/// Returns how many lines left.
std::int64_t delete_lines(store::Transaction& transaction, std::int64_t first, std::int64_t last);
/// Gives their hash to lines from before the chain, where the last one has none.
void chain_old_lines(store::Transaction& transaction);

}  // namespace jalon::people
