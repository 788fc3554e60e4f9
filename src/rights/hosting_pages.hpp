// « Indications de santé », for the data-protection officer: whether the two flags are on, who acknowledged
// which certified host until when, and which accounts are named; the forms that switch on, off, and name.
// Names professionals, and no person followed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
#include "ui/components.hpp"

namespace jalon::rights {

struct HostingLine {
  Date on;
  bool acknowledged = true;
  std::string host;
  std::string certificate;
  std::optional<Date> until;
  std::string actor;
};

struct HostingSheet {
  bool on = false;
  bool withdrawable = false;       // acknowledged, its certificate ended or not
  std::string ended;               // "le 30/09/2018, chez Hébergeur SA": the certificate; "" = it has not
  std::int64_t files = 0;          // that hold some
  std::vector<HostingLine> lines;  // latest first
  std::vector<ui::Option> named;
  std::vector<ui::Option> nameable;  // referents and colleagues who are not
  std::string host;                  // as typed
  std::string certificate;
  std::string until;
  std::vector<ui::FieldError> errors;

  std::string error(std::string_view field) const;
};

void add_hosting_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::rights
