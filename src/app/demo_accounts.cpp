#include "app/demo_accounts.hpp"

#include <array>
#include <string_view>
#include <vector>

#include "partners/organisation_store.hpp"

namespace jalon::app {
namespace {

using partners::Role;

struct DemoAccount {
  std::string_view email;
  std::string_view name;
  std::string_view organisation;  // as the fictional organisations.csv calls it
  Role role;
};

constexpr std::array<DemoAccount, 9> demo_accounts = {{
    {"samia.lefort@cph-fictif.example", "Samia Lefort", "CPH-1", Role::referent},
    {"hugo.marchetti@cph-fictif.example", "Hugo Marchetti", "CPH-1", Role::colleague},
    {"ines.roussel@cada-fictif.example", "Inès Roussel", "CADA-2", Role::referent},
    {"awa.delmas@ddcs-fictive.example", "Awa Delmas", "DDCS", Role::coordinator},
    {"yann.corbier@prefecture-fictive.example", "Yann Corbier", "PREF", Role::prefecture_lead},
    {"lucie.tardy@formation-fictive.example", "Lucie Tardy", "OF-1", Role::scheme_manager},
    {"marc.vidalenc@departement-fictif.example", "Marc Vidalenc", "CD", Role::committee_member},
    {"nora.besson@prefecture-fictive.example", "Nora Besson", "PREF", Role::data_protection},
    {"paul.armand@jalon.example", "Paul Armand", "", Role::administrator},
}};

}  // namespace

Result<void> add_demo_accounts(const partners::AccountDesk& desk) {
  std::vector<partners::Account> accounts;
  desk.database.read([&](store::Reader& reader) {
    const partners::OrganisationBook book(reader, desk.territory);
    for (const DemoAccount& one : demo_accounts) {
      partners::Account account;
      account.email = one.email;
      account.name = one.name;
      account.roles = {one.role};
      if (!one.organisation.empty()) {
        account.organisation = book.find(one.organisation);
        if (!account.organisation) continue;
      }
      accounts.push_back(std::move(account));
    }
  });
  return partners::add_fictional_accounts(desk, accounts);
}

}  // namespace jalon::app
