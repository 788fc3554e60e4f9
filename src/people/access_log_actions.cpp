#include "people/access_log_actions.hpp"

#include <algorithm>
#include <optional>

namespace jalon::people {
namespace {

constexpr std::string_view nothing_left = "access_log.nothing";
AccessSegment segment_of(const Anchor& anchor, const AccessLogRule& rule) {
  return {anchor.segment, anchor.lines(), anchor.first_at, anchor.last_at,
          segment_may_leave_on(rule, day_of_instant(anchor.last_at))};
}

Result<Anchor> broken(std::int64_t segment) {
  return refuse("access_log.broken", {{"segment", std::to_string(segment)}});
}

/// The sealed segments, and how many of them have left.
struct Books {
  std::vector<Anchor> sealed;
  std::size_t trimmed = 0;

  const Anchor* last() const { return sealed.empty() ? nullptr : &sealed.back(); }
  store::Hash hash_before(std::size_t segment) const {
    return segment == 0 ? store::Hash{} : sealed[segment - 1].last_hash;
  }
};

Books books_of(store::Reader& reader, std::string_view territory) {
  Books books;
  for (Anchor& anchor : anchors(reader, territory)) {
    if (anchor.kind == AnchorKind::sealed) {
      books.sealed.push_back(std::move(anchor));
    } else {
      ++books.trimmed;
    }
  }
  return books;
}

/// The segment after the last one sealed, where it is over on `today`.
std::optional<SegmentReading> next_segment(store::Reader& reader, std::string_view territory,
                                           const Books& books, const AccessLogRule& rule, Date today) {
  const std::int64_t before = books.last() == nullptr ? 0 : books.last()->last_seq;
  const std::int64_t head = head_of_lines(reader, territory).seq;
  if (head <= before) return std::nullopt;
  SegmentReading reading;
  if (const auto at = instant_of_line(reader, territory, before + 1)) {
    const Date end = segment_ends_on(rule, day_of_instant(*at));
    if (end > today) return std::nullopt;
    const auto next = first_line_since(reader, territory, before, to_iso(end));
    reading = read_segment(reader, territory, before + 1, next ? *next - 1 : head,
                           books.hash_before(books.sealed.size()));
  }
  reading.anchor.segment = static_cast<std::int64_t>(books.sealed.size()) + 1;
  return reading;
}

/// Runs `act` in transactions of its own until it refuses with `nothing_left`.
template <class Act>
Result<std::vector<AccessSegment>> one_by_one(store::Database& database, const store::Command& command,
                                              const std::vector<AccessLogRule>& rules, Act&& act) {
  std::vector<AccessSegment> segments;
  for (;;) {
    auto written = database.write(command, [&](store::Transaction& transaction) -> Result<AccessSegment> {
      chain_old_lines(transaction);
      const Date today = day_of_instant(transaction.recorded_at());
      const AccessLogRule& rule = access_log_rule_at(rules, today);
      auto anchor = act(transaction, books_of(transaction, command.territory), rule, today);
      if (!anchor) return tl::unexpected(anchor.error());
      append_anchor(transaction, *anchor);
      return segment_of(*anchor, rule);
    });
    if (written) {
      segments.push_back(std::move(*written));
    } else if (written.error().code == nothing_left) {
      return segments;
    } else {
      return tl::unexpected(written.error());
    }
  }
}

}  // namespace

AccessLogReport look_at_access_log(store::Reader& reader, std::string_view territory,
                                   const std::vector<AccessLogRule>& rules, Date at) {
  AccessLogReport report;
  report.at = at;
  report.rule = access_log_rule_at(rules, at);
  Books books = books_of(reader, territory);
  report.trimmed_before = static_cast<std::int64_t>(books.trimmed);
  const std::size_t sealed_before = books.sealed.size();
  while (auto next = next_segment(reader, territory, books, report.rule, at)) {
    if (next->anchor.lines() < 1 || next->anchor.first_seq == 0) break;
    report.to_seal.push_back(segment_of(next->anchor, report.rule));
    books.sealed.push_back(std::move(next->anchor));
  }
  bool leaving = true;
  for (std::size_t i = books.trimmed; i < books.sealed.size(); ++i) {
    const AccessSegment segment = segment_of(books.sealed[i], report.rule);
    leaving = leaving && segment.may_leave_on <= at;
    if (leaving) {
      report.due.push_back(segment);
    } else if (i < sealed_before) {
      report.kept.push_back(segment);
    }
  }
  const std::int64_t last_sealed = books.last() == nullptr ? 0 : books.last()->last_seq;
  report.open_lines = std::max<std::int64_t>(0, head_of_lines(reader, territory).seq - last_sealed);
  return report;
}

Result<std::vector<AccessSegment>> seal_access_log(store::Database& database, store::Command command,
                                                   const std::vector<AccessLogRule>& rules) {
  command.action = seal_action;
  return one_by_one(database, command, rules,
                    [](store::Transaction& transaction, const Books& books, const AccessLogRule& rule,
                       Date today) -> Result<Anchor> {
                      auto next = next_segment(transaction, transaction.territory(), books, rule, today);
                      if (!next) return refuse(std::string(nothing_left));
                      if (!next->sound) return broken(next->anchor.segment);
                      next->anchor.kind = AnchorKind::sealed;
                      return next->anchor;
                    });
}

Result<std::vector<AccessSegment>> trim_access_log(store::Database& database, store::Command command,
                                                   const std::vector<AccessLogRule>& rules) {
  command.action = trim_action;
  return one_by_one(database, command, rules,
                    [](store::Transaction& transaction, const Books& books, const AccessLogRule& rule,
                       Date today) -> Result<Anchor> {
                      if (books.trimmed >= books.sealed.size()) return refuse(std::string(nothing_left));
                      const Anchor& sealed = books.sealed[books.trimmed];
                      if (segment_may_leave_on(rule, day_of_instant(sealed.last_at)) > today) {
                        return refuse(std::string(nothing_left));
                      }
                      SegmentReading reading =
                          read_segment(transaction, transaction.territory(), sealed.first_seq,
                                       sealed.last_seq, books.hash_before(books.trimmed));
                      reading.anchor.segment = sealed.segment;
                      if (!reading.sound || !reading.anchor.same_segment_as(sealed) ||
                          hash_of(transaction.territory(), sealed) != sealed.hash) {
                        return broken(sealed.segment);
                      }
                      delete_lines(transaction, sealed.first_seq, sealed.last_seq);
                      reading.anchor.kind = AnchorKind::trimmed;
                      return reading.anchor;
                    });
}

}  // namespace jalon::people
