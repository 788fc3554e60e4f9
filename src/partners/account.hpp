// Who may sign in: an account belongs to one organisation of one territory and holds roles.
//
// Several roles may be held together, but for the administrator, who looks after accounts and opens no file:
// that role stands alone. Refused: see `check_account`.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "partners/organisation.hpp"

namespace jalon::partners {

struct AccountTag;
using AccountId = Id<AccountTag>;

enum class Role {
  referent,          // follows persons
  colleague,         // of the referent's organisation
  coordinator,       // of the technical cell
  committee_member,  // statistics and anonymised cases
  scheme_manager,    // holds the places of a scheme
  prefecture_lead,   // pilots, never handles permits
  data_protection,   // data-protection officer
  administrator,     // accounts; no file
};

/// Every role, in the order shown.
const std::vector<Role>& all_roles();
/// "referent": what files, forms and the command line say.
std::string_view to_text(Role role);
std::optional<Role> parse_role(std::string_view text);
/// "Référent de parcours"
std::string_view role_label(Role role);

/// A set of roles, in the order of the enumeration.
class Roles {
 public:
  Roles() = default;
  Roles(std::initializer_list<Role> roles);
  bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  bool empty() const { return bits_ == 0; }
  void add(Role role) { bits_ |= bit(role); }
  std::vector<Role> list() const;
  /// "referent coordinator"
  std::string text() const;
  /// Nullopt when a word is no role.
  static std::optional<Roles> parse(std::string_view text);
  bool operator==(const Roles&) const = default;

 private:
  static unsigned bit(Role role) { return 1U << static_cast<unsigned>(role); }
  unsigned bits_ = 0;
};

/// Those whose account opens much: a one-time code is asked of them besides the password.
bool needs_one_time_code(Roles roles);

struct Account {
  enum class State { invited, active, disabled };
  AccountId id;
  std::string email;  // lower case; unique in the territory
  std::string name;   // shown to colleagues
  std::optional<OrganisationId> organisation;
  Roles roles;
  State state = State::invited;
  bool has_code = false;   // a one-time code is set up
  bool fictional = false;  // of the demonstration: entered by a click, on this machine only
};
std::string_view to_text(Account::State state);
std::optional<Account::State> parse_account_state(std::string_view text);

/// `Léa@Ofii.fr ` → `léa@ofii.fr`; "" when it is no address.
std::string clean_email(std::string_view typed);

/// Refused: account.email, account.name, account.role_missing, account.administrator_alone,
/// account.organisation_missing (all but the administrator).
Result<void> check_account(const Account& account);

/// Who asks. Until there are accounts everything is done by "poste", on this machine only.
struct Caller {
  enum class Kind { nobody, desk, account };
  Kind kind = Kind::nobody;
  AccountId account;
  std::string name;
  std::string email;
  std::optional<OrganisationId> organisation;
  std::string organisation_ref;  // the sender's identifier
  std::string organisation_name;
  std::string organisation_kind;
  Roles roles;
  std::string session;    // its id, to tell it among others; not its token
  bool code_due = false;  // must set up a one-time code before anything else
  bool has_code = false;
  bool fictional = false;

  bool signed_in() const { return kind == Kind::account; }
  /// What the audit chain and the access log call them.
  std::string actor() const {
    return kind == Kind::account ? account.text() : kind == Kind::desk ? "poste" : "visiteur";
  }
};

}  // namespace jalon::partners
