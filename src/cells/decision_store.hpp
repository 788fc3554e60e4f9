// Tables `cell_decision`, `cell_decision_event`, `committee_answer`. Texts come and go sealed: opening them
// is the business of the actions, which hold the vault.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cells/decision.hpp"
#include "store/database.hpp"

namespace jalon::cells {

/// The field under which the words of a decision are sealed, with the key of its person.
inline constexpr std::string_view decision_field = "cell_decision";

/// A decision as stored: `decision.text` is empty, the words are in `sealed`.
struct SealedDecision {
  Decision decision;
  store::Bytes sealed;
  std::vector<DecisionEvent> events;  // in order
};

struct CommitteeAnswer {
  AnswerId id;
  std::optional<UuidBytes> meeting;
  std::string root;
  std::string cause;
  std::string answer;
  Date answered_on;
  std::string actor;
};

void insert_decision(store::Transaction& transaction, const Decision& decision, const store::Bytes& sealed);
/// False when the decision is unknown.
bool add_decision_event(store::Transaction& transaction, DecisionId decision, const DecisionEvent& event,
                        std::string_view actor);
void insert_answer(store::Transaction& transaction, const CommitteeAnswer& answer);

/// Latest first. `from`: only those decided on or after it.
std::vector<SealedDecision> decisions_since(store::Reader& reader, std::string_view territory, Date from);
std::vector<SealedDecision> decisions_about(store::Reader& reader, std::string_view territory,
                                            const UuidBytes& person);
/// Latest first.
std::vector<CommitteeAnswer> answers(store::Reader& reader, std::string_view territory);

}  // namespace jalon::cells
