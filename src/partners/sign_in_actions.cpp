#include "partners/sign_in_actions.hpp"

#include <algorithm>
#include <array>

#include "partners/organisation_store.hpp"
#include "partners/session_store.hpp"
#include "partners/sign_in_delay.hpp"

namespace jalon::partners {
namespace {

store::Command command_of(const AccountDesk& desk, std::string actor, std::string action,
                          std::string object) {
  return {desk.territory, {}, std::move(actor), std::move(action), std::move(object)};
}

/// A counter of failures, and the mark that this attempt left on it.
struct Counter {
  DelayRule rule;
  store::Bytes subject;
  bool forgotten_on_success = true;
  FailureId mark{};
};

std::vector<Counter> counters_of(const AccountDesk& desk, const Credentials& credentials,
                                 const std::string& email, bool known_device) {
  if (known_device) return {{device_delay, desk.secrets.subject("device", credentials.device), true}};
  return {{account_delay, desk.secrets.subject("account", email), true},
          // Others may have failed from there.
          {address_delay, desk.secrets.subject("address", credentials.peer), false}};
}

std::int64_t longest_wait(store::Reader& reader, const AccountDesk& desk,
                          const std::vector<Counter>& counters, std::int64_t now) {
  std::int64_t wait = 0;
  for (const Counter& counter : counters) {
    wait =
        std::max(wait, sign_in_wait(counter.rule, failures_of(reader, desk.territory, counter.subject), now));
  }
  return wait;
}

tl::unexpected<Refusal> to_wait(std::int64_t wait_ms) {
  return refuse("sign_in.wait", {{"seconds", std::to_string((wait_ms + 999) / 1000)}});
}

/// Counts the attempt before anything is looked at; refused while somebody has to wait.
Result<void> count_attempt(const AccountDesk& desk, std::vector<Counter>& counters, std::int64_t now) {
  return desk.database.write(command_of(desk, "visiteur", "partners.attempt_sign_in", "sign-in"),
                             [&](store::Transaction& transaction) -> Result<void> {
                               if (const std::int64_t wait = longest_wait(transaction, desk, counters, now);
                                   wait > 0) {
                                 return to_wait(wait);
                               }
                               for (Counter& counter : counters) {
                                 counter.mark = transaction.new_id<FailureId>();
                                 add_failure(transaction, counter.subject, counter.mark, now);
                               }
                               sweep_failures(transaction, now - account_delay.forgotten_after_ms);
                               return {};
                             });
}

/// Whom the address names, if anybody.
struct Found {
  std::optional<Account> account;
  AccountLock lock;
  bool known_device = false;
};

Found find(const AccountDesk& desk, const Credentials& credentials, const std::string& email) {
  return desk.database.read([&](store::Reader& reader) {
    Found seen;
    seen.account = find_account(reader, desk.territory, std::string_view(email));
    // Somebody who does not exist is looked up as often as anybody.
    const AccountId id = seen.account ? seen.account->id : AccountId{};
    seen.lock = account_lock(reader, desk.territory, id);
    seen.known_device =
        is_known_device(reader, desk.territory, desk.secrets.hash_of_token(credentials.device), id);
    return seen;
  });
}

/// What of a good answer can be used once: the step of the one-time code, or the recovery code.
struct Proof {
  std::optional<std::int64_t> step;
  store::Bytes recovery;
};

/// Nullopt where the password or the code is not the account's; takes the same time for nobody's.
std::optional<Proof> prove(const AccountDesk& desk, const Credentials& credentials, const Found& found,
                           std::int64_t now) {
  const bool open = found.account && found.account->state == Account::State::active;
  const std::string hash = open ? found.lock.password : std::string();
  if (!desk.secrets.is_password(hash, credentials.password) || !open) return std::nullopt;
  Proof proof;
  if (!found.lock.code) return proof;
  const auto secret = desk.secrets.open(found.account->id, *found.lock.code);
  if (secret) proof.step = step_of_code(*secret, credentials.code, now / 1000, found.lock.code_step);
  if (proof.step) return proof;
  const std::string code = clean_recovery_code(credentials.code);
  if (code.empty()) return std::nullopt;
  proof.recovery = desk.secrets.subject("recovery", code);
  return proof;
}

Caller caller_from(store::Reader& reader, const AccountDesk& desk, const Account& account) {
  Caller who;
  who.kind = Caller::Kind::account;
  who.account = account.id;
  who.email = account.email;
  who.name = account.name;
  who.organisation = account.organisation;
  who.roles = account.roles;
  who.has_code = account.has_code;
  who.code_due = needs_one_time_code(account.roles) && !account.has_code && !account.fictional;
  who.fictional = account.fictional;
  if (account.organisation) {
    if (const auto own = find_organisation(reader, desk.territory, *account.organisation)) {
      who.organisation_ref = own->ref;
      who.organisation_name = own->name;
      who.organisation_kind = own->kind;
    }
  }
  return who;
}

Result<SignedIn> sign_in_without_password(const AccountDesk& desk, AccountId id, const Credentials& from,
                                          std::string action, bool fictional) {
  return desk.database.write(
      command_of(desk, id.text(), std::move(action), id.text()),
      [&](store::Transaction& transaction) -> Result<SignedIn> {
        const auto account = find_account(transaction, desk.territory, id);
        if (!account || account->state != Account::State::active || account->fictional != fictional) {
          return refuse("sign_in.refused");
        }
        return open_session(transaction, desk, *account, from);
      });
}

}  // namespace

SignedIn open_session(store::Transaction& transaction, const AccountDesk& desk, const Account& account,
                      const Credentials& from, const ByProvider& provider) {
  const std::int64_t now = desk.clock.now_ms();
  const SignedIn tokens{desk.secrets.new_token(), desk.secrets.new_token()};
  Session session;
  session.id = transaction.new_id<SessionId>();
  session.account = account.id;
  session.made_ms = session.seen_ms = now;
  session.peer = from.peer;
  session.agent = from.agent.substr(0, 300);
  if (provider.seal_token) session.provider_token = provider.seal_token(session.id);
  session.second_factor = provider.second_factor;
  sweep_sessions(transaction, now);
  insert_session(transaction, desk.secrets.hash_of_token(tokens.session), session);
  remember_device(transaction, desk.secrets.hash_of_token(tokens.device), account.id, now);
  return tokens;
}

Result<SignedIn> sign_in(const AccountDesk& desk, const Credentials& credentials) {
  const std::string email = clean_email(credentials.email);
  const std::int64_t now = desk.clock.now_ms();
  const Found found = find(desk, credentials, email);
  auto counters = counters_of(desk, credentials, email, found.known_device);
  if (const auto counted = count_attempt(desk, counters, now); !counted)
    return tl::unexpected(counted.error());
  const auto proof = prove(desk, credentials, found, now);
  if (!proof) return refuse("sign_in.refused");

  return desk.database.write(
      command_of(desk, found.account->id.text(), "partners.sign_in", found.account->id.text()),
      [&](store::Transaction& transaction) -> Result<SignedIn> {
        if (proof->step && !use_code_step(transaction, found.account->id, *proof->step)) {
          return refuse("sign_in.refused");
        }
        if (!proof->recovery.empty() && !use_recovery(transaction, found.account->id, proof->recovery)) {
          return refuse("sign_in.refused");
        }
        for (const Counter& counter : counters) {
          if (counter.forgotten_on_success) {
            forget_failures(transaction, counter.subject);
          } else {
            drop_failure(transaction, counter.subject, counter.mark);
          }
        }
        return open_session(transaction, desk, *found.account, credentials);
      });
}

Result<Caller> recognise_unwritten(const AccountDesk& desk, const Credentials& credentials) {
  const std::string email = clean_email(credentials.email);
  const std::int64_t now = desk.clock.now_ms();
  const Found found = find(desk, credentials, email);
  const auto counters = counters_of(desk, credentials, email, false);
  const std::int64_t wait =
      desk.database.read([&](store::Reader& reader) { return longest_wait(reader, desk, counters, now); });
  if (wait > 0) return to_wait(wait);
  const auto proof = prove(desk, credentials, found, now);
  if (!proof || !proof->recovery.empty()) return refuse("sign_in.refused");
  return desk.database.read(
      [&](store::Reader& reader) -> Result<Caller> { return caller_from(reader, desk, *found.account); });
}

Result<SignedIn> sign_in_by_link(const AccountDesk& desk, AccountId account, const Credentials& from) {
  return sign_in_without_password(desk, account, from, "partners.sign_in_by_link", false);
}

Result<SignedIn> sign_in_as_fictional(const AccountDesk& desk, AccountId account, const Credentials& from) {
  return sign_in_without_password(desk, account, from, "partners.sign_in_as_fictional", true);
}

Result<Caller> caller_of_fictional(const AccountDesk& desk, AccountId id) {
  return desk.database.read([&](store::Reader& reader) -> Result<Caller> {
    const auto account = find_account(reader, desk.territory, id);
    if (!account || !account->fictional || account->state != Account::State::active) {
      return refuse("sign_in.refused");
    }
    return caller_from(reader, desk, *account);
  });
}

void sign_out(const AccountDesk& desk, std::string_view session_token) {
  const auto hash = desk.secrets.hash_of_token(session_token);
  const auto session =
      desk.database.read([&](store::Reader& reader) { return find_session(reader, desk.territory, hash); });
  if (!session) return;
  (void)desk.database.write(
      command_of(desk, session->account.text(), "partners.sign_out", session->account.text()),
      [&](store::Transaction& transaction) -> Result<void> {
        end_session(transaction, hash);
        return {};
      });
}

std::optional<Caller> caller_of(const AccountDesk& desk, std::string_view session_token) {
  if (session_token.empty()) return std::nullopt;
  const auto hash = desk.secrets.hash_of_token(session_token);
  const std::int64_t now = desk.clock.now_ms();
  std::int64_t seen_ms = now;
  auto caller = desk.database.read([&](store::Reader& reader) -> std::optional<Caller> {
    const auto session = find_session(reader, desk.territory, hash);
    if (!session || !is_alive(session->made_ms, session->seen_ms, now)) return std::nullopt;
    const auto account = find_account(reader, desk.territory, session->account);
    if (!account || account->state != Account::State::active) return std::nullopt;
    seen_ms = session->seen_ms;
    Caller who = caller_from(reader, desk, *account);
    who.session = session->id.text();
    who.code_due = who.code_due && !session->second_factor;
    return who;
  });
  if (caller && now - seen_ms >= session_touch_ms) {
    (void)desk.database.write(command_of(desk, caller->actor(), "partners.see_session", caller->actor()),
                              [&](store::Transaction& transaction) -> Result<void> {
                                touch_session(transaction, hash, now);
                                return {};
                              });
  }
  return caller;
}

std::vector<Session> sessions(const AccountDesk& desk, const Caller& caller) {
  const std::int64_t now = desk.clock.now_ms();
  auto all = desk.database.read(
      [&](store::Reader& reader) { return sessions_of(reader, desk.territory, caller.account); });
  std::erase_if(all, [&](const Session& each) { return !is_alive(each.made_ms, each.seen_ms, now); });
  return all;
}

Result<void> revoke_session(const AccountDesk& desk, const Caller& caller, SessionId session) {
  return desk.database.write(command_of(desk, caller.actor(), "partners.revoke_session", caller.actor()),
                             [&](store::Transaction& transaction) -> Result<void> {
                               if (!end_session(transaction, caller.account, session))
                                 return refuse("session.unknown");
                               return {};
                             });
}

Result<void> revoke_other_sessions(const AccountDesk& desk, const Caller& caller) {
  return desk.database.write(
      command_of(desk, caller.actor(), "partners.revoke_other_sessions", caller.actor()),
      [&](store::Transaction& transaction) -> Result<void> {
        end_sessions(transaction, caller.account, SessionId::parse(caller.session).value_or(SessionId{}));
        return {};
      });
}

}  // namespace jalon::partners
