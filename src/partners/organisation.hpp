// Organisations that deliver steps, host, finance or accompany: the partners of the département.
#pragma once

#include <string>

#include "base/id.hpp"

namespace jalon::partners {

struct OrganisationTag;
using OrganisationId = Id<OrganisationTag>;

struct Organisation {
  OrganisationId id;
  std::string ref;      // the sender's identifier, unique in the territory
  std::string name;     // shown to people
  std::string kind;     // as sent: prefecture, cph, france_travail...; "" when unknown
  std::string commune;  // INSEE code or ""
  std::string siret;    // 14 digits or ""

  bool operator==(const Organisation&) const = default;
};

}  // namespace jalon::partners
