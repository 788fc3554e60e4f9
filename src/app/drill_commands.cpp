// drill: a backup is worth what its restoration is worth; this restores one.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <sstream>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/scratch_folder.hpp"
#include "app/verification.hpp"
#include "base/text.hpp"
#include "partners/territory_store.hpp"
#include "people/people_actions.hpp"

namespace jalon::app {
namespace {

using Steady = std::chrono::steady_clock;

struct Names {
  std::int64_t people = 0;
  std::int64_t unreadable = 0;  // their keys were destroyed, or are missing
};

Names count_names(store::Reader& reader, people::Vault& vault) {
  Names names;
  for (const auto& territory : partners::all_territories(reader)) {
    people::each_person(reader, vault, territory.code, Date::never(), [&](const people::KnownPerson& person) {
      ++names.people;
      if (person.erased) ++names.unreadable;
    });
  }
  return names;
}

/// The file of the keys and its master key, as they stand now.
void copy_keys(const std::string& from, const std::string& to) {
  for (const char* suffix : {"", ".kek"}) {
    std::error_code error;
    std::filesystem::copy_file(from + suffix, to + suffix, error);
    if (error) {
      throw store::Fault(
          fmt::format("le fichier des clés {}{} ne se copie pas ({})", from, suffix, error.message()));
    }
  }
}

ChainHeads heads_of(store::Database& database) {
  return database.read([](store::Reader& reader) { return chain_heads(reader); });
}

double seconds_since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

ExitCode run_drill(const Config& asked, Streams io) {
  Config config = asked;
  config.create = false;
  config.migrate = false;
  if (config.keys.empty()) config.keys = people::Vault::default_path(config.database);
  const auto start = Steady::now();
  const ScratchFolder scratch;
  Config restored = config;
  restored.database = scratch.path() + "/jalon.db";
  restored.keys = scratch.path() + "/jalon.keys";

  App source(config);
  const Date today = source.machine_clock().today();
  const auto heads_before = heads_of(source.database());
  source.database().backup(restored.database);
  // After the copy: a key is on disk before what needs it is recorded, so every name of the copy has its key.
  copy_keys(config.keys, restored.keys);
  io.out << fmt::format("Copie restaurée dans un dossier neuf, avec ses clés\u00a0: {:.1f} Mo en {:.1f} s.\n",
                        static_cast<double>(std::filesystem::file_size(restored.database)) / 1e6,
                        seconds_since(start));

  App copy(restored);
  std::vector<std::string> problems;
  const auto add = [&](const std::vector<std::string>& more) {
    problems.insert(problems.end(), more.begin(), more.end());
  };
  Names names;
  copy.database().read([&](store::Reader& reader) {
    // Nothing of what stood in the database before the copy is missing from it...
    add(verify_records(reader, today, heads_before, io.out));
    names = count_names(reader, copy.vault());
  });
  // ... and the copy is a past state of the database, line by line.
  const auto heads_of_copy = heads_of(copy.database());
  Names now;
  source.database().read([&](store::Reader& reader) {
    std::ostringstream unsaid;
    add(verify_chains(reader, today, heads_of_copy, unsaid));
    now = count_names(reader, source.vault());
  });
  if (names.unreadable > now.unreadable) {
    problems.push_back(fmt::format("{} ne se lisent pas dans la copie",
                                   french_count(names.unreadable - now.unreadable, "nom", "noms")));
  }
  io.out << fmt::format("Noms\u00a0: {} lisibles sur {}, {} clés détruites.\n",
                        french_number(names.people - names.unreadable), french_number(names.people),
                        french_number(names.unreadable));
  for (const std::string& problem : problems) io.err << problem << ".\n";
  if (!problems.empty()) {
    io.out << "Cette sauvegarde ne se restaure pas telle qu’elle était.\n";
    return refused;
  }
  io.out << fmt::format("Exercice réussi en {:.1f} s\u00a0; rien n’en reste.\n", seconds_since(start));
  return done;
}

}  // namespace

void add_drill_commands(CommandLine& commandline) {
  const auto config = std::make_shared<Config>();
  commandline.add("drill", "Sauvegarde, restaure dans un dossier neuf et compare, même pendant qu’on y écrit")
      .required("--db", "DB", "Fichier SQLite ou adresse postgresql://", config->database)
      .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)", config->keys)
      .run([config](Streams io) { return run_drill(*config, io); });
}

}  // namespace jalon::app
