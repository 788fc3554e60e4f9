// Pages of proposals: asking for one, deciding its lines, the explanation that can be read to a person, a
// human plan judged, placement rates, and the public rules.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"
#include "proposals/fairness.hpp"
#include "proposals/judgement.hpp"
#include "proposals/proposal_actions.hpp"
#include "ui/components.hpp"

namespace jalon::proposals {

struct ProposalItem {
  std::string id;
  Date as_of;
  Date made_on;
  std::string scope;
  std::string rules;
  std::string seed;
};

struct AskForm {
  std::string scope;  // "", "dispositif:NAME" or "etape:STEP"
  std::string seed;
  std::vector<ui::FieldError> errors;
  std::string error(std::string_view field) const;
};

struct ProposalList {
  std::vector<ProposalItem> items;
  std::vector<ui::Option> scopes;
};

/// One step in the summary.
struct StepLine {
  std::string step;
  std::string label;
  std::int64_t seats = 0;
  std::int64_t placed = 0;
  std::int64_t waiting = 0;
  bool proven = true;
  bool current = false;
};

/// One line of the table of those placed, or of those who are not.
struct LineView {
  std::string person;  // identifier of the first
  std::string step;
  std::string name;
  bool named = true;  // else the name is not the reader's to see
  std::int64_t people = 1;
  std::string place;  // identifier
  std::string place_label;
  std::int64_t value = 0;
  std::optional<Date> since;
  std::optional<ui::Badge> state;  // what was decided
  bool settled = false;            // proposed or accepted: nothing more to decide here
  bool locked = false;
  std::string reason;  // French, of those without place
  std::string change;
  std::int64_t to_check = 0;
};

struct Override {
  std::string name;
  bool named = true;
  std::string person;
  std::string step;
  std::string place_label;
  std::string what;  // French
  std::string text;
  Date on;
};

struct ProposalSheet {
  std::string id;
  ProposalItem head;
  std::vector<StepLine> steps;
  std::string step;  // the one shown
  std::string step_label;
  std::vector<LineView> placed;
  std::vector<LineView> unplaced;  // of the page shown
  std::int64_t unplaced_in_all = 0;
  ui::Paging paging;
  std::vector<std::string> one_more;  // sentences
  std::vector<std::string> reserves;
  std::vector<Override> overrides;
  Judgement amended;  // what the decisions come to, against the rules alone
  std::vector<std::string> gainers;
  std::vector<std::string> losers;
};

struct PlaceWord {
  std::string place;
  std::string label;
  std::int64_t value = 0;
  std::vector<Part> parts;
  std::vector<std::string> notes;  // to check, or the conditions that fail
  bool chosen = false;
  bool forbidden = false;
};

struct ExplanationSheet {
  std::string proposal;
  std::string person;
  std::string step;
  std::string name;
  std::string step_label;
  Date as_of;
  std::string rules;
  std::string seed;
  std::int64_t people = 1;
  std::optional<Date> since;
  std::string place_label;  // "" = none
  std::string place;
  std::string reason;
  std::string change;
  std::vector<PlaceWord> eligible;
  std::vector<PlaceWord> closed;
  std::vector<std::string> last_admitted;  // sentences that name nobody
  std::vector<std::string> locks;          // sentences
  std::optional<ui::Badge> state;
  bool settled = false;
};

struct DecideForm {
  std::string reason;
  std::string text;
  std::string place;
  std::vector<ui::FieldError> errors;
  ui::TextWarning warning{};
  std::string error(std::string_view field) const;
};

/// A row of the plan typed by hand.
struct PlanChoice {
  std::string field;
  std::string name;
  std::string chosen;
  std::vector<ui::Option> places;
};

struct PlanSheet {
  std::string proposal;
  std::string step;
  std::string step_label;
  std::vector<PlanChoice> rows;
  std::optional<Judgement> judged;
  std::vector<std::string> gainers;
  std::vector<std::string> losers;
};

struct FairnessSheet {
  std::string proposal;
  Fairness fairness;
};

std::vector<ui::Option> refusal_options();

void add_proposal_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::proposals
