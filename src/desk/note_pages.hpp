// The tab "Notes" of a file: what the people of the caller's organisation wrote for each other, a form to add
// one or to correct one. Nobody else's notes are read here, nor told to exist; a file without this tab
// answers as one that is unknown. Each reading is logged with the file's.
#pragma once

#include <string>
#include <vector>

#include "desk/dossier_actions.hpp"
#include "http/router.hpp"

namespace jalon::desk {

struct NoteLine {
  std::string id;
  std::string written;  // "12/10/2018 à 18 h 05"
  std::string author;
  std::vector<std::string> paragraphs;
  struct Before {
    std::string written;
    std::string author;
    std::string text;
  };
  std::vector<Before> before;  // versions that it replaced, latest first
};

struct NoteSheet {
  std::string organisation;  // whose notes these are
  std::vector<NoteLine> notes;
  bool writes = true;     // the person's key is still there
  std::string corrected;  // the note that the form corrects; "" = a new one
  std::string text;       // as typed
  std::vector<ui::FieldError> errors;
  ui::TextWarning warning{};

  std::string error(std::string_view field) const;
};

void add_note_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::desk
