#include "indicators/point_pages.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "indicators/point_actions.hpp"
#include "indicators/point_text.hpp"
#include "indicators/views/point.hpp"
#include "partners/small_numbers.hpp"
#include "partners/territory.hpp"

namespace jalon::indicators {
namespace {

constexpr std::pair<std::string_view, std::string_view> labels[] = {
    {"language_680h.entered", "Entrés dans un module de 680\u00a0heures"},
    {"language_680h.expected_year_end", "Attendus au 31\u00a0décembre"},
    {"language_680h.cost_eur", "Coût des modules"},
    {"language_680h.hours", "Heures de formation"},
    {"language_680h.cost_per_person_eur", "Coût par personne attendue"},
    {"language_680h.cost_per_hour_eur", "Coût par heure-stagiaire"},
    {"housing.exits", "Sorties d’hébergement vers un logement"},
    {"rental_intermediation.people", "En intermédiation locative"},
    {"youth_guarantee.with_language", "Garantie jeunes avec français"},
    {"programme_104.credits_eur", "Crédits du programme\u00a0104"},
    {"programme_104.growth_pct", "Évolution en un an"}};

std::string label_of(std::string_view id) {
  for (const auto& [known, label] : labels) {
    if (known == id) return std::string(label);
  }
  return std::string(id);
}

/// Everything that `load_announcements` read, as one text.
std::string text_of_announcements(const PointInput& input) {
  std::string text;
  for (const PointReference& one : input.references) {
    text += fmt::format("{}|{}|{}|{}\n", one.id, one.year, one.value, one.source);
  }
  for (const PointMeeting& one : input.meetings) {
    text += fmt::format("{}|{}|{}\n", one.kind, one.held_on.days(), one.commune);
  }
  for (const PointEdition& one : input.editions) {
    text += fmt::format("{}|{}|{}|{}|{}|{}\n", one.name, one.starts_on.days(), one.ends_on.days(), one.region,
                        one.exits_until ? one.exits_until->days() : 0, one.events);
  }
  return text;
}

}  // namespace

PointSheet point_sheet(const PointInput& input, std::optional<Date> known_at, std::string_view territory,
                       const PointReader& reader) {
  PointSheet sheet;
  sheet.at = input.at;
  sheet.known_at = known_at;
  sheet.department = partners::department_name(territory);
  const auto figures = told_figures(point(input), reader);
  const auto commune = [](const std::string& code) { return std::string(partners::commune_name(code)); };
  for (Statement& statement : statements(input, figures, commune)) {
    PointSection section{std::move(statement.theme), std::move(statement.text), {}};
    for (const std::string& id : statement.figures) {
      const Figure& one = figure(figures, id);
      section.figures.push_back({label_of(id), to_french(one), one.definition + one.remark, one.missing,
                                 one.source, why_kept_back(one),
                                 one.records_told ? std::optional(one.records) : std::nullopt});
    }
    sheet.sections.push_back(std::move(section));
  }
  return sheet;
}

PointSheet read_point(const pathways::Workspace& workspace, const partners::View& view, Date at,
                      std::optional<Date> known_at) {
  const PointReader asking = reader_of(view, partners::fewest_told(workspace.clock.today()));
  const Date known = known_at.value_or(Date::never());
  PointInput announced;
  workspace.database.read(
      [&](store::Reader& reader) { load_announcements(reader, workspace.territory, known, announced); });
  return workspace.board.on(at, [&](const pathways::Snapshot& snapshot) {
    const auto records = snapshot.derived.get<PointInput>(to_iso(known), [&] {
      return workspace.database.read([&](store::Reader& reader) {
        return load_people_and_places(reader, workspace.vault, snapshot.board.catalogue(),
                                      workspace.territory, at, known);
      });
    });
    const auto count = [&] {
      PointInput input = *records;
      input.references = announced.references;
      input.meetings = announced.meetings;
      input.editions = announced.editions;
      return point_sheet(input, known_at, workspace.territory, asking);
    };
    return *snapshot.derived.get<PointSheet>(
        fmt::format("{} {} {} {} {}\n{}", to_iso(known), asking.everything, asking.counted, asking.shown,
                    asking.fewest, text_of_announcements(announced)),
        count);
  });
}

void add_point_pages(http::Router& router, const pathways::Workspace& workspace) {
  router.get("/point", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    PointSheet sheet = read_point(workspace, workspace.view(request), page.as_of, page.known_at);
    sheet.known_typed = page.known_at ? to_iso(*page.known_at) : page.known_refused;
    if (!page.known_refused.empty()) sheet.known_refused = "Ce n’est pas une date (jj/mm/aaaa).";
    return ui::answer(page, views::point, page, sheet);
  });
}

}  // namespace jalon::indicators
