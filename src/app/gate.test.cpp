// The gate on the whole site: every route of the program against every role, and signing in as a browser
// does.
#include "app/gate.test.hpp"

#include <set>
#include <vector>

#include "people/person_store.hpp"

namespace jalon::app {
namespace {

using partners::Role;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(GateTest, EveryRouteHasItsLineAndNoLineIsLeft) {
  std::set<std::string> lines;
  for (const auto& line : partners::page_rights().lines()) lines.insert(line.method + " " + line.route);
  std::set<std::string> routes;
  for (const auto& route : site_->router().routes()) {
    routes.insert(std::string(http::to_text(route.method)) + " " + route.pattern);
  }
  EXPECT_EQ(routes, lines);
}

TEST_F(GateTest, WithoutAccountsEveryPageOpensOnThisMachineAsBefore) {
  for (const auto& route : site_->router().routes()) {
    EXPECT_EQ(gate(route, ""), 200) << route.pattern;
  }
  EXPECT_THAT(ask("GET", "/"), AllOf(HasSubstr(" 200 "), Not(HasSubstr("Se déconnecter"))));
}

TEST_F(GateTest, EachRoleOpensWhatTheFileSaysAndNothingElse) {
  std::size_t open = 0;
  std::size_t closed = 0;
  std::vector<std::pair<std::optional<Role>, std::string>> callers{{std::nullopt, ""}};
  for (const Role role : partners::all_roles()) callers.emplace_back(role, session(role));
  for (const auto& [role, held] : callers) {
    for (const auto& route : site_->router().routes()) {
      const auto* line = partners::page_rights().find(http::to_text(route.method), route.pattern);
      ASSERT_NE(line, nullptr) << route.pattern;
      // Their organisation, DDETS63, is of a kind that sees the territory.
      const bool opens = line->everyone || (role && (line->any_account || line->roles.has(*role)));
      const int answer = gate(route, held);
      if (opens) {
        EXPECT_EQ(answer, 200) << route.pattern;
      } else {
        EXPECT_EQ(answer, role && route.pattern != "/" ? 403 : 303)
            << (role ? partners::to_text(*role) : "nobody") << " " << route.pattern;
      }
      ++(opens ? open : closed);
    }
  }
  EXPECT_GT(open, 100u);
  EXPECT_GT(closed, 100u);
}

TEST_F(GateTest, TheAdministratorAndTheCommitteeOpenNoPageAboutOnePerson) {
  for (const auto& line : partners::page_rights().lines()) {
    const bool about_one = line.route.starts_with("/dossiers") ||
                           line.route.find(":person") != std::string::npos ||
                           line.route == "/blocages/:by/:key" || line.route == "/dispositifs/:place" ||
                           line.route.starts_with("/cellule") || line.route.starts_with("/propositions");
    if (!about_one) continue;
    // The delegate answers for the rights of the person, and reads nothing else of a file.
    const bool rights = line.route.find("/droits") != std::string::npos ||
                        line.route.find("/consentement") != std::string::npos;
    for (const Role role : {Role::administrator, Role::committee_member, Role::data_protection}) {
      if (rights && role == Role::data_protection) continue;
      EXPECT_FALSE(line.everyone || line.any_account || line.roles.has(role)) << line.route;
    }
  }
}

TEST_F(GateTest, PagesThatNameThePeopleOfTheTerritoryNeedAnOrganisationThatSeesThem) {
  const std::string inside = session(Role::coordinator, "DDETS63");
  const std::string outside = session(Role::coordinator, "CECLER");
  std::size_t found = 0;
  for (const auto& route : site_->router().routes()) {
    const auto* line = partners::page_rights().find(http::to_text(route.method), route.pattern);
    if (line == nullptr || !line->needs_territory) continue;
    EXPECT_EQ(gate(route, inside), 200) << route.pattern;
    EXPECT_EQ(gate(route, outside), 403) << route.pattern;
    ++found;
  }
  EXPECT_GT(found, 10u);
}

TEST_F(GateTest, EveryPageForbidsInlineCodeAndFramesAndIsKeptByNobody) {
  std::size_t tried = 0;
  const std::string held = "jalon_session=" + session(Role::coordinator);
  for (const auto& route : site_->router().routes()) {
    if (route.method != http::Method::get || route.pattern.find_first_of(":*") != std::string::npos) continue;
    for (const std::string& cookies : {std::string(), held}) {
      const std::string answer = ask("GET", route.pattern, "", cookies);
      const std::string policy = header(answer, "Content-Security-Policy");
      EXPECT_THAT(policy, AllOf(StartsWith("default-src 'none';"), HasSubstr("script-src 'self';"),
                                HasSubstr("style-src 'self';"), HasSubstr("frame-ancestors 'none'"),
                                HasSubstr("form-action 'self'"), HasSubstr("base-uri 'none'"),
                                Not(HasSubstr("unsafe")), Not(HasSubstr("http"))))
          << route.pattern;
      EXPECT_EQ(header(answer, "X-Content-Type-Options"), "nosniff") << route.pattern;
      EXPECT_EQ(header(answer, "Referrer-Policy"), "same-origin") << route.pattern;
      EXPECT_EQ(header(answer, "Cross-Origin-Opener-Policy"), "same-origin") << route.pattern;
      EXPECT_EQ(header(answer, "Cross-Origin-Resource-Policy"), "same-origin") << route.pattern;
      EXPECT_EQ(header(answer, "Cache-Control"), "no-store") << route.pattern;
      EXPECT_EQ(answer.find("<script>"), std::string::npos) << route.pattern;
      EXPECT_EQ(answer.find(" style=\""), std::string::npos) << route.pattern;
      ++tried;
    }
  }
  EXPECT_GT(tried, 20u);
}

TEST_F(GateTest, TheAccessLogSaysWhoAndFromWhere) {
  const std::string held = "jalon_session=" + session(Role::coordinator);
  const std::string list = ask("GET", "/dossiers", "", held);
  const std::string file = list.substr(list.find("href=\"/dossiers/") + 6, 46);
  EXPECT_THAT(ask("GET", file, "", held), HasSubstr(" 200 "));
  const auto person = people::PersonId::parse(file.substr(10));
  ASSERT_TRUE(person);
  const auto accesses = app_->database().read(
      [&](store::Reader& reader) { return people::accesses_of(reader, desk().territory, *person); });
  ASSERT_EQ(accesses.size(), 1u);
  EXPECT_TRUE(partners::AccountId::parse(accesses.front().actor)) << accesses.front().actor;
  EXPECT_EQ(accesses.front().peer, "127.0.0.1");
}

TEST_F(GateTest, EachRoleStartsOnAPageThatOpensForIt) {
  for (const Role role : partners::all_roles()) {
    partners::Caller caller;
    caller.kind = partners::Caller::Kind::account;
    caller.roles = {role};
    const auto start = partners::page_rights().start_page(caller);
    EXPECT_TRUE(partners::page_rights().opens(caller, start)) << partners::to_text(role);
    if (role == Role::referent) {
      EXPECT_EQ(start, "/dossiers");
    }
  }
}

TEST_F(GateTest, SigningInOpensTheSiteAndComesBackToWhatWasAsked) {
  member("lea@ofii.example", Role::referent);
  const std::string away = ask("GET", "/dossiers?q=a%20b&tri=gain");
  EXPECT_THAT(away, HasSubstr(" 303 "));
  EXPECT_EQ(header(away, "Location"), "/connexion?retour=%2Fdossiers%3Fq%3Da%2520b%26tri%3Dgain");
  EXPECT_THAT(ask("GET", "/connexion"), AllOf(HasSubstr(" 200 "), HasSubstr("Mot de passe")));

  const std::string wrong =
      ask("POST", "/connexion", "adresse=lea%40ofii.example&motdepasse=autre&retour=%2Fdossiers");
  EXPECT_THAT(wrong,
              AllOf(HasSubstr(" 422 "), HasSubstr("ne convient pas"), Not(HasSubstr("jalon_session"))));
  const std::string in = ask("POST", "/connexion",
                             "adresse=lea%40ofii.example&motdepasse=cheval+agrafe+pile+correct"
                             "&retour=%2Fdossiers%3Fq%3Da%2520b");
  EXPECT_THAT(in, HasSubstr(" 303 "));
  EXPECT_EQ(header(in, "Location"), "/dossiers?q=a%20b");
  const std::string held = cookie(in, "jalon_session");
  EXPECT_THAT(held, AllOf(HasSubstr("HttpOnly"), HasSubstr("SameSite=Lax"), HasSubstr("Path=/")));
  EXPECT_THAT(held, Not(HasSubstr("Secure"))) << "on loopback there is no TLS to keep it to";
  const std::string pair = held.substr(0, held.find(';'));

  const std::string page = ask("GET", "/dossiers", "", pair);
  EXPECT_THAT(page, AllOf(HasSubstr(" 200 "), HasSubstr("Léa Martin"), HasSubstr("Se déconnecter")));
  EXPECT_EQ(header(ask("GET", "/", "", pair), "Location"), "/dossiers") << "a referent starts at the files";
  EXPECT_THAT(ask("GET", "/import", "", pair), AllOf(HasSubstr(" 403 "), HasSubstr("Référent de parcours")));

  const std::string out = ask("POST", "/deconnexion", "", pair);
  EXPECT_THAT(cookie(out, "jalon_session"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(header(ask("GET", "/dossiers", "", pair), "Location"), "/connexion?retour=%2Fdossiers");
}

TEST_F(GateTest, ASessionIsNotTakenOverFromBeforeSigningIn) {
  member("lea@ofii.example", Role::referent);
  const std::string form = "adresse=lea%40ofii.example&motdepasse=cheval+agrafe+pile+correct&retour=%2F";
  const std::string planted = "jalon_session=" + std::string(64, 'a');
  const std::string first = cookie(ask("POST", "/connexion", form, planted), "jalon_session");
  const std::string first_pair = first.substr(0, first.find(';'));
  EXPECT_NE(first_pair, planted);
  EXPECT_THAT(ask("GET", "/compte", "", planted), HasSubstr(" 303 "));
  const std::string second = cookie(ask("POST", "/connexion", form, first_pair), "jalon_session");
  EXPECT_NE(second, first);
  EXPECT_THAT(ask("GET", "/compte", "", first_pair), HasSubstr(" 303 ")) << "the session before is over";
  EXPECT_THAT(ask("GET", "/compte", "", second.substr(0, second.find(';'))), HasSubstr(" 200 "));
}

TEST_F(GateTest, ComingBackNeverLeavesTheSite) {
  for (const char* wanted :
       {"https://ailleurs.example/", "//ailleurs.example/", "/\\ailleurs.example", "javascript:alert(1)", "",
        "/a\r\nSet-Cookie: x=y", "/\t/ailleurs.example", "dossiers", "/connexion?retour=/x"}) {
    EXPECT_EQ(partners::way_back(wanted), "/") << wanted;
  }
  EXPECT_EQ(partners::way_back("/dossiers/1?au=2018-10-12"), "/dossiers/1?au=2018-10-12");
  member("lea@ofii.example", Role::referent);
  EXPECT_EQ(header(ask("POST", "/connexion",
                       "adresse=lea%40ofii.example&motdepasse=cheval+agrafe+pile+correct&retour="
                       "https%3A%2F%2Failleurs.example%2F"),
                   "Location"),
            "/");
}

TEST_F(GateTest, AFormSentAfterTheSessionEndedSaysThatNothingWasRecorded) {
  member("lea@ofii.example", Role::coordinator);
  EXPECT_EQ(header(ask("POST", "/propositions", ""), "Location"),
            "/connexion?perdu=1&retour=%2Fpropositions");
  EXPECT_EQ(header(ask("POST", "/comite/reponses", ""), "Location"), "/connexion?perdu=1&retour=%2F");
  EXPECT_THAT(ask("GET", "/connexion?perdu=1&retour=%2F"), HasSubstr("n’a pas été enregistré"));
}

TEST_F(GateTest, ACoordinatorSetsUpTheCodeBeforeAnythingElse) {
  partners::Account account;
  account.email = "awa@ddcs.example";
  account.name = "Awa Delmas";
  account.roles = {Role::coordinator};
  account.organisation = organisation();
  const auto link = partners::invite(desk(), "terminal", account);
  const std::string address = "/invitation/" + link->token;
  EXPECT_THAT(ask("GET", address), AllOf(HasSubstr(" 200 "), HasSubstr("awa@ddcs.example")));
  EXPECT_THAT(ask("POST", address, "motdepasse=court&encore=court"),
              AllOf(HasSubstr(" 422 "), HasSubstr("trop court")));
  EXPECT_THAT(ask("POST", address, "motdepasse=cheval+agrafe+pile&encore=autre"), HasSubstr("diffèrent"));
  const std::string in =
      ask("POST", address, "motdepasse=cheval+agrafe+pile+correct&encore=cheval+agrafe+pile+correct");
  const std::string held = cookie(in, "jalon_session");
  const std::string pair = held.substr(0, held.find(';'));
  EXPECT_THAT(ask("GET", address), HasSubstr(" 404 ")) << "the link served";
  EXPECT_EQ(header(ask("GET", "/dossiers", "", pair), "Location"), "/compte/code");

  const std::string form = ask("GET", "/compte/code", "", pair);
  constexpr std::string_view before = "name=\"secret\" value=\"";
  const auto at = form.find(before) + before.size();
  const std::string sealed = form.substr(at, form.find('"', at) - at);
  store::Bytes bytes;
  for (std::size_t i = 0; i < sealed.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(sealed.substr(i, 2), nullptr, 16)));
  }
  const auto id = app_->database().read([&](store::Reader& reader) {
    return partners::find_account(reader, desk().territory, std::string_view("awa@ddcs.example"))->id;
  });
  const auto secret = desk().secrets.open(id, bytes);
  ASSERT_TRUE(secret);
  EXPECT_THAT(ask("POST", "/compte/code",
                  "secret=" + sealed + "&code=000000&actuel=cheval+agrafe+pile+correct", pair),
              HasSubstr(" 422 "));
  const std::string code = partners::one_time_code(*secret, desk().clock.now_ms() / 1000);
  EXPECT_THAT(ask("POST", "/compte/code",
                  "secret=" + sealed + "&code=" + code + "&actuel=cheval+agrafe+pile+correct", pair),
              AllOf(HasSubstr(" 200 "), HasSubstr("Codes de secours")));
  EXPECT_THAT(ask("GET", "/dossiers", "", pair), HasSubstr(" 200 "));
}

TEST_F(GateTest, FictionalAccountsAreOfferedHereAndNowhereElse) {
  session(Role::referent);
  EXPECT_THAT(ask("GET", "/connexion"),
              AllOf(HasSubstr("Entrer dans la démonstration"), HasSubstr("Référent")));
  const auto id = app_->database().read([&](store::Reader& reader) {
    return partners::all_accounts(reader, desk().territory).front().id.text();
  });
  EXPECT_THAT(cookie(ask("POST", "/connexion/fictif", "compte=" + id), "jalon_session"),
              StartsWith("jalon_session"));
  // A real account closes that door.
  member("lea@ofii.example", Role::referent);
  EXPECT_THAT(ask("GET", "/connexion"), Not(HasSubstr("Entrer dans la démonstration")));
  EXPECT_THAT(ask("POST", "/connexion/fictif", "compte=" + id), HasSubstr(" 404 "));
}

TEST_F(GateTest, WhoReadAndWroteIsTheAccountUnderItsName) {
  const std::string held = "jalon_session=" + session(Role::coordinator);
  const std::string list = ask("GET", "/dossiers", "", held);
  const auto at = list.find("href=\"/dossiers/") + 6;
  const std::string file = list.substr(at, 46);
  EXPECT_THAT(ask("GET", file, "", held), HasSubstr(" 200 "));
  const std::string history = ask("GET", file + "/historique", "", held);
  EXPECT_THAT(history, AllOf(HasSubstr("Léa Martin"), Not(HasSubstr("visiteur"))));
}

TEST_F(GateTest, AnAddressThatLeadsNowhereKeepsTheNavigationOfWhoeverIsSignedIn) {
  const std::string signed_in =
      ask("GET", "/nulle-part", "", "jalon_session=" + session(partners::Role::referent, "CECLER"));
  EXPECT_THAT(signed_in, HasSubstr(" 404 "));
  EXPECT_THAT(signed_in, HasSubstr("href=\"/dossiers\""));
  EXPECT_THAT(signed_in, HasSubstr("Léa Martin"));
  EXPECT_THAT(signed_in, Not(HasSubstr("href=\"/comptes\""))) << "no more than the role opens";
  const std::string stranger = ask("GET", "/nulle-part");
  EXPECT_THAT(stranger, HasSubstr(" 404 "));
  EXPECT_THAT(stranger, Not(HasSubstr("href=\"/dossiers\"")));
}

}  // namespace
}  // namespace jalon::app
