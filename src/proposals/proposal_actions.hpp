// Use cases of proposals: one is asked for, one is looked at, a line is decided.
//
// Asking keeps the inputs as they are and the answer to them. Deciding keeps what a human said of one line,
// solves the same inputs again around everything decided so far, and, when the line is proposed to the person
// or accepted, records the enrolment in the same transaction: the seat is taken there and then, or nothing
// is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pathways/workspace_actions.hpp"
#include "proposals/allocation_rules.hpp"
#include "proposals/outcome.hpp"
#include "proposals/proposal.hpp"
#include "proposals/proposal_store.hpp"

namespace jalon::proposals {

/// What is asked for. Without a seed: the public one of the day.
struct Request {
  Date at;
  Scope scope;
  std::optional<std::uint64_t> seed;
};

/// A proposal made and not kept.
struct Draft {
  Inputs inputs;
  Outcome outcome;
};
/// Refused: proposal.no_place (nothing of that scope can be entered).
Result<Draft> draft_proposal(store::Database& database, pathways::LiveBoard& board, const Clock& clock,
                             const std::string& territory, const Request& request);
/// Keeps it. Refused: command.already_done.
Result<ProposalId> keep_proposal(store::Database& database, const Clock& clock, store::Command command,
                                 const Draft& draft);

/// A proposal as it stands.
struct ProposalView {
  ProposalHead head;
  Inputs inputs;
  std::vector<Decision> decisions;
  Outcome now;  // around the decisions
};
std::optional<ProposalView> load_proposal(store::Reader& reader, people::Vault& vault,
                                          std::string_view territory, ProposalId id);

/// The answer before any decision: the best plan by the rules alone.
std::optional<Outcome> first_outcome(store::Reader& reader, std::string_view territory, ProposalId id);

struct DecisionDraft {
  std::string need;
  std::string place;
  DecisionKind kind = DecisionKind::keep;
  std::string reason;  // a word of refusal_reasons
  std::string text;
};
/// Refused: proposal.unknown, line.unknown (no such need, or the place is no choice of it), reason.missing
/// (refused), locks.conflict (fact `why`, French), place.full, event.already_recorded,
/// proposal.changed_meanwhile, command.already_done.
Result<void> decide(store::Database& database, people::Vault& vault, const Clock& clock,
                    store::Command command, ProposalId id, const DecisionDraft& draft);

}  // namespace jalon::proposals
