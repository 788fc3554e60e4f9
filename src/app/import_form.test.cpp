// The import by form as a browser sends it: multipart over a socket, judged, shown, confirmed or refused.
#include <gmock/gmock.h>

#include <algorithm>

#include "app/records.hpp"
#include "exchange/import_pages.hpp"
#include "http/server.hpp"
#include "http/testing_client.hpp"
#include "pathways/event_store.hpp"
#include "people/person_store.hpp"
#include "store/fresh_database.hpp"

namespace jalon::app {
namespace {

using std::literals::operator""sv;

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view token = "0123456789abcdef0123456789abcdef";
constexpr std::string_view people_header =
    "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
    "french_level,family_role,referent_organisation\n";

class ImportForm : public ::testing::Test {
 protected:
  void SetUp() override {
    exchange::add_import_pages(
        router_, {fresh_.database(), clock_, pages_, rooms_of_records(vault_), "63",
                  [](const http::Request&) { return std::string("essai"); }, [this] { ++imports_; }});
    http::ServerOptions options;
    options.log_requests = false;
    options.port = 0;
    auto started = http::Server::start(router_, options);
    ASSERT_TRUE(started);
    server_ = *std::move(started);
  }

  std::string post(std::string_view path, std::string_view type, std::string_view body) {
    http::testing::RawClient client(server_->port());
    std::string head =
        "POST " + std::string(path) +
        " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: jalon_csrf=" + std::string(token) +
        "\r\nX-CSRF-Token: " + std::string(token) + "\r\nContent-Type: " + std::string(type) +
        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    client.send(head);
    client.send(body);
    return client.receive(std::chrono::seconds(20));
  }

  /// The page that answers one file.
  std::string send(std::string_view name, std::string_view bytes) {
    std::string body = "--limite\r\nContent-Disposition: form-data; name=\"fichiers\"; filename=\"" +
                       std::string(name) + "\"\r\nContent-Type: text/csv\r\n\r\n";
    body += bytes;
    body += "\r\n--limite--\r\n";
    return post("/import", "multipart/form-data; boundary=limite", body);
  }
  std::string people_file(std::string_view rows) {
    return send("people.csv", std::string(people_header) + std::string(rows));
  }
  std::string confirm(std::string_view page) {
    constexpr std::string_view before = "name=\"jeton\" value=\"";
    const auto at = page.find(before);
    if (at == std::string_view::npos) return "no token";
    const auto value = page.substr(at + before.size(), 36);
    return post("/import/confirmer", "application/x-www-form-urlencoded",
                "suite=importer&jeton=" + std::string(value));
  }
  std::size_t people() {
    return fresh_.database().read(
        [](store::Reader& reader) { return people::person_refs(reader, "63").size(); });
  }
  std::size_t events() {
    return fresh_.database().read([](store::Reader& reader) {
      const auto amina = people::person_by_ref(reader, "63", "P1");
      return amina ? pathways::events_of(reader, "63", *amina).size() : 0;
    });
  }
  static std::string utf16(std::string_view ascii, bool big_endian) {
    std::string wide;
    for (const char c : ascii) {
      if (big_endian) wide += {'\0', c};
      if (!big_endian) wide += {c, '\0'};
    }
    return wide;
  }

  http::Server& server() { return *server_; }

  int imports_ = 0;

 private:
  FixedClock clock_{Date::from_ymd(2018, 10, 12)};
  store::FreshDatabase fresh_{"sqlite", clock_};
  people::Vault vault_{fresh_.folder() + "/keys"};
  ui::Site contents_;
  ui::Pages pages_{clock_, contents_};
  http::Router router_;
  std::unique_ptr<http::Server> server_;
};

TEST_F(ImportForm, ShowsWhatAFileWouldDoThenWritesItOnce) {
  const std::string shown = people_file("P1,,Rahimi,Amina,1990-04-02,refugee,,,63113,,,,\n");
  EXPECT_THAT(shown, AllOf(HasSubstr("Prêt à être écrit"), HasSubstr("1 ligne serait écrite")));
  EXPECT_EQ(people(), 0U) << "nothing before it is confirmed";
  EXPECT_THAT(confirm(shown), HasSubstr("Compte rendu"));
  EXPECT_EQ(people(), 1U);
  EXPECT_EQ(imports_, 1);
  EXPECT_THAT(confirm(shown), HasSubstr("ne sont plus là"));
  EXPECT_THAT(people_file("P1,,Rahimi,Amina,1990-04-02,refugee,,,63113,,,,\n"), HasSubstr("Rien de nouveau"));
}

TEST_F(ImportForm, TellsWhatIsWrongAndWritesNothing) {
  // Whatever their name, files that nobody can read are told so, not set aside in silence.
  for (const char* name : {"people.csv", "vide.csv"}) {
    EXPECT_THAT(send(name, ""), HasSubstr("le fichier est vide")) << name;
    EXPECT_THAT(send(name, "a,b\0c\n"sv), HasSubstr("octet nul dans le texte")) << name;
    EXPECT_THAT(send(name,
                     "\x7f"
                     "ELF\x02\x01\x01\0\0\0\0\0\0\xff\x03\0>\0"sv),
                HasSubstr("octet nul dans le texte"))
        << name;
  }
  EXPECT_THAT(send("people.csv", people_header), HasSubstr("Rien de nouveau"));
  EXPECT_THAT(send("people.csv", "person,household\nP1,H1\n"),
              AllOf(HasSubstr("last_name"), HasSubstr("cette colonne est obligatoire et manque")));
  EXPECT_THAT(people_file("P1,,A,B,,,,,,,,,\nP1,,C,D,,,,,,,,,\n"),
              HasSubstr("cet identifiant figure déjà à la ligne 2"));
  EXPECT_THAT(people_file("P1,,A,B,31/02/1990,,,,,,,,\n"),
              AllOf(HasSubstr("31/02/1990"), HasSubstr("une date est attendue")));
  EXPECT_THAT(people_file("P1,,A,B,,,12/10/20018,,,,,,\n"), HasSubstr("12/10/20018"));
  EXPECT_THAT(people_file("P1,,\"Rahimi,Amina,,,,,,,,,,\n"), HasSubstr("jamais refermé"));
  const std::string long_name = people_file("P1,," + std::string(10'000'000, 'a') + ",B,,,,,,,,,\n");
  EXPECT_THAT(long_name, HasSubstr("valeur trop longue"));
  EXPECT_LT(long_name.size(), 20'000U) << "ten megabytes are not sent back";
  // Of a name too long to be shown only the end is kept, and nothing is guessed from the rest.
  EXPECT_THAT(send(std::string("people_") + std::string(5000, 'x') + ".csv", "a\n"),
              HasSubstr("Laissé de côté"));
  EXPECT_EQ(people(), 0U);
  EXPECT_EQ(imports_, 0);
}

TEST_F(ImportForm, TellsAStepThatTheCatalogueDoesNotKnow) {
  confirm(people_file("P1,,Rahimi,Amina,1990-04-02,refugee,,,63113,,,,\n"));
  EXPECT_THAT(send("events.csv",
                   "person,step,kind,date,outcome,organisation,cause,recorded_on\n"
                   "P1,Z99,done,2018-01-01,,,,\n"),
              AllOf(HasSubstr("Z99"), HasSubstr("Refusé")));
}

TEST_F(ImportForm, ReadsEncodingsAndTellsThem) {
  EXPECT_THAT(people_file("P1,,Lef\xe8vre,\xc9lo\xefse,,,,,,,,,\n"),
              HasSubstr("Encodage Windows-1252 reconnu et converti"));
  const std::string text = std::string(people_header) + "P1,,Rahimi,Amina,,,,,,,,,\n";
  for (const bool big_endian : {false, true}) {
    const std::string wide = utf16(text, big_endian);
    const std::string mark = big_endian ? "\xfe\xff" : "\xff\xfe";
    for (const std::string& file : {wide, mark + wide}) {
      EXPECT_THAT(send("people.csv", file),
                  AllOf(HasSubstr("Encodage UTF-16 reconnu et converti"), HasSubstr("Prêt à être écrit")))
          << big_endian << " " << file.size();
    }
    EXPECT_THAT(send("people.csv", wide.substr(0, wide.size() - 1)), HasSubstr("fichier UTF-16 tronqué"));
  }
}

TEST_F(ImportForm, TellsFormulasColumnsNotReadAndPossibleDuplicates) {
  std::string header(people_header);
  header.insert(header.size() - 1, ",telephone");
  const std::string page = send("people.csv", header +
                                                  "P1,,Roux,=cmd|' /C calc'!A0,,,,,,,,,,06\n"
                                                  "P2,,Rahimi,Mohammed,1990-04-02,,,,,,,,,06\n"
                                                  "P3,,Muhammad,Rahimi,1990-04-02,,,,,,,,,06\n");
  EXPECT_THAT(page, AllOf(HasSubstr("commence comme une formule de tableur"),
                          HasSubstr("Colonnes non lues\u00a0: telephone"),
                          HasSubstr("peut-être la même personne que P2"), Not(HasSubstr("Refusé"))));
  confirm(page);
  EXPECT_EQ(people(), 3U) << "nobody is merged";
}

TEST_F(ImportForm, ACorrectionAddsAnEventAndTakesNoneAway) {
  constexpr std::string_view header =
      "person,step,kind,date,outcome,organisation,cause,recorded_on,event,corrects\n";
  confirm(people_file("P1,,Rahimi,Amina,1990-04-02,refugee,2017-12-01,,63113,,,,\n"));
  confirm(send("events.csv", std::string(header) + "P1,R10,requested,2018-01-01,,,,,E1,\n"));
  const std::string correction = std::string(header) + "P1,R10,requested,2018-02-01,,,,2018-10-10,E1b,E1\n";
  const std::string shown = send("events-corrections.csv", correction);
  EXPECT_THAT(shown,
              AllOf(HasSubstr("Prêt à être écrit"), HasSubstr("0 à ajouter"), HasSubstr("1 à corriger")));
  EXPECT_EQ(events(), 1U);
  confirm(shown);
  EXPECT_EQ(events(), 2U) << "what was believed before stays on record";
  EXPECT_THAT(send("events-corrections.csv", correction), HasSubstr("Rien de nouveau"));
}

TEST_F(ImportForm, RefusesMoreThanItCanHold) {
  http::testing::RawClient client(server().port());
  client.send("POST /import HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: jalon_csrf=" +
              std::string(token) + "\r\nX-CSRF-Token: " + std::string(token) +
              "\r\nContent-Type: multipart/form-data; boundary=limite\r\nContent-Length: " +
              std::to_string(exchange::most_bytes + 1) + "\r\n\r\n");
  EXPECT_EQ(http::testing::statuses(client.receive_answer()), "413");
}

TEST_F(ImportForm, AnArchiveIsRefusedUnopenedWhateverItSaysItHolds) {
  // The head of an archive whose entry says 10 bytes sent for 4 GB, twice over and inside itself.
  const std::string entry(
      "PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\x0a\0\0\0\xff\xff\xff\xff\x0a\0\0\0people.csv", 40);
  const std::string archive = entry + "aaaaaaaaaa" + entry + entry + "PK\x05\x06" + std::string(18, '\xff');
  for (const char* name : {"people.csv", "people.xlsx", "people.ods", "people.csv.gz", "dossier.zip"}) {
    const std::string answer = send(name, archive);
    EXPECT_THAT(answer, Not(HasSubstr("name=\"jeton\""))) << name;
    EXPECT_THAT(answer, HasSubstr("ce fichier n’est pas un CSV")) << name;
    EXPECT_EQ(people(), 0U) << name;
  }
}

}  // namespace
}  // namespace jalon::app
