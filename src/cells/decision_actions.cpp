#include "cells/decision_actions.hpp"

#include "base/text.hpp"

namespace jalon::cells {
namespace {

store::Command named(store::Command command, std::string action, std::string object) {
  command.action = std::move(action);
  command.object = std::move(object);
  return command;
}

std::vector<FollowUp> opened(std::vector<SealedDecision> sealed, people::Vault& vault, Date at) {
  std::vector<FollowUp> list;
  for (SealedDecision& one : sealed) {
    FollowUp item;
    item.decision = std::move(one.decision);
    item.decision.text = vault.open(item.decision.person, decision_field, one.sealed).value_or("");
    item.events = std::move(one.events);
    item.state = state_of(item.decision, item.events, at);
    list.push_back(std::move(item));
  }
  return list;
}

}  // namespace

Result<DecisionId> record_decision(store::Database& database, people::Vault& vault,
                                   const store::Command& command, Decision decision) {
  if (const auto valid = validate(decision); !valid) return tl::unexpected(valid.error());
  return database.write(named(command, "cells.record_decision", to_text(decision.person)),
                        [&](store::Transaction& transaction) -> Result<DecisionId> {
                          Decision recorded = decision;
                          recorded.id = transaction.new_id<DecisionId>();
                          recorded.actor = command.actor;
                          const store::Bytes sealed =
                              vault.seal(recorded.person, decision_field, recorded.text);
                          vault.flush();
                          insert_decision(transaction, recorded, sealed);
                          transaction.publish("cells.decided", recorded.id.text());
                          return recorded.id;
                        });
}

Result<void> follow_decision(store::Database& database, const store::Command& command, DecisionId decision,
                             const DecisionEvent& event) {
  return database.write(named(command, "cells.follow_decision", decision.text()),
                        [&](store::Transaction& transaction) -> Result<void> {
                          if (!add_decision_event(transaction, decision, event, command.actor)) {
                            return refuse("decision.unknown", {{"id", decision.text()}});
                          }
                          return {};
                        });
}

Result<int> answer_escalations(store::Database& database, const store::Command& command,
                               CommitteeAnswer answer) {
  if (trim(answer.answer).empty()) return refuse("answer.empty");
  return database.write(named(command, "cells.answer_escalations", answer.root + "/" + answer.cause),
                        [&](store::Transaction& transaction) -> Result<int> {
                          CommitteeAnswer recorded = answer;
                          recorded.id = transaction.new_id<AnswerId>();
                          recorded.actor = command.actor;
                          insert_answer(transaction, recorded);
                          int answered = 0;
                          for (const SealedDecision& one :
                               decisions_since(transaction, transaction.territory(), Date::from_days(0))) {
                            const Decision& decision = one.decision;
                            if (decision.kind != DecisionKind::escalate || decision.root != recorded.root ||
                                decision.cause != recorded.cause) {
                              continue;
                            }
                            const DecisionState state = state_of(decision, one.events, recorded.answered_on);
                            if (state != DecisionState::open && state != DecisionState::late) continue;
                            add_decision_event(transaction, decision.id,
                                               {"answered", recorded.answered_on, recorded.id},
                                               command.actor);
                            ++answered;
                          }
                          return answered;
                        });
}

std::vector<FollowUp> follow_ups(store::Reader& reader, people::Vault& vault, std::string_view territory,
                                 Date from, Date at) {
  return opened(decisions_since(reader, territory, from), vault, at);
}

std::vector<FollowUp> follow_ups_about(store::Reader& reader, people::Vault& vault,
                                       std::string_view territory, const UuidBytes& person, Date at) {
  return opened(decisions_about(reader, territory, person), vault, at);
}

}  // namespace jalon::cells
