// One person's file, ready to be shown: identity, steps, what blocks, goals. Read from the board of the day;
// nothing here is stored. Also what an event changed: the file before it against the file after it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pathways/domains.hpp"
#include "pathways/sights_actions.hpp"
#include "pathways/workspace_actions.hpp"
#include "ui/components.hpp"

namespace jalon::desk {

using pathways::domain_words;  // the lanes, in their order

struct StepLink {
  std::string id;
  std::string label;
};

struct StepCard {
  std::string id;
  std::string label;
  std::size_t domain = 0;  // in domain_words; its size = another domain
  std::string status;      // French
  std::string shape;       // done, ready, progress, waiting, stopped, blocked
  ui::Badge badge;
  bool done = false;
  bool ready = false;
  bool under_way = false;
  bool blocked = false;
  bool critical = false;                      // on the chain that dates the last of the goals
  std::optional<std::size_t> critical_after;  // drawing: the step before it on that chain
  bool to_check = false;                      // nobody could say whether the person is concerned
  std::string cause;                          // of a blocked one
  std::string owner;                          // who must act
  std::optional<Date> since;
  std::optional<Date> expected;
  std::optional<Date> valid_until;
  std::vector<StepLink> waits_for;  // alternatives of what is not met
  std::vector<StepLink> holds_up;   // steps not done that require it
  std::vector<std::size_t> after;   // drawing: positions of the steps it requires
};

struct Point {
  StepLink step;
  std::optional<StepLink> root;  // when elsewhere
  std::string cause;
  std::string action;  // what is usually done
  std::string lifter;
  std::string lifter_ref;  // as the records call it
  std::optional<Date> since;
  std::optional<Date> deadline;
  int gain_days = 0;
  int unlocked = 0;
  std::vector<std::string> with;  // lifted together with
};

/// One of the steps to lift, in their order, with what lifting it and those before it gains.
struct LiftLine {
  StepLink step;
  std::string lifter;
  int gain_days = 0;
  int unlocked = 0;
};

struct GoalLine {
  std::string id;  // its alternatives, as the catalogue writes them: labels may be equal, or change
  std::string label;
  bool reached = false;
  std::optional<Date> expected;
};

struct Dossier {
  Date at;
  std::string id;
  std::string name;
  std::string ref;
  std::optional<int> age;
  std::string commune;
  std::string referent;
  partners::Relation relation;     // of the caller to the person
  std::int64_t open_until_ms = 0;  // opened to this caller alone, for a time; 0 = to the organisation
  bool partial = false;            // the caller does not see all of it
  bool goals_hidden = false;
  std::string protection;
  std::optional<Date> left_on;
  bool exercises = false;          // the caller may act for the person's rights: identity is theirs to write
  bool reads_health = false;       // the two flags: where they are switched on, by the accounts named
  bool keeps_notes = false;        // the caller reads and writes those of their organisation
  bool set_aside = false;          // kept and not used, at the person's request
  std::optional<Date> next_break;  // the next clock that breaks, from the day on
  std::vector<StepCard> steps;     // those that concern the person; each after what it requires
  std::vector<Point> points;
  std::vector<LiftLine> lift_first;  // up to three; empty = nothing blocks, or lifting three moves no goal
  std::vector<GoalLine> goals;

  const StepCard* step(std::string_view id) const;
  /// Of the steps, in their order, those that `wanted` says.
  template <class Wanted>
  std::vector<const StepCard*> those(Wanted wanted) const {
    std::vector<const StepCard*> list;
    for (const StepCard& card : steps) {
      if (wanted(card)) list.push_back(&card);
    }
    return list;
  }
};

/// What a reading is logged as: `usual`, or how the file was opened to this caller alone.
std::string_view purpose_of(const Dossier& dossier, std::string_view usual);

/// What the caller may see of it, what was opened to them alone included, by who follows the person now.
/// Nullopt: unknown in this territory, or not open to the caller.
std::optional<Dossier> read_dossier(const pathways::Workspace& workspace, const partners::View& view,
                                    people::PersonId person, Moment moment);
/// Takes out what the caller does not see; of a step told by a flag, done or not is left.
void keep_to(Dossier& dossier, const pathways::Sights& sights);

/// What changed for the person, in French sentences; "" = nothing.
std::string effect(const Dossier& before, const Dossier& after);

}  // namespace jalon::desk
