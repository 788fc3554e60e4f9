// Files of records, from the bytes that somebody sent to the rooms and back: every room, both databases.
#include "app/records.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "exchange/import_cli.hpp"
#include "fortnight/edition_store.hpp"
#include "indicators/reference_store.hpp"
#include "partners/organisation_store.hpp"
#include "partners/territory_store.hpp"
#include "pathways/event_store.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "schemes/scheme_actions.hpp"
#include "store/audit.hpp"
#include "store/outbox.hpp"
#include "store/testing_store.hpp"

namespace jalon::app {
namespace {

using exchange::FileState;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Date today = Date::from_ymd(2018, 10, 12);
const std::string small_folder = "tests/fixtures/small";

constexpr std::string_view people_header =
    "person,household,last_name,first_name,birth_date,status,protected_on,arrived_on,commune,languages,"
    "french_level,"
    "family_role,referent_organisation\n";
constexpr std::string_view events_header = "person,step,kind,date,outcome,organisation,cause,recorded_on\n";

class Records : public store::OnEachDatabase {
 protected:
  people::Vault& vault() {
    if (!vault_) vault_ = std::make_unique<people::Vault>(fresh().folder() + "/keys");
    return *vault_;
  }

  exchange::ImportOutcome import(std::vector<exchange::Source> sources, Date on = today, bool dry_run = false,
                                 std::string territory = "") {
    exchange::ImportRequest request;
    request.sources = std::move(sources);
    request.territory = std::move(territory);
    request.today = on;
    request.dry_run = dry_run;
    auto outcome = exchange::import_files(database(), rooms_of_records(vault()), request);
    EXPECT_TRUE(outcome) << (outcome ? "" : exchange::to_french(outcome.error()));
    return outcome ? std::move(*outcome) : exchange::ImportOutcome{};
  }
  exchange::ImportOutcome import_small(bool dry_run = false) {
    return import(exchange::sources_at(small_folder).value(), today, dry_run);
  }
  /// Imports one file of the département 63.
  exchange::FileOutcome send(std::string name, std::string bytes, Date on = today) {
    auto outcome = import({{std::move(name), "", std::move(bytes)}}, on, false, "63");
    EXPECT_THAT(outcome.files, SizeIs(1));
    return outcome.files.at(0);
  }
  static std::vector<std::string> sentences(const std::vector<FileProblem>& problems) {
    std::vector<std::string> texts;
    for (const auto& problem : problems) texts.push_back(to_french(problem));
    return texts;
  }
  /// The one sentence by which a file is refused.
  std::string refusal(std::string name, std::string bytes) {
    const auto outcome = send(std::move(name), std::move(bytes));
    EXPECT_EQ(outcome.state, FileState::refused);
    EXPECT_THAT(outcome.report.problems, SizeIs(1));
    return outcome.report.problems.empty() ? "" : to_french(outcome.report.problems[0]);
  }
  std::size_t people() {
    return database().read([](store::Reader& reader) { return people::person_refs(reader, "63").size(); });
  }
  std::int64_t audit_lines() {
    return database().read([](store::Reader& reader) { return store::verify_audit(reader).lines; });
  }
  std::string first_name(std::string_view ref) {
    return database().read([&](store::Reader& reader) {
      const auto found = people::search(reader, vault(), "63", ref);
      return found.empty() ? "" : found[0].identity.first_name;
    });
  }

 private:
  std::unique_ptr<people::Vault> vault_;
};
JALON_ON_EACH_DATABASE(Records);

TEST_P(Records, AFolderGoesToItsRooms) {
  const auto outcome = import_small();
  EXPECT_EQ(outcome.territory, "63");
  EXPECT_TRUE(outcome.guessed);
  EXPECT_TRUE(outcome.all_accepted());
  std::vector<std::string> order;
  for (const auto& file : outcome.files) {
    EXPECT_EQ(file.state, FileState::applied) << file.report.file;
    EXPECT_EQ(file.report.added, file.report.rows) << file.report.file;
    EXPECT_THAT(file.report.remarks, IsEmpty()) << file.report.file;
    order.push_back(file.report.file);
  }
  EXPECT_THAT(order,
              ElementsAre("organisations.csv", "people.csv", "events.csv", "places.csv", "enrolments.csv",
                          "references.csv", "meetings.csv", "editions.csv", "fortnight_events.csv"));
  EXPECT_EQ(audit_lines(), 9) << "one line per file";
  database().read([&](store::Reader& reader) {
    EXPECT_EQ(partners::all_territories(reader).at(0).name, "Puy-de-Dôme");
    EXPECT_EQ(partners::all_organisations(reader, "63").size(), 5U);
    EXPECT_THAT(pathways::verify_pathways(reader, "63").problems, IsEmpty());
    EXPECT_THAT(schemes::verify_schemes(reader, "63").problems, IsEmpty());
    EXPECT_EQ(pathways::count_step(reader, "63", "R10", "blocked", today, Date::never()), 1);
    const auto references = indicators::references_known_at(reader, "63", Date::from_ymd(2018, 1, 1));
    ASSERT_EQ(references.size(), 1U);
    EXPECT_EQ(references[0].number(), 282e6);
    const auto events = fortnight::all_events(reader, "63");
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].starts_at, "09:00");
    EXPECT_THAT(people::search(reader, vault(), "63", "olen"), SizeIs(1));
  });
}

TEST_P(Records, TheSameFolderTwiceChangesNothingAtAll) {
  import_small();
  const auto pending =
      database().read([](store::Reader& reader) { return store::pending_events(reader, 100).size(); });
  for (const auto& file : import_small().files) {
    EXPECT_EQ(file.state, FileState::unchanged) << file.report.file;
    EXPECT_EQ(file.report.unchanged, file.report.rows) << file.report.file;
  }
  EXPECT_EQ(audit_lines(), 9);
  EXPECT_EQ(database().read([](store::Reader& reader) { return store::pending_events(reader, 100).size(); }),
            pending);
}

TEST_P(Records, APreviewCountsLikeTheImportAndWritesNothing) {
  const auto preview = import_small(true);
  EXPECT_TRUE(preview.dry_run);
  for (const auto& file : preview.files) EXPECT_EQ(file.report.added, file.report.rows) << file.report.file;
  EXPECT_EQ(audit_lines(), 0);
  EXPECT_EQ(people(), 0U);
  EXPECT_EQ(std::filesystem::file_size(fresh().folder() + "/keys"), 96U) << "not one key";
  EXPECT_TRUE(import_small().all_accepted());
}

TEST_P(Records, ACorrectionFileGivesTwoAnswersForTwoDaysOfKnowledge) {
  import_small();
  const auto outcome =
      send("events-corrections.csv", std::string(events_header.substr(0, events_header.size() - 1)) +
                                         ",event,corrects\nP3,L06,done,2018-08-15,,BAILLEUR,,"
                                         "2018-10-10,E7b,E7\n");
  EXPECT_EQ(outcome.report.changed, 1U);
  database().read([](store::Reader& reader) {
    const Date july = Date::from_ymd(2018, 7, 31);
    EXPECT_EQ(pathways::count_step(reader, "63", "L06", "done", july, Date::from_ymd(2018, 10, 9)), 1);
    EXPECT_EQ(pathways::count_step(reader, "63", "L06", "done", july, Date::from_ymd(2018, 10, 10)), 0);
  });
}

TEST_P(Records, AFileIsRefusedWithTheOneSentenceThatMendsIt) {
  EXPECT_EQ(refusal("people.csv", ""), "people.csv\u00a0: le fichier est vide");
  EXPECT_EQ(refusal("people.csv", std::string("person,house\0hold\n", 17)),
            "people.csv, ligne 1\u00a0: octet nul dans le texte, ce fichier n’est pas un CSV ou son encodage "
            "est inconnu "
            "(enregistrez-le en CSV UTF-8)");
  EXPECT_EQ(
      refusal("people.csv", std::string(people_header) + "P1,,\"Rahimi,Amina,,,,,,,,,,\n"),
      "people.csv, ligne 2\u00a0: guillemet ouvert et jamais refermé, le fichier est peut-être tronqué");
  EXPECT_EQ(refusal("people.csv", std::string(people_header) + "P1,,Rahimi\n"),
            "people.csv, ligne 2\u00a0: 3\u00a0valeurs, 13 attendues comme dans l’en-tête");
  EXPECT_EQ(refusal("people.csv",
                    std::string(people_header) + "P1,," + std::string(10'000'000, 'a') + ",,,,,,,,,,\n")
                .substr(0, 40),
            "people.csv, ligne 2, colonne last_name\u00a0");
  EXPECT_EQ(
      refusal("people.csv", std::string(people_header) + "P1,,A,B,31/02/1990,,,,,,,,\n"),
      "people.csv, ligne 2, colonne birth_date\u00a0: «\u00a031/02/1990\u00a0»\u00a0: une date est attendue, "
      "aaaa-mm-jj ou jj/mm/aaaa, entre 1900 et 2199");
  EXPECT_EQ(refusal("people.csv", std::string(people_header) + "P1,,A,B,,,12/10/20018,,,,,,\n"),
            "people.csv, ligne 2, colonne protected_on\u00a0: «\u00a012/10/20018\u00a0»\u00a0: une date est "
            "attendue, "
            "aaaa-mm-jj ou jj/mm/aaaa, entre 1900 et 2199");
  EXPECT_EQ(refusal("people.csv", std::string(people_header) + "P1,,A,B,,,,,,,,,\nP1,,C,D,,,,,,,,,\n"),
            "people.csv, ligne 3, colonne person\u00a0: «\u00a0P1\u00a0»\u00a0: cet identifiant figure déjà "
            "à la ligne 2, il "
            "doit être unique");
  EXPECT_EQ(refusal("events.csv", "person,step,kind,date,outcome,organisation,recorded_on\n"),
            "events.csv, ligne 1, colonne cause\u00a0: cette colonne est obligatoire et manque");
  EXPECT_EQ(people(), 0U);
  EXPECT_EQ(audit_lines(), 0);
}

TEST_P(Records, AHeaderAloneAndAColumnTooManyAreNoProblem) {
  const auto empty = send("people.csv", std::string(people_header));
  EXPECT_EQ(empty.state, FileState::unchanged);
  std::string header(people_header);
  header.insert(header.size() - 1, ",telephone");
  const auto extra = send("people.csv", header + "P1,,A,B,,,,,,,,,,0600000000\n");
  EXPECT_EQ(extra.state, FileState::applied);
  EXPECT_THAT(extra.report.ignored_columns, ElementsAre("telephone"));
}

TEST_P(Records, EncodingsAreRecognisedConvertedAndReported) {
  const auto windows =
      send("people.csv", std::string(people_header) + "P1,,Lef\xe8vre,\xc9lo\xefse,,,,,,,,,\n");
  EXPECT_EQ(windows.report.encoding, csv::Encoding::windows_1252);
  EXPECT_EQ(first_name("P1"), "Éloïse");
  std::string utf16 = "\xff\xfe";
  for (const char c : std::string(people_header) + "P2,,Roux,Zo") utf16 += {c, '\0'};
  utf16 += std::string("\xeb\0,\0", 4);
  for (const char c : std::string(",,,,,,,,\n")) utf16 += {c, '\0'};
  const auto wide = send("people.csv", utf16);
  EXPECT_EQ(wide.report.encoding, csv::Encoding::utf16);
  EXPECT_EQ(first_name("P2"), "Zoë");
  std::string semicolons(people_header);
  std::ranges::replace(semicolons, ',', ';');
  EXPECT_EQ(
      send("people.csv", "\xef\xbb\xbf" + semicolons + "P3;;Roux;Ève;;;;;;\"prs;fra\";;;\n").report.separator,
      ';');
  EXPECT_EQ(first_name("P3"), "Ève");
}

TEST_P(Records, AFormulaIsKeptAsTheTextItIsAndReported) {
  const auto outcome = send("people.csv", std::string(people_header) + "P1,,-,=cmd|' /C calc'!A0,,,,,,,,,\n");
  EXPECT_EQ(first_name("P1"), "=cmd|' /C calc'!A0");
  ASSERT_THAT(outcome.report.remarks, SizeIs(1)) << "a lone dash is none";
  EXPECT_EQ(outcome.report.remarks[0].line, 2U);
  EXPECT_EQ(outcome.report.remarks[0].column, "first_name");
}

TEST_P(Records, AFileThatNobodyCanReadIsToldWhateverItsName) {
  EXPECT_EQ(refusal("vide.csv", ""), "vide.csv\u00a0: le fichier est vide");
  EXPECT_EQ(refusal("photo.csv", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16)).find("photo.csv, ligne 3"),
            0U);
  EXPECT_EQ(
      refusal("people.csv", std::string(20'000, 'c') + ",person\n").find("people.csv, ligne 1, colonne ccc"),
      0U);
}

TEST_P(Records, AFolderOrAFileOutOfReachIsToldInsteadOfBeingRead) {
  const std::string folder = fresh().folder() + "/people.csv";
  std::filesystem::create_directory(folder);
  const auto read = csv::Document::read(folder);
  ASSERT_FALSE(read);
  EXPECT_EQ(to_french(read.error()), "people.csv\u00a0: c’est un dossier, un fichier est attendu");
  const auto sources = exchange::sources_at(folder);
  ASSERT_FALSE(sources);
  EXPECT_EQ(exchange::to_french(sources.error()),
            "le dossier «\u00a0" + folder + "\u00a0» ne contient aucun fichier .csv");
  EXPECT_EQ(exchange::to_french(exchange::sources_at(fresh().folder() + "/nowhere.csv").error()),
            "«\u00a0" + fresh().folder() +
                "/nowhere.csv\u00a0» n’existe pas, un fichier ou un dossier est attendu");
}

TEST_P(Records, WhatDependsOnARefusedFileIsNotTriedAndTheRestEnters) {
  const auto outcome =
      import({{"people.csv", "", std::string(people_header) + "P1,,A,B,31/02/1990,,,,,,,,\n"},
              {"events.csv", "", std::string(events_header) + "P1,R04,done,2018-01-01,,,,\n"},
              {"references.csv", "", "id,year,value,unit,source,recorded_on\nx,2018,1,EUR,s,\n"},
              {"notes.csv", "", "a,b\n1,2\n"}},
             today, false, "63");
  ASSERT_THAT(outcome.files, SizeIs(4));
  EXPECT_FALSE(outcome.all_accepted());
  EXPECT_EQ(outcome.files[0].state, FileState::not_recognised);
  EXPECT_EQ(outcome.files[1].state, FileState::refused);
  EXPECT_EQ(outcome.files[2].state, FileState::not_tried);
  EXPECT_EQ(outcome.files[2].needs, "people.csv");
  EXPECT_EQ(outcome.files[3].state, FileState::applied);
}

TEST_P(Records, NoNameStandsInTheFilesOfTheDatabase) {
  import_small();
  if (database().engine() != "sqlite")
    return;  // a server's files are not ours to read; the rows are the same
  fresh().close();
  std::size_t read = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fresh().folder())) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    read += bytes.size();
    for (const char* name : {"Rahimi", "rahimi", "Kovalenko", "1990-04-02"}) {
      EXPECT_EQ(bytes.find(name), std::string::npos) << name << " in " << entry.path();
    }
  }
  EXPECT_GT(read, 100'000U);
}

TEST_P(Records, AFileOfAnotherNameIsKnownByItsColumns) {
  const auto outcome = send("export 2018.csv", std::string(people_header) + "P1,,A,B,,,,,,,,,\n");
  EXPECT_EQ(outcome.state, FileState::applied);
  EXPECT_EQ(people(), 1U);
}

TEST_P(Records, TheTerritoryIsGuessedFromTheCommunesOrAskedFor) {
  exchange::ImportRequest request;
  request.today = today;
  request.sources = {{"events.csv", "", std::string(events_header)}};
  const auto rooms = rooms_of_records(vault());
  EXPECT_EQ(exchange::import_files(database(), rooms, request).error().code, "import.territory_unknown");
  request.territory = "Puy-de-Dôme";
  EXPECT_EQ(exchange::import_files(database(), rooms, request).error().code, "import.territory_invalid");
  const auto corsica = import({{"people.csv", "",
                                std::string(people_header) + "P1,,A,B,,,,,2A004,,,,\n"
                                                             "P2,,C,D,,,,,2A004,,,,\n"
                                                             "P3,,E,F,,,,,63113,,,,\n"}});
  EXPECT_EQ(corsica.territory, "2A");
  const auto more = import({{"events.csv", "", std::string(events_header) + "P1,R04,done,2018-01-01,,,,\n"}});
  EXPECT_EQ(more.territory, "2A") << "the only one of the database";
  EXPECT_FALSE(more.guessed);
}

TEST_P(Records, TheReportIsOneJsonObject) {
  const auto outcome = import(
      {{"people.csv", "", std::string(people_header) + "P1,,A,B,31/02/1990,,,,,,,,\n"}}, today, false, "63");
  const std::string json = exchange::to_json(outcome);
  EXPECT_THAT(json, testing::HasSubstr("\"state\": \"refused\""));
  EXPECT_THAT(json, testing::HasSubstr("\"column\": \"birth_date\""));
  EXPECT_THAT(json, testing::HasSubstr("\"value\": \"31/02/1990\""));
}

}  // namespace
}  // namespace jalon::app
