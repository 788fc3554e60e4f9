// Pages of schemes: their places, who waits for one, and the movements of people in and out of a place.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/router.hpp"
#include "pathways/sights_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "schemes/scheme_actions.hpp"
#include "ui/components.hpp"

namespace jalon::schemes {

/// A person ready on a step that places answer, who holds no place there.
struct Waiting {
  people::PersonId person;
  std::string name;
  std::optional<Date> since;  // ready since; empty = always
};
/// By step of the catalogue: the longest wait first, then names.
using WaitingByStep = std::unordered_map<std::string, std::vector<Waiting>>;
/// Everybody is evaluated once for each state of the board.
std::shared_ptr<const WaitingByStep> waiting_by_step(const pathways::Snapshot& snapshot);

/// One scheme: the places of it that are running or to come.
struct SchemeLine {
  std::string scheme;
  std::vector<std::string> steps;  // labels
  std::int64_t places = 0;
  std::int64_t capacity = 0;
  std::int64_t occupied = 0;
  std::int64_t proposed = 0;
  std::int64_t free = 0;  // seats one can still enter
  std::int64_t waiting = 0;
  std::optional<Date> next_opening;  // of a place with a free seat that has not begun
};

struct PlaceLine {
  std::string id;
  std::string ref;
  std::string commune;
  std::optional<Date> starts_on;
  std::optional<Date> ends_on;
  std::int64_t capacity = 0;
  std::int64_t occupied = 0;
  std::int64_t free = 0;
  bool open = false;
  bool opens = true;  // its page, for the caller
};

struct SchemesSheet {
  std::vector<SchemeLine> schemes;
  std::string chosen;             // the scheme whose places are listed; "" = none
  std::vector<PlaceLine> places;  // of the page shown
  ui::Paging paging;
};

/// Somebody in a place, or proposed for it.
struct Occupant {
  std::string id;
  std::string name;
  ui::Badge status;
  std::optional<Date> since;
  std::vector<ui::Option> moves;  // what can happen next
  bool opens = true;              // their file, for the caller
  bool named = true;              // to the caller
};

struct WaitingLine {
  std::int64_t rank = 0;
  std::string id;
  std::string name;
  std::optional<Date> since;
};

struct EnrolForm {
  std::string person;
  std::string kind;
  std::string date;  // as typed
  std::vector<ui::FieldError> errors;
  std::string error(std::string_view field) const;
};

struct PlaceSheet {
  std::string id;
  PlaceView view;
  std::string step_label;
  std::string organisation;
  std::string commune;
  std::vector<std::string> rules;  // French sentences
  std::vector<Occupant> occupants;
  std::vector<WaitingLine> waiting;  // the first ones
  std::int64_t waiting_in_all = 0;
};

/// `de 16 à 25 ans`, `niveau de français d’au moins A1`...
std::vector<std::string> rules_in_french(const Place& place);

void add_scheme_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::schemes
