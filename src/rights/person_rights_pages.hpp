// The rights of one person: what was asked, the forms that record it, the erasure in two steps. For the
// organisation that follows the person, and for the data-protection officer, who alone erases.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
#include "people/right.hpp"
#include "rights/retention_actions.hpp"
#include "ui/components.hpp"

namespace jalon::rights {

struct RightLine {
  Date on;
  std::string kind;
  std::string reason;
  std::string text;
  std::string actor;
};

struct RightsSheet {
  std::string id;
  std::string name;
  std::string ref;
  people::RightsState state;
  std::vector<RightLine> lines;  // latest first
  bool opens_file = false;       // the file itself opens for this caller
  bool erases = false;
  // What the forms hold.
  std::string gesture;  // the one that was refused
  std::string last_name;
  std::string first_name;
  std::string birth_date;
  std::string reason;
  std::string text;
  std::vector<ui::FieldError> errors;
  ui::TextWarning warning{};

  std::string error(std::string_view gesture_of_form, std::string_view field) const;
};

/// `2018-10-12T12:00:00Z` as `12/10/2018 à 12:00`; what is no instant, as it is.
std::string instant_in_french(std::string_view iso);
/// What stands above the page called `here`.
std::vector<ui::Crumb> crumbs_of(const ui::PageContext& page, const RightsSheet& sheet,
                                 std::string_view here);
/// The reasons of a gesture, as a form offers them.
std::vector<ui::Option> reasons_of(const ui::PageContext& page, people::RightKind kind);

/// The file whose rights the caller exercises; nullopt: unknown, or not their business.
std::optional<RightsSheet> open_rights(const pathways::Workspace& workspace, const http::Request& request);

/// Everything must outlive the router.
void add_person_rights_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::rights
