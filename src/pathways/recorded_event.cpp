#include "pathways/recorded_event.hpp"

#include <algorithm>
#include <array>

#include "base/bitemporal.hpp"

namespace jalon::pathways {
namespace {

using bitemporal::Mark;

constexpr std::array<std::string_view, 9> spell_words = {"requested", "in_progress", "done",
                                                         "refused",   "expired",     "abandoned",
                                                         "cancelled", "blocked",     "not_relevant"};
constexpr std::int32_t blocked_status = 7;
constexpr std::int32_t not_relevant_status = 8;
constexpr std::int32_t silent = -3;  // says nothing on this track

/// What an event says of the status of its step.
std::int32_t status_said(EventKind kind) {
  switch (kind) {
    case EventKind::blocked:
    case EventKind::unblocked:
    case EventKind::withdrawn:
      return silent;
    case EventKind::not_relevant:
      return not_relevant_status;
    default:
      return static_cast<std::int32_t>(kind);  // requested ... cancelled stand in the same order
  }
}

/// What an event says of the block on its step: an outcome of any kind ends it.
std::int32_t block_said(EventKind kind) {
  switch (kind) {
    case EventKind::blocked:
      return blocked_status;
    case EventKind::requested:
    case EventKind::started:
    case EventKind::withdrawn:
      return silent;
    default:
      return bitemporal::no_status;
  }
}

/// The marks of one track of one step, in order of ver, with the position of each event's mark.
class Track {
 public:
  void clear() {
    marks_.clear();
    vers_.clear();
  }
  void add(const RecordedEvent& event, std::int32_t said) {
    const std::size_t replaced = event.corrects ? position_of(*event.corrects) : bitemporal::replaces_nothing;
    if (said == silent && replaced == bitemporal::replaces_nothing) return;
    marks_.push_back({event.date, event.recorded_on, said == silent ? bitemporal::withdrawn : said, replaced,
                      static_cast<std::int32_t>(event.kind)});
    vers_.push_back(event.ver);
  }
  void write(const std::string& step, std::vector<StepSpell>& out) const {
    if (marks_.empty()) return;
    for (const auto& spell : bitemporal::spells(marks_)) {
      out.push_back({step, spell_words[static_cast<std::size_t>(spell.status)], spell.eff, spell.rec});
    }
  }

 private:
  std::size_t position_of(std::int64_t ver) const {
    const auto found = std::ranges::find(vers_, ver);
    return found == vers_.end() ? bitemporal::replaces_nothing
                                : static_cast<std::size_t>(found - vers_.begin());
  }

  std::vector<Mark> marks_;
  std::vector<std::int64_t> vers_;
};

}  // namespace

std::string_view spell_status(std::string_view text) {
  const auto found = std::ranges::find(spell_words, text);
  return found == spell_words.end() ? std::string_view{} : *found;
}

std::vector<StepSpell> step_spells(std::span<const RecordedEvent> events) {
  // A correction may move an event to another step: the step it leaves hears of it too.
  struct Heard {
    std::string_view step;
    const RecordedEvent* event;
    bool said_here;
  };
  std::vector<Heard> heard;
  heard.reserve(events.size());
  for (const RecordedEvent& event : events) {
    heard.push_back({event.step, &event, true});
    if (!event.corrects) continue;
    const auto corrected = std::ranges::find(events, *event.corrects, &RecordedEvent::ver);
    if (corrected != events.end() && corrected->step != event.step) {
      heard.push_back({corrected->step, &event, false});
    }
  }
  std::ranges::stable_sort(heard, {}, &Heard::step);

  std::vector<StepSpell> spells;
  Track statuses;
  Track blocks;
  for (std::size_t start = 0; start < heard.size();) {
    statuses.clear();
    blocks.clear();
    std::size_t end = start;
    for (; end < heard.size() && heard[end].step == heard[start].step; ++end) {
      const Heard& one = heard[end];
      statuses.add(*one.event, one.said_here ? status_said(one.event->kind) : silent);
      blocks.add(*one.event, one.said_here ? block_said(one.event->kind) : silent);
    }
    const std::string step(heard[start].step);
    statuses.write(step, spells);
    blocks.write(step, spells);
    start = end;
  }
  std::ranges::sort(spells);
  return spells;
}

}  // namespace jalon::pathways
