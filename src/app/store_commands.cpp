#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/version.hpp"

namespace jalon::app {

void add_store_commands(CommandLine& commandline) {
  commandline.add("version", "Affiche la version du programme").run([](Streams io) {
    io.out << "jalon " << version() << "\n";
    return done;
  });
}

}  // namespace jalon::app
