// Tables `proposal`, `proposal_decision`, `proposal_outcome`. Texts of decisions come and go sealed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proposals/proposal.hpp"
#include "store/database.hpp"

namespace jalon::proposals {

/// The field under which the words of a decision are sealed, with the key of its person.
inline constexpr std::string_view decision_field = "proposal_decision";

void insert_proposal(store::Transaction& transaction, const ProposalHead& head, std::string_view inputs,
                     const store::Bytes& salt);
void insert_outcome(store::Transaction& transaction, ProposalId proposal, std::int64_t ver,
                    std::string_view outcome);
/// An answer that another has followed, the first one excepted: it can be solved again from the inputs.
void forget_outcome(store::Transaction& transaction, ProposalId proposal, std::int64_t ver);
void insert_decision(store::Transaction& transaction, ProposalId proposal, const Decision& decision,
                     const store::Bytes& sealed);

/// Latest first.
std::vector<ProposalHead> all_proposals(store::Reader& reader, std::string_view territory);

struct StoredProposal {
  ProposalHead head;
  std::string inputs;
};
std::optional<StoredProposal> find_proposal(store::Reader& reader, std::string_view territory, ProposalId id);

struct SealedDecision {
  Decision decision;  // `text` is empty
  store::Bytes sealed;
};
/// In order.
std::vector<SealedDecision> decisions_about(store::Reader& reader, std::string_view territory,
                                            ProposalId proposal);
std::int64_t count_decisions(store::Reader& reader, std::string_view territory, ProposalId proposal);

/// The answer around `ver` decisions; nullopt = none is kept.
std::optional<std::string> find_outcome(store::Reader& reader, std::string_view territory,
                                        ProposalId proposal, std::int64_t ver);

}  // namespace jalon::proposals
