// Whom we let in among those for whom a provider of identities vouches.
//
// The provider's identifier of the person (issuer and subject) is what counts: an e-mail address is looked at
// once, to tie an identity to the account that somebody invited at that address. At each sign-in the
// organisation that the provider names must be one of ours, and the account's own. Who opens much must have
// signed in with two factors, there as here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "partners/account.hpp"

namespace jalon::partners {

struct ProviderRules {
  std::string label = "ProConnect";              // how the button calls it
  std::string organisation_claim = "siret";      // where the provider names the organisation
  std::vector<std::string> second_factor_amr{};  // ways of signing in that are two factors
  std::vector<std::string> second_factor_acr{};  // levels that are
  /// SIRET → our identifier of the organisation, besides the SIRET that organisations.csv gives.
  std::map<std::string, std::string, std::less<>> organisations{};
};

/// What the provider says, once believed.
struct Identity {
  std::string issuer;
  std::string subject;
  std::string email;          // clean; "" when it told none
  bool email_denied = false;  // it says itself that the address was not verified
  std::string siret;          // digits
  std::string acr;
  std::vector<std::string> amr;
};

/// What the territory knows of it.
struct KnownIdentity {
  std::optional<Account> linked;    // the account that this identity opens already
  std::optional<Account> by_email;  // the account at its address
  bool invited = false;             // the account at its address waits behind a link that is still good
  bool linked_otherwise = false;    // the account to tie to is tied to another identity of this provider
  std::optional<Account> asking;    // signed in already, and wants to be tied to this identity
  std::vector<OrganisationId> organisations;  // of that SIRET
};

struct Admission {
  Account account;
  bool link = false;  // the identity has to be tied to the account
  bool second_factor = false;
};

/// `130 025 265 00013` → its digits; "" when they are not fourteen.
std::string clean_siret(std::string_view text);
bool has_second_factor(const ProviderRules& rules, const Identity& identity);

/// Refused: provider.organisation_unknown, provider.account_unknown, provider.account_disabled,
/// provider.organisation_other, provider.identity_taken, provider.other_identity, provider.email_unverified,
/// provider.not_linked, provider.second_factor.
Result<Admission> admit(const ProviderRules& rules, const Identity& identity, const KnownIdentity& known);

}  // namespace jalon::partners
