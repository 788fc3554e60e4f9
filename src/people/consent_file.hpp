// Rows of consents.csv.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/import_report.hpp"

namespace jalon::people {

struct ConsentRow {
  std::size_t line = 0;
  std::string person;  // as the sender calls it
  std::vector<std::string> domains;
  std::vector<std::string> organisations;
  Date on;
  std::string notice_language;
  std::optional<Date> withdrawn_on;
};

/// Problems go to the report: a domain that the matrix of visibility does not name, a date to come, a
/// withdrawal before the consent.
std::vector<ConsentRow> read_consents(const csv::Document& document, Date today, ImportReport& report);

}  // namespace jalon::people
