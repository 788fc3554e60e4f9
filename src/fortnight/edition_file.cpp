#include "fortnight/edition_file.hpp"

#include <fmt/format.h>

#include <charconv>

#include "base/first_lines.hpp"
#include "base/record_reader.hpp"
#include "partners/territory.hpp"

namespace jalon::fortnight {
namespace {

using Column = RecordReader::Column;

/// `9:30`, `09h30`, `14h` as `09:30`, `14:00`; "" for an empty cell.
std::string read_time(RecordReader& reader, Column column) {
  const std::string_view text = reader.text(column);
  if (text.empty()) return "";
  const auto part = [](std::string_view digits, int high) -> int {
    int number = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = error == std::errc{} && stop == digits.data() + digits.size();
    return whole && digits.size() <= 2 && number >= 0 && number <= high ? number : -1;
  };
  const std::size_t sign = text.find_first_of(":hH");
  const std::string_view after = sign == std::string_view::npos ? text : text.substr(sign + 1);
  const int hours = sign == std::string_view::npos ? -1 : part(text.substr(0, sign), 23);
  const bool no_minutes = after.empty() && sign != std::string_view::npos && text[sign] != ':';
  const int minutes = no_minutes ? 0 : part(after, 59);
  if (hours < 0 || minutes < 0) {
    reader.problem(column, "une heure est attendue, comme 14:00 ou 14h30");
    return "";
  }
  return fmt::format("{:02}:{:02}", hours, minutes);
}

}  // namespace

std::vector<EditionRow> read_editions(const csv::Document& document, ImportReport& report) {
  RecordReader reader(document);
  const Column ref = reader.required("edition");
  const Column starts_on = reader.required("starts_on");
  const Column ends_on = reader.required("ends_on");
  const Column region = reader.required("region");
  const Column exits_until = reader.required("exits_until");

  std::vector<EditionRow> rows;
  FirstLines seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    EditionRow& row = rows.emplace_back();
    row.line = reader.line();
    row.edition.ref = reader.required_text(ref);
    if (!row.edition.ref.empty()) seen.first(reader, ref, reader.text(ref));
    const auto start = reader.required_date(starts_on);
    const auto end = reader.required_date(ends_on);
    row.edition.starts_on = start.value_or(Date());
    row.edition.ends_on = end.value_or(Date());
    if (start && end && *end < *start) {
      reader.problem(ends_on, "une fin au plus tôt le jour du début est attendue");
    }
    row.edition.region = reader.text(region);
    row.edition.exits_until = reader.date(exits_until);
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

std::vector<EventRow> read_fortnight_events(const csv::Document& document, ImportReport& report) {
  RecordReader reader(document);
  const Column ref = reader.required("event");
  const Column edition = reader.required("edition");
  const Column title = reader.required("title");
  const Column date = reader.required("date");
  const Column starts_at = reader.required("starts_at");
  const Column ends_at = reader.required("ends_at");
  const Column commune = reader.required("commune");
  const Column place = reader.required("place");
  const Column organisation = reader.required("organisation");
  const Column presence = reader.required("prefectural_presence");

  std::vector<EventRow> rows;
  FirstLines seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    EventRow& row = rows.emplace_back();
    row.line = reader.line();
    row.event.ref = reader.required_text(ref);
    if (!row.event.ref.empty()) seen.first(reader, ref, reader.text(ref));
    row.edition = reader.required_text(edition);
    row.event.title = reader.required_text(title);
    row.event.held_on = reader.required_date(date).value_or(Date());
    row.event.starts_at = read_time(reader, starts_at);
    row.event.ends_at = read_time(reader, ends_at);
    if (!row.event.starts_at.empty() && !row.event.ends_at.empty() &&
        row.event.ends_at < row.event.starts_at) {
      reader.problem(ends_at, "une fin après le début est attendue");
    }
    row.event.commune = partners::read_commune(reader, commune);
    row.event.place = reader.text(place);
    row.organisation = reader.text(organisation);
    row.event.prefectural_presence = reader.text(presence);
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::fortnight
