// Free texts that seem to hold what is never stored: each form warns, loses nothing, and lets its author go
// on.
#include "app/rights.test.hpp"
#include "people/opening_actions.hpp"
#include "store/audit.hpp"

namespace jalon::app {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* warning = "Ce texte semble contenir";
constexpr const char* box = "name=\"confirme_texte\"";
constexpr const char* ticked = "name=\"confirme_texte\" id=\"champ-confirme_texte\" value=\"1\" checked";
constexpr const char* go_on = "&confirme_texte=1";

class FreeTexts : public RightsTest {
 protected:
  /// Warns of `word`, says `typed` again, stores nothing; goes on when told to.
  void warns(const std::string& path, const std::string& body, const std::string& cookie,
             const std::string& word, const std::string& typed) {
    const std::int64_t before = audit();
    const std::string answer = ask("POST", path, body, cookie);
    EXPECT_EQ(status(answer), 422) << path;
    EXPECT_THAT(answer, AllOf(HasSubstr(warning), HasSubstr(word), HasSubstr(box), Not(HasSubstr(ticked)),
                              HasSubstr(typed)))
        << path;
    EXPECT_EQ(audit(), before) << "nothing is stored before its author has read the warning";
    EXPECT_EQ(status(ask("POST", path, body + go_on, cookie)), 303) << path;
    EXPECT_NE(audit(), before) << path;
  }
  std::int64_t audit() {
    return app_->database().read(
        [&](store::Reader& reader) { return store::audit_heads(reader).front().seq; });
  }
};

TEST_F(FreeTexts, ADecisionOfTheCellWarnsOnceAndKeepsWhatWasTyped) {
  const std::string cookie = held(Role::coordinator, "DDETS63");
  const std::string path = "/cellule/2018-10-12/cas/" + person("P1") + "/R10";
  const std::string body = "decision=close&echeance=2018-11-02&texte=Elle+est+Musulmane";
  const std::string plain = ask("GET", path, "", cookie);
  EXPECT_THAT(plain, AllOf(HasSubstr(" 200 "), Not(HasSubstr(warning)), Not(HasSubstr(box))));
  EXPECT_THAT(ask("POST", path, body, cookie), AllOf(HasSubstr("Religion"), HasSubstr("2018-11-02")));
  warns(path, body, cookie, "musulmane", "Elle est Musulmane");
  EXPECT_EQ(status(ask("POST", path, "decision=close&texte=12+rue+de+l%27Eglise%2C+deuxieme+fois", cookie)),
            303)
      << "a false friend passes at once";
}

TEST_F(FreeTexts, AConfirmedTextStaysConfirmedWhileTheRestIsCorrected) {
  const std::string answer =
      ask("POST", "/cellule/2018-10-12/cas/" + person("P1") + "/R10",
          "decision=act&texte=Famille+kurde&confirme_texte=1", held(Role::coordinator, "DDETS63"));
  EXPECT_THAT(answer, AllOf(HasSubstr(" 422 "), HasSubstr(ticked), HasSubstr("Famille kurde"),
                            Not(HasSubstr("Relisez ce texte"))));
}

TEST_F(FreeTexts, ARequestToReadAFileAndAnEmergencyWarn) {
  const std::string door = "/dossiers/" + person("P1") + "/acces";
  const std::string asked =
      "geste=demander&rubrique_accommodation=1&duree=168&motif=Persecutee+dans+son+pays";
  const std::string theirs = held(Role::referent, "BAILLEUR");
  EXPECT_THAT(ask("POST", door, asked, theirs), HasSubstr("value=\"168\" selected"));
  warns(door, asked, theirs, "persécutée", "Persecutee dans son pays");
  warns(door, "geste=urgence&confirme=1&urgence=Son+opinion+politique+la+menace", theirs, "opinion politique",
        "Son opinion politique la menace");
}

TEST_F(FreeTexts, TheAnswersToARequestAndTheReviewOfAnEmergencyWarn) {
  const std::string door = "/dossiers/" + person("P1") + "/acces";
  const std::string theirs = held(Role::referent, "BAILLEUR");
  const auto last = [&] {
    return app_->database().read([&](store::Reader& reader) {
      return people::all_openings(reader, app_->vault(), desk().territory).back().first.about.text();
    });
  };
  ASSERT_EQ(status(ask("POST", door,
                       "geste=demander&rubrique_accommodation=1&duree=168&motif=Un+bail+a+signer", theirs)),
            303);
  warns("/demandes/" + last(), "geste=refuser&duree=168&motif=Il+est+catholique",
        held(Role::referent, "CECLER"), "catholique", "Il est catholique");
  ASSERT_EQ(status(ask("POST", door, "geste=urgence&confirme=1&urgence=Expulsee+ce+soir+meme", theirs)), 303);
  warns("/acces/urgences/" + last(), "avis=non&motif=Il+est+Hazara+seulement",
        held(Role::data_protection, "PREF63"), "hazara", "Il est Hazara seulement");
}

TEST_F(FreeTexts, TheOutcomeOfAStepWarns) {
  const std::string cookie = held(Role::referent, "CECLER");
  const std::string path = "/dossiers/" + person("P1") + "/etapes/L06";
  warns(path, "evenement=done&date=2018-10-11&vu=1000&precision=Refus+car+tchetchene", cookie, "tchétchène",
        "Refus car tchetchene");
}

TEST_F(FreeTexts, ANoteWarns) {
  warns("/dossiers/" + person("P1") + "/notes", "texte=Elle+est+Musulmane+et+cherche+un+emploi",
        held(Role::referent, "CECLER"), "musulmane", "Elle est Musulmane et cherche un emploi");
}

TEST_F(FreeTexts, AnObjectionOfThePersonWarns) {
  warns("/dossiers/" + person("P1") + "/droits", "geste=objected&motif=situation&texte=Craint+les+talibans",
        held(Role::referent, "CECLER"), "talibans", "Craint les talibans");
}

TEST_F(FreeTexts, AProjectOfTheCommitteeAndAnAnswerWarn) {
  const std::string cookie = held(Role::coordinator, "DDETS63");
  warns("/comite/projets", "titre=Repas+halal&causes=B14&jalons=15%2F11%2F2018+Salle", cookie, "halal",
        "Repas halal");
  EXPECT_THAT(ask("POST", "/comite/reponses", "racine=R10&cause=B01&reponse=Des+familles+kurdes", cookie),
              AllOf(HasSubstr(" 422 "), HasSubstr("Relisez ce texte")));
}

}  // namespace
}  // namespace jalon::app
