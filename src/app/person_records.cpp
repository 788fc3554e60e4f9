#include "app/person_records.hpp"

#include "cells/held_actions.hpp"
#include "pathways/held_actions.hpp"
#include "proposals/held_actions.hpp"
#include "schemes/held_actions.hpp"

namespace jalon::app {

std::vector<people::ContactSource> contact_sources() {
  return {people::contacts_of_people(), pathways::contacts_of_pathways(), schemes::contacts_of_schemes()};
}

std::vector<people::HeldSection> held_sections() {
  std::vector<people::HeldSection> all = people::held_by_people();
  for (auto& part : {pathways::held_by_pathways(), schemes::held_by_schemes(), cells::held_by_cells(),
                     proposals::held_by_proposals()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace jalon::app
