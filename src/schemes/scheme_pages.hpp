// Pages of schemes: their places, who waits for one, and the movements of people in and out of a place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "pathways/sights_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "schemes/scheme_actions.hpp"
#include "schemes/told_places_actions.hpp"
#include "ui/components.hpp"

namespace jalon::schemes {

struct PlaceLine {
  std::string id;
  std::string ref;
  std::string commune;
  std::optional<Date> starts_on;
  std::optional<Date> ends_on;
  std::int64_t capacity = 0;
  ToldNumber occupied;
  ToldNumber free;
  bool open = false;
  bool room = false;  // somebody can still enter
  bool opens = true;  // its page, for the caller
};

/// What a page keeps back, hence what it says of it.
struct KeptBack {
  bool not_counted = false;
  bool too_few = false;
  void add(Told told) {
    not_counted = not_counted || told == Told::not_counted;
    too_few = too_few || told == Told::too_few;
  }
};

struct SchemesSheet {
  std::vector<SchemeLine> schemes;
  std::string chosen;             // the scheme whose places are listed; "" = none
  std::vector<PlaceLine> places;  // of the page shown
  ui::Paging paging;
  KeptBack kept_back;
  int fewest = 0;  // people whom a number must hold beyond those shown
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
  std::int64_t rank = 0;  // among all, or among those shown where all are not told
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
  ToldPlace told;
  std::string step_label;
  std::string organisation;
  std::string commune;
  std::vector<std::string> rules;  // French sentences
  std::vector<Occupant> occupants;
  std::int64_t others = 0;           // in the place, told in numbers alone
  std::vector<WaitingLine> waiting;  // the first of those whom the caller is shown
  ToldWaiting waiting_in_all;
  KeptBack kept_back;
  int fewest = 0;
};

/// `de 16 à 25 ans`, `niveau de français d’au moins A1`...
std::vector<std::string> rules_in_french(const Place& place);

void add_scheme_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::schemes
