// What a person agreed to share, and with whom: recorded, and taken back at once.
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
#include "rights/person_rights_pages.hpp"

namespace jalon::rights {

struct ConsentLine {
  std::int64_t ver = 0;
  Date on;
  std::optional<Date> withdrawn_on;
  std::string domains;
  std::string organisations;
  std::string language;
  std::string actor;
};

struct DomainChoice {
  std::string word;
  std::string label;
  bool chosen = false;
};

struct ConsentSheet {
  RightsSheet file;
  std::vector<ConsentLine> lines;  // latest first
  std::vector<DomainChoice> domains;
  std::vector<ui::Option> organisations;
  std::string organisation;
  std::string language;
  std::string date;

  std::string error(std::string_view field) const { return file.error("", field); }
};

void add_consent_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::rights
