// journal seal, journal trim, journal heads.
#include <memory>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/site.hpp"
#include "app/terminal.hpp"
#include "app/verification.hpp"
#include "rights/access_log_cli.hpp"

namespace jalon::app {
namespace {

struct JournalCommand {
  Config config;
  std::string territory;
  std::optional<Date> at;
  bool dry_run = false;
  bool json = false;
};

bool trims(const char* name) {
  return std::string_view(name) == "trim";
}

int look(App& app, const JournalCommand& command, const std::string& territory, Date at, Streams io) {
  const auto report = app.database().read([&](store::Reader& reader) {
    return people::look_at_access_log(reader, territory, people::default_access_log_rules(), at);
  });
  rights::print_access_log(report, command.json, io.out);
  return done;
}

int run_journal(const JournalCommand& command, const char* name, Streams io) {
  const auto refuse_with = [&](std::string_view why) {
    io.err << "jalon journal " << name << "\u00a0: " << why << ".\n";
    return refused;
  };
  Config config = command.config;
  config.create = false;
  App app(config);
  if (command.at && !command.dry_run) return refuse_with("--at ne va qu’avec --dry-run");
  const auto territory = choose_territory(app.database(), command.territory);
  if (!territory) return refuse_with(territory.error().fact("why"));
  if (command.dry_run) return look(app, command, *territory, command.at.value_or(app.clock().today()), io);
  if (app.clock().today() > app.machine_clock().today()) {
    return refuse_with("ce jour n’est pas venu, rien ne se scelle ni ne part d’avance");
  }
  const auto done_or_not =
      rights::keep_access_log(app.database(), {*territory, {}, terminal_actor(), "", ""}, trims(name));
  if (!done_or_not) {
    return refuse_with("le segment " + std::string(done_or_not.error().fact("segment")) +
                       " ne concorde pas avec ses empreintes\u00a0: jalon verify dit où");
  }
  rights::print_access_log_done(*done_or_not, command.json, io.out);
  return done;
}

}  // namespace

void add_journal_commands(CommandLine& commandline) {
  const auto command = std::make_shared<JournalCommand>();
  auto journal = commandline.add("journal", "Journal des accès\u00a0: sceller, retirer à terme, empreintes");
  const auto part = [&](const char* name, const char* help) {
    auto added = journal.add(name, help);
    added.required("--db", "DB", "Fichier SQLite ou adresse postgresql://", command->config.database);
    return added;
  };
  const auto writing = [&](const char* name, const char* help) {
    auto added = part(name, help);
    added.option("--territory", "CODE", "Département, par exemple 63", command->territory)
        .option("--today", "DATE", "Date d’enregistrement, au lieu de celle de la machine",
                command->config.today)
        .option("--at", "DATE", "Avec --dry-run\u00a0: ce qui serait fait ce jour-là", command->at)
        .flag("--dry-run", "Dit ce qui serait fait, sans rien écrire", command->dry_run)
        .flag("--json", "Écrit le compte rendu en JSON", command->json)
        .run([command, name](Streams io) { return run_journal(*command, name, io); });
  };
  writing("seal", "Scelle les segments qui sont finis");
  writing("trim", "Scelle, puis retire les segments dont le terme est venu\u00a0; leurs ancres restent");
  part("heads", "Écrit les empreintes des chaînes, à garder hors de la base pour jalon verify --heads")
      .run([command](Streams io) {
        Config config = command->config;
        config.create = false;
        config.migrate = false;
        App app(config);
        write_heads(app.database().read([](store::Reader& reader) { return chain_heads(reader); }), io.out);
        return done;
      });
}

}  // namespace jalon::app
