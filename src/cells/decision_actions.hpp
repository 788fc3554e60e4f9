// Use cases of a cell and of the committee: record a decision, say what became of it, answer what was
// escalated.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cells/decision_store.hpp"
#include "people/vault_store.hpp"

namespace jalon::cells {

/// Records a decision; its id is made here and returned. Refused: see decision.hpp.
/// `command`: territory, id of the request, actor.
Result<DecisionId> record_decision(store::Database& database, people::Vault& vault,
                                   const store::Command& command, Decision decision);

/// Says what became of a decision: done, cancelled, reopened. Refused: "decision.unknown".
Result<void> follow_decision(store::Database& database, const store::Command& command, DecisionId decision,
                             const DecisionEvent& event);

/// The committee's answer to a structural blocking point, which flows back to every decision that escalated
/// it and is still open; returns how many. Refused: "answer.empty".
Result<int> answer_escalations(store::Database& database, const store::Command& command,
                               CommitteeAnswer answer);

/// The decisions taken on or after `from`, with their words; latest first.
std::vector<FollowUp> follow_ups(store::Reader& reader, people::Vault& vault, std::string_view territory,
                                 Date from, Date at);
/// The decisions about one person, latest first.
std::vector<FollowUp> follow_ups_about(store::Reader& reader, people::Vault& vault,
                                       std::string_view territory, const UuidBytes& person, Date at);

}  // namespace jalon::cells
