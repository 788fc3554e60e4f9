// What `jalon verify` proves of a database: the chains hold (audit, and the access log of each territory),
// and replaying the events gives the periods on file. The heads of the chains, kept where the database's
// administrator cannot reach (`jalon journal heads`), show an end that was cut off.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "store/audit.hpp"
#include "store/database.hpp"

namespace jalon::app {

struct ChainHeads {
  std::vector<store::AuditHead> audit;
  std::vector<store::AuditHead> access;
};
ChainHeads chain_heads(store::Reader& reader);

/// Columns `chain,territory,seq,hash`, `chain` = audit or access.
void write_heads(const ChainHeads& heads, std::ostream& out);
/// What stands on other lines is refused with its line.
tl::expected<ChainHeads, std::vector<FileProblem>> read_heads(const csv::Document& document);

/// The chains only. Tells on `out` what was recomputed; returns the problems, French sentences without their
/// full stop.
std::vector<std::string> verify_chains(store::Reader& reader, Date today, const ChainHeads& kept,
                                       std::ostream& out);
/// The chains and the events.
std::vector<std::string> verify_records(store::Reader& reader, Date today, const ChainHeads& kept,
                                        std::ostream& out);

}  // namespace jalon::app
