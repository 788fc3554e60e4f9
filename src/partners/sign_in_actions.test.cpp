#include "partners/sign_in_actions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "partners/organisation_store.hpp"
#include "partners/session_store.hpp"
#include "store/testing_store.hpp"

namespace jalon::partners {
namespace {

constexpr const char* good = "cheval agrafe pile correct";

class Accounts : public store::OnEachDatabase {
 protected:
  AccountDesk desk() { return {database(), secrets_, clock(), "063"}; }
  void pass(std::int64_t ms) { clock().set(clock().now_ms() + ms); }

  OrganisationId organisation() {
    if (!organisation_) {
      Organisation added;
      added.ref = "ofii";
      added.name = "OFII";
      added.kind = "ofii";
      organisation_ =
          *database().write(command(), [&](store::Transaction& transaction) -> Result<OrganisationId> {
            added.id = transaction.new_id<OrganisationId>();
            insert_organisation(transaction, added);
            return added.id;
          });
    }
    return *organisation_;
  }
  Account draft(std::string email, Roles roles) {
    Account account;
    account.email = std::move(email);
    account.name = "Léa Martin";
    if (!roles.has(Role::administrator)) account.organisation = organisation();
    account.roles = roles;
    return account;
  }
  AccountId member(const std::string& email, Roles roles) {
    const auto link = invite(desk(), "terminal", draft(email, roles));
    EXPECT_TRUE(link.has_value());
    return accept_link(desk(), link->token, good, "", "").value();
  }
  Result<SignedIn> enter(std::string password, std::string code = "", std::string device = "",
                         std::string peer = "192.0.2.1", std::string email = "lea@ofii.example") {
    return sign_in(desk(), {std::move(email), std::move(password), std::move(code), std::move(device),
                            std::move(peer), "Firefox"});
  }
  static std::string refusal(const auto& result) { return result ? "" : result.error().code; }

  Secrets secrets_{Secrets::Key{1, 2, 3}};
  std::optional<OrganisationId> organisation_;
};
JALON_ON_EACH_DATABASE(Accounts);

TEST_P(Accounts, TheFirstLinkMakesOneAdministratorAndNoOther) {
  const auto old = offer_first_account(desk(), "terminal");
  const auto link = offer_first_account(desk(), "terminal");
  ASSERT_TRUE(link);
  EXPECT_FALSE(see_link(desk(), old->token)) << "the link printed before stops working";
  ASSERT_TRUE(see_link(desk(), link->token)->first);
  EXPECT_EQ(refusal(accept_link(desk(), link->token, "court", "a@b.example", "Ada")), "password.too_short");
  EXPECT_EQ(refusal(accept_link(desk(), link->token, good, "nowhere", "Ada")), "account.email");
  ASSERT_TRUE(accept_link(desk(), link->token, good, "Ada@B.example", "Ada"));
  EXPECT_EQ(refusal(accept_link(desk(), link->token, good, "b@b.example", "Bob")), "link.gone");
  EXPECT_EQ(refusal(offer_first_account(desk(), "terminal")), "account.exist");
  const auto in = enter(good, "", "", "192.0.2.1", "ada@b.example");
  ASSERT_TRUE(in);
  const auto caller = caller_of(desk(), in->session);
  ASSERT_TRUE(caller);
  EXPECT_TRUE(caller->roles.has(Role::administrator));
  EXPECT_TRUE(caller->code_due);
}

TEST_P(Accounts, AnInvitationWorksOnceAndExpires) {
  const auto link = invite(desk(), "terminal", draft("lea@ofii.example", {Role::referent}));
  ASSERT_TRUE(link);
  EXPECT_EQ(refusal(invite(desk(), "terminal", draft("lea@ofii.example", {Role::referent}))),
            "account.email_taken");
  EXPECT_EQ(refusal(enter("")), "sign_in.refused") << "no password yet is no password";
  pass(invitation_ms);
  EXPECT_EQ(refusal(accept_link(desk(), link->token, good, "", "")), "link.gone");
  const auto account = database().read([&](store::Reader& reader) {
    return find_account(reader, "063", std::string_view("lea@ofii.example"));
  });
  const auto again = reset_account(desk(), "terminal", account->id);
  ASSERT_TRUE(again);
  ASSERT_TRUE(accept_link(desk(), again->token, good, "", ""));
  EXPECT_EQ(refusal(accept_link(desk(), again->token, good, "", "")), "link.gone");
  EXPECT_TRUE(enter(good));
}

TEST_P(Accounts, NothingTellsAnAccountFromNone) {
  member("lea@ofii.example", {Role::referent});
  const auto wrong = enter("not the password");
  const auto nobody = enter("not the password", "", "", "192.0.2.2", "nobody@ofii.example");
  ASSERT_FALSE(wrong);
  ASSERT_FALSE(nobody);
  EXPECT_EQ(wrong.error().code, nobody.error().code);
  EXPECT_EQ(wrong.error().facts, nobody.error().facts);

  // The slow part is the hash, which both go through. Processor time: others use the machine.
  const auto quickest = [&](const std::string& email) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
      const std::clock_t start = std::clock();
      (void)enter("not the password", "", "", "192.0.2.3", email);
      best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    return best;
  };
  const double known = quickest("lea@ofii.example");
  const double unknown = quickest("nobody@ofii.example");
  EXPECT_LT(known, 2 * unknown);
  EXPECT_LT(unknown, 2 * known);
}

TEST_P(Accounts, FailuresSlowDownAndNeverLockOut) {
  member("lea@ofii.example", {Role::referent});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(refusal(enter("wrong")), "sign_in.refused") << i;
  EXPECT_EQ(refusal(enter(good)), "sign_in.wait");
  pass(2'000);
  EXPECT_EQ(refusal(enter("wrong")), "sign_in.refused");
  pass(2'000);
  EXPECT_EQ(refusal(enter(good)), "sign_in.wait") << "twice as long";
  pass(2'000);
  EXPECT_TRUE(enter(good));
  EXPECT_EQ(refusal(enter("wrong")), "sign_in.refused") << "and all is forgotten";
}

TEST_P(Accounts, WhoAttacksFromElsewhereDoesNotSlowDownAKnownDevice) {
  member("lea@ofii.example", {Role::referent});
  const auto first = enter(good);
  ASSERT_TRUE(first);
  for (int i = 0; i < 30; ++i) {
    (void)enter("wrong", "", "", "203.0.113.9");
    pass(1'000);
  }
  EXPECT_EQ(refusal(enter(good, "", "", "192.0.2.1")), "sign_in.wait") << "a stranger waits";
  const auto own = enter(good, "", first->device);
  EXPECT_TRUE(own) << "her own browser does not";
}

TEST_P(Accounts, OneAddressIsSlowedDownWhateverTheAccounts) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(refusal(enter("wrong", "", "", "203.0.113.9", "n" + std::to_string(i) + "@x.example")),
              "sign_in.refused");
  }
  EXPECT_EQ(refusal(enter("wrong", "", "", "203.0.113.9", "other@x.example")), "sign_in.wait");
  EXPECT_EQ(refusal(enter("wrong", "", "", "203.0.113.10", "other@x.example")), "sign_in.refused");
}

TEST_P(Accounts, TheOneTimeCodeIsAskedForOnceSetUpAndTakenOnce) {
  member("lea@ofii.example", {Role::coordinator});
  const auto in = enter(good);
  ASSERT_TRUE(in);
  auto caller = caller_of(desk(), in->session);
  ASSERT_TRUE(caller->code_due);
  const CodeSecret secret = secrets_.new_code_secret();
  const auto code = [&] { return one_time_code(secret, clock().now_ms() / 1000); };
  EXPECT_EQ(refusal(set_up_code(desk(), *caller, secret, "000000", good)), "code.wrong");
  EXPECT_EQ(refusal(set_up_code(desk(), *caller, secret, code(), "wrong")), "password.wrong");
  const auto recovery = set_up_code(desk(), *caller, secret, code(), good);
  ASSERT_TRUE(recovery);
  ASSERT_EQ(recovery->size(), 10u);
  EXPECT_FALSE(caller_of(desk(), in->session)->code_due);

  EXPECT_EQ(refusal(enter(good)), "sign_in.refused") << "the password alone opens no more";
  EXPECT_EQ(refusal(enter(good, code())), "sign_in.refused") << "the code that set it up was used";
  pass(30'000);
  const std::string fresh = code();
  EXPECT_TRUE(enter(good, fresh));
  EXPECT_EQ(refusal(enter(good, fresh)), "sign_in.refused") << "a code is used once";
  EXPECT_TRUE(enter(good, recovery->front()));
  EXPECT_EQ(refusal(enter(good, recovery->front())), "sign_in.refused") << "so is a recovery code";
  EXPECT_EQ(
      database().read([&](store::Reader& reader) { return count_recovery(reader, "063", caller->account); }),
      9);
}

TEST_P(Accounts, ASessionEndsIdleOldRevokedSignedOutOrDisabled) {
  const AccountId id = member("lea@ofii.example", {Role::referent});
  const auto a = enter(good);
  const auto b = enter(good);
  ASSERT_TRUE(a && b);
  EXPECT_NE(a->session, b->session) << "each sign-in has its own";
  const auto caller = caller_of(desk(), a->session);
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->organisation_kind, "ofii");
  ASSERT_EQ(sessions(desk(), *caller).size(), 2u);

  const auto other = caller_of(desk(), b->session);
  EXPECT_TRUE(revoke_session(desk(), *caller, *SessionId::parse(other->session)));
  EXPECT_FALSE(caller_of(desk(), b->session));
  EXPECT_EQ(refusal(revoke_session(desk(), *caller, *SessionId::parse(other->session))), "session.unknown");

  pass(session_idle_ms - 1);
  EXPECT_TRUE(caller_of(desk(), a->session)) << "still there, and seen";
  pass(session_idle_ms - 1);
  EXPECT_TRUE(caller_of(desk(), a->session));
  pass(session_idle_ms);
  EXPECT_FALSE(caller_of(desk(), a->session)) << "idle";

  const auto c = enter(good);
  sign_out(desk(), c->session);
  EXPECT_FALSE(caller_of(desk(), c->session));

  const auto d = enter(good);
  for (std::int64_t lived = 0; lived + 1'000'000 < session_longest_ms; lived += 1'000'000) {
    ASSERT_TRUE(caller_of(desk(), d->session));
    pass(1'000'000);
  }
  pass(1'000'000);
  EXPECT_FALSE(caller_of(desk(), d->session)) << "twelve hours are enough";

  const auto e = enter(good);
  ASSERT_TRUE(disable_account(desk(), "terminal", id));
  EXPECT_FALSE(caller_of(desk(), e->session));
  EXPECT_EQ(refusal(enter(good)), "sign_in.refused");
}

TEST_P(Accounts, ATokenIsNotFoundInTheDatabase) {
  member("lea@ofii.example", {Role::referent});
  const auto in = enter(good);
  EXPECT_FALSE(caller_of(desk(), ""));
  EXPECT_FALSE(caller_of(desk(), std::string(64, '0')));
  const auto hash = secrets_.hash_of_token(in->session);
  EXPECT_TRUE(database().read([&](store::Reader& reader) { return find_session(reader, "063", hash); }));
  std::string as_text(hash.begin(), hash.end());
  EXPECT_EQ(as_text.find(in->session), std::string::npos);
  EXPECT_FALSE(caller_of(desk(), as_text)) << "the hash opens nothing";
}

TEST_P(Accounts, ChangingThePasswordEndsTheOtherSessions) {
  member("lea@ofii.example", {Role::referent});
  const auto a = enter(good);
  const auto b = enter(good);
  const auto caller = caller_of(desk(), a->session);
  EXPECT_EQ(refusal(change_password(desk(), *caller, "wrong", "encre buvard plumier")), "password.wrong");
  EXPECT_EQ(refusal(change_password(desk(), *caller, good, "court")), "password.too_short");
  ASSERT_TRUE(change_password(desk(), *caller, good, "encre buvard plumier"));
  EXPECT_TRUE(caller_of(desk(), a->session));
  EXPECT_FALSE(caller_of(desk(), b->session));
  EXPECT_EQ(refusal(enter(good)), "sign_in.refused");
  EXPECT_TRUE(enter("encre buvard plumier"));
}

TEST_P(Accounts, TheLastAdministratorStays) {
  const AccountId id = member("ada@b.example", {Role::administrator});
  EXPECT_EQ(refusal(disable_account(desk(), "terminal", id)), "account.last_administrator");
  const AccountId other = member("bob@b.example", {Role::administrator});
  EXPECT_TRUE(disable_account(desk(), "terminal", id));
  EXPECT_EQ(refusal(disable_account(desk(), "terminal", other)), "account.last_administrator");
}

TEST_P(Accounts, FictionalOnesComeAloneAndAreEnteredWithoutPasswordOnlyIfFictional) {
  ASSERT_TRUE(add_fictional_accounts(desk(), {draft("demo@ofii.example", {Role::referent})}));
  ASSERT_TRUE(add_fictional_accounts(desk(), {draft("demo@ofii.example", {Role::referent})})) << "twice";
  const auto all = database().read([&](store::Reader& reader) { return all_accounts(reader, "063"); });
  ASSERT_EQ(all.size(), 1u);
  const auto in = sign_in_as_fictional(desk(), all[0].id, {});
  ASSERT_TRUE(in);
  EXPECT_TRUE(caller_of(desk(), in->session)->fictional);
  EXPECT_EQ(refusal(sign_in_by_link(desk(), all[0].id, {})), "sign_in.refused");
  EXPECT_EQ(refusal(reset_account(desk(), "terminal", all[0].id)), "account.fictional");
  EXPECT_EQ(refusal(enter("", "", "", "192.0.2.1", "demo@ofii.example")), "sign_in.refused");

  const AccountId real = member("lea@ofii.example", {Role::referent});
  EXPECT_EQ(refusal(sign_in_as_fictional(desk(), real, {})), "sign_in.refused");
  EXPECT_EQ(refusal(add_fictional_accounts(desk(), {draft("d2@ofii.example", {Role::referent})})),
            "account.real_exist");
}

}  // namespace
}  // namespace jalon::partners
