#include "partners/provider_identity_store.hpp"

namespace jalon::partners {
namespace {

const store::Query find_query{
    "partners.account_of_identity",
    "SELECT account FROM provider_identity WHERE territory = ? AND issuer = ? AND subject = ?"};
const store::Query has_query{
    "partners.has_identity",
    "SELECT COUNT(*) FROM provider_identity WHERE territory = ? AND account = ? AND issuer = ?"};
const store::Query insert_query{
    "partners.insert_identity",
    "INSERT INTO provider_identity (territory, issuer, subject, account, made_ms) VALUES (?, ?, ?, ?, ?)"};
const store::Query forget_query{"partners.forget_identities",
                                "DELETE FROM provider_identity WHERE territory = ? AND account = ?"};
const store::Query old_returns_query{"partners.drop_old_returns",
                                     "DELETE FROM provider_return WHERE territory = ? AND at_ms < ?"};
const store::Query take_return_query{
    "partners.take_return",
    "INSERT INTO provider_return (territory, hash, at_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"};

}  // namespace

std::optional<AccountId> account_of_identity(store::Reader& reader, std::string_view territory,
                                             std::string_view issuer, std::string_view subject) {
  return reader.first(find_query, {territory, issuer, subject},
                      [](const store::Row& row) { return row.id<AccountId>(0); });
}

bool has_identity(store::Reader& reader, std::string_view territory, std::string_view issuer,
                  AccountId account) {
  return reader.count(has_query, {territory, account, issuer}) > 0;
}

void insert_identity(store::Transaction& transaction, std::string_view issuer, std::string_view subject,
                     AccountId account) {
  transaction.execute(insert_query,
                      {transaction.territory(), issuer, subject, account, transaction.now_ms()});
}

void forget_identities(store::Transaction& transaction, AccountId account) {
  transaction.execute(forget_query, {transaction.territory(), account});
}

bool take_return(store::Transaction& transaction, const store::Bytes& hash, std::int64_t now_ms,
                 std::int64_t forget_before_ms) {
  transaction.execute(old_returns_query, {transaction.territory(), forget_before_ms});
  return transaction.execute(take_return_query, {transaction.territory(), hash, now_ms}) == 1;
}

}  // namespace jalon::partners
