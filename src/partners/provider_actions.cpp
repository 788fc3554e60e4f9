#include "partners/provider_actions.hpp"

#include <charconv>

#include "base/text.hpp"
#include "partners/organisation_store.hpp"
#include "partners/provider_identity_store.hpp"
#include "partners/session_store.hpp"

namespace jalon::partners {
namespace {

constexpr std::string_view cookie_purpose = "provider.departure";

store::Command command_of(const AccountDesk& desk, std::string actor, std::string action,
                          std::string object) {
  return {desk.territory, {}, std::move(actor), std::move(action), std::move(object)};
}

std::string token_purpose(const SessionId& session) {
  return "provider.id_token " + session.text();
}

/// What the browser keeps, once opened.
struct Kept {
  oidc::Started started;
  std::int64_t left_ms = 0;
  std::string tie;
  std::string back;
};

std::string seal(const Secrets& secrets, const Kept& kept) {
  return secrets.seal_text(cookie_purpose, kept.started.state + "\n" + kept.started.nonce + "\n" +
                                               kept.started.verifier + "\n" + std::to_string(kept.left_ms) +
                                               "\n" + kept.tie + "\n" + kept.back);
}

std::optional<Kept> unseal(const Secrets& secrets, std::string_view sealed) {
  constexpr std::size_t longest = 4096;
  if (sealed.empty() || sealed.size() > longest) return std::nullopt;
  const auto text = secrets.open_text(cookie_purpose, sealed);
  if (!text) return std::nullopt;
  const auto parts = split(*text, '\n');
  if (parts.size() != 6) return std::nullopt;
  Kept kept;
  kept.started = {std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
  std::from_chars(parts[3].data(), parts[3].data() + parts[3].size(), kept.left_ms);
  kept.tie = parts[4];
  kept.back = parts[5];
  return kept;
}

Identity identity_of(const ProviderDesk& desk, const oidc::Identified& who) {
  Identity identity;
  identity.issuer = desk.provider.settings().issuer;
  identity.subject = who.token.text("sub");
  identity.email = clean_email(who.user_info.text("email"));
  identity.email_denied = who.user_info.flag("email_verified") == false;
  identity.siret = clean_siret(who.user_info.text(desk.rules.organisation_claim));
  identity.acr = who.token.text("acr");
  identity.amr = who.token.list("amr");
  return identity;
}

std::vector<OrganisationId> organisations_of(store::Reader& reader, const ProviderDesk& desk,
                                             const std::string& siret) {
  std::vector<OrganisationId> found;
  if (siret.empty()) return found;
  const auto declared = desk.rules.organisations.find(siret);
  for (const Organisation& each : all_organisations(reader, desk.accounts.territory)) {
    const bool named = declared != desk.rules.organisations.end() && declared->second == each.ref;
    if (named || clean_siret(each.siret) == siret) found.push_back(each.id);
  }
  return found;
}

KnownIdentity look_up(store::Reader& reader, const ProviderDesk& desk, const Identity& identity,
                      const std::optional<AccountId>& asking, std::int64_t now) {
  const std::string& territory = desk.accounts.territory;
  KnownIdentity known;
  known.organisations = organisations_of(reader, desk, identity.siret);
  if (const auto id = account_of_identity(reader, territory, identity.issuer, identity.subject)) {
    known.linked = find_account(reader, territory, *id);
  }
  if (asking) known.asking = find_account(reader, territory, *asking);
  if (!identity.email.empty()) {
    known.by_email = find_account(reader, territory, std::string_view(identity.email));
  }
  const auto& other = known.asking ? known.asking : known.by_email;
  if (other) known.linked_otherwise = has_identity(reader, territory, identity.issuer, other->id);
  if (known.by_email) known.invited = invitation_ends(reader, territory, known.by_email->id) > now;
  return known;
}

Result<SignedIn> let_in(const ProviderDesk& desk, const Identity& identity, const std::string& id_token,
                        const std::optional<AccountId>& asking, const Credentials& from, bool& tied) {
  const AccountDesk& accounts = desk.accounts;
  const std::int64_t now = accounts.clock.now_ms();
  const auto first = accounts.database.read([&](store::Reader& reader) {
    return admit(desk.rules, identity, look_up(reader, desk, identity, asking, now));
  });
  if (!first) return tl::unexpected(first.error());
  const std::string id = first->account.id.text();
  return accounts.database.write(
      command_of(accounts, id, first->link ? "partners.tie_to_provider" : "partners.sign_in_by_provider", id),
      [&](store::Transaction& transaction) -> Result<SignedIn> {
        // Asked again: somebody may have closed the account in the meantime.
        const auto known = look_up(transaction, desk, identity, asking, now);
        const auto admitted = admit(desk.rules, identity, known);
        if (!admitted) return tl::unexpected(admitted.error());
        const Account& account = admitted->account;
        tied = admitted->link;
        if (admitted->link) {
          insert_identity(transaction, identity.issuer, identity.subject, account.id);
          if (!known.asking) drop_invitations(transaction, account.id);
          if (account.state == Account::State::invited) {
            set_account_state(transaction, account.id, Account::State::active);
          }
        }
        const auto seal_token = [&](const SessionId& session) {
          return accounts.secrets.seal_text(token_purpose(session), id_token);
        };
        return open_session(transaction, accounts, account, from, {seal_token, admitted->second_factor});
      });
}

/// Each return begins once; false when it did before.
bool begins_now(const AccountDesk& desk, const std::string& state, std::int64_t now) {
  return desk.database
      .write(command_of(desk, "visiteur", "partners.return_from_provider", "sign-in"),
             [&](store::Transaction& transaction) -> Result<void> {
               // Twice as long as it could come back: clocks step.
               const std::int64_t before = now - 2 * provider_return_ms;
               if (!take_return(transaction, desk.secrets.hash_of_token(state), now, before)) {
                 return refuse("provider.used");
               }
               return {};
             })
      .has_value();
}

Result<Kept> kept_for(const ProviderDesk& desk, const Arriving& arriving, std::int64_t now) {
  auto kept = unseal(desk.accounts.secrets, arriving.kept);
  if (!kept || arriving.state != kept->started.state) return refuse("provider.state");
  if (now - kept->left_ms > provider_return_ms) return refuse("provider.too_late");
  // Somebody else signed in on this browser in the meantime.
  if (!kept->tie.empty() && kept->tie != arriving.caller.account.text()) return refuse("provider.state");
  return *std::move(kept);
}

}  // namespace

Result<Departure> depart(const ProviderDesk& desk, std::string_view back, std::optional<AccountId> tie) {
  constexpr std::size_t longest_back = 1000;
  const auto place = desk.provider.take_place();
  if (!place) return refuse("provider.busy");
  const Secrets& secrets = desk.accounts.secrets;
  Kept kept;
  kept.started = {secrets.new_token(), secrets.new_token(), secrets.new_token()};
  kept.left_ms = desk.accounts.clock.now_ms();
  if (tie) kept.tie = tie->text();
  kept.back = back.size() <= longest_back ? back : "/";
  auto address = desk.provider.departure(*place, kept.started);
  if (!address) {
    desk.note("leaving refused: " + address.error().code + " " + std::string(address.error().fact("why")));
    return tl::unexpected(address.error());
  }
  return Departure{*std::move(address), seal(secrets, kept)};
}

Arrival arrive(const ProviderDesk& desk, const Arriving& arriving) {
  Arrival arrival;
  const auto refused = [&](const Refusal& why) {
    desk.note("sign-in refused: " + why.code + " " + std::string(why.fact("why")));
    arrival.refusal = why;
    return arrival;
  };
  const std::int64_t now = desk.accounts.clock.now_ms();
  const auto kept = kept_for(desk, arriving, now);
  if (!kept) return refused(kept.error());
  arrival.back = kept->back;
  // The place first: who is told to wait keeps their return.
  const auto place = desk.provider.take_place();
  if (!place) return refused({"provider.busy", {}, {}});
  if (!begins_now(desk.accounts, kept->started.state, now)) return refused({"provider.used", {}, {}});
  if (arriving.declined || arriving.code.empty()) return refused({"provider.declined", {}, {}});
  auto who = desk.provider.identify(*place, kept->started, {arriving.code, arriving.issuer});
  if (!who) return refused(who.error());
  const Identity identity = identity_of(desk, *who);
  const auto signed_in =
      let_in(desk, identity, who->id_token, AccountId::parse(kept->tie), arriving.from, arrival.tied);
  if (!signed_in) {
    arrival.id_token = std::move(who->id_token);
    return refused(signed_in.error());
  }
  arrival.signed_in = *signed_in;
  return arrival;
}

std::string end_session_at_provider(const ProviderDesk& desk, std::string_view id_token,
                                    std::string_view state) {
  if (id_token.empty()) return "";
  const auto place = desk.provider.take_place();
  return place ? desk.provider.end_session(*place, id_token, state) : "";
}

std::string provider_token_of(const AccountDesk& desk, std::string_view session_token) {
  if (session_token.empty()) return "";
  const auto session = desk.database.read([&](store::Reader& reader) {
    return find_session(reader, desk.territory, desk.secrets.hash_of_token(session_token));
  });
  if (!session || session->provider_token.empty()) return "";
  return desk.secrets.open_text(token_purpose(session->id), session->provider_token).value_or("");
}

}  // namespace jalon::partners
