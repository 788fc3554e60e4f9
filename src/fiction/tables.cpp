#include "fiction/tables.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "fiction/generate.hpp"

namespace jalon::fiction {
namespace {

/// Fourteen digits with a right check digit, in a range that no company has: SIREN 000 000 0xx.
std::string siret(std::size_t number) {
  std::string digits = fmt::format("0000000{:02}{:04}", number % 100, 10);
  int sum = 0;
  for (std::size_t i = 0; i < digits.size();
       ++i) {  // the check digit is the last, so every other one from the right
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return digits + static_cast<char>('0' + (10 - sum % 10) % 10);
}

class Table {
 public:
  explicit Table(const std::vector<std::string_view>& header) { csv::write_row(text_, header, ','); }
  void add(const std::vector<std::string_view>& row) { csv::write_row(text_, row, ','); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace

void write_tables(const Scenario& scenario, Sink& sink) {
  Table organisations({"organisation", "name", "kind", "commune", "siret"});
  for (std::size_t i = 0; i < scenario.organisations.size(); ++i) {
    const Organisation& row = scenario.organisations[i];
    organisations.add({row.id, row.name, row.kind, row.commune, siret(i + 1)});
  }
  sink.write("organisations.csv", organisations.text());

  Table references({"id", "year", "value", "unit", "source", "recorded_on"});
  for (const Reference& row : scenario.references) {
    references.add({row.id, std::to_string(row.year), std::to_string(row.value), row.unit, row.source,
                    to_iso(row.recorded_on)});
  }
  sink.write("references.csv", references.text());

  Table meetings({"meeting", "kind", "date", "commune", "organisation"});
  for (const Meeting& row : scenario.meetings) {
    meetings.add({row.id, row.kind, to_iso(row.date), row.commune, row.organisation});
  }
  sink.write("meetings.csv", meetings.text());

  Table editions({"edition", "starts_on", "ends_on", "region", "exits_until"});
  for (const Edition& row : scenario.editions) {
    editions.add({row.id, to_iso(row.starts_on), to_iso(row.ends_on), row.region, to_iso(row.exits_until)});
  }
  sink.write("editions.csv", editions.text());

  Table events({"event", "edition", "title", "date", "starts_at", "ends_at", "commune", "place",
                "organisation", "prefectural_presence"});
  for (const FortnightEvent& row : scenario.fortnight_events) {
    events.add({row.id, row.edition, row.title, to_iso(row.date), row.starts_at, row.ends_at, row.commune,
                row.place, row.organisation, row.prefectural_presence});
  }
  sink.write("fortnight_events.csv", events.text());
}

}  // namespace jalon::fiction
