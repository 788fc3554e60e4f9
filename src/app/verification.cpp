#include "app/verification.hpp"

#include <fmt/format.h>

#include "partners/territory_store.hpp"
#include "pathways/pathway_actions.hpp"
#include "schemes/scheme_actions.hpp"
#include "store/audit.hpp"

namespace jalon::app {

std::vector<std::string> verify_records(store::Reader& reader, std::ostream& out) {
  const store::AuditCheck audit = store::verify_audit(reader);
  out << "Journal d’audit\u00a0: " << audit.lines << " lignes.\n";
  std::vector<std::string> problems = audit.problems;
  for (const auto& territory : partners::all_territories(reader)) {
    auto pathways = pathways::verify_pathways(reader, territory.code);
    out << fmt::format("Département {}\u00a0: {} parcours, {} événements, {} périodes rejoués.\n",
                       territory.code, pathways.people, pathways.events, pathways.spells);
    problems.insert(problems.end(), pathways.problems.begin(), pathways.problems.end());
    auto schemes = schemes::verify_schemes(reader, territory.code);
    out << fmt::format("Département {}\u00a0: {} passages dans des places rejoués.\n", territory.code,
                       schemes.stays);
    problems.insert(problems.end(), schemes.problems.begin(), schemes.problems.end());
  }
  return problems;
}

}  // namespace jalon::app
