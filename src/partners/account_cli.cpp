#include "partners/account_cli.hpp"

#include <nlohmann/json.hpp>

#include "partners/account_words.hpp"
#include "partners/organisation_store.hpp"

namespace jalon::partners {
namespace {

using Json = nlohmann::ordered_json;

int refused(std::string_view command, const Refusal& refusal, std::ostream& err) {
  err << "jalon user " << command << "\u00a0: " << account_problem(refusal).text << "\n";
  return 1;
}

int print_link(const UserRequest& request, const Link& link, std::ostream& out) {
  const std::string address = link_address(request.site, link);
  if (request.json) {
    Json json;
    if (!request.email.empty()) json["email"] = clean_email(request.email);
    json["link"] = address;
    json["expires"] = to_iso_instant(link.expires_ms);
    out << json.dump() << "\n";
  } else {
    out << address << "\nCe lien sert une fois, jusqu’au " << to_french(paris_date(link.expires_ms)) << " à "
        << paris_time(link.expires_ms) << ". Remettez-le en main propre ou par un canal sûr.\n";
  }
  return 0;
}

Result<AccountId> account_of(const AccountDesk& desk, const std::string& email) {
  const std::string clean = clean_email(email);
  if (clean.empty()) return refuse("account.email");
  const auto account = desk.database.read(
      [&](store::Reader& reader) { return find_account(reader, desk.territory, std::string_view(clean)); });
  if (!account) return refuse("account.unknown");
  return account->id;
}

}  // namespace

int run_user_first(const AccountDesk& desk, const UserRequest& request, std::ostream& out,
                   std::ostream& err) {
  const auto link = offer_first_account(desk, request.actor);
  if (!link) return refused("first", link.error(), err);
  return print_link(request, *link, out);
}

int run_user_list(const AccountDesk& desk, const UserRequest& request, std::ostream& out) {
  struct Line {
    Account account;
    std::string organisation;
  };
  const auto lines = desk.database.read([&](store::Reader& reader) {
    std::vector<Line> list;
    for (Account& account : all_accounts(reader, desk.territory)) {
      std::string organisation;
      if (account.organisation) {
        if (const auto own = find_organisation(reader, desk.territory, *account.organisation)) {
          organisation = own->ref;
        }
      }
      list.push_back({std::move(account), std::move(organisation)});
    }
    return list;
  });
  if (request.json) {
    Json all = Json::array();
    for (const auto& [account, organisation] : lines) {
      Json roles = Json::array();
      for (const Role role : account.roles.list()) roles.push_back(to_text(role));
      all.push_back({{"email", account.email},
                     {"name", account.name},
                     {"organisation", organisation.empty() ? Json(nullptr) : Json(organisation)},
                     {"roles", std::move(roles)},
                     {"state", to_text(account.state)},
                     {"one_time_code", account.has_code},
                     {"fictional", account.fictional}});
    }
    out << all.dump() << "\n";
    return 0;
  }
  for (const auto& [account, organisation] : lines) {
    out << account.email << "  " << account.name << "  " << (organisation.empty() ? "–" : organisation)
        << "  " << account.roles.text() << "  " << state_label(account.state)
        << (account.fictional ? "  (compte fictif)" : "") << "\n";
  }
  if (lines.empty()) out << "Aucun compte\u00a0: « jalon user first » donne le lien du premier.\n";
  return 0;
}

int run_user_invite(const AccountDesk& desk, const UserRequest& request, std::ostream& out,
                    std::ostream& err) {
  Account account;
  account.email = clean_email(request.email);
  account.name = request.name;
  const auto roles = Roles::parse(request.roles);
  if (!roles) {
    err << "jalon user invite\u00a0: rôle inconnu\u00a0: « " << request.roles << " »\u00a0; les rôles sont";
    for (const Role role : all_roles()) err << " " << to_text(role);
    err << ".\n";
    return 1;
  }
  account.roles = *roles;
  if (!request.organisation.empty()) {
    account.organisation = desk.database.read([&](store::Reader& reader) {
      return OrganisationBook(reader, desk.territory).find(request.organisation);
    });
    if (!account.organisation) {
      err << "jalon user invite\u00a0: organisme inconnu\u00a0: « " << request.organisation << " ».\n";
      return 1;
    }
  }
  const auto link = invite(desk, request.actor, account);
  if (!link) return refused("invite", link.error(), err);
  return print_link(request, *link, out);
}

int run_user_disable(const AccountDesk& desk, const UserRequest& request, std::ostream& out,
                     std::ostream& err) {
  const auto id = account_of(desk, request.email);
  if (!id) return refused("disable", id.error(), err);
  if (const auto disabled = disable_account(desk, request.actor, *id); !disabled) {
    return refused("disable", disabled.error(), err);
  }
  if (request.json) {
    out << Json{{"email", clean_email(request.email)}, {"state", "disabled"}}.dump() << "\n";
  } else {
    out << "Compte fermé\u00a0: " << clean_email(request.email) << ".\n";
  }
  return 0;
}

int run_user_reset(const AccountDesk& desk, const UserRequest& request, std::ostream& out,
                   std::ostream& err) {
  const auto id = account_of(desk, request.email);
  if (!id) return refused("reset", id.error(), err);
  const auto link = reset_account(desk, request.actor, *id);
  if (!link) return refused("reset", link.error(), err);
  return print_link(request, *link, out);
}

}  // namespace jalon::partners
