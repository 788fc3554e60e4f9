// How long a file is kept after the last contact, and what is due on a day: warn, wait, erase. The dated
// rules are those of catalogue/retention.csv.
//
// A file is erased only when its term has come AND a warning, given for the same last contact, is old enough:
// somebody who comes back, even after the warning, starts a new term. A file set aside at the person's
// request (restriction, objection) is not erased. Errors of the file name the line: a missing column, a
// number out of range, no contact, no row.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "people/ids.hpp"
#include "people/right.hpp"

namespace jalon::people {

struct RetentionRule {
  Date valid_from;
  int keep_months = 0;
  int warning_days = 0;
  bool household = false;             // a contact with one member counts for all
  std::vector<std::string> contacts;  // "step.done": what counts as a contact
  std::string source;

  bool counts(std::string_view word) const;
};

/// Columns `valid_from,keep_months,warning_days,household,contacts,source`; ordered by date.
tl::expected<std::vector<RetentionRule>, std::vector<FileProblem>> read_retention(
    const csv::Document& document);
/// The rule in force on the day: the latest that had started, else the first there is.
const RetentionRule& retention_at(const std::vector<RetentionRule>& rules, Date at);
/// The rules carried in the program.
const std::vector<RetentionRule>& default_retention();

/// What the term of one file depends on.
struct FileClock {
  PersonId person;
  std::optional<HouseholdId> household;
  Date opened_on;                  // the day the file was made: where there never was a contact
  std::optional<Date> contact_on;  // the last one
  RightsState rights;
  bool readable = true;  // false: erased already

  Date counted_from() const { return contact_on.value_or(opened_on); }
};

enum class RetentionStage {
  kept,     // the term is far
  to_warn,  // near or past, and nobody was told
  warned,   // told, not yet long enough ago, or the term has not come
  due,      // to be erased
  held,     // the term has come, the person's own restriction or objection holds the file
  erased,   // nothing is left to erase
};
/// "to_warn"
std::string_view to_word(RetentionStage stage);

struct Term {
  RetentionStage stage = RetentionStage::kept;
  Date counted_from;
  Date ends_on;    // the term of the rule
  Date erased_on;  // the day the file can be erased at the earliest, once warned on `at` where it has to be
};

/// Members of one household share the last contact with any of them, where the rule says so.
void share_contacts(const RetentionRule& rule, std::vector<FileClock>& files);
Term term_of(const RetentionRule& rule, const FileClock& file, Date at);

}  // namespace jalon::people
