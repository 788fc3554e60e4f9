// The proof, of what stands inside a file and bears an id of its own: an event, a note, a decision, a
// request, a consent, a place, a line of a proposal. For each role of four organisations, of persons they
// follow or not, before, during and after consents, against the two data files. A route with such an id that
// this test does not try fails it.
#include "app/proof.test.hpp"
#include "cells/decision_actions.hpp"
#include "pathways/event_store.hpp"
#include "people/consent_store.hpp"
#include "people/note_actions.hpp"
#include "people/opening_actions.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int flag = 2;
constexpr int read = 3;
constexpr int write = 4;
constexpr const char* nobodys = "0192a000-0000-7000-8000-000000000000";

class ProofOfRecords : public ProofTest, public ::testing::WithParamInterface<const char*> {
 protected:
  ProofOfRecords() : ProofTest(GetParam()) {
    for (const Person& whom : whose()) {
      record_events(whom);
      record_notes(whom);
      record_decisions(whom);
    }
    site_->workspace().board.reload();
    record_openings();
    place_ = app_->database().read([&](store::Reader& reader) {
      for (const auto& view : schemes::places(reader, desk().territory, today())) {
        if (view.place.place.ref == "CPH1") return view.place.id.text();
      }
      return std::string();
    });
  }
  static std::vector<Person> whose() { return {persons[0], persons[2]}; }
  people::PersonId id_of(const Person& whom) { return *people::PersonId::parse(person(whom.ref)); }

  void record_events(const Person& whom) {
    const auto catalogue = site_->workspace().board.catalogue();
    for (const auto& [step, category] : steps) {
      pathways::EventDraft draft;
      draft.person = id_of(whom);
      draft.step = step;
      draft.date = *parse_date("2018-09-07");
      const auto recorded = pathways::record_event(app_->database(), app_->vault(), *catalogue,
                                                   site_->workspace().clock, command(), draft, 1'000'000);
      ASSERT_TRUE(recorded) << recorded.error().code;
      events_[{whom.ref, step}] = recorded->ver;
    }
  }
  void record_notes(const Person& whom) {
    for (const Of& of : organisations) {
      const people::NoteDraft draft{id_of(whom), organisation(of.ref), "Mot de " + std::string(of.ref)};
      const auto note = people::write_note(app_->database(), app_->vault(), command(), draft);
      ASSERT_TRUE(note) << note.error().code;
      notes_[{whom.ref, of.ref}] = note->text();
    }
  }
  void record_decisions(const Person& whom) {
    for (const auto& [step, category] : steps) {
      cells::Decision decision;
      decision.person = id_of(whom).bytes();
      decision.step = decision.root = step;
      decision.cause = "late";
      decision.kind = cells::DecisionKind::close;
      decision.decided_on = *parse_date("2018-10-01");
      decision.text = "Mot";
      const auto recorded = cells::record_decision(app_->database(), app_->vault(), command(), decision);
      ASSERT_TRUE(recorded) << recorded.error().code;
      decisions_[{whom.ref, step}] = recorded->text();
    }
  }
  void record_openings() {
    (void)session(Role::colleague, "BAILLEUR");
    const auto asker = app_->database().read([&](store::Reader& reader) {
      return partners::find_account(reader, desk().territory, std::string_view("colleague@bailleur.example"))
          ->id;
    });
    const std::int64_t long_ago = site_->workspace().clock.now_ms() - std::int64_t{30} * 86'400'000;
    for (const Person& whom : whose()) {
      const people::OpeningDraft draft{id_of(whom), asker, people::parse_categories("accommodation"), 168,
                                       "Entrée en résidence"};
      const auto asked = people::ask_to_open(app_->database(), app_->vault(), command(), draft, long_ago);
      const auto urgent =
          people::open_in_emergency(app_->database(), app_->vault(), command(), draft, long_ago);
      ASSERT_TRUE(asked && urgent);
      requests_[whom.ref] = asked->text();
      emergencies_[whom.ref] = urgent->text();
    }
  }
  bool gate_opens(const char* method, const char* route, Role role, const Of& of) {
    for (const auto& known : site_->router().routes()) {
      if (http::to_text(known.method) == method && known.pattern == route)
        return role_opens_here(role, of, known);
    }
    ADD_FAILURE() << "no such route: " << method << " " << route;
    return false;
  }
  /// Tries it for each role of each organisation, of each person; `expect(role, of, whom, cookie, where)`.
  template <class Expect>
  void each_caller(const char* method, const char* route, Expect&& expect) {
    tried_.insert(std::string(method) + " " + route);
    for (const Role role : partners::all_roles()) {
      for (const Of& of : organisations) {
        if (!gate_opens(method, route, role, of)) continue;
        const std::string cookie = held(role, of.ref);
        for (const Person& whom : whose()) {
          expect(role, of, whom, cookie,
                 phase_ + ": " + std::string(partners::to_text(role)) + " of " + of.ref + ", " + method +
                     " " + route + " of " + whom.ref + " ");
        }
      }
    }
  }
  int code(const char* method, const std::string& path, const std::string& body, const std::string& cookie) {
    return status(ask(method, path, body, cookie));
  }

  void try_events() {
    each_caller(
        "POST", "/dossiers/:id/retraits",
        [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
            const std::string& where) {
          const bool opens = seen(role, of, whom, "identity") >= read;
          for (const auto& [step, category] : steps) {
            const int given = seen(role, of, whom, domain_of(step));
            const std::string answer = ask("POST", "/dossiers/" + person(whom.ref) + "/retraits",
                                           "evenement=" + std::to_string(events_[{whom.ref, step}]), cookie);
            EXPECT_EQ(status(answer), opens && given >= read ? 303 : 404) << where << step;
            if (status(answer) != 303) continue;
            const bool refused = answer.find(http::percent_encode("n’y écrit pas")) != std::string::npos;
            EXPECT_EQ(refused, given < write) << where << step;
            ++(given < write ? read_only_ : allowed_);
          }
        });
  }
  void try_notes() {
    each_caller(
        "GET", "/dossiers/:id/notes",
        [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
            const std::string& where) {
          const bool opens = allowed(About::notes, role, of, whom, "R10");
          for (const Of& author : organisations) {
            const std::string answer = ask(
                "GET", "/dossiers/" + person(whom.ref) + "/notes?corriger=" + notes_[{whom.ref, author.ref}],
                "", cookie);
            EXPECT_EQ(status(answer), opens ? 200 : 404) << where;
            const bool own = std::string_view(author.ref) == of.ref;
            EXPECT_EQ(answer.find("Mot de " + std::string(author.ref)) != std::string::npos, opens && own)
                << where << author.ref;
            allowed_ += opens && own ? 1 : 0;
          }
        });
    each_caller(
        "POST", "/dossiers/:id/notes",
        [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
            const std::string& where) {
          const bool opens = allowed(About::notes, role, of, whom, "R10");
          for (const Person& about : whose()) {
            for (const Of& author : organisations) {
              const std::string text = "Mot de " + std::string(author.ref) + " " + std::to_string(++words_);
              const int expected =
                  !opens                                                                              ? 404
                  : std::string_view(author.ref) == of.ref && std::string_view(about.ref) == whom.ref ? 303
                                                                                                      : 422;
              EXPECT_EQ(
                  code("POST", "/dossiers/" + person(whom.ref) + "/notes",
                       "note=" + notes_[{about.ref, author.ref}] + "&texte=" + http::percent_encode(text),
                       cookie),
                  expected)
                  << where << author.ref << " about " << about.ref;
              allowed_ += expected == 303 ? 1 : 0;
            }
          }
        });
  }
  void try_requests() {
    each_caller("POST", "/demandes/:id",
                [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
                    const std::string& where) {
                  const bool answers = seen(role, of, whom, "identity") == write;
                  EXPECT_EQ(code("POST", "/demandes/" + requests_[whom.ref], "geste=refuser", cookie),
                            answers ? 422 : 404)
                      << where;
                  EXPECT_EQ(code("POST", std::string("/demandes/") + nobodys, "geste=refuser", cookie), 404);
                  allowed_ += answers ? 1 : 0;
                });
    each_caller(
        "POST", "/acces/urgences/:id",
        [&](Role, const Of&, const Person& whom, const std::string& cookie, const std::string& where) {
          EXPECT_EQ(code("POST", "/acces/urgences/" + emergencies_[whom.ref], "avis=non", cookie), 422)
              << where;
          EXPECT_EQ(code("POST", "/acces/urgences/" + requests_[whom.ref], "avis=non", cookie), 404)
              << where << "a request is no emergency";
        });
  }
  void try_decisions() {
    each_caller(
        "POST", "/decisions/:id",
        [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
            const std::string& where) {
          for (const auto& [step, category] : steps) {
            const bool sees =
                seen(role, of, whom, "identity") >= read && seen(role, of, whom, domain_of(step)) >= flag;
            EXPECT_EQ(code("POST", "/decisions/" + decisions_[{whom.ref, step}], "suite=done", cookie),
                      sees ? 303 : 404)
                << where << step;
            ++(sees ? allowed_ : closed_);
          }
          EXPECT_EQ(code("POST", std::string("/decisions/") + nobodys, "suite=done", cookie), 404);
        });
  }
  void try_shares() {
    each_caller("GET", "/blocages/:by/:key",
                [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
                    const std::string& where) {
                  for (const auto& [step, category] : steps) {
                    const auto who = lifter(whom, step, today());
                    const bool shown = who && seen(role, of, whom, "identity") >= read &&
                                       seen(role, of, whom, domain_of(step)) >= flag &&
                                       seen(role, of, whom, "blocking", *who == of.ref) >= read;
                    const std::string page = ask("GET", std::string("/blocages/step/") + step, "", cookie);
                    EXPECT_EQ(page.find("/dossiers/" + person(whom.ref) + "\"") != std::string::npos, shown)
                        << where << step;
                    allowed_ += shown ? 1 : 0;
                  }
                });
  }
  void try_places() {
    for (const char* method : {"GET", "POST"}) {
      each_caller(method, "/dispositifs/:place",
                  [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
                      const std::string& where) {
                    const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
                    const bool territory =
                        pilots && *of.column != 0 && level(row_of("identity"), of.column, false) >= read;
                    const bool opens = territory || std::string_view(of.ref) == "CECLER";  // CPH1 is theirs
                    const bool posts = std::string_view(method) == "POST";
                    const std::string body = posts ? "suite=nonsense&personne=" + person(whom.ref) : "";
                    EXPECT_EQ(code(method, "/dispositifs/" + place_, body, cookie), !opens  ? 404
                                                                                    : posts ? 422
                                                                                            : 200)
                        << where;
                    EXPECT_EQ(code(method, std::string("/dispositifs/") + nobodys, body, cookie), 404)
                        << where;
                  });
    }
  }
  /// One is given, for the other person only where that is expected.
  void try_consents() {
    each_caller("POST", "/dossiers/:id/consentement",
                [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
                    const std::string& where) {
                  const bool keeps = allowed(About::rights, role, of, whom, "R10");
                  EXPECT_EQ(
                      code("POST", "/dossiers/" + person(whom.ref) + "/consentement", "retire=99", cookie),
                      keeps ? 422 : 404)
                      << where;
                  allowed_ += keeps ? 1 : 0;
                });
  }
  void try_proposals() {
    if (proposal_.empty()) {
      const std::string made = ask("POST", "/propositions", "", held(Role::coordinator, "DDETS63"));
      ASSERT_EQ(status(made), 303) << made.substr(0, 300);
      proposal_ = header(made, "Location").substr(std::string("/propositions/").size(), 36);
    }
    for (const char* route : {"/propositions/:id", "/propositions/:id/equite", "/propositions/:id/plan"}) {
      each_caller("GET", route,
                  [&](Role, const Of&, const Person&, const std::string& cookie, const std::string& where) {
                    std::string path = route;
                    path.replace(path.find(":id"), 3, proposal_);
                    EXPECT_EQ(code("GET", path, "", cookie), 200) << where;
                    std::string other = route;
                    other.replace(other.find(":id"), 3, nobodys);
                    EXPECT_EQ(code("GET", other, "", cookie), 404) << where;
                  });
    }
    each_caller("POST", "/propositions/:id/plan",
                [&](Role, const Of&, const Person&, const std::string& cookie, const std::string& where) {
                  EXPECT_EQ(code("POST", std::string("/propositions/") + nobodys + "/plan", "", cookie), 404)
                      << where;
                });
    const std::string line = "/propositions/:id/demandes/:person/:step";
    each_caller("GET", line.c_str(),
                [&](Role role, const Of& of, const Person& whom, const std::string& cookie,
                    const std::string& where) {
                  for (const auto& [step, category] : steps) {
                    const std::string page = ask(
                        "GET", "/propositions/" + proposal_ + "/demandes/" + person(whom.ref) + "/" + step,
                        "", cookie);
                    if (status(page) != 200) continue;  // not a candidate for that step
                    const bool shown = seen(role, of, whom, "identity") >= read &&
                                       seen(role, of, whom, domain_of(step)) >= flag;
                    EXPECT_EQ(page.find("/dossiers/" + person(whom.ref)) != std::string::npos, shown)
                        << where << step;
                  }
                });
    each_caller(
        "POST", line.c_str(),
        [&](Role, const Of&, const Person& whom, const std::string& cookie, const std::string& where) {
          EXPECT_EQ(code("POST", "/propositions/" + proposal_ + "/demandes/" + person(whom.ref) + "/R10",
                         "suite=nonsense", cookie),
                    400)
              << where;
        });
  }
  /// Nobody closes somebody else's session, whatever their role.
  void try_sessions() {
    partners::Account other;
    other.email = "autre@ddets63.example";
    other.name = "Autre";
    other.roles = {Role::coordinator};
    other.organisation = organisation("DDETS63");
    ASSERT_TRUE(partners::add_fictional_accounts(desk(), {other}));
    const auto id = app_->database().read([&](store::Reader& reader) {
      return partners::find_account(reader, desk().territory, std::string_view(other.email))->id;
    });
    const std::string left_open = "jalon_session=" + partners::sign_in_as_fictional(desk(), id, {})->session;
    const std::string theirs = "jalon_session=" + partners::sign_in_as_fictional(desk(), id, {})->session;
    const std::string account = ask("GET", "/compte", "", theirs);
    static const std::regex address("/compte/sessions/([0-9a-f-]{36})");
    std::smatch found;
    ASSERT_TRUE(std::regex_search(account, found, address)) << account.substr(0, 300);
    const std::string close = "/compte/sessions/" + found[1].str();
    each_caller("POST", "/compte/sessions/:id",
                [&](Role, const Of&, const Person&, const std::string& cookie, const std::string& where) {
                  EXPECT_EQ(code("POST", close, "", cookie), 404) << where;
                });
    EXPECT_EQ(code("GET", "/compte", "", left_open), 200) << "it is still open";
    EXPECT_EQ(code("POST", close, "", theirs), 303);
    EXPECT_EQ(code("GET", "/compte", "", left_open), 303) << "and closed by whose it is";
  }
  int try_everything(const char* phase) {
    phase_ = phase;
    allowed_ = 0;
    try_events();
    try_notes();
    try_requests();
    try_decisions();
    try_shares();
    try_places();
    try_consents();
    try_proposals();
    try_sessions();
    return allowed_;
  }

  std::map<std::pair<std::string, std::string>, std::int64_t> events_;    // person, step
  std::map<std::pair<std::string, std::string>, std::string> notes_;      // person, organisation
  std::map<std::pair<std::string, std::string>, std::string> decisions_;  // person, step
  std::map<std::string, std::string> requests_;
  std::map<std::string, std::string> emergencies_;
  std::string place_;
  std::string proposal_;
  std::string phase_;
  std::set<std::string> tried_;
  int words_ = 0;
  int allowed_ = 0;
  int closed_ = 0;
  int read_only_ = 0;
};

JALON_ON_EACH_DATABASE(ProofOfRecords);

TEST_P(ProofOfRecords, EachRecordOfAFileIsWhatTheTwoFilesSayBeforeDuringAndAfterAConsent) {
  const int before = try_everything("before");
  for (const Person& whom : whose()) {
    share(whom, "CECLER", {"housing", "schooling"});
    share(whom, "DDETS63", {"language", "employment"});
    share(whom, "PREF63", {"civic", "language"});
    share(whom, "BAILLEUR", {"housing"});
  }
  const int during = try_everything("during");
  take_back();
  const int after = try_everything("after");
  EXPECT_GT(before, 50);
  EXPECT_GT(during, before);
  EXPECT_EQ(after, before);
  EXPECT_GT(closed_, 0);
  EXPECT_GT(read_only_, 0);

  // The administrator's alone, who opens every account of the territory: gate.test.cpp,
  // administration.test.cpp.
  const std::set<std::string> elsewhere = {"GET /comptes/:id", "POST /comptes/:id", "POST /comptes/:id/lien",
                                           "POST /comptes/:id/fermeture"};
  for (const auto& route : site_->router().routes()) {
    if (about(route.pattern) != About::record) continue;
    const std::string name = std::string(http::to_text(route.method)) + " " + route.pattern;
    EXPECT_TRUE(tried_.contains(name) || elsewhere.contains(name)) << "this test does not try " << name;
  }
}

}  // namespace
}  // namespace jalon::app
