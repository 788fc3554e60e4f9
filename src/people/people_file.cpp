#include "people/people_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/first_lines.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"
#include "partners/territory.hpp"

namespace jalon::people {
namespace {

/// A cell that holds one of a few words; empty is unknown.
template <class Word, std::size_t size>
std::optional<Word> read_word(RecordReader& reader, RecordReader::Column column,
                              const std::array<std::string_view, size>& words,
                              std::optional<Word> (*parse)(std::string_view)) {
  const std::string_view text = reader.text(column);
  if (text.empty()) return std::nullopt;
  const auto word = parse(text);
  if (!word) {
    reader.problem(column, fmt::format("une de ces valeurs est attendue\u00a0: {}", fmt::join(words, ", ")));
  }
  return word;
}

std::optional<bool> read_yes_no(RecordReader& reader, RecordReader::Column column) {
  const std::string text = ascii_lower(reader.text(column));
  if (text.empty()) return std::nullopt;
  if (text == "yes" || text == "oui" || text == "true" || text == "1") return true;
  if (text == "no" || text == "non" || text == "false" || text == "0") return false;
  reader.problem(column, "yes ou no est attendu, ou rien si on ne sait pas");
  return std::nullopt;
}

std::vector<std::string> read_languages(RecordReader& reader, RecordReader::Column column) {
  std::vector<std::string> languages;
  std::string text(reader.text(column));
  std::ranges::replace(text, ';', ' ');
  for (const std::string_view language : split(text, ' ')) {
    if (language.empty()) continue;
    const bool is_code =
        language.size() == 3 && std::ranges::all_of(language, [](char c) { return c >= 'a' && c <= 'z'; });
    if (!is_code) {
      reader.problem(column,
                     "des codes de langue ISO 639-3 sont attendus, séparés par des espaces (prs fra)");
      return {};
    }
    languages.emplace_back(language);
  }
  return languages;
}

}  // namespace

std::vector<PersonRow> read_people(const csv::Document& document, ImportReport& report) {
  RecordReader reader(document);
  const auto person = reader.required("person");
  const auto household = reader.required("household");
  const auto last_name = reader.required("last_name");
  const auto first_name = reader.required("first_name");
  const auto birth_date = reader.required("birth_date");
  const auto status = reader.required("status");
  const auto protected_on = reader.required("protected_on");
  const auto arrived_on = reader.required("arrived_on");
  const auto commune = reader.required("commune");
  const auto languages = reader.required("languages");
  const auto french_level = reader.required("french_level");
  const auto family_role = reader.required("family_role");
  const auto referent = reader.required("referent_organisation");
  const auto reads = reader.optional("reader");
  const auto foreign_licence = reader.optional("foreign_licence");
  const auto left_on = reader.optional("left_on");
  const auto recorded_on = reader.optional("recorded_on");
  const auto goals = reader.optional("goals");

  std::vector<PersonRow> rows;
  rows.reserve(reader.size());
  FirstLines seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    PersonRow row;
    row.line = reader.line();
    row.person = reader.required_text(person);
    if (!row.person.empty()) seen.first(reader, person, reader.text(person));
    row.household = reader.text(household);
    row.last_name = reader.text(last_name);
    row.first_name = reader.text(first_name);
    row.birth_date = reader.date(birth_date);
    row.status = read_word(reader, status, status_words, parse_status);
    row.protected_on = reader.date(protected_on);
    row.arrived_on = reader.date(arrived_on);
    row.commune = partners::read_commune(reader, commune);
    row.languages = read_languages(reader, languages);
    row.french_level = read_word(reader, french_level, french_words, parse_french_level);
    row.family_role = read_word(reader, family_role, role_words, parse_role);
    row.referent_organisation = reader.text(referent);
    row.reader = read_yes_no(reader, reads);
    row.foreign_licence = read_yes_no(reader, foreign_licence);
    row.left_on = reader.date(left_on);
    row.recorded_on = reader.date(recorded_on);
    row.goals = reader.text(goals);
    rows.push_back(std::move(row));
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::people
