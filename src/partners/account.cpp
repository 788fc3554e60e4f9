#include "partners/account.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace jalon::partners {
namespace {

struct RoleWords {
  Role role;
  std::string_view text;
  std::string_view label;
};
constexpr std::array<RoleWords, 8> role_words = {{
    {Role::referent, "referent", "Référent de parcours"},
    {Role::colleague, "colleague", "Collègue du référent"},
    {Role::coordinator, "coordinator", "Coordinateur de la cellule"},
    {Role::committee_member, "committee_member", "Membre du comité"},
    {Role::scheme_manager, "scheme_manager", "Gestionnaire de dispositif"},
    {Role::prefecture_lead, "prefecture_lead", "Pilote à la préfecture"},
    {Role::data_protection, "data_protection", "Délégué à la protection des données"},
    {Role::administrator, "administrator", "Administrateur des comptes"},
}};

const RoleWords& words_of(Role role) {
  return role_words[static_cast<std::size_t>(role)];
}

}  // namespace

const std::vector<Role>& all_roles() {
  static const std::vector<Role> all = [] {
    std::vector<Role> list;
    for (const RoleWords& words : role_words) list.push_back(words.role);
    return list;
  }();
  return all;
}

std::string_view to_text(Role role) {
  return words_of(role).text;
}

std::string_view role_label(Role role) {
  return words_of(role).label;
}

std::optional<Role> parse_role(std::string_view text) {
  const auto found = std::ranges::find(role_words, text, &RoleWords::text);
  if (found == role_words.end()) return std::nullopt;
  return found->role;
}

Roles::Roles(std::initializer_list<Role> roles) {
  for (const Role role : roles) add(role);
}

std::vector<Role> Roles::list() const {
  std::vector<Role> list;
  for (const Role role : all_roles()) {
    if (has(role)) list.push_back(role);
  }
  return list;
}

std::string Roles::text() const {
  std::string text;
  for (const Role role : list()) {
    if (!text.empty()) text += ' ';
    text += to_text(role);
  }
  return text;
}

std::optional<Roles> Roles::parse(std::string_view text) {
  Roles roles;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    const auto role = parse_role(word);
    if (!role) return std::nullopt;
    roles.add(*role);
  }
  return roles;
}

bool needs_one_time_code(Roles roles) {
  return roles.has(Role::coordinator) || roles.has(Role::administrator);
}

std::string_view to_text(Account::State state) {
  switch (state) {
    case Account::State::invited:
      return "invited";
    case Account::State::active:
      return "active";
    case Account::State::disabled:
      return "disabled";
  }
  return "";
}

std::optional<Account::State> parse_account_state(std::string_view text) {
  for (const auto state : {Account::State::invited, Account::State::active, Account::State::disabled}) {
    if (to_text(state) == text) return state;
  }
  return std::nullopt;
}

std::string clean_email(std::string_view typed) {
  const std::string email = ascii_lower(trim(typed));
  const auto at = email.find('@');
  const bool shaped = at != std::string::npos && at > 0 && at + 1 < email.size() &&
                      email.find('@', at + 1) == std::string::npos && email.size() <= 254 &&
                      email.find_first_of(" \t\r\n<>\"") == std::string::npos;
  return shaped ? email : std::string();
}

Result<void> check_account(const Account& account) {
  if (clean_email(account.email) != account.email || account.email.empty()) return refuse("account.email");
  if (trim(account.name).empty() || account.name.size() > 200) return refuse("account.name");
  if (account.roles.empty()) return refuse("account.role_missing");
  const bool administrator = account.roles.has(Role::administrator);
  if (administrator && account.roles.list().size() > 1) return refuse("account.administrator_alone");
  if (!administrator && !account.organisation) return refuse("account.organisation_missing");
  return {};
}

}  // namespace jalon::partners
