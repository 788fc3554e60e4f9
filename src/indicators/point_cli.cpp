#include "indicators/point_cli.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "indicators/point_text.hpp"
#include "partners/territory.hpp"

namespace jalon::indicators {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  if (value == std::floor(value)) return static_cast<std::int64_t>(value);
  return value;
}

Json json_of(const Figure& figure) {
  Json row = {{"id", figure.id}};
  row["value"] = figure.value ? number(*figure.value) : Json(nullptr);
  row["unit"] = figure.unit;
  row["definition"] = figure.definition + figure.remark;
  row["records"] = figure.records_told ? Json(figure.records) : Json(nullptr);
  if (!figure.missing.empty()) row["missing"] = figure.missing;
  if (const std::string why = why_kept_back(figure); !why.empty()) row["kept_back"] = why;
  if (!figure.source.empty()) row["source"] = figure.source;
  return row;
}

std::string value_in_words(const Figure& figure) {
  if (const std::string why = why_kept_back(figure); !why.empty()) return "non dit, " + why;
  const std::string value = to_french(figure);
  return value.empty() ? "non calculé" : value;
}

}  // namespace

void print_point(const PointInput& input, const PointReader& reader, Date known_at,
                 std::string_view territory, bool json, std::ostream& out) {
  const auto figures = told_figures(point(input), reader);
  if (json) {
    Json answer = {{"at", to_iso(input.at)}};
    answer["known_at"] = known_at.is_never() ? Json(nullptr) : Json(to_iso(known_at));
    answer["territory"] = territory;
    answer["figures"] = Json::array();
    for (const Figure& figure : figures) answer["figures"].push_back(json_of(figure));
    out << answer.dump(2) << "\n";
    return;
  }
  out << "Le point au " << to_french_long(input.at) << ", " << partners::department_name(territory);
  if (!known_at.is_never()) out << ", tel que connu le " << to_french_long(known_at);
  out << "\n";
  const auto commune = [](const std::string& code) { return std::string(partners::commune_name(code)); };
  for (const Statement& statement : statements(input, figures, commune)) {
    out << "\n" << statement.theme << "\n  " << statement.text << "\n";
  }
  out << "\nMéthode\n";
  for (const Figure& figure : figures) {
    out << "  " << figure.id << "\u00a0: " << value_in_words(figure) << ". " << figure.definition
        << figure.remark;
    if (figure.records_told) {
      out << " (" << french_count(figure.records, "enregistrement", "enregistrements") << ")";
    }
    out << "\n";
  }
}

}  // namespace jalon::indicators
