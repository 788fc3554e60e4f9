// The proof, of the two flags on health: each read and each written through its doors, for each role of four
// organisations, of persons they follow or not, named for health or not, before any consent, while some hold
// and once they are taken back; with hosting never acknowledged, acknowledged, its certificate ended, and
// withdrawn. What is expected is read from visibility.csv and page_rights.csv as they are written, and from
// two facts: the account is named, the certificate is in force.
#include "app/proof.test.hpp"
#include "people/health_actions.hpp"

namespace jalon::app {
namespace {

constexpr int write = 4;
constexpr const char* needed = "id=\"champ-orientation\" value=\"1\" checked";
constexpr const char* done_flag = "id=\"champ-rendezvous\" value=\"1\" checked";
constexpr const char* label = "Orientation santé nécessaire";

enum class Hosting { never, acknowledged, ended, withdrawn };
constexpr std::pair<Hosting, const char*> hostings[] = {{Hosting::never, "never acknowledged"},
                                                        {Hosting::acknowledged, "acknowledged"},
                                                        {Hosting::ended, "certificate ended"},
                                                        {Hosting::withdrawn, "withdrawn"}};

class ProofOfHealth : public ProofTest, public ::testing::WithParamInterface<const char*> {
 protected:
  ProofOfHealth() : ProofTest(GetParam()) {
    for (const Role role : partners::all_roles()) {
      for (const Of& of : organisations) cookies_[{role, of.ref}] = held(role, of.ref);
    }
  }
  static std::vector<Person> whose() { return {persons[0], persons[2]}; }
  partners::AccountId account_of(Role role, const Of& of) {
    const std::string email =
        partners::clean_email(std::string(partners::to_text(role)) + "@" + std::string(of.ref) + ".example");
    return app_->database().read([&](store::Reader& reader) {
      return partners::find_account(reader, desk().territory, std::string_view(email))->id;
    });
  }
  void name_everybody() {
    for (const Role role : partners::all_roles()) {
      for (const Of& of : organisations) {
        const auto account = account_of(role, of);
        const auto result = people::name_for_health(app_->database(), command(), account, true);
        ASSERT_TRUE(result) << result.error().code;
      }
    }
    named_ = true;
  }
  void come_to(Hosting hosting) {
    hosting_ = hosting;
    const auto acknowledge = [&](Date until, Date on) {
      ASSERT_TRUE(
          people::acknowledge_hosting(app_->database(), command(), {"Hébergeur SA", "HDS-7", until}, on));
    };
    switch (hosting) {
      case Hosting::never:
        return;
      case Hosting::acknowledged:
        return acknowledge(today() + 300, today());
      case Hosting::ended:
        return acknowledge(today() - 1, today() - 90);
      case Hosting::withdrawn:
        ASSERT_TRUE(people::withdraw_hosting(app_->database(), command(), today()));
    }
  }
  bool expected(Role role, const Of& of, const Person& whom) const {
    return hosting_ == Hosting::acknowledged && named_ && seen(role, of, whom, "health") == write &&
           std::string_view(of.column) != "pref";  // like notes: never who handles permits
  }
  /// The flags as their page shows them, to who may read them.
  static std::pair<bool, bool> flags(const std::string& page) {
    return {page.find(needed) != std::string::npos, page.find(done_flag) != std::string::npos};
  }
  std::size_t try_each(const std::string& when) {
    std::size_t given = 0;
    for (const auto& [who, cookie] : cookies_) {
      const Role role = who.first;
      const Of& of =
          *std::ranges::find(organisations, who.second, [](const Of& one) { return std::string(one.ref); });
      for (const Person& whom : whose()) {
        given +=
            try_flags(role, of, whom, cookie,
                      when + ": " + std::string(partners::to_text(role)) + " of " + of.ref + ", " + whom.ref);
        try_other_doors(role, of, whom, cookie,
                        when + ": " + std::string(partners::to_text(role)) + " of " + of.ref);
      }
    }
    return given;
  }
  std::size_t try_flags(Role role, const Of& of, const Person& whom, const std::string& cookie,
                        const std::string& where) {
    const std::string path = "/dossiers/" + person(whom.ref) + "/sante";
    const bool opens = role_opens(role, "GET", "/dossiers/:id/sante") && expected(role, of, whom);
    const std::string before = ask("GET", path, "", cookie);
    EXPECT_EQ(status(before), opens                                            ? 200
                              : role_opens(role, "GET", "/dossiers/:id/sante") ? 404
                                                                               : 403)
        << where;
    // Each flag alone, both, none: what is written is what is read again.
    for (const auto& [referral, appointment] :
         {std::pair{true, false}, std::pair{false, true}, std::pair{true, true}, std::pair{false, false}}) {
      const std::size_t kept = records(whom);
      const int code = status(
          ask("POST", path,
              std::string(referral ? "orientation=1&" : "") + (appointment ? "rendezvous=1" : ""), cookie));
      EXPECT_EQ(code == 303 || code == 422, opens) << where << " gave " << code;
      if (!opens) {
        EXPECT_EQ(records(whom), kept) << where << " wrote";
        continue;
      }
      EXPECT_EQ(flags(ask("GET", path, "", cookie)), (std::pair{referral, appointment})) << where;
    }
    if (opens) {
      EXPECT_EQ(status(ask("POST", path, "orientation=1", cookie)), 303) << where;
    }
    return opens ? 1 : 0;
  }
  /// The other pages of a file never hold them; its copies do, for the named accounts and the delegate.
  void try_other_doors(Role role, const Of& of, const Person& whom, const std::string& cookie,
                       const std::string& where) {
    const std::string file = "/dossiers/" + person(whom.ref);
    const std::string page = ask("GET", file, "", cookie);
    EXPECT_EQ(page.find(label), std::string::npos) << where;
    EXPECT_EQ(page.find("/sante\"") != std::string::npos,
              role_opens(role, "GET", "/dossiers/:id/sante") && expected(role, of, whom))
        << where << " the tab";
    const bool in_force = hosting_ == Hosting::acknowledged;
    // Like the tab: the role must open it, whatever the copy holds besides.
    const bool copies = role == Role::data_protection ||
                        (role_opens(role, "GET", "/dossiers/:id/droits/copie") &&
                         role_opens(role, "GET", "/dossiers/:id/sante") && expected(role, of, whom));
    const std::string copy = ask("GET", file + "/droits/copie", "", cookie);
    EXPECT_EQ(copy.find(label) != std::string::npos, in_force && copies && records(whom) > 0) << where;
  }
  std::size_t records(const Person& whom) {
    return app_->database().read([&](store::Reader& reader) {
      return people::health_of(reader, app_->vault(), desk().territory,
                               *people::PersonId::parse(person(whom.ref)))
          .size();
    });
  }

  std::map<std::pair<Role, std::string>, std::string> cookies_;
  Hosting hosting_ = Hosting::never;
  bool named_ = false;
};

JALON_ON_EACH_DATABASE(ProofOfHealth);

TEST_P(ProofOfHealth, TheFlagsAreReadAndWrittenByNamedAccountsThatTheMatrixLetsWriteAndByNobodyElse) {
  std::map<std::pair<Hosting, bool>, std::size_t> given;
  for (const bool named : {false, true}) {
    if (named) name_everybody();
    for (const auto& [hosting, word] : hostings) {
      // With nobody named, in force is what could open; with everybody named, never was tried already.
      const bool tried = named ? hosting != Hosting::never : hosting <= Hosting::acknowledged;
      if (!tried) continue;
      come_to(hosting);
      const std::string when = std::string(word) + (named ? ", named" : ", not named");
      const std::size_t before = try_each(when + ", before");
      for (const Person& whom : whose()) {
        share(whom, "CECLER", {"health", "housing"});
        share(whom, "DDETS63", {"health", "language"});
        share(whom, "PREF63", {"health", "civic"});
        share(whom, "BAILLEUR", {"health"});
      }
      EXPECT_EQ(try_each(when + ", agreed"), before) << "no consent opens health";
      take_back();
      if (hosting == Hosting::acknowledged) {
        EXPECT_EQ(try_each(when + ", taken back"), before);
      }
      given[{hosting, named}] = before;
    }
  }
  EXPECT_EQ((given[{Hosting::acknowledged, true}]), 2u) << "referent and colleague of who follows";
  ASSERT_EQ(given.size(), 5u);
  EXPECT_EQ((given[{Hosting::acknowledged, false}]), 0u);
  EXPECT_EQ((given[{Hosting::ended, true}]), 0u);
  EXPECT_EQ((given[{Hosting::withdrawn, true}]), 0u);
}

}  // namespace
}  // namespace jalon::app
