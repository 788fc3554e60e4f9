#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/version.hpp"

namespace jalon::app {

void add_store_commands(CommandLine& commandline) {
  const auto config = std::make_shared<Config>();
  commandline.add("migrate", "Crée la base de données, ou la met à jour")
      .required("--db", "DB", "Fichier SQLite ou adresse postgresql://", config->database)
      .run([config](Streams io) {
        App app(*config);
        app.database();  // opening applies what is pending
        io.out << "La base est à jour\u00a0: " << config->database << "\n";
        return done;
      });

  commandline.add("version", "Affiche la version du programme").run([](Streams io) {
    io.out << "jalon " << version() << "\n";
    return done;
  });
}

}  // namespace jalon::app
