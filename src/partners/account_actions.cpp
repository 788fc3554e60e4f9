#include "partners/account_actions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "partners/organisation_store.hpp"
#include "partners/password.hpp"
#include "partners/provider_identity_store.hpp"
#include "partners/session_store.hpp"
#include "partners/sign_in_delay.hpp"

namespace jalon::partners {
namespace {

store::Command command_of(const AccountDesk& desk, std::string_view actor, std::string action,
                          std::string object) {
  return {desk.territory, {}, std::string(actor), std::move(action), std::move(object)};
}

bool is_last_administrator(store::Reader& reader, const std::string& territory, const Account& account) {
  if (!account.roles.has(Role::administrator) || account.state != Account::State::active) return false;
  return std::ranges::none_of(all_accounts(reader, territory), [&](const Account& other) {
    return other.id != account.id && other.roles.has(Role::administrator) &&
           other.state == Account::State::active;
  });
}

/// What it signs in with, and what is open in its name.
void forget_secrets(store::Transaction& transaction, AccountId id) {
  set_account_password(transaction, id, "");
  set_account_code(transaction, id, std::nullopt, 0);
  replace_recovery(transaction, id, {});
  end_sessions(transaction, id);
  forget_devices(transaction, id);
  forget_identities(transaction, id);
}

/// Counted before it is looked at, so that many at once are no more than many one after the other.
Result<void> check_own_password(const AccountDesk& desk, const Caller& caller, std::string_view typed) {
  const auto subject = desk.secrets.subject("again", caller.actor());
  const std::int64_t now = desk.clock.now_ms();
  const auto counted = desk.database.write(
      command_of(desk, caller.actor(), "partners.check_password", caller.actor()),
      [&](store::Transaction& transaction) -> Result<void> {
        const auto wait = sign_in_wait(account_delay, failures_of(transaction, desk.territory, subject), now);
        if (wait > 0) return refuse("sign_in.wait", {{"seconds", std::to_string((wait + 999) / 1000)}});
        add_failure(transaction, subject, transaction.new_id<FailureId>(), now);
        return {};
      });
  if (!counted) return counted;
  const AccountLock lock = desk.database.read(
      [&](store::Reader& reader) { return account_lock(reader, desk.territory, caller.account); });
  if (!desk.secrets.is_password(lock.password, typed)) return refuse("password.wrong");
  return {};
}

void forget_own_failures(store::Transaction& transaction, const AccountDesk& desk, const Caller& caller) {
  forget_failures(transaction, desk.secrets.subject("again", caller.actor()));
}

}  // namespace

std::string link_address(std::string site, const Link& link) {
  while (site.ends_with('/')) site.pop_back();
  return site + "/invitation/" + link.token;
}

bool has_accounts(const AccountDesk& desk) {
  return desk.database.read([&](store::Reader& reader) { return any_account(reader, desk.territory); });
}

Result<Link> offer_first_account(const AccountDesk& desk, std::string_view actor) {
  const Link link{desk.secrets.new_token(), desk.clock.now_ms() + first_link_ms};
  return desk.database.write(command_of(desk, actor, "partners.offer_first_account", "account"),
                             [&](store::Transaction& transaction) -> Result<Link> {
                               if (any_account(transaction, desk.territory)) return refuse("account.exist");
                               put_invitation(transaction, desk.secrets.hash_of_token(link.token),
                                              {std::nullopt, link.expires_ms});
                               return link;
                             });
}

Result<Link> invite(const AccountDesk& desk, std::string_view actor, Account account) {
  account.name = std::string(trim(account.name));
  account.state = Account::State::invited;
  account.fictional = false;
  if (const auto valid = check_account(account); !valid) return tl::unexpected(valid.error());
  const Link link{desk.secrets.new_token(), desk.clock.now_ms() + invitation_ms};
  return desk.database.write(
      command_of(desk, actor, "partners.invite", "account"),
      [&](store::Transaction& transaction) -> Result<Link> {
        if (account.organisation && !find_organisation(transaction, desk.territory, *account.organisation)) {
          return refuse("organisation.unknown");
        }
        if (find_account(transaction, desk.territory, account.email)) return refuse("account.email_taken");
        Account added = account;
        added.id = transaction.new_id<AccountId>();
        insert_account(transaction, added);
        put_invitation(transaction, desk.secrets.hash_of_token(link.token), {added.id, link.expires_ms});
        return link;
      });
}

Result<Link> reset_account(const AccountDesk& desk, std::string_view actor, AccountId id) {
  const Link link{desk.secrets.new_token(), desk.clock.now_ms() + invitation_ms};
  return desk.database.write(command_of(desk, actor, "partners.reset_account", id.text()),
                             [&](store::Transaction& transaction) -> Result<Link> {
                               const auto account = find_account(transaction, desk.territory, id);
                               if (!account) return refuse("account.unknown");
                               if (account->fictional) return refuse("account.fictional");
                               if (account->state == Account::State::disabled)
                                 return refuse("account.disabled");
                               forget_secrets(transaction, id);
                               put_invitation(transaction, desk.secrets.hash_of_token(link.token),
                                              {id, link.expires_ms});
                               return link;
                             });
}

Result<void> disable_account(const AccountDesk& desk, std::string_view actor, AccountId id) {
  return desk.database.write(command_of(desk, actor, "partners.disable_account", id.text()),
                             [&](store::Transaction& transaction) -> Result<void> {
                               const auto account = find_account(transaction, desk.territory, id);
                               if (!account) return refuse("account.unknown");
                               if (is_last_administrator(transaction, desk.territory, *account)) {
                                 return refuse("account.last_administrator");
                               }
                               set_account_state(transaction, id, Account::State::disabled);
                               end_sessions(transaction, id);
                               drop_invitations(transaction, id);
                               return {};
                             });
}

Result<Link> reopen_account(const AccountDesk& desk, std::string_view actor, AccountId id) {
  const Link link{desk.secrets.new_token(), desk.clock.now_ms() + invitation_ms};
  return desk.database.write(command_of(desk, actor, "partners.reopen_account", id.text()),
                             [&](store::Transaction& transaction) -> Result<Link> {
                               const auto account = find_account(transaction, desk.territory, id);
                               if (!account) return refuse("account.unknown");
                               if (account->fictional) return refuse("account.fictional");
                               if (account->state != Account::State::disabled)
                                 return refuse("account.not_closed");
                               forget_secrets(transaction, id);
                               set_account_state(transaction, id, Account::State::invited);
                               put_invitation(transaction, desk.secrets.hash_of_token(link.token),
                                              {id, link.expires_ms});
                               return link;
                             });
}

Result<void> change_account(const AccountDesk& desk, std::string_view actor, const Account& changed) {
  Account wanted = changed;
  wanted.name = std::string(trim(changed.name));
  if (wanted.roles.has(Role::administrator)) wanted.organisation.reset();
  return desk.database.write(
      command_of(desk, actor, "partners.change_account", wanted.id.text()),
      [&](store::Transaction& transaction) -> Result<void> {
        const auto known = find_account(transaction, desk.territory, wanted.id);
        if (!known) return refuse("account.unknown");
        if (known->fictional) return refuse("account.fictional");
        wanted.email = known->email;
        if (const auto valid = check_account(wanted); !valid) return valid;
        if (wanted.organisation && !find_organisation(transaction, desk.territory, *wanted.organisation)) {
          return refuse("organisation.unknown");
        }
        if (!wanted.roles.has(Role::administrator) &&
            is_last_administrator(transaction, desk.territory, *known)) {
          return refuse("account.last_administrator");
        }
        update_account(transaction, wanted);
        return {};
      });
}

std::optional<Welcome> see_link(const AccountDesk& desk, std::string_view token) {
  return desk.database.read([&](store::Reader& reader) -> std::optional<Welcome> {
    const auto found = find_invitation(reader, desk.territory, desk.secrets.hash_of_token(token));
    if (!found || found->expires_ms <= desk.clock.now_ms()) return std::nullopt;
    if (!found->account) {
      if (any_account(reader, desk.territory)) return std::nullopt;
      return Welcome{true, {}, {}};
    }
    const auto account = find_account(reader, desk.territory, *found->account);
    if (!account || account->state == Account::State::disabled) return std::nullopt;
    return Welcome{false, account->email, account->name};
  });
}

Result<AccountId> accept_link(const AccountDesk& desk, std::string_view token, std::string_view password,
                              std::string_view email, std::string_view name) {
  const auto welcome = see_link(desk, token);
  if (!welcome) return refuse("link.gone");
  Account first;
  first.email = clean_email(email);
  first.name = std::string(trim(name));
  first.roles = {Role::administrator};
  first.state = Account::State::active;
  if (welcome->first) {
    if (const auto valid = check_account(first); !valid) return tl::unexpected(valid.error());
  }
  if (const auto good = check_password(password, welcome->first ? first.email : welcome->email,
                                       welcome->first ? first.name : welcome->name);
      !good) {
    return tl::unexpected(good.error());
  }
  const std::string hash = desk.secrets.hash_password(password);
  const auto token_hash = desk.secrets.hash_of_token(token);
  return desk.database.write(command_of(desk, "visiteur", "partners.accept_link", "account"),
                             [&](store::Transaction& transaction) -> Result<AccountId> {
                               const auto invitation =
                                   find_invitation(transaction, desk.territory, token_hash);
                               if (!invitation || !use_invitation(transaction, token_hash))
                                 return refuse("link.gone");
                               AccountId id;
                               if (invitation->account) {
                                 id = *invitation->account;
                                 set_account_state(transaction, id, Account::State::active);
                               } else {
                                 if (any_account(transaction, desk.territory)) return refuse("link.gone");
                                 Account added = first;
                                 id = added.id = transaction.new_id<AccountId>();
                                 insert_account(transaction, added);
                               }
                               set_account_password(transaction, id, hash);
                               return id;
                             });
}

Result<void> change_password(const AccountDesk& desk, const Caller& caller, std::string_view current,
                             std::string_view wanted) {
  if (const auto own = check_own_password(desk, caller, current); !own) return own;
  const auto account = desk.database.read(
      [&](store::Reader& reader) { return find_account(reader, desk.territory, caller.account); });
  if (!account) return refuse("account.unknown");
  if (const auto good = check_password(wanted, account->email, account->name); !good) return good;
  const std::string hash = desk.secrets.hash_password(wanted);
  return desk.database.write(command_of(desk, caller.actor(), "partners.change_password", caller.actor()),
                             [&](store::Transaction& transaction) -> Result<void> {
                               forget_own_failures(transaction, desk, caller);
                               set_account_password(transaction, caller.account, hash);
                               const auto kept = SessionId::parse(caller.session);
                               end_sessions(transaction, caller.account, kept.value_or(SessionId{}));
                               return {};
                             });
}

Result<std::vector<std::string>> set_up_code(const AccountDesk& desk, const Caller& caller,
                                             const CodeSecret& secret, std::string_view typed,
                                             std::string_view password) {
  const auto step = step_of_code(secret, typed, desk.clock.now_ms() / 1000, 0);
  if (!step) return refuse("code.wrong");
  if (const auto own = check_own_password(desk, caller, password); !own) return tl::unexpected(own.error());
  std::vector<std::string> codes;
  std::vector<store::Bytes> hashes;
  for (int i = 0; i < 10; ++i) {
    codes.push_back(desk.secrets.new_recovery_code());
    hashes.push_back(desk.secrets.subject("recovery", clean_recovery_code(codes.back())));
  }
  return desk.database.write(command_of(desk, caller.actor(), "partners.set_up_code", caller.actor()),
                             [&](store::Transaction& transaction) -> Result<std::vector<std::string>> {
                               forget_own_failures(transaction, desk, caller);
                               set_account_code(transaction, caller.account,
                                                desk.secrets.seal(caller.account, secret), *step);
                               replace_recovery(transaction, caller.account, hashes);
                               const auto kept = SessionId::parse(caller.session);
                               end_sessions(transaction, caller.account, kept.value_or(SessionId{}));
                               return codes;
                             });
}

Result<void> add_fictional_accounts(const AccountDesk& desk, const std::vector<Account>& accounts) {
  return desk.database.write(
      command_of(desk, "demo", "partners.add_fictional_accounts", "account"),
      [&](store::Transaction& transaction) -> Result<void> {
        const auto known = all_accounts(transaction, desk.territory);
        if (std::ranges::any_of(known, [](const Account& account) { return !account.fictional; })) {
          return refuse("account.real_exist");
        }
        for (Account account : accounts) {
          if (std::ranges::find(known, account.email, &Account::email) != known.end()) continue;
          account.id = transaction.new_id<AccountId>();
          account.state = Account::State::active;
          account.fictional = true;
          if (const auto valid = check_account(account); !valid) return valid;
          insert_account(transaction, account);
        }
        return {};
      });
}

}  // namespace jalon::partners
