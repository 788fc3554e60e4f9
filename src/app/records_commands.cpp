// import, verify, backup.
#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/on_territory.hpp"
#include "app/records.hpp"
#include "app/scratch_folder.hpp"
#include "app/verification.hpp"
#include "exchange/import_cli.hpp"
#include "pathways/pathway_actions.hpp"

namespace jalon::app {
namespace {

struct ImportCommand {
  Config config;
  As as;
  exchange::ImportOptions options;
};

int import_into(App& app, exchange::ImportOptions options, std::string actor, Streams io) {
  options.actor = std::move(actor);
  if (!options.dry_run) pathways::seal_waiting_texts(app.database(), app.vault(), options.actor);
  const exchange::Rooms rooms = rooms_of_records(app.vault());
  return exchange::run_import(options, app.database(), rooms, app.clock().today(), io.out, io.err);
}

int run_import_command(const ImportCommand& command, Streams io) {
  const bool is_file = !command.config.database.starts_with("postgres");
  std::error_code ignored;
  if (command.options.dry_run && is_file && !std::filesystem::exists(command.config.database, ignored)) {
    // A rehearsal makes no database: it is played on one that goes away.
    const ScratchFolder scratch;
    Config config = command.config;
    config.database = scratch.path() + "/jalon.db";
    config.keys.clear();
    App app(std::move(config));
    return import_into(app, command.options, terminal_actor(), io);
  }
  App app(command.config);
  // The first import makes the territory: until then nobody has an account there.
  AtTerminal who;
  if (const auto territory = choose_territory(app.database(), command.options.territory)) {
    const auto known = let_in(app, *territory, "import", command.as, io.err);
    if (!known) return refused;
    who = *known;
  } else if (!command.as.email.empty()) {
    io.err << "jalon import\u00a0: " << territory.error().fact("why") << ".\n";
    return refused;
  }
  return import_into(app, command.options, who.actor(), io);
}

struct VerifyCommand {
  Config config;
  std::string heads;
};

int run_verify(const VerifyCommand& command, Streams io) {
  ChainHeads kept;
  if (!command.heads.empty()) {
    const auto document = csv::Document::read(command.heads);
    auto heads =
        document ? read_heads(*document) : tl::unexpected(std::vector<FileProblem>{document.error()});
    if (!heads) {
      for (const FileProblem& problem : heads.error()) io.err << to_french(problem) << "\n";
      return refused;
    }
    kept = std::move(*heads);
  }
  Config reading = command.config;
  reading.create = false;
  App app(reading);
  const Date today = app.machine_clock().today();
  const auto problems =
      app.database().read([&](store::Reader& reader) { return verify_records(reader, today, kept, io.out); });
  for (const std::string& problem : problems) io.err << problem << ".\n";
  io.out << (problems.empty() ? "Tout concorde.\n" : "Cette base ne concorde pas.\n");
  return problems.empty() ? done : refused;
}

}  // namespace

void add_records_commands(CommandLine& commandline) {
  const auto import = std::make_shared<ImportCommand>();
  auto import_command = commandline.add("import", "Importe un dossier de fichiers CSV, ou un seul fichier");
  import_command.required("--db", "DB", "Fichier SQLite ou adresse postgresql://", import->config.database)
      .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
              import->config.keys)
      .option("--territory", "CODE", "Département, par exemple 63", import->options.territory)
      .option("--today", "DATE", "Date d’enregistrement, au lieu de celle de la machine",
              import->config.today)
      .flag("--dry-run", "Dit ce qui serait fait, sans rien écrire", import->options.dry_run)
      .flag("--json", "Écrit le compte rendu en JSON", import->options.json)
      .argument("PATH", "Dossier ou fichier", import->options.path)
      .run([import](Streams io) { return run_import_command(*import, io); });
  add_account_options(import_command, import->as);

  const auto verified = std::make_shared<VerifyCommand>();
  commandline.add("verify", "Rejoue les événements et vérifie que la base concorde")
      .required("--db", "DB", "Fichier SQLite ou adresse postgresql://", verified->config.database)
      .option("--heads", "FILE",
              "Empreintes gardées ailleurs (jalon journal heads)\u00a0: montre une fin coupée",
              verified->heads)
      .run([verified](Streams io) { return run_verify(*verified, io); });

  struct BackupCommand {
    Config config;
    std::string to;
  };
  const auto backup = std::make_shared<BackupCommand>();
  commandline.add("backup", "Copie la base dans un nouveau fichier, même pendant qu’on y écrit")
      .required("--db", "DB", "Fichier SQLite ou adresse postgresql://", backup->config.database)
      .required("--to", "FILE", "Fichier de la copie, qui ne doit pas exister", backup->to)
      .run([backup](Streams io) {
        std::error_code ignored;
        if (std::filesystem::exists(backup->to, ignored)) {
          io.err << "jalon backup\u00a0: « " << backup->to
                 << " » existe déjà, un nouveau fichier est attendu.\n";
          return refused;
        }
        Config config = backup->config;
        config.create = false;
        config.migrate = false;
        App app(config);
        log_copy(app, "copie de toute la base (jalon backup)", io.err);
        app.database().backup(backup->to);
        io.out << "Copie faite\u00a0: " << backup->to << ". Le fichier des clés se sauvegarde à part.\n";
        return done;
      });
}

}  // namespace jalon::app
