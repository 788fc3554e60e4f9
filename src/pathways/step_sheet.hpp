// A step of the catalogue as a sheet to read: one version, its delays, what it waits for, for whom it is, its
// sources; all versions of a step; and what differs between the catalogues of two days.
//
// Made in French, or in the file's English for a reader who asked for English. A prose that the file does not
// have in the language asked for comes in the other one, and says so (`Prose::other_language`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pathways/catalogue.hpp"

namespace jalon::pathways {

enum class SheetLanguage : std::uint8_t { french, english };

struct Prose {
  std::string text;
  bool other_language = false;
};

/// A step named by another: « Titre de séjour (R07) », with the result that is asked of it.
struct StepMention {
  std::string id;
  std::string label;
  std::string result;  // « refusée », « niveau A1 »; "" = simply done
};

struct StepSheet {
  std::string id;
  std::string domain;  // as in the file: "rights"
  std::string label;
  std::string deliverer;
  int typ_days = 0;
  int min_days = 0;
  int max_days = 0;
  int scarce = 0;
  std::vector<std::vector<StepMention>> prerequisites;  // all of the groups, one of each group
  std::vector<std::string> conditions;                  // the rule; empty = nobody is excluded
  std::string rule;                                     // as it is written in the file
  Prose note;                                           // what no rule can hold
  Prose legal_deadline;
  Prose legal_basis;
  std::string deadline;  // the deadline that is computed, in words; "" = none
  std::optional<int> valid_days;
  std::vector<StepMention> kept_by;
  std::string holder_in_french;
  Holder holder = Holder::person;
  std::vector<std::string> sources;
  std::string confidence;
  Period valid;  // of this version
  std::size_t number = 1;
  std::size_t versions = 1;
};

/// One version.
StepSheet step_sheet(const Catalogue& catalogue, StepIndex step, const StepVersion& version,
                     SheetLanguage language);
/// The steps in force on a day, by domain, then in the order of the file.
std::vector<StepSheet> sheets_at(const Catalogue& catalogue, Date at, SheetLanguage language);
/// Every version of a step, oldest first.
std::vector<StepSheet> sheets_of(const Catalogue& catalogue, StepIndex step, SheetLanguage language);
/// The steps that wait for this one on that day.
std::vector<StepMention> waiting_for(const Catalogue& catalogue, StepIndex step, Date at,
                                     SheetLanguage language);

/// What changes from one version to another: the name of the line of the sheet, in French, and both texts.
struct SheetChange {
  std::string what;
  std::string before;
  std::string after;
  bool operator==(const SheetChange&) const = default;
};
std::vector<SheetChange> changes_between(const StepSheet& before, const StepSheet& after);

struct StepDifference {
  enum class Kind : std::uint8_t { appeared, ended, changed };
  Kind kind = Kind::changed;
  std::string id;
  std::string label;  // the later one, where there are two
  std::string domain;
  std::vector<SheetChange> changes;
};
/// From the catalogue of `from` to that of `to`, in the order of `sheets_at`.
std::vector<StepDifference> differences(const Catalogue& catalogue, Date from, Date to,
                                        SheetLanguage language);

/// « à la demande », « file d’attente ou rendez-vous », « places limitées ».
std::string_view scarcity(int scarce);

/// « Récépissé (R05) ; RSA (I02) ou Emploi durable (E10) », as one line.
std::string in_words(const std::vector<std::vector<StepMention>>& prerequisites);

}  // namespace jalon::pathways
