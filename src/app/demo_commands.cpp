#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/demo_accounts.hpp"
#include "app/records.hpp"
#include "app/site.hpp"
#include "base/text.hpp"
#include "exchange/import_cli.hpp"
#include "fiction/fiction_actions.hpp"
#include "fiction/scenario_actions.hpp"

namespace jalon::app {
namespace {

struct DemoRequest {
  std::string data = "demo";
  Config config{.database = "demo.db", .today = {}, .keys = {}};
  std::optional<std::uint64_t> seed;
  std::optional<std::int64_t> people;
  bool serve = true;
  std::int64_t port = 8063;
};

std::string in_french(const Refusal& refusal) {
  const std::string& code = refusal.code;
  if (code == "fiction.people") {
    return fmt::format("--people attend un nombre entre 1 et {}", refusal.fact("most"));
  }
  if (code == "fiction.folder") {
    return fmt::format("le dossier «\u00a0{}\u00a0» ne peut pas être écrit", refusal.fact("folder"));
  }
  if (code == "fiction.scenario") {
    return fmt::format("scénario {}\u00a0: {}", refusal.fact("file"), refusal.fact("problem"));
  }
  if (code == "fiction.step_missing") {
    return fmt::format("le scénario demande l’étape {}, que le catalogue ne connaît pas à sa date",
                       refusal.fact("step"));
  }
  std::string facts;
  for (const auto& [name, value] : refusal.facts) facts += fmt::format(" {}={}", name, value);
  return fmt::format("le département fictif ne tient pas ses cibles ({}{})", code, facts);
}

/// Writes the files and imports them, like anyone's, on the scenario's day.
int make_demo(const DemoRequest& request, App& app, Streams io) {
  int shown = -1;
  const auto progress = [&](std::int64_t people, std::int64_t of) {
    const int percent = static_cast<int>(people * 100 / of);
    if (percent / 10 == shown / 10 && shown >= 0) return;
    shown = percent;
    io.err << fmt::format("Département fictif\u00a0: {} sur {} personnes\n", french_number(people),
                          french_number(of))
           << std::flush;
  };
  const fiction::Order order{request.seed.value_or(1), request.people.value_or(0)};
  const auto made = fiction::write_demo(request.data, order, progress);
  if (!made) {
    io.err << in_french(made.error()) << "\n";
    return refused;
  }
  io.out << fmt::format(
                "{}\u00a0: {} personnes, {} ménages, {} événements, {} places, {} lignes d’entrées.\n",
                request.data, french_number(made->people), french_number(made->households),
                french_number(made->events), french_number(made->places), french_number(made->enrolments))
         << std::flush;
  const exchange::ImportOptions options{.path = request.data, .territory = made->territory};
  return exchange::run_import(options, app.database(), rooms_of_records(app.vault()), app.clock().today(),
                              io.out, io.err);
}

/// The mark names the database that was filled from the folder.
bool marked_for(const std::string& mark, const std::string& database) {
  std::string named;
  std::ifstream file(mark);
  return std::getline(file, named) && named == database;
}

int run_demo(const DemoRequest& request, Streams io) {
  if (request.port < 0 || request.port > 65535) {
    io.err << "jalon demo\u00a0: un port de 0 à 65535 est attendu.\n";
    return usage;
  }
  const auto scenario = fiction::puy_de_dome_2018();
  if (!scenario) {
    io.err << in_french(scenario.error()) << "\n";
    return refused;
  }
  // What a demonstration was made of is kept: opened again as it is, unless another one is asked for.
  std::error_code ignored;
  // The mark is made last, so that an import that was interrupted is taken up again.
  const std::string mark = request.data + "/.imported";
  const bool server_elsewhere = request.config.database.starts_with("postgresql://");
  const bool kept = request.serve && !request.seed && !request.people &&
                    marked_for(mark, request.config.database) &&
                    (server_elsewhere || std::filesystem::exists(request.config.database, ignored));
  Config config = request.config;
  config.today = scenario->as_of;
  App app(std::move(config));
  if (kept) {
    io.out << fmt::format("{} est rouvert tel quel\u00a0; supprimez-le pour recommencer.\n",
                          request.config.database);
  } else {
    const int made = make_demo(request, app, io);
    if (made == done) std::ofstream(mark) << request.config.database << "\n";
    if (made != done || !request.serve) return made;
  }
  if (const auto territory = choose_territory(app.database(), scenario->territory)) {
    const partners::Secrets secrets(app.vault().key_for(key_of_accounts));
    // A database that has real accounts keeps to them.
    (void)add_demo_accounts({app.database(), secrets, app.machine_clock(), *territory});
  }
  ServeOptions options;
  options.port = static_cast<std::uint16_t>(request.port);
  options.else_any_port = true;
  return serve(app, options, io.out, io.err);
}

}  // namespace

void add_demo_commands(CommandLine& commandline) {
  const auto request = std::make_shared<DemoRequest>();
  commandline.add("demo", "Crée un département fictif et l’ouvre")
      .option("--data", "DIR", "Dossier où écrire les fichiers", request->data)
      .option("--db", "DB", "Fichier SQLite ou adresse postgresql://", request->config.database)
      .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
              request->config.keys)
      .option("--seed", "N", "Graine du tirage\u00a0: la même donne les mêmes fichiers", request->seed)
      .option("--people", "N", "Nombre de personnes (celui du scénario par défaut)", request->people)
      .option("--port", "PORT", "Port où servir, 0 pour un port libre (un autre si celui-ci est pris)",
              request->port)
      .flag_off("--no-serve", "S’arrête après l’import", request->serve)
      .run([request](Streams io) { return run_demo(*request, io); });
}

}  // namespace jalon::app
