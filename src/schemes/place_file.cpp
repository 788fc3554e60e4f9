#include "schemes/place_file.hpp"

#include <fmt/format.h>

#include "base/first_lines.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"
#include "partners/territory.hpp"

namespace jalon::schemes {
namespace {

using Column = RecordReader::Column;

constexpr std::int64_t most_seats = 100'000;
constexpr std::int64_t most_hours = 100'000;
constexpr std::int64_t most_euros = 1'000'000'000'000;

std::optional<int> small(RecordReader& reader, Column column, int high) {
  const auto number = reader.integer(column, 0, high);
  if (!number) return std::nullopt;
  return static_cast<int>(*number);
}

std::optional<people::FrenchLevel> level(RecordReader& reader, Column column) {
  const std::string_view text = reader.text(column);
  if (text.empty()) return std::nullopt;
  const auto level = people::parse_french_level(text);
  if (!level) {
    reader.problem(column, fmt::format("une de ces valeurs est attendue\u00a0: {}",
                                       fmt::join(people::french_words, ", ")));
  }
  return level;
}

std::string known_step(RecordReader& reader, Column column, std::string_view id,
                       const pathways::Catalogue& catalogue) {
  if (!id.empty() && !catalogue.find(id)) {
    reader.problem(column, "une étape du catalogue est attendue, celle-ci y est inconnue");
  }
  return std::string(id);
}

template <class Bound>
void check_order(RecordReader& reader, Column column, const Bound& low, const Bound& high) {
  if (low && high && *high < *low) {
    reader.problem(column, "un maximum au moins égal au minimum est attendu");
  }
}

}  // namespace

std::vector<PlaceRow> read_places(const csv::Document& document, const pathways::Catalogue& catalogue,
                                  ImportReport& report) {
  RecordReader reader(document);
  const Column ref = reader.required("place");
  const Column scheme = reader.required("scheme");
  const Column step = reader.required("step");
  const Column organisation = reader.required("organisation");
  const Column capacity = reader.required("capacity");
  const Column starts_on = reader.required("starts_on");
  const Column ends_on = reader.required("ends_on");
  const Column commune = reader.required("commune");
  const Column hours = reader.required("hours");
  const Column min_age = reader.required("min_age");
  const Column max_age = reader.required("max_age");
  const Column min_french = reader.required("min_french");
  const Column max_french = reader.required("max_french");
  const Column household_min = reader.required("household_min");
  const Column household_max = reader.required("household_max");
  const Column funder = reader.required("funder");
  const Column cost_eur = reader.required("cost_eur");
  const Column includes = reader.optional("includes");
  const Column recorded_on = reader.optional("recorded_on");

  std::vector<PlaceRow> rows;
  rows.reserve(reader.size());
  FirstLines seen;
  for (std::size_t i = 0; i < reader.size(); ++i) {
    reader.go_to(i);
    PlaceRow& row = rows.emplace_back();
    row.line = reader.line();
    Place& place = row.place;
    place.ref = reader.required_text(ref);
    if (!place.ref.empty()) seen.first(reader, ref, reader.text(ref));
    place.scheme = reader.required_text(scheme);
    place.step = known_step(reader, step, reader.required_text(step), catalogue);
    row.organisation = reader.text(organisation);
    if (reader.required_text(capacity).empty()) {
      place.capacity = 0;
    } else {
      place.capacity = reader.integer(capacity, 0, most_seats).value_or(0);
    }
    place.starts_on = reader.date(starts_on);
    place.ends_on = reader.date(ends_on);
    if (place.starts_on && place.ends_on && *place.ends_on < *place.starts_on) {
      reader.problem(ends_on, "une fin au plus tôt le jour du début est attendue");
    }
    place.commune = partners::read_commune(reader, commune);
    place.hours = reader.integer(hours, 0, most_hours);
    place.eligibility.min_age = small(reader, min_age, 150);
    place.eligibility.max_age = small(reader, max_age, 150);
    check_order(reader, max_age, place.eligibility.min_age, place.eligibility.max_age);
    place.eligibility.min_french = level(reader, min_french);
    place.eligibility.max_french = level(reader, max_french);
    check_order(reader, max_french, place.eligibility.min_french, place.eligibility.max_french);
    place.eligibility.household_min = small(reader, household_min, 100);
    place.eligibility.household_max = small(reader, household_max, 100);
    check_order(reader, household_max, place.eligibility.household_min, place.eligibility.household_max);
    place.funder = reader.text(funder);
    place.cost_eur = reader.integer(cost_eur, 0, most_euros);
    for (const std::string_view included : split(reader.text(includes), ';')) {
      if (!included.empty()) place.includes.push_back(known_step(reader, includes, included, catalogue));
    }
    row.recorded_on = reader.date(recorded_on);
  }
  report.ignored_columns = reader.ignored_columns();
  report.problems = reader.take_problems();
  return rows;
}

}  // namespace jalon::schemes
