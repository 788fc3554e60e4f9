// A file opened to one account for a time: what was asked of the referent and answered, what was opened in an
// emergency and reviewed. It opens to that account alone, for reading, never what the matrix gives nobody;
// it closes by itself. Append-only events, folded here; durations are data (`catalogue/openings.csv`).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "partners/account.hpp"
#include "partners/visibility.hpp"
#include "people/ids.hpp"

namespace jalon::people {

struct OpeningTag;
using OpeningId = Id<OpeningTag>;

enum class OpeningKind { asked, granted, refused, ended, emergency, justified, unjustified };
std::string_view to_word(OpeningKind kind);
std::optional<OpeningKind> parse_opening(std::string_view word);

struct OpeningEvent {
  OpeningId about;
  std::int64_t ver = 0;
  OpeningKind kind = OpeningKind::asked;
  PersonId person;
  partners::AccountId account;  // to whom it opens
  partners::CategorySet categories = 0;
  std::int64_t hours = 0;
  std::int64_t at_ms = 0;
  std::int64_t until_ms = 0;
  std::string reason;
  std::string actor;
};

/// One opening and what became of it.
struct Opening {
  OpeningEvent first;                  // asked, or emergency
  std::optional<OpeningEvent> answer;  // granted or refused
  std::optional<OpeningEvent> ended;
  std::optional<OpeningEvent> review;  // of an emergency

  bool emergency() const { return first.kind == OpeningKind::emergency; }
  bool pending() const { return !emergency() && !answer; }
  bool granted() const { return answer && answer->kind == OpeningKind::granted; }
  /// When it closes by itself; 0 = it never opened.
  std::int64_t until_ms() const { return emergency() ? first.until_ms : granted() ? answer->until_ms : 0; }
  bool in_force(std::int64_t now_ms) const { return !ended && now_ms < until_ms(); }
};
/// Events ordered by opening, then `ver`.
std::vector<Opening> openings_of_events(std::span<const OpeningEvent> events);

/// What is open of each file, now. `openings`: of one account.
partners::OpenedFiles open_now(std::span<const Opening> openings, std::int64_t now_ms);

/// "identity household"
std::string to_words(partners::CategorySet categories);
partners::CategorySet parse_categories(std::string_view words);
/// What may be asked for: what a partner reads by consent. Identity comes with anything.
partners::CategorySet categories_to_ask();

struct OpeningRule {
  Date valid_from;
  bool emergency = false;
  std::int64_t hours = 0;
  std::int64_t most_a_day = 0;  // 0 = any number
  std::string label;            // "une semaine"
};
/// Columns `valid_from,kind,hours,most_a_day,label,source`; `kind` is `emergency` or `grant`.
tl::expected<std::vector<OpeningRule>, std::vector<FileProblem>> read_opening_rules(
    const csv::Document& document);
/// Those that the program carries.
const std::vector<OpeningRule>& opening_rules();
/// The durations that may be granted on a day, shortest first.
std::vector<OpeningRule> durations_at(Date at);
OpeningRule emergency_rule_at(Date at);

}  // namespace jalon::people
