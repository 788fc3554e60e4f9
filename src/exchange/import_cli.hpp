// `jalon import`: prints the report of an import. Exit code 0 done, 1 when a file was refused.
#pragma once

#include <ostream>
#include <string>

#include "exchange/import_actions.hpp"

namespace jalon::exchange {

struct ImportOptions {
  std::string path;
  std::string territory;
  bool dry_run = false;
  bool json = false;
  std::string actor = "import";  // who does it, as the audit chain writes it
};

int run_import(const ImportOptions& options, store::Database& database, const Rooms& rooms, Date today,
               std::ostream& out, std::ostream& err);

/// The report in French, as `jalon import` prints it: what was done on `out`, what is wrong on `err`.
void print_outcome(const ImportOutcome& outcome, std::ostream& out, std::ostream& err);
/// {"territory","guessed","dry_run","files":[{"file","state","rows","added","changed","unchanged","encoding",
/// "separator","ignored_columns","problems":[{"file","line","column","value","message"}],"remarks":[...]}]}
std::string to_json(const ImportOutcome& outcome);
/// A French sentence.
std::string to_french(const Refusal& refusal);

}  // namespace jalon::exchange
