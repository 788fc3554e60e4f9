// The door of a file that does not open, or not wholly: ask the referent to read it, or open it at once in an
// emergency, with a reason that the delegate reads the same day. For who follows people and may be told that
// the file exists; for anybody else there is no such page.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "rights/opening_lines_actions.hpp"

namespace jalon::rights {

struct FileDoor {
  std::string id;
  std::string name;      // "" = the file does not open
  std::string referent;  // who follows the person; "" = nobody
  bool opens = false;
  bool emergency = false;         // in force
  std::string emergency_lasts;    // "quatre heures"
  std::string emergency_opens;    // French categories
  std::vector<OpeningLine> mine;  // latest first
  std::vector<CategoryChoice> categories;
  std::vector<ui::Option> durations;
  std::string duration;
  std::string reason;
  std::string emergency_reason;
  bool confirmed = false;
  std::vector<ui::FieldError> errors;
  ui::TextWarning warning{};  // of the form that was sent

  bool asked() const;
  std::string error(std::string_view field) const;
};

/// Must outlive the router.
void add_file_door_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::rights
