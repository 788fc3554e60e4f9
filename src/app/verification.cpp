#include "app/verification.hpp"

#include <fmt/format.h>

#include "base/record_reader.hpp"
#include "partners/territory_store.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/access_verification_actions.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::app {
namespace {

void write_chain(const char* chain, const std::vector<store::AuditHead>& heads, std::ostream& out) {
  for (const store::AuditHead& head : heads) {
    out << chain << "," << head.territory << "," << head.seq << "," << store::to_hex(head.hash) << "\n";
  }
}

}  // namespace

ChainHeads chain_heads(store::Reader& reader) {
  ChainHeads heads{store::audit_heads(reader), {}};
  for (const auto& territory : partners::all_territories(reader)) {
    const people::ChainHead head = people::head_of_lines(reader, territory.code);
    if (head.seq > 0) heads.access.push_back({territory.code, head.seq, head.hash});
  }
  return heads;
}

void write_heads(const ChainHeads& heads, std::ostream& out) {
  out << "chain,territory,seq,hash\n";
  write_chain("audit", heads.audit, out);
  write_chain("access", heads.access, out);
}

tl::expected<ChainHeads, std::vector<FileProblem>> read_heads(const csv::Document& document) {
  constexpr std::int64_t any = INT64_MAX;
  RecordReader reader(document);
  const auto chain = reader.required("chain");
  const auto territory = reader.required("territory");
  const auto seq = reader.required("seq");
  const auto hash = reader.required("hash");
  ChainHeads heads;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    (void)reader.required_text(chain);
    const bool access = reader.word(chain, {"audit", "access"}).value_or(0) == 1;
    (void)reader.required_text(seq);
    store::AuditHead head{std::string(reader.text(territory)), reader.integer(seq, 1, any).value_or(1),
                          store::parse_hash(reader.required_text(hash))};
    if (head.hash == store::Hash{})
      reader.problem(hash, "une empreinte de 64 chiffres hexadécimaux est attendue");
    (access ? heads.access : heads.audit).push_back(std::move(head));
  }
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  return heads;
}

std::vector<std::string> verify_chains(store::Reader& reader, Date today, const ChainHeads& kept,
                                       std::ostream& out) {
  const store::AuditCheck audit = store::verify_audit(reader, kept.audit);
  out << "Journal d’audit\u00a0: " << audit.lines << " lignes.\n";
  std::vector<std::string> problems = audit.problems;
  for (const auto& territory : partners::all_territories(reader)) {
    std::vector<people::ChainHead> heads;
    for (const store::AuditHead& head : kept.access) {
      if (head.territory == territory.code) heads.push_back({head.seq, head.hash});
    }
    const people::AccessCheck access =
        people::verify_access_log(reader, territory.code, people::default_access_log_rules(), today, heads);
    out << fmt::format(
        "Département {}\u00a0: journal des accès, {} lignes, {} segments scellés, {} partis.\n",
        territory.code, access.lines, access.sealed, access.trimmed);
    if (access.unchained > 0) {
      out << fmt::format("Département {}\u00a0: {} lignes d’avant la chaîne y entreront avec la prochaine.\n",
                         territory.code, access.unchained);
    }
    problems.insert(problems.end(), access.problems.begin(), access.problems.end());
  }
  return problems;
}

std::vector<std::string> verify_records(store::Reader& reader, Date today, const ChainHeads& kept,
                                        std::ostream& out) {
  std::vector<std::string> problems = verify_chains(reader, today, kept, out);
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
