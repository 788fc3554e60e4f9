#include "pathways/catalogue_pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "pathways/domains.hpp"
#include "pathways/views/catalogue.hpp"
#include "pathways/views/catalogue_step.hpp"

namespace jalon::pathways {
namespace {

SheetLanguage language_of(const ui::PageContext& page) {
  return page.locale.is_french() ? SheetLanguage::french : SheetLanguage::english;
}

std::string title_of(std::string_view domain) {
  const std::size_t place = domain_of(domain);
  if (place < domain_words.size()) return std::string(domain_words[place].second);
  return domain.empty() ? "Autres étapes" : std::string(domain);
}

}  // namespace

CatalogueView catalogue_view(const Catalogue& catalogue, Date at, std::string_view compared,
                             SheetLanguage language) {
  CatalogueView view;
  view.compared = trim(compared);
  for (StepSheet& sheet : sheets_at(catalogue, at, language)) {
    if (view.sections.empty() || view.sections.back().key != sheet.domain) {
      view.sections.push_back({sheet.domain, title_of(sheet.domain), {}});
    }
    view.sections.back().steps.push_back(std::move(sheet));
    ++view.steps;
  }
  if (view.compared.empty()) return view;
  view.other = parse_date(view.compared);
  if (!view.other) {
    view.compared_error = "Donnez une date qui existe, par exemple 19/10/2018.";
    return view;
  }
  view.compared = to_iso(*view.other);
  view.from = std::min(at, *view.other);
  view.to = std::max(at, *view.other);
  view.differences = differences(catalogue, view.from, view.to, language);
  return view;
}

std::optional<StepView> step_view(const Catalogue& catalogue, std::string_view id, Date at,
                                  SheetLanguage language) {
  const auto step = catalogue.find(id);
  if (!step) return std::nullopt;
  StepView view;
  const StepVersion* current = catalogue.version(*step, at);
  view.in_force = current != nullptr;
  view.sheet =
      step_sheet(catalogue, *step, view.in_force ? *current : catalogue.nearest_version(*step, at), language);
  view.about_health = catalogue.step(*step).about_health;
  view.domain = title_of(view.sheet.domain);
  view.waiting = waiting_for(catalogue, *step, at, language);
  std::vector<StepSheet> sheets = sheets_of(catalogue, *step, language);
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    VersionSheet version{sheets[i], sheets[i].valid.contains(at), {}};
    if (i > 0) version.changes = changes_between(sheets[i - 1], sheets[i]);
    view.versions.insert(view.versions.begin(), std::move(version));
  }
  return view;
}

void add_catalogue_pages(http::Router& router, const Workspace& workspace) {
  router.get("/catalogue", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    const auto catalogue = workspace.board.catalogue();
    return ui::answer(page, views::catalogue, page,
                      catalogue_view(*catalogue, page.as_of, request.query.get("avec"), language_of(page)));
  });
  router.get("/catalogue/:step", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    const auto catalogue = workspace.board.catalogue();
    const auto view = step_view(*catalogue, request.param("step"), page.as_of, language_of(page));
    if (!view) return workspace.pages.problem(request, {404, ""});
    return ui::answer(page, views::catalogue_step, page, *view);
  });
}

}  // namespace jalon::pathways
