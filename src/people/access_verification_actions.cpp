#include "people/access_verification_actions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "people/access_log_actions.hpp"
#include "store/audit.hpp"

namespace jalon::people {
namespace {

using store::Hash;

struct Segment {
  const Anchor* sealed = nullptr;
  const Anchor* trimmed = nullptr;
};

class Verifier {
 public:
  Verifier(store::Reader& reader, std::string_view territory, const std::vector<ChainHead>& kept)
      : reader_(reader), territory_(territory), kept_(kept), anchors_(anchors(reader, territory)) {}

  void check_anchors(const std::vector<AccessLogRule>& rules, Date today) {
    std::int64_t next = 1;
    Hash previous{};
    for (const Anchor& anchor : anchors_) {
      if (anchor.seq != next || anchor.previous != previous) {
        problem(
            fmt::format("l’ancre {} ne suit pas l’ancre {}\u00a0: une ancre manque", anchor.seq, next - 1));
      }
      if (hash_of(territory_, anchor) != anchor.hash) {
        problem(fmt::format("l’ancre {} a été modifiée après coup", anchor.seq));
      }
      next = anchor.seq + 1;
      previous = anchor.hash;
      if (anchor.kind == AnchorKind::sealed) {
        take_sealed(anchor);
      } else {
        take_trimmed(anchor, rules, today);
      }
    }
    check_audit(AnchorKind::sealed, seal_action);
    check_audit(AnchorKind::trimmed, trim_action);
  }

  void check_lines() {
    each_chained_line(reader_, territory_, 0, no_last_line, [&](const ChainedLine& line) { take(line); });
    leave_segments_before(no_last_line);
    for (const ChainHead& head : kept_) {
      if (head.seq >= next_) {
        problem(fmt::format("la ligne {}, dont l’empreinte est conservée hors de la base, manque", head.seq));
      }
    }
  }

  AccessCheck result() {
    check_.sealed = static_cast<std::int64_t>(segments_.size());
    return std::move(check_);
  }

 private:
  void problem(std::string_view what) {
    check_.problems.push_back(fmt::format("journal des accès du territoire {}\u00a0: {}", territory_, what));
  }

  void take_sealed(const Anchor& anchor) {
    const bool first = segments_.empty();
    const std::int64_t before = first ? 0 : segments_.back().sealed->last_seq;
    if (anchor.segment != static_cast<std::int64_t>(segments_.size()) + 1 || anchor.first_seq != before + 1 ||
        anchor.last_seq < anchor.first_seq) {
      problem(fmt::format("le segment {} ne suit pas le précédent", anchor.segment));
    }
    segments_.push_back({&anchor, nullptr});
  }

  void take_trimmed(const Anchor& anchor, const std::vector<AccessLogRule>& rules, Date today) {
    const auto found = std::ranges::find_if(
        segments_, [&](const Segment& segment) { return segment.sealed->same_segment_as(anchor); });
    if (found == segments_.end() || found->trimmed != nullptr) {
      problem(fmt::format("l’ancre {} dit parti un segment qui n’était pas scellé ainsi", anchor.seq));
      return;
    }
    found->trimmed = &anchor;
    ++check_.trimmed;
    const Date left_on = day_of_instant(anchor.recorded_at);
    const Date may_leave_on =
        segment_may_leave_on(access_log_rule_at(rules, left_on), day_of_instant(anchor.last_at));
    if (left_on < may_leave_on) {
      problem(fmt::format("le segment {} est parti le {}, avant son terme du {}", anchor.segment,
                          to_french(left_on), to_french(may_leave_on)));
    }
    if (left_on > today) {
      problem(fmt::format("le segment {} serait parti le {}, un jour qui n’est pas venu", anchor.segment,
                          to_french(left_on)));
    }
  }

  /// The audit chain commits to each anchor when it is made: one for one, in order.
  void check_audit(AnchorKind kind, std::string_view action) {
    const auto acts = store::audited_acts(reader_, territory_, action);
    std::size_t next = 0;
    for (const Anchor& anchor : anchors_) {
      if (anchor.kind != kind) continue;
      if (next >= acts.size() || acts[next].commitment != commitment_of(anchor)) {
        problem(fmt::format("l’ancre {} n’est pas celle que le journal d’audit a consignée", anchor.seq));
      }
      ++next;
    }
    if (next < acts.size()) {
      problem(fmt::format(
          "{} que le journal d’audit a consignées manquent",
          kind == AnchorKind::sealed ? "des ancres de segments scellés" : "des ancres de segments partis"));
    }
  }

  void take(const ChainedLine& line) {
    ++check_.lines;
    if (!line.chained) {
      ++check_.unchained;
      if (!segments_.empty() || chained_) problem(fmt::format("la ligne {} a perdu son empreinte", line.seq));
      next_ = line.seq + 1;
      return;
    }
    if (check_.unchained > 0 && !chained_) problem("des lignes ont perdu leur empreinte");
    chained_ = true;
    leave_segments_before(line.seq);
    if (const Segment* segment = current();
        segment != nullptr && segment->trimmed != nullptr && line.seq >= segment->sealed->first_seq) {
      problem(fmt::format("la ligne {} a été ajoutée dans le segment {}, qui est parti", line.seq,
                          segment->sealed->segment));
      return;
    }
    if (line.seq != next_) {
      problem(fmt::format("ligne {}\u00a0: la précédente porte le numéro {}, des lignes manquent", line.seq,
                          next_ - 1));
    } else if (line.previous != previous_) {
      problem(fmt::format("ligne {}\u00a0: elle ne suit pas la ligne précédente", line.seq));
    }
    if (line.hash != line.expected) {
      problem(fmt::format("ligne {}\u00a0: son contenu a été modifié après coup", line.seq));
    }
    check_heads(line.seq, line.hash);
    add_to_segment(line);
    next_ = line.seq + 1;
    previous_ = line.hash;
  }

  void check_heads(std::int64_t seq, const Hash& hash) {
    for (const ChainHead& head : kept_) {
      if (head.seq == seq && head.hash != hash) {
        problem(fmt::format("ligne {}\u00a0: elle diffère de l’empreinte conservée hors de la base", seq));
      }
    }
  }

  const Segment* current() const { return at_ < segments_.size() ? &segments_[at_] : nullptr; }

  void add_to_segment(const ChainedLine& line) {
    const Segment* segment = current();
    if (segment == nullptr || line.seq < segment->sealed->first_seq) return;
    ++lines_here_;
    hashes_.raw(line.hash);
    if (line.seq == segment->sealed->first_seq && line.hash != segment->sealed->first_hash) ++wrong_here_;
    if (line.seq == segment->sealed->last_seq && line.hash != segment->sealed->last_hash) ++wrong_here_;
  }

  /// Closes every segment that ends before line `seq`.
  void leave_segments_before(std::int64_t seq) {
    for (; current() != nullptr && current()->sealed->last_seq < seq; ++at_) {
      const Anchor& sealed = *current()->sealed;
      if (current()->trimmed != nullptr) {
        if (sealed.first_seq != next_) {
          problem(fmt::format("avant le segment {}, qui est parti, des lignes manquent", sealed.segment));
        }
        check_heads(sealed.last_seq, sealed.last_hash);
      } else if (lines_here_ == 0) {
        problem(fmt::format("le segment {} manque sans être parti à son terme", sealed.segment));
      } else if (lines_here_ != sealed.lines() || wrong_here_ > 0 || hashes_.done() != sealed.root) {
        problem(fmt::format("le segment {} n’est plus celui que son ancre a scellé", sealed.segment));
      }
      hashes_ = {};
      lines_here_ = 0;
      wrong_here_ = 0;
      next_ = sealed.last_seq + 1;
      previous_ = sealed.last_hash;
    }
  }

  store::Reader& reader_;
  std::string_view territory_;
  const std::vector<ChainHead>& kept_;
  std::vector<Anchor> anchors_;
  std::vector<Segment> segments_;
  AccessCheck check_;

  std::int64_t next_ = 1;
  Hash previous_{};
  bool chained_ = false;
  std::size_t at_ = 0;  // the segment that lines are of
  store::Hasher hashes_;
  std::int64_t lines_here_ = 0;
  std::int64_t wrong_here_ = 0;
};

}  // namespace

AccessCheck verify_access_log(store::Reader& reader, std::string_view territory,
                              const std::vector<AccessLogRule>& rules, Date today,
                              const std::vector<ChainHead>& kept) {
  Verifier verifier(reader, territory, kept);
  verifier.check_anchors(rules, today);
  verifier.check_lines();
  return verifier.result();
}

}  // namespace jalon::people
