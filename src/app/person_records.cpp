#include "app/person_records.hpp"

#include "pathways/held_actions.hpp"
#include "schemes/held_actions.hpp"

namespace jalon::app {

std::vector<people::ContactSource> contact_sources() {
  return {people::contacts_of_people(), pathways::contacts_of_pathways(), schemes::contacts_of_schemes()};
}

}  // namespace jalon::app
