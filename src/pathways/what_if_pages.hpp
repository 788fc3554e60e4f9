// The page of suppositions: a cause, a step or an organisation, and what the territory would gain if it were
// lifted, went twice as fast, or had more places.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/told_supposition_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "ui/components.hpp"

namespace jalon::pathways {

void add_what_if_pages(http::Router& router, const Workspace& workspace);

/// What was typed.
struct WhatIfForm {
  std::string about;   // `cause:B14`, `step:C06`, `organisation:OFPRA`; "" = nothing asked yet
  std::string places;  // a number
  std::string about_error;
  std::string places_error;
};

/// One supposition, told.
struct WhatIfRow {
  std::string word;   // of the address: `lever`, `moitie`, `places`
  std::string label;  // "Délais divisés par deux"
  bool current = false;
  std::string note;  // what the row supposes
  std::int64_t people = 0;
  std::int64_t waiting = 0;
  std::int64_t gaining = 0;
  std::int64_t gain_days = 0;
  std::int64_t unlocked = 0;
  std::int64_t deadlines_saved = 0;
  std::string nothing;           // why it gains nothing, where something can be said
  bool small_kept_back = false;  // no number is told: it would be of too few
};

struct WhatIfPage {
  WhatIfForm form;
  std::vector<ui::Option> choices;
  std::string label;  // of what was asked about; "" = nothing yet
  std::string by;     // its share, for the link to the people held up
  std::string key;
  std::vector<WhatIfRow> rows;
  std::string shown;                 // label of the current row
  std::vector<WhatIfPerson> people;  // the first of the current row
  bool some_unlocked = false;        // of them, somebody has a goal unlocked
  bool some_deadlines = false;
  bool some_hidden = false;  // somebody gains whom the caller may not be told of
  bool partial = false;      // only those whom the caller is shown are counted
};

}  // namespace jalon::pathways
