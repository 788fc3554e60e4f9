#include "partners/account_store.hpp"

namespace jalon::partners {
namespace {

const store::Query any_query{"partners.any_account", "SELECT COUNT(*) FROM account WHERE territory = ?"};
const store::Query all_query{"partners.accounts",
                             "SELECT id, email, name, organisation, roles, state, code IS NOT NULL, fictional"
                             " FROM account WHERE territory = ? ORDER BY name, email"};
const store::Query by_id_query{"partners.account",
                               "SELECT id, email, name, organisation, roles, state, code IS NOT NULL,"
                               " fictional FROM account WHERE territory = ? AND id = ?"};
const store::Query by_email_query{"partners.account_by_email",
                                  "SELECT id, email, name, organisation, roles, state, code IS NOT NULL,"
                                  " fictional FROM account WHERE territory = ? AND email = ?"};
const store::Query lock_query{"partners.account_lock",
                              "SELECT password, code, code_step FROM account WHERE territory = ? AND id = ?"};
const store::Query insert_query{
    "partners.insert_account",
    "INSERT INTO account (territory, id, email, name, organisation, roles, state, password, code, code_step,"
    " fictional, made_ms) VALUES (?, ?, ?, ?, ?, ?, ?, '', NULL, 0, ?, ?)"};
const store::Query update_query{
    "partners.update_account",
    "UPDATE account SET name = ?, organisation = ?, roles = ? WHERE territory = ? AND id = ?"};
const store::Query state_query{"partners.set_account_state",
                               "UPDATE account SET state = ? WHERE territory = ? AND id = ?"};
const store::Query password_query{"partners.set_account_password",
                                  "UPDATE account SET password = ? WHERE territory = ? AND id = ?"};
const store::Query code_query{"partners.set_account_code",
                              "UPDATE account SET code = ?, code_step = ? WHERE territory = ? AND id = ?"};
const store::Query step_query{
    "partners.use_code_step",
    "UPDATE account SET code_step = ? WHERE territory = ? AND id = ? AND code_step < ?"};
const store::Query drop_recovery_query{"partners.drop_recovery",
                                       "DELETE FROM account_recovery WHERE territory = ? AND account = ?"};
const store::Query insert_recovery_query{
    "partners.insert_recovery", "INSERT INTO account_recovery (territory, account, hash) VALUES (?, ?, ?)"};
const store::Query count_recovery_query{
    "partners.count_recovery", "SELECT COUNT(*) FROM account_recovery WHERE territory = ? AND account = ?"};
const store::Query use_recovery_query{
    "partners.use_recovery", "DELETE FROM account_recovery WHERE territory = ? AND account = ? AND hash = ?"};
const store::Query find_invitation_query{
    "partners.invitation",
    "SELECT account, expires_ms FROM account_invitation WHERE territory = ? AND hash = ?"};
const store::Query insert_invitation_query{
    "partners.insert_invitation",
    "INSERT INTO account_invitation (territory, hash, account, expires_ms) VALUES (?, ?, ?, ?)"};
const store::Query use_invitation_query{"partners.use_invitation",
                                        "DELETE FROM account_invitation WHERE territory = ? AND hash = ?"};
const store::Query invitation_ends_query{
    "partners.invitation_ends",
    "SELECT expires_ms FROM account_invitation WHERE territory = ? AND account = ?"};
const store::Query drop_invitations_query{
    "partners.drop_invitations", "DELETE FROM account_invitation WHERE territory = ? AND account = ?"};
const store::Query drop_first_query{"partners.drop_first_invitation",
                                    "DELETE FROM account_invitation WHERE territory = ? AND account IS NULL"};

Account to_account(const store::Row& row) {
  Account account;
  account.id = row.id<AccountId>(0);
  account.email = row.string(1);
  account.name = row.string(2);
  account.organisation = row.optional_id<OrganisationId>(3);
  // A role of a later program opens nothing here.
  account.roles = Roles::parse(row.text(4)).value_or(Roles{});
  account.state = parse_account_state(row.text(5)).value_or(Account::State::disabled);
  account.has_code = row.flag(6);
  account.fictional = row.flag(7);
  return account;
}

}  // namespace

bool any_account(store::Reader& reader, std::string_view territory) {
  return reader.count(any_query, {territory}) > 0;
}

std::vector<Account> all_accounts(store::Reader& reader, std::string_view territory) {
  return reader.list(all_query, {territory}, to_account);
}

std::optional<Account> find_account(store::Reader& reader, std::string_view territory, AccountId id) {
  return reader.first(by_id_query, {territory, id}, to_account);
}

std::optional<Account> find_account(store::Reader& reader, std::string_view territory,
                                    std::string_view email) {
  return reader.first(by_email_query, {territory, email}, to_account);
}

AccountLock account_lock(store::Reader& reader, std::string_view territory, AccountId id) {
  return reader
      .first(lock_query, {territory, id},
             [](const store::Row& row) {
               AccountLock lock{row.string(0), std::nullopt, row.integer(2)};
               if (!row.is_null(1)) lock.code = row.bytes(1);
               return lock;
             })
      .value_or(AccountLock{});
}

void insert_account(store::Transaction& transaction, const Account& account) {
  transaction.execute(
      insert_query, {transaction.territory(), account.id, account.email, account.name, account.organisation,
                     account.roles.text(), to_text(account.state), account.fictional, transaction.now_ms()});
}

void update_account(store::Transaction& transaction, const Account& account) {
  transaction.execute(update_query, {account.name, account.organisation, account.roles.text(),
                                     transaction.territory(), account.id});
}

void set_account_state(store::Transaction& transaction, AccountId id, Account::State state) {
  transaction.execute(state_query, {to_text(state), transaction.territory(), id});
}

void set_account_password(store::Transaction& transaction, AccountId id, std::string_view hash) {
  transaction.execute(password_query, {hash, transaction.territory(), id});
}

void set_account_code(store::Transaction& transaction, AccountId id,
                      const std::optional<store::Bytes>& sealed, std::int64_t step) {
  transaction.execute(code_query, {sealed, step, transaction.territory(), id});
}

bool use_code_step(store::Transaction& transaction, AccountId id, std::int64_t step) {
  return transaction.execute(step_query, {step, transaction.territory(), id, step}) == 1;
}

void replace_recovery(store::Transaction& transaction, AccountId id,
                      const std::vector<store::Bytes>& hashes) {
  transaction.execute(drop_recovery_query, {transaction.territory(), id});
  for (const store::Bytes& hash : hashes) {
    transaction.execute(insert_recovery_query, {transaction.territory(), id, hash});
  }
}

std::int64_t count_recovery(store::Reader& reader, std::string_view territory, AccountId id) {
  return reader.count(count_recovery_query, {territory, id});
}

bool use_recovery(store::Transaction& transaction, AccountId id, const store::Bytes& hash) {
  return transaction.execute(use_recovery_query, {transaction.territory(), id, hash}) == 1;
}

std::optional<Invitation> find_invitation(store::Reader& reader, std::string_view territory,
                                          const store::Bytes& hash) {
  return reader.first(find_invitation_query, {territory, hash}, [](const store::Row& row) {
    return Invitation{row.optional_id<AccountId>(0), row.integer(1)};
  });
}

void put_invitation(store::Transaction& transaction, const store::Bytes& hash, const Invitation& invitation) {
  drop_invitations(transaction, invitation.account);
  transaction.execute(insert_invitation_query,
                      {transaction.territory(), hash, invitation.account, invitation.expires_ms});
}

bool use_invitation(store::Transaction& transaction, const store::Bytes& hash) {
  return transaction.execute(use_invitation_query, {transaction.territory(), hash}) == 1;
}

std::int64_t invitation_ends(store::Reader& reader, std::string_view territory, AccountId account) {
  return reader.count(invitation_ends_query, {territory, account});
}

void drop_invitations(store::Transaction& transaction, std::optional<AccountId> account) {
  if (account) {
    transaction.execute(drop_invitations_query, {transaction.territory(), *account});
  } else {
    transaction.execute(drop_first_query, {transaction.territory()});
  }
}

}  // namespace jalon::partners
