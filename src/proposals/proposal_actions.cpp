#include "proposals/proposal_actions.hpp"

#include <chrono>

#include "base/text.hpp"
#include "proposals/needs_actions.hpp"
#include "proposals/proposal_text_actions.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::proposals {
namespace {

constexpr double seconds_to_solve = 20;
constexpr int attempts = 4;

/// Households in places that count persons may take long; what is found by then is kept, and said unproven.
SolveOptions in_time() {
  SolveOptions options;
  using Clock = std::chrono::steady_clock;
  options.seconds_left = [start = Clock::now()] {
    return seconds_to_solve - std::chrono::duration<double>(Clock::now() - start).count();
  };
  return options;
}

store::Bytes new_salt() {
  store::Bytes salt;
  for (int half = 0; half < 2; ++half) {
    const UuidBytes random = new_uuid_v4();
    salt.insert(salt.end(), random.begin(), random.end());
  }
  return salt;
}

std::vector<Decision> opened(std::vector<SealedDecision> sealed, people::Vault& vault) {
  std::vector<Decision> decisions;
  for (SealedDecision& one : sealed) {
    Decision decision = std::move(one.decision);
    if (!one.sealed.empty())
      decision.text = vault.open(decision.person.bytes(), decision_field, one.sealed).value_or("");
    decisions.push_back(std::move(decision));
  }
  return decisions;
}

/// What is known of a proposal when a line is about to be decided.
struct Stand {
  Inputs inputs;
  std::vector<Decision> decisions;
  Outcome now;
};

std::optional<Stand> read_stand(store::Reader& reader, std::string_view territory, ProposalId id) {
  auto stored = find_proposal(reader, territory, id);
  if (!stored) return std::nullopt;
  Stand stand;
  stand.inputs = inputs_from(stored->inputs);
  for (SealedDecision& one : decisions_about(reader, territory, id))
    stand.decisions.push_back(std::move(one.decision));
  const auto ver = static_cast<std::int64_t>(stand.decisions.size());
  stand.now = outcome_from(find_outcome(reader, territory, id, ver).value_or(""));
  return stand;
}

Result<void> enrol_line(store::Transaction& transaction, const Need& need, const Decision& decision) {
  const auto place = schemes::PlaceId::parse(decision.place);
  std::vector<schemes::EnrolmentDraft> drafts;
  for (const std::string& person : need.people) {
    const auto id = people::PersonId::parse(person);
    const auto kind = decision.kind == DecisionKind::accepted ? schemes::EnrolmentKind::accepted
                                                              : schemes::EnrolmentKind::proposed;
    drafts.push_back(
        {place.value_or(schemes::PlaceId{}), id.value_or(people::PersonId{}), kind, decision.decided_on, {}});
  }
  return schemes::enrol_together(transaction, drafts, decision.actor, decision.decided_on);
}

Result<void> validate(const Stand& stand, const DecisionDraft& draft) {
  const Need* need = stand.inputs.need(draft.need);
  if (need == nullptr || need->choice(draft.place) == nullptr) return refuse("line.unknown");
  if (draft.kind == DecisionKind::refused && find_refusal_reason(draft.reason) == nullptr)
    return refuse("reason.missing");
  return {};
}

/// One attempt: nothing is kept when somebody else decided meanwhile.
Result<void> try_to_decide(store::Database& database, people::Vault& vault, const store::Command& command,
                           ProposalId id, const DecisionDraft& draft, Date today) {
  auto stand =
      database.read([&](store::Reader& reader) { return read_stand(reader, command.territory, id); });
  if (!stand) return refuse("proposal.unknown");
  if (auto valid = validate(*stand, draft); !valid) return valid;
  const Need& need = *stand->inputs.need(draft.need);
  const auto seen = static_cast<std::int64_t>(stand->decisions.size());
  Decision decision;
  decision.ver = seen + 1;
  decision.person = people::PersonId::parse(need.people.front()).value_or(people::PersonId{});
  decision.step = need.step;
  decision.place = draft.place;
  decision.kind = draft.kind;
  decision.reason = draft.kind == DecisionKind::refused ? draft.reason : "";
  decision.text = trim(draft.text);
  decision.decided_on = today;
  decision.actor = command.actor;
  stand->decisions.push_back(decision);
  const Outcome outcome = solve(stand->inputs, locks_of(stand->decisions), in_time());
  if (!outcome.conflicts.empty()) return refuse("locks.conflict", {{"why", outcome.conflicts.front()}});
  const std::string text = to_text(outcome);
  return database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    if (count_decisions(transaction, transaction.territory(), id) != seen)
      return refuse("proposal.changed_meanwhile");
    if (decision.kind == DecisionKind::proposed || decision.kind == DecisionKind::accepted) {
      if (auto enrolled = enrol_line(transaction, need, decision); !enrolled) return enrolled;
    }
    store::Bytes sealed;
    if (!decision.text.empty()) {
      sealed = vault.seal(decision.person.bytes(), decision_field, decision.text);
      vault.flush();
    }
    insert_decision(transaction, id, decision, sealed);
    forget_outcome(transaction, id, seen);
    insert_outcome(transaction, id, decision.ver, text);
    transaction.publish("proposals.decided", id.text());
    return {};
  });
}

}  // namespace

Result<Draft> draft_proposal(store::Database& database, pathways::LiveBoard& board, const Clock& clock,
                             const std::string& territory, const Request& request) {
  const AllocationRules& rules = rules_at(default_allocation_rules(), request.at);
  const Question question{request.scope, request.seed.value_or(public_seed(request.at)),
                          std::max(clock.today(), request.at)};
  Draft draft;
  draft.inputs = board.on(request.at, [&](const pathways::Snapshot& snapshot) {
    return database.read(
        [&](store::Reader& reader) { return gather_inputs(reader, territory, snapshot, rules, question); });
  });
  if (draft.inputs.offers.empty()) return refuse("proposal.no_place");
  draft.outcome = solve(draft.inputs, {}, in_time());
  return draft;
}

Result<ProposalId> keep_proposal(store::Database& database, const Clock& clock, store::Command command,
                                 const Draft& draft) {
  command.action = "proposals.propose";
  command.object = to_iso(draft.inputs.as_of);
  const std::string inputs = to_text(draft.inputs);
  const std::string outcome = to_text(draft.outcome);
  const store::Bytes salt = new_salt();
  return database.write(command, [&](store::Transaction& transaction) -> Result<ProposalId> {
    ProposalHead head;
    head.id = transaction.new_id<ProposalId>();
    head.as_of = draft.inputs.as_of;
    head.known_at = draft.inputs.known_at;
    head.scope = draft.inputs.scope;
    head.rules = draft.inputs.rules;
    head.seed = std::to_string(draft.inputs.seed);
    head.made_on = clock.today();
    head.actor = command.actor;
    insert_proposal(transaction, head, inputs, salt);
    insert_outcome(transaction, head.id, 0, outcome);
    transaction.commit_to(salt, inputs);
    transaction.publish("proposals.proposed", head.id.text());
    return head.id;
  });
}

std::optional<ProposalView> load_proposal(store::Reader& reader, people::Vault& vault,
                                          std::string_view territory, ProposalId id) {
  auto stored = find_proposal(reader, territory, id);
  if (!stored) return std::nullopt;
  ProposalView view;
  view.head = std::move(stored->head);
  view.inputs = inputs_from(stored->inputs);
  view.decisions = opened(decisions_about(reader, territory, id), vault);
  const auto ver = static_cast<std::int64_t>(view.decisions.size());
  view.now = outcome_from(find_outcome(reader, territory, id, ver).value_or(""));
  return view;
}

std::optional<Outcome> first_outcome(store::Reader& reader, std::string_view territory, ProposalId id) {
  const auto text = find_outcome(reader, territory, id, 0);
  if (!text) return std::nullopt;
  return outcome_from(*text);
}

Result<void> decide(store::Database& database, people::Vault& vault, const Clock& clock,
                    store::Command command, ProposalId id, const DecisionDraft& draft) {
  command.action = "proposals.decide";
  command.object = id.text();
  Result<void> decided;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    decided = try_to_decide(database, vault, command, id, draft, clock.today());
    if (decided || decided.error().code != "proposal.changed_meanwhile") break;
  }
  return decided;
}

}  // namespace jalon::proposals
