// Pages of the catalogue: the steps in force on a day, what differs from another day, and every version of a
// step. They show the catalogue of this territory; nobody's file is opened.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.hpp"
#include "pathways/step_sheet.hpp"
#include "pathways/workspace_actions.hpp"

namespace jalon::pathways {

/// The steps of one domain in force on a day.
struct CatalogueSection {
  std::string key;    // "rights": the place in the page
  std::string title;  // French
  std::vector<StepSheet> steps;
};

struct CatalogueView {
  std::vector<CatalogueSection> sections;
  std::size_t steps = 0;
  std::string compared;  // the other day, as typed
  std::string compared_error;
  std::optional<Date> other;  // the day it is compared with
  Date from;                  // the earlier of both
  Date to;
  std::vector<StepDifference> differences;  // from `from` to `to`
};

/// `compared` is what was typed: empty = no comparison.
CatalogueView catalogue_view(const Catalogue& catalogue, Date at, std::string_view compared,
                             SheetLanguage language);

/// One version of a step, with what it changed from the one before.
struct VersionSheet {
  StepSheet sheet;
  bool in_force = false;
  std::vector<SheetChange> changes;
};

struct StepView {
  StepSheet sheet;  // the version in force, else the nearest
  std::string domain;
  bool in_force = false;
  bool about_health = false;  // described, never recorded of anybody
  std::vector<StepMention> waiting;
  std::vector<VersionSheet> versions;  // latest first
};
std::optional<StepView> step_view(const Catalogue& catalogue, std::string_view id, Date at,
                                  SheetLanguage language);

void add_catalogue_pages(http::Router& router, const Workspace& workspace);

}  // namespace jalon::pathways
