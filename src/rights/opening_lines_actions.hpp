// Openings of files as pages show them: names instead of identifiers, instants as Paris reads them.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "pathways/workspace_actions.hpp"
#include "people/opening_actions.hpp"
#include "ui/components.hpp"

namespace jalon::rights {

struct CategoryChoice {
  std::string word;
  std::string label;  // French
  bool chosen = false;
};

struct OpeningLine {
  std::string id;
  std::string person;  // id
  std::string name;    // "" where the reader may not know it
  std::string ref;
  bool emergency = false;
  std::string when;
  std::string who;           // to whom it opens
  std::string organisation;  // theirs
  std::string reason;
  std::string categories;
  std::string duration;  // asked for
  std::string until;     // "" = never opened
  ui::Badge state;
  std::string said;  // the reason of a refusal, of a review
  std::string by;    // who answered
  bool pending = false;
  bool in_force = false;
  bool to_review = false;
  std::int64_t hours = 0;
  std::vector<CategoryChoice> asked;  // of a pending one
};

/// "Logement, Ménage"
std::string categories_in_french(partners::CategorySet categories);
std::vector<CategoryChoice> category_choices(partners::CategorySet offered, partners::CategorySet chosen);
/// "12/10/2018 à 14 h 05"
std::string instant_in_paris(std::int64_t unix_ms);
std::vector<ui::Option> duration_options(Date at);

/// Makes lines from what one reader holds in hand.
class OpeningLines {
 public:
  OpeningLines(store::Reader& reader, const pathways::Workspace& workspace);
  OpeningLine line(const people::Opening& opening, bool with_name);

 private:
  struct Holder {
    std::string name;
    std::string organisation;
  };
  store::Reader& reader_;
  const pathways::Workspace& workspace_;
  std::unordered_map<std::string, Holder> accounts_;
  std::string name_of(std::string_view actor) const;
};

}  // namespace jalon::rights
