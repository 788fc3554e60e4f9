// `jalon catalogue`: the steps in force on a day, and with `--with` what differs on another day. Needs no
// database. Exit codes: 0 done, 1 refused (what is wrong with the file goes to `err`, with file and line).
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "base/date.hpp"

namespace jalon::pathways {

struct CatalogueRequest {
  std::string catalogue;  // path of a steps.csv; empty = the catalogue that the program carries
  Date at;
  std::optional<Date> with;
  bool json = false;
};

/// JSON: {"at","steps":[{"step","domain","label","deliverer","typ_days","min_days","max_days","scarce",
/// "prerequisites":[[{"step","result"}]],"conditions":[...],"rule","note","legal_deadline","legal_basis",
/// "deadline","valid_days","holder","sources":[...],"valid_from","valid_to"}]}; with `--with` also "with" and
/// "differences":[{"step","label","kind","changes":[{"what","before","after"}]}], from the earlier day to the
/// later one, kind being appeared, ended or changed.
int run_catalogue(const CatalogueRequest& request, std::ostream& out, std::ostream& err);

}  // namespace jalon::pathways
