#include "partners/provider_rules.hpp"

#include <algorithm>

namespace jalon::partners {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view value) {
  return std::ranges::find(list, value) != list.end();
}

/// An account that nobody tied to this identity yet.
Result<void> may_be_tied(const Identity& identity, const KnownIdentity& known) {
  if (known.linked_otherwise) return refuse("provider.other_identity");
  if (known.asking) return {};  // they proved who they are, by signing in
  if (identity.email_denied) return refuse("provider.email_unverified");
  if (!known.invited) return refuse("provider.not_linked");
  return {};
}

}  // namespace

std::string clean_siret(std::string_view text) {
  constexpr std::size_t digits = 14;
  std::string kept;
  for (const char c : text) {
    if (c == ' ') continue;
    if (c < '0' || c > '9') return "";
    kept += c;
  }
  return kept.size() == digits ? kept : "";
}

bool has_second_factor(const ProviderRules& rules, const Identity& identity) {
  return holds(rules.second_factor_acr, identity.acr) ||
         std::ranges::any_of(identity.amr,
                             [&](const std::string& way) { return holds(rules.second_factor_amr, way); });
}

Result<Admission> admit(const ProviderRules& rules, const Identity& identity, const KnownIdentity& known) {
  if (known.organisations.empty()) {
    return refuse("provider.organisation_unknown", {{"siret", identity.siret}});
  }
  const auto& found = known.linked ? known.linked : known.asking ? known.asking : known.by_email;
  if (!found || found->fictional) return refuse("provider.account_unknown", {{"email", identity.email}});
  if (found->state == Account::State::disabled) return refuse("provider.account_disabled");
  if (known.linked && known.asking && known.linked->id != known.asking->id) {
    return refuse("provider.identity_taken");
  }
  if (found->organisation &&
      std::ranges::find(known.organisations, *found->organisation) == known.organisations.end()) {
    return refuse("provider.organisation_other", {{"siret", identity.siret}});
  }
  if (!known.linked) {
    if (const auto may = may_be_tied(identity, known); !may) return tl::unexpected(may.error());
  }
  const bool strong = has_second_factor(rules, identity);
  // Who set up a code here is asked for two factors everywhere.
  if ((needs_one_time_code(found->roles) || found->has_code) && !strong) {
    return refuse("provider.second_factor");
  }
  return Admission{*found, !known.linked, strong};
}

}  // namespace jalon::partners
