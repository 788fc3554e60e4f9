#include "fiction/csv_rows.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace jalon::fiction {
namespace {

void append_integer(std::string& out, std::int64_t value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

void append_known(std::string& out, const std::optional<bool>& value) {
  if (value) out += *value ? "yes" : "no";
}

template <class Number>
void append_known(std::string& out, const std::optional<Number>& value) {
  if (value) append_integer(out, *value);
}

// Dates of a life, written once: formatting one then costs a copy.
const Date first_written = Date::from_ymd(1940, 1, 1);
const Date last_written = Date::from_ymd(2040, 1, 1);

const std::string& written_dates() {
  static const std::string dates = [] {
    std::string all;
    for (Date date = first_written; date < last_written; date = date + 1) all += to_iso(date);
    return all;
  }();
  return dates;
}

void append_positive(std::string& out, std::int64_t value) {
  if (value > 0) append_integer(out, value);
}

}  // namespace

void append_value(std::string& out, std::string_view value) {
  if (value.find_first_of("\"\r\n,;") == std::string_view::npos) {
    out += value;
    return;
  }
  out += '"';
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

CsvRows::CsvRows(const World& world, std::uint32_t people) : world_(world) {
  width_ = std::max<std::size_t>(5, std::to_string(people).size());
}

std::string_view CsvRows::people_header() {
  return "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
         "french_level,family_role,referent_organisation,reader,foreign_licence,left_on,recorded_on\n";
}
std::string_view CsvRows::consents_header() {
  return "person,domains,organisations,date,notice_language,withdrawn_on\n";
}
std::string_view CsvRows::events_header() {
  return "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects\n";
}
std::string_view CsvRows::places_header() {
  return "place,scheme,step,organisation,capacity,starts_on,ends_on,commune,hours,min_age,max_age,min_french,"
         "max_french,household_min,household_max,funder,cost_eur,includes,recorded_on\n";
}
std::string_view CsvRows::enrolments_header() {
  return "person,place,kind,date,hours,recorded_on\n";
}

void CsvRows::number(std::string& out, char letter, std::uint32_t number) const {
  std::array<char, 12> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  const auto length = static_cast<std::size_t>(end - digits.data());
  out += letter;
  if (length < width_) out.append(width_ - length, '0');
  out.append(digits.data(), length);
}

void CsvRows::date(std::string& out, Date date) {
  if (date.is_never()) return;
  const std::int32_t at = date - first_written;
  if (at >= 0 && at < last_written - first_written) {
    out.append(written_dates(), static_cast<std::size_t>(at) * 10, 10);
  } else {
    out += to_iso(date);
  }
}

std::string_view CsvRows::organisation(std::uint16_t index) const {
  return index == none16 ? std::string_view{} : std::string_view(world_.scenario.organisations[index].id);
}

void CsvRows::append(std::string& out, const PersonRow& row) const {
  constexpr std::string_view statuses[] = {"refugee", "subsidiary", "stateless", "temporary_protection"};
  constexpr std::string_view roles[] = {"head", "partner", "child", "other"};
  number(out, 'P', row.person);
  out += ',';
  number(out, 'M', row.household);
  out += ',';
  append_value(out, row.last_name);
  out += ',';
  append_value(out, row.first_name);
  out += ',';
  date(out, row.birth_date);
  out += ',';
  out += statuses[static_cast<std::size_t>(row.status)];
  out += ',';
  date(out, row.protected_on);
  out += ',';
  date(out, row.arrived_on);
  out += ',';
  if (row.commune != none16) out += world_.scenario.communes[row.commune].code;
  out += ',';
  append_value(out, row.languages);
  out += ',';
  out += to_text(row.level);
  out += ',';
  out += roles[static_cast<std::size_t>(row.role)];
  out += ',';
  append_value(out, organisation(row.referent));
  out += ',';
  append_known(out, row.reader);
  out += ',';
  append_known(out, row.foreign_licence);
  out += ',';
  date(out, row.left_on);
  out += ',';
  date(out, row.recorded_on);
  out += '\n';
}

void CsvRows::append(std::string& out, const ConsentRow& row) const {
  number(out, 'P', row.person);
  out += ',';
  append_value(out, row.domains);
  out += ',';
  append_value(out, row.organisation);
  out += ',';
  date(out, row.date);
  out += ',';
  append_value(out, row.notice_language);
  out += ',';
  date(out, row.withdrawn_on);
  out += '\n';
}

void CsvRows::append(std::string& out, const EventRow& row) const {
  const auto event = [&](std::uint16_t number_of_event) {
    number(out, 'P', row.person);
    out += '-';
    append_integer(out, number_of_event);
  };
  number(out, 'P', row.person);
  out += ',';
  out += world_.book[row.step].id;
  out += ',';
  out += to_text(row.kind);
  out += ',';
  date(out, row.date);
  out += ',';
  append_value(out, row.outcome);
  out += ',';
  append_value(out, organisation(row.organisation));
  out += ',';
  out += row.cause;
  out += ',';
  date(out, row.recorded_on);
  out += ',';
  event(row.number);
  out += ',';
  if (row.corrects != 0) event(row.corrects);
  out += '\n';
}

void CsvRows::append(std::string& out, const PlaceRow& row) const {
  append_value(out, row.place);
  out += ',';
  append_value(out, row.scheme);
  out += ',';
  out += world_.book[row.step].id;
  out += ',';
  append_value(out, row.organisation);
  out += ',';
  append_integer(out, row.capacity);
  out += ',';
  date(out, row.starts_on);
  out += ',';
  date(out, row.ends_on);
  out += ',';
  out += row.commune;
  out += ',';
  append_positive(out, row.hours);
  out += ',';
  append_known(out, row.min_age);
  out += ',';
  append_known(out, row.max_age);
  out += ',';
  out += row.min_french;
  out += ',';
  out += row.max_french;
  out += ',';
  append_positive(out, row.household_min);
  out += ',';
  append_positive(out, row.household_max);
  out += ',';
  append_value(out, row.funder);
  out += ',';
  append_positive(out, row.cost_eur);
  out += ',';
  append_value(out, row.includes);
  out += ',';
  date(out, row.recorded_on);
  out += '\n';
}

void CsvRows::append(std::string& out, const EnrolmentRow& row, const PlaceRow& place) const {
  number(out, 'P', row.person);
  out += ',';
  append_value(out, place.place);
  out += ',';
  out += to_text(row.kind);
  out += ',';
  date(out, row.date);
  out += ',';
  append_positive(out, row.hours);
  out += ',';
  date(out, row.recorded_on);
  out += '\n';
}

}  // namespace jalon::fiction
