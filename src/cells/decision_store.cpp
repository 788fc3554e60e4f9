#include "cells/decision_store.hpp"

#include <map>

namespace jalon::cells {
namespace {

#define DECISION_COLUMNS \
  "id, meeting, person, step, root, cause, kind, owner, due_on, decided_on, sealed, actor"

const store::Query insert_decision_query{"cells.insert_decision",
                                         "INSERT INTO cell_decision (territory, " DECISION_COLUMNS
                                         ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query decisions_since_query{"cells.decisions_since",
                                         "SELECT " DECISION_COLUMNS
                                         " FROM cell_decision WHERE territory = ? AND decided_on >= ?"
                                         " ORDER BY decided_on DESC, id DESC"};
const store::Query decisions_about_query{"cells.decisions_about",
                                         "SELECT " DECISION_COLUMNS
                                         " FROM cell_decision WHERE territory = ? AND person = ?"
                                         " ORDER BY decided_on DESC, id DESC"};
const store::Query known_query{"cells.decision_exists",
                               "SELECT count(*) FROM cell_decision WHERE territory = ? AND id = ?"};
const store::Query next_ver_query{"cells.next_decision_event",
                                  "SELECT coalesce(max(ver), 0) + 1 FROM cell_decision_event"
                                  " WHERE territory = ? AND decision = ?"};
const store::Query insert_event_query{
    "cells.insert_decision_event",
    "INSERT INTO cell_decision_event (territory, decision, ver, kind, eff_on, answer, actor)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"};
const store::Query events_since_query{
    "cells.decision_events_since",
    "SELECT e.decision, e.kind, e.eff_on, e.answer FROM cell_decision_event e"
    " JOIN cell_decision d ON d.territory = e.territory AND d.id = e.decision"
    " WHERE e.territory = ? AND d.decided_on >= ? ORDER BY e.decision, e.ver"};
const store::Query events_about_query{
    "cells.decision_events_about",
    "SELECT e.decision, e.kind, e.eff_on, e.answer FROM cell_decision_event e"
    " JOIN cell_decision d ON d.territory = e.territory AND d.id = e.decision"
    " WHERE e.territory = ? AND d.person = ? ORDER BY e.decision, e.ver"};
const store::Query insert_answer_query{
    "cells.insert_answer",
    "INSERT INTO committee_answer (territory, id, meeting, root, cause, answer, answered_on, actor)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query answers_query{"cells.answers",
                                 "SELECT id, meeting, root, cause, answer, answered_on, actor"
                                 " FROM committee_answer WHERE territory = ?"
                                 " ORDER BY answered_on DESC, id DESC"};

std::optional<UuidBytes> optional_uuid(const store::Row& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.uuid(column);
}

SealedDecision to_decision(const store::Row& row) {
  SealedDecision sealed;
  Decision& decision = sealed.decision;
  decision.id = row.id<DecisionId>(0);
  decision.meeting = optional_uuid(row, 1);
  decision.person = row.uuid(2);
  decision.step = row.string(3);
  decision.root = row.string(4);
  decision.cause = row.string(5);
  decision.kind = decision_kind(row.text(6)).value_or(DecisionKind::act);
  decision.owner = optional_uuid(row, 7);
  decision.due_on = row.optional_date(8);
  decision.decided_on = row.date(9);
  sealed.sealed = row.bytes(10);
  decision.actor = row.string(11);
  return sealed;
}

/// Gives each decision its events, which `events_query` answers for the same `key`.
void attach_events(store::Reader& reader, const store::Query& events_query, std::string_view territory,
                   store::Param key, std::vector<SealedDecision>& decisions) {
  std::map<DecisionId, SealedDecision*> by_id;
  for (SealedDecision& one : decisions) by_id[one.decision.id] = &one;
  reader.each(events_query, {territory, key}, [&](const store::Row& row) {
    const auto found = by_id.find(row.id<DecisionId>(0));
    if (found == by_id.end()) return;
    found->second->events.push_back({row.string(1), row.date(2), row.optional_id<AnswerId>(3)});
  });
}

}  // namespace

void insert_decision(store::Transaction& transaction, const Decision& decision, const store::Bytes& sealed) {
  transaction.execute(insert_decision_query,
                      {transaction.territory(), decision.id, decision.meeting, decision.person, decision.step,
                       decision.root, decision.cause, word(decision.kind), decision.owner, decision.due_on,
                       decision.decided_on, sealed, decision.actor});
}

bool add_decision_event(store::Transaction& transaction, DecisionId decision, const DecisionEvent& event,
                        std::string_view actor) {
  if (transaction.count(known_query, {transaction.territory(), decision}) == 0) return false;
  const std::int64_t ver = transaction.count(next_ver_query, {transaction.territory(), decision});
  transaction.execute(insert_event_query, {transaction.territory(), decision, ver, event.kind, event.eff_on,
                                           event.answer, actor});
  return true;
}

void insert_answer(store::Transaction& transaction, const CommitteeAnswer& answer) {
  transaction.execute(insert_answer_query, {transaction.territory(), answer.id, answer.meeting, answer.root,
                                            answer.cause, answer.answer, answer.answered_on, answer.actor});
}

std::vector<SealedDecision> decisions_since(store::Reader& reader, std::string_view territory, Date from) {
  auto decisions = reader.list(decisions_since_query, {territory, from}, to_decision);
  attach_events(reader, events_since_query, territory, from, decisions);
  return decisions;
}

std::vector<SealedDecision> decisions_about(store::Reader& reader, std::string_view territory,
                                            const UuidBytes& person) {
  auto decisions = reader.list(decisions_about_query, {territory, person}, to_decision);
  attach_events(reader, events_about_query, territory, person, decisions);
  return decisions;
}

std::vector<CommitteeAnswer> answers(store::Reader& reader, std::string_view territory) {
  return reader.list(answers_query, {territory}, [](const store::Row& row) {
    return CommitteeAnswer{row.id<AnswerId>(0), optional_uuid(row, 1), row.string(2), row.string(3),
                           row.string(4),       row.date(5),           row.string(6)};
  });
}

}  // namespace jalon::cells
