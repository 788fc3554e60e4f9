// retention.
#include <memory>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/on_territory.hpp"
#include "app/person_records.hpp"
#include "rights/access_log_cli.hpp"
#include "rights/retention_cli.hpp"

namespace jalon::app {
namespace {

struct RetentionCommand {
  Config config;
  std::string territory;
  As as;
  std::optional<Date> at;
  bool dry_run = false;
  bool json = false;
};

/// Those whom the report lists.
std::vector<people::PersonId> persons_of(const rights::RetentionReport& report) {
  std::vector<people::PersonId> persons;
  for (const auto* list : {&report.to_warn, &report.warned, &report.due, &report.held}) {
    for (const rights::FileTerm& file : *list) persons.push_back(file.person);
  }
  return persons;
}

int rehearse(App& app, const AtTerminal& who, Date at, bool json, Streams io) {
  const auto report = app.database().read([&](store::Reader& reader) {
    return rights::look_at_terms(reader, who.territory, contact_sources(), at);
  });
  log_reading(app, who, persons_of(report), "termes de conservation lus au terminal");
  app.database().read([&](store::Reader& reader) {
    rights::print_retention(report, true, json, io.out);
    if (json) return;
    rights::print_access_log(
        people::look_at_access_log(reader, who.territory, people::default_access_log_rules(), at), false,
        io.out);
  });
  return done;
}

int apply(App& app, const AtTerminal& who, Date at, bool json, Streams io) {
  const auto report =
      rights::apply_retention(app.database(), app.vault(), who.command(), contact_sources(), at);
  if (!report) {
    io.err << "jalon retention\u00a0: refusé (" << report.error().code << ").\n";
    return refused;
  }
  rights::print_retention(*report, false, json, io.out);
  const auto log = rights::keep_access_log(app.database(), who.command(), true);
  if (!log) {
    io.err << "jalon retention\u00a0: le segment " << log.error().fact("segment")
           << " du journal des accès ne concorde pas avec ses empreintes\u00a0: jalon verify dit où.\n";
    return refused;
  }
  if (!json) rights::print_access_log_done(*log, false, io.out);
  return done;
}

int run_retention(const RetentionCommand& command, Streams io) {
  return on_territory(
      command.config, command.territory, "retention", command.as, io, [&](App& app, const AtTerminal& who) {
        const Date today = app.machine_clock().today();
        const Date at = command.at.value_or(today);
        if (at > today && !command.dry_run) {
          io.err << "jalon retention\u00a0: une date à venir ne va qu’avec --dry-run\u00a0: rien ne s’efface "
                    "d’avance.\n";
          return static_cast<int>(refused);
        }
        return command.dry_run ? rehearse(app, who, at, command.json, io)
                               : apply(app, who, at, command.json, io);
      });
}

}  // namespace

void add_rights_commands(CommandLine& commandline) {
  const auto retention = std::make_shared<RetentionCommand>();
  auto command = commandline.add(
      "retention", "Annonce les dossiers dont le terme approche, anonymise ceux dont il est venu");
  command.required("--db", "DB", "Fichier SQLite ou adresse postgresql://", retention->config.database)
      .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
              retention->config.keys)
      .option("--territory", "CODE", "Département, par exemple 63", retention->territory)
      .option("--at", "DATE", "Jour du passage, au lieu d’aujourd’hui", retention->at)
      .flag("--dry-run", "Dit ce qui serait fait, sans rien écrire", retention->dry_run)
      .flag("--json", "Écrit le compte rendu en JSON", retention->json)
      .run([retention](Streams io) { return run_retention(*retention, io); });
  add_account_options(command, retention->as);
}

}  // namespace jalon::app
