#include "schemes/enrolment_file.hpp"

#include <fmt/format.h>

#include <unordered_map>

#include "base/record_reader.hpp"

namespace jalon::schemes {

std::vector<EnrolmentRow> read_enrolments(const csv::Document& document, ImportReport& report) {
  RecordReader reader(document);
  const auto person = reader.required("person");
  const auto place = reader.required("place");
  const auto kind = reader.required("kind");
  const auto date = reader.required("date");
  const auto hours = reader.required("hours");
  const auto recorded_on = reader.optional("recorded_on");

  std::vector<EnrolmentRow> rows;
  rows.reserve(reader.size());
  std::unordered_map<std::string, std::size_t> seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    EnrolmentRow& row = rows.emplace_back();
    row.line = reader.line();
    row.person = reader.required_text(person);
    row.place = reader.required_text(place);
    const std::string_view word = reader.required_text(kind);
    const auto known_kind = parse_enrolment_kind(word);
    if (!known_kind && !word.empty()) {
      reader.problem(
          kind, fmt::format("une de ces valeurs est attendue\u00a0: {}", fmt::join(enrolment_words, ", ")));
    }
    row.event.kind = known_kind.value_or(EnrolmentKind::proposed);
    const auto known_date = reader.required_date(date);
    row.event.date = known_date.value_or(Date());
    row.event.hours = reader.integer(hours, 0, 100'000);
    const auto recorded = reader.date(recorded_on);
    row.dated = recorded.has_value();
    row.event.recorded_on = recorded.value_or(row.event.date);
    if (!known_kind || !known_date || row.person.empty() || row.place.empty()) continue;

    const auto [first, is_new] =
        seen.emplace(fmt::format("{}\x1f{}\x1f{}\x1f{}\x1f{}", row.person, row.place, word,
                                 row.event.date.days(), row.event.recorded_on.days()),
                     rows.size() - 1);
    if (is_new) continue;
    const EnrolmentRow& before = rows[first->second];
    if (before.event == row.event) {
      tell(report.remarks,
           {document.name(), row.line, "", "",
            fmt::format("ligne identique à la ligne {}, comptée une seule fois", before.line)});
      rows.pop_back();
    } else {
      reader.problem(hours,
                     fmt::format("le même événement figure à la ligne {} avec une autre durée", before.line));
    }
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::schemes
