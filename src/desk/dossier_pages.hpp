// A person's file: what blocks and what comes next, the pathway as a list and a drawing, the household, the
// history. Each opening leaves a line in the access log.
#pragma once

#include <string>
#include <vector>

#include "desk/dossier_actions.hpp"
#include "desk/pathway_drawing.hpp"
#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"

namespace jalon::desk {

/// The pathway drawn: one shape per step, with what is needed to place it.
struct DrawnCard {
  const StepCard* card = nullptr;
  Box box;
  TwoLines label;
};
struct DrawnLine {
  std::string path;
  bool critical = false;
};
struct DrawnLane {
  std::string name;
  Lane lane;
};
struct Drawing {
  std::vector<DrawnLane> lanes;
  std::vector<DrawnLine> lines;
  std::vector<DrawnCard> cards;
  int width = 0;
  int height = 0;
};
/// The pointers are those of `dossier`.
Drawing draw(const Dossier& dossier);
/// The outline of a shape around a box, for <path d>.
std::string outline(const std::string& shape, const Box& box);

struct DomainGroup {
  std::string name;
  std::vector<const StepCard*> cards;
};
std::vector<DomainGroup> by_domain(const Dossier& dossier);

struct Member {
  std::string id;
  std::string name;
  std::string role;
  std::optional<int> age;
  int points = 0;
  std::string first_point;
  int goals = 0;
  int goals_reached = 0;
  bool left = false;
  bool opens = true;  // their file, for the caller
};

struct EventLine {
  std::int64_t ver = 0;
  std::string step;
  std::string step_label;
  std::string kind;
  std::string detail;  // outcome and the words about it, or cause
  Date date;
  Date recorded_on;
  std::string organisation;
  std::string actor;
  bool replaced = false;    // by a later event
  bool correction = false;  // replaces an earlier one
  bool withdrawal = false;
  bool writable = true;  // by the caller
};

/// Openings of a file by one reader on one day.
struct Reading {
  std::string at;
  std::string actor;
  std::string purpose;  // what it was opened or changed for
  int times = 1;
};

/// What has happened by the day that was chosen; without one, what is recorded as still to come is told too.
Moment moment_of_history(const ui::PageContext& page);
/// Of the steps that the caller reads, latest first. `follows`: the caller's organisation follows the person.
/// `only`: of one step; "" = all.
std::vector<EventLine> event_lines(const pathways::Workspace& workspace, const partners::View& view,
                                   people::PersonId person, const partners::Relation& relation,
                                   std::string_view only, Moment moment);
/// "12/10/2018 à 18 h 05": when what was opened to this caller alone closes.
std::string open_until(const Dossier& dossier);
/// A point declared, or its end: written by who writes about points.
bool is_block(pathways::EventKind kind);

/// A recorded instant (`2018-10-12T16:05:00.000Z`) as the clocks of Paris showed it.
std::string instant_in_french(std::string_view iso);

std::vector<ui::Tab> dossier_tabs(const ui::PageContext& page, const Dossier& dossier,
                                  std::string_view current);

void add_dossier_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::desk
