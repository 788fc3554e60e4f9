// What a fictional département is made of: dated, sourced targets, and the tables that shape lives.
//
// A scenario is data (fixtures/*.toml): change it and the département follows, no code to touch. Here are
// plain values only; `scenario_actions.hpp` reads them from TOML and says what is wrong in it. Shares are
// whole percents, durations whole days, amounts whole euros.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"

namespace jalon::fiction {

/// A figure that the records must hold, as of `Scenario::as_of` and for `Scenario::people` people.
struct Target {
  std::int64_t value = 0;
  std::string source;
};

struct Commune {
  std::string code;  // INSEE
  std::string name;
  int weight = 0;  // how many households without a centre live there
};

struct Organisation {
  std::string id;
  std::string name;
  std::string kind;  // the codes of actors: PREF, OFII, CPH...
  std::string commune;
};

struct Language {
  std::string code;  // ISO 639-3
  int weight = 0;
};

/// Who undertakes a step.
enum class Who : std::uint8_t {
  adult,          // 18 and over
  head,           // the household does it once, by its head
  rsa_head,       // heads of 25 and over, or with a child
  family_head,    // heads with a child under 18
  parent,         // adults of households with a child under 18
  parent_infant,  // heads of households with a child under 3
  young,          // 16 to 25
  pupil,          // 6 to 15
  infant,         // under 6
  driver,         // adults with a foreign licence
  refugee,        // adults with refugee status
  other_status    // adults with another status
};

/// How people go through one step. Delays come from the catalogue; this says who tries, and what goes wrong.
struct Habit {
  std::string step;
  Who who = Who::adult;
  int share = 100;   // percent of them who undertake it
  int wait_min = 0;  // days between being able to and asking
  int wait_max = 10;
  int refused = 0;        // percent of requests refused
  int abandoned = 0;      // percent of requests given up
  int stalled = 0;        // percent of requests that go nowhere
  int declared = 0;       // percent of requests overdue (beyond typ) that a professional declares blocked
  int lapsed = 0;         // percent of those whose step expires and is not renewed
  Date since;             // nobody asks for it before
  std::string max_level;  // French level above which the step is not undertaken; empty = any
  std::vector<std::string> causes;    // codes of the taxonomy, drawn evenly
  std::vector<std::string> outcomes;  // drawn evenly; empty = none
  std::vector<std::string> kinds;     // kinds of organisation that act, drawn evenly
  bool happens = false;               // comes by itself: `done` without `requested`
  bool course = false;  // `started` on entering a place, `done` at its end; else done on entering
  bool seated = false;  // only through a place of `sessions`
  bool held = false;    // done only when the plan of the household says so
};

/// Places that open on dates: a course, a cohort, a school year. One row of places.csv per opening.
struct Sessions {
  std::string id;  // prefix of the rows
  std::string scheme;
  std::string step;
  std::string includes;
  std::string organisation;
  std::string commune;
  std::string funder;
  int capacity = 0;  // for `Scenario::people` people
  int hours = 0;
  int cost_eur = 0;  // a session, at full capacity
  std::optional<int> min_age;
  std::optional<int> max_age;
  std::string min_french;
  std::string max_french;
  std::vector<Date> starts;
  int lasts = 0;         // days
  bool rolling = false;  // one may enter after the start, a seat never serves twice
};

/// Accommodation and residences: one row, open for years, capacity drawn from those who live there.
struct Centre {
  std::string id;
  std::string scheme;
  std::string step;  // L01, L02, L13
  std::string organisation;
  std::string commune;
  std::string funder;
  Date opened;
  int weight = 1;
};

/// Dwellings let to one household each.
struct Dwellings {
  std::string id;
  std::string scheme;
  std::string step;  // L06, L07
  std::vector<std::string> organisations;
  std::string funder;
  int yearly_cost_eur = 0;     // per person of capacity
  int lasts = 0;               // days; 0 = open-ended
  std::vector<Date> openings;  // vacant ones to come, of growing size from one-person to large
};

/// The 680-hour module of the seed page and the youth sessions: their entrants are counted by the targets.
struct TargetSessions {
  Sessions common;
  std::vector<Date> past;    // entered by as_of
  std::vector<Date> coming;  // after as_of
  int accepted_share = 0;    // percent of the coming places already promised
};

/// What part of the people agrees to share some domains with one organisation.
struct ConsentHabit {
  std::string organisation;
  std::string domains;  // separated by spaces
  int share = 0;        // percent
  int withdrawn = 0;    // percent of them who took it back since
};

struct Reference {
  std::string id;
  int year = 0;
  std::int64_t value = 0;
  std::string unit;
  std::string source;
  Date recorded_on;
};

struct Meeting {
  std::string id;
  std::string kind;
  Date date;
  std::string commune;
  std::string organisation;
};

struct Edition {
  std::string id;
  Date starts_on;
  Date ends_on;
  std::string region;
  Date exits_until;
};

struct FortnightEvent {
  std::string id;
  std::string edition;
  std::string title;
  Date date;
  std::string starts_at;
  std::string ends_at;
  std::string commune;
  std::string place;
  std::string organisation;
  std::string prefectural_presence;
};

struct Scenario {
  std::string title;
  std::string territory;
  Date as_of;             // nothing is recorded after this day
  Date first_protection;  // the oldest pathway
  Date exits_from;
  Date exits_until;
  int people = 0;  // the size that the targets speak of

  Target language_entered;
  Target language_expected;
  Target language_cost_eur;
  Target housing_exits;
  Target rental_intermediation;
  Target youth_with_language;

  // Population, weights and percents.
  std::vector<int> child_counts_couple;  // weights of 1, 2, 3... children
  std::vector<int> child_counts_alone;
  std::array<int, 5>
      household_kinds{};  // single, couple, couple with children, alone with children, with a relative
  std::vector<std::array<int, 3>> adult_ages;  // weight, youngest, oldest
  std::array<int, 4> statuses{};               // refugee, subsidiary, stateless, temporary_protection
  std::array<int, 6> levels{};                 // A0, A1, A2, B1, B2, C1 on arrival
  int single_share = 0;                        // floor, percent of people living alone
  int young_share = 0;                         // floor, percent of people aged 18 to 24 as heads
  int reader_share = 0;
  int foreign_licence_share = 0;
  int no_referent_share = 0;
  std::array<int, 7> situations{};  // see plan.hpp

  std::vector<Commune> communes;
  std::vector<Organisation> organisations;
  std::vector<Language> languages;
  std::vector<std::string> last_names;
  std::vector<std::string> first_names;
  std::vector<Habit> habits;
  std::vector<Sessions> sessions;
  std::vector<Centre> centres;
  std::vector<Dwellings> dwellings;
  TargetSessions module;
  TargetSessions youth;

  std::vector<ConsentHabit> consents;
  std::vector<Reference> references;
  std::vector<Meeting> meetings;
  std::vector<Edition> editions;
  std::vector<FortnightEvent> fortnight_events;
};

}  // namespace jalon::fiction
