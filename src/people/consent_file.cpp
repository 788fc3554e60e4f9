#include "people/consent_file.hpp"

#include <algorithm>

#include "base/record_reader.hpp"
#include "base/text.hpp"
#include "partners/visibility.hpp"

namespace jalon::people {
namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> list;
  for (const std::string_view part : split(text, ';')) {
    for (const std::string_view word : split(part, ' ')) {
      if (!word.empty()) list.emplace_back(word);
    }
  }
  std::ranges::sort(list);
  const auto twice = std::ranges::unique(list);
  list.erase(twice.begin(), twice.end());
  return list;
}

std::vector<std::string> names(std::string_view text) {
  std::vector<std::string> list;
  for (const std::string_view part : split(text, ';')) {
    if (!trim(part).empty()) list.emplace_back(trim(part));
  }
  return list;
}

bool is_language(std::string_view text) {
  constexpr std::size_t letters = 3;
  return text.size() == letters && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

}  // namespace

std::vector<ConsentRow> read_consents(const csv::Document& document, Date today, ImportReport& report) {
  RecordReader reader(document);
  const auto person = reader.required("person");
  const auto domains = reader.required("domains");
  const auto organisations = reader.required("organisations");
  const auto date = reader.required("date");
  const auto language = reader.required("notice_language");
  const auto withdrawn_on = reader.optional("withdrawn_on");
  std::vector<ConsentRow> rows;
  rows.reserve(reader.size());
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    ConsentRow& row = rows.emplace_back();
    row.line = reader.line();
    row.person = reader.required_text(person);
    row.domains = words(reader.required_text(domains));
    row.organisations = names(reader.required_text(organisations));
    row.notice_language = reader.required_text(language);
    const auto given = reader.required_date(date);
    row.on = given.value_or(today);
    row.withdrawn_on = reader.date(withdrawn_on);
    if (!std::ranges::all_of(row.domains,
                             [](const std::string& word) { return partners::visibility().bit(word) != 0; })) {
      reader.problem(domains, "des domaines du catalogue sont attendus, séparés par des espaces");
    }
    if (!row.notice_language.empty() && !is_language(row.notice_language)) {
      reader.problem(language, "un code de langue ISO 639-3 est attendu (prs)");
    }
    if (given && *given > today) reader.problem(date, "cette date est dans l’avenir");
    if (row.withdrawn_on && (*row.withdrawn_on < row.on || *row.withdrawn_on > today)) {
      reader.problem(withdrawn_on, "un retrait ne précède pas l’accord et n’est pas dans l’avenir");
    }
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::people
