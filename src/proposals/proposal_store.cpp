#include "proposals/proposal_store.hpp"

namespace jalon::proposals {
namespace {

#define HEAD_COLUMNS "id, as_of, known_at, scheme, step, rules, seed, made_on, actor"

const store::Query insert_query{"proposals.insert",
                                "INSERT INTO proposal (territory, " HEAD_COLUMNS
                                ", inputs, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query all_query{"proposals.all",
                             "SELECT " HEAD_COLUMNS
                             " FROM proposal WHERE territory = ? ORDER BY made_on DESC, id DESC"};
const store::Query find_query{"proposals.find",
                              "SELECT " HEAD_COLUMNS ", inputs FROM proposal WHERE territory = ? AND id = ?"};
const store::Query insert_outcome_query{
    "proposals.insert_outcome",
    "INSERT INTO proposal_outcome (territory, proposal, ver, outcome) VALUES (?, ?, ?, ?)"};
const store::Query forget_outcome_query{
    "proposals.forget_outcome",
    "DELETE FROM proposal_outcome WHERE territory = ? AND proposal = ? AND ver = ? AND ver > 0"};
const store::Query outcome_query{
    "proposals.outcome",
    "SELECT outcome FROM proposal_outcome WHERE territory = ? AND proposal = ? AND ver = ?"};
const store::Query insert_decision_query{"proposals.insert_decision",
                                         "INSERT INTO proposal_decision (territory, proposal, ver, person, "
                                         "step, place, kind, reason, sealed, decided_on, "
                                         "actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query decisions_query{
    "proposals.decisions",
    "SELECT ver, person, step, place, kind, reason, sealed, decided_on, actor FROM proposal_decision"
    " WHERE territory = ? AND proposal = ? ORDER BY ver"};
const store::Query count_query{"proposals.count_decisions",
                               "SELECT count(*) FROM proposal_decision WHERE territory = ? AND proposal = ?"};

ProposalHead to_head(const store::Row& row) {
  return {row.id<ProposalId>(0), row.date(1),   row.date(2), {row.string(3), row.string(4)},
          row.string(5),         row.string(6), row.date(7), row.string(8)};
}

}  // namespace

void insert_proposal(store::Transaction& transaction, const ProposalHead& head, std::string_view inputs,
                     const store::Bytes& salt) {
  transaction.execute(insert_query,
                      {transaction.territory(), head.id, head.as_of, head.known_at, head.scope.scheme,
                       head.scope.step, head.rules, head.seed, head.made_on, head.actor, inputs, salt});
}

void insert_outcome(store::Transaction& transaction, ProposalId proposal, std::int64_t ver,
                    std::string_view outcome) {
  transaction.execute(insert_outcome_query, {transaction.territory(), proposal, ver, outcome});
}

void forget_outcome(store::Transaction& transaction, ProposalId proposal, std::int64_t ver) {
  transaction.execute(forget_outcome_query, {transaction.territory(), proposal, ver});
}

void insert_decision(store::Transaction& transaction, ProposalId proposal, const Decision& decision,
                     const store::Bytes& sealed) {
  const auto place = parse_uuid(decision.place);
  transaction.execute(insert_decision_query,
                      {transaction.territory(), proposal, decision.ver, decision.person, decision.step, place,
                       to_word(decision.kind), decision.reason, sealed, decision.decided_on, decision.actor});
}

std::vector<ProposalHead> all_proposals(store::Reader& reader, std::string_view territory) {
  return reader.list(all_query, {territory}, to_head);
}

std::optional<StoredProposal> find_proposal(store::Reader& reader, std::string_view territory,
                                            ProposalId id) {
  return reader.first(find_query, {territory, id},
                      [](const store::Row& row) { return StoredProposal{to_head(row), row.string(9)}; });
}

std::vector<SealedDecision> decisions_about(store::Reader& reader, std::string_view territory,
                                            ProposalId proposal) {
  return reader.list(decisions_query, {territory, proposal}, [](const store::Row& row) {
    SealedDecision sealed;
    Decision& one = sealed.decision;
    one.ver = row.integer(0);
    one.person = row.id<people::PersonId>(1);
    one.step = row.string(2);
    one.place = to_text(row.uuid(3));
    one.kind = parse_decision(row.text(4)).value_or(DecisionKind::freed);
    one.reason = row.string(5);
    sealed.sealed = row.bytes(6);
    one.decided_on = row.date(7);
    one.actor = row.string(8);
    return sealed;
  });
}

std::int64_t count_decisions(store::Reader& reader, std::string_view territory, ProposalId proposal) {
  return reader.count(count_query, {territory, proposal});
}

std::optional<std::string> find_outcome(store::Reader& reader, std::string_view territory,
                                        ProposalId proposal, std::int64_t ver) {
  return reader.first(outcome_query, {territory, proposal, ver},
                      [](const store::Row& row) { return row.string(0); });
}

}  // namespace jalon::proposals
