// The term of every file on a day, and the job that warns and erases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "people/held_actions.hpp"
#include "people/retention.hpp"
#include "store/database.hpp"

namespace jalon::rights {

struct FileTerm {
  people::PersonId person;
  std::string ref;       // the sender's identifier: the report names nobody
  std::string referent;  // the organisation to be told; "" = none known
  people::Term term;
  bool any_contact = false;
};

/// Lists are ordered by term, then by the sender's identifier.
struct RetentionReport {
  Date at;
  people::RetentionRule rule;
  std::vector<FileTerm> to_warn;
  std::vector<FileTerm> warned;
  std::vector<FileTerm> due;
  std::vector<FileTerm> held;
  std::size_t files = 0;
  std::size_t kept = 0;
  std::size_t erased_before = 0;

  bool nothing_to_do() const { return to_warn.empty() && due.empty(); }
};

/// Reads only: this is the dry run.
RetentionReport look_at_terms(store::Reader& reader, std::string_view territory,
                              const std::vector<people::ContactSource>& contacts, Date at);

/// Warns those to warn and erases those due, as of `at`, in one transaction that reads the terms anew, then
/// destroys the keys of those erased. The report says what was found, hence done. With nothing to do nothing
/// is written. Refused: command.already_done.
Result<RetentionReport> apply_retention(store::Database& database, people::Vault& vault,
                                        store::Command command,
                                        const std::vector<people::ContactSource>& contacts, Date at);

}  // namespace jalon::rights
