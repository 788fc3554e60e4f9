// health enable, disable, name, remove, status.
#include <memory>
#include <nlohmann/json.hpp>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/on_territory.hpp"
#include "base/text.hpp"
#include "partners/account_store.hpp"
#include "people/health_actions.hpp"

namespace jalon::app {
namespace {

struct HealthCommand {
  Config config;
  std::string territory;
  As as;
  std::string host;
  std::string certificate;
  std::string by;
  std::string email;
  Date until;
  bool json = false;
};

std::string_view in_french(const Refusal& refusal) {
  if (refusal.code == "hosting.host_missing") return "le nom de l’hébergeur certifié manque (--host)";
  if (refusal.code == "hosting.certificate_missing")
    return "la référence du certificat manque (--certificate)";
  if (refusal.code == "hosting.until_past") return "le certificat est échu (--until)";
  if (refusal.code == "hosting.until_too_far") return "un certificat dure trois ans au plus (--until)";
  if (refusal.code == "hosting.no_account") {
    return "aucun compte n’existe, or ces indications ne se lisent que par des comptes nommés (jalon user "
           "first)";
  }
  if (refusal.code == "hosting.not_on") return "rien n’est en vigueur";
  if (refusal.code == "account.unknown") return "aucun compte n’a cette adresse (--email)";
  if (refusal.code == "health.named_already") return "ce compte est déjà nommé";
  if (refusal.code == "health.not_named") return "ce compte n’est pas nommé";
  return refusal.code;
}

/// Opens the database, picks the territory, and prints what `act` answers.
template <class Act>
int run(const HealthCommand& command, const char* name, Streams io, Act&& act) {
  const std::string typed = std::string("health ") + name;
  return on_territory(command.config, command.territory, typed, command.as, io,
                      [&](App& app, const AtTerminal& who) {
                        const Result<std::string> said = act(app, who.command());
                        if (!said) {
                          io.err << "jalon " << typed << "\u00a0: " << in_french(said.error()) << ".\n";
                          return refused;
                        }
                        io.out << *said << "\n";
                        return done;
                      });
}

int enable(const HealthCommand& command, Streams io) {
  return run(command, "enable", io, [&](App& app, const store::Command& write) -> Result<std::string> {
    const auto on = people::acknowledge_hosting(
        app.database(), write, {command.host, command.certificate, command.until, command.by},
        app.clock().today());
    if (!on) return tl::unexpected(on.error());
    return "Indications de santé permises jusqu’au " + to_french(command.until) + ", chez " + command.host +
           " (certificat " + command.certificate + "). Nommez qui les lit\u00a0: jalon health name.";
  });
}

int disable(const HealthCommand& command, Streams io) {
  return run(command, "disable", io, [&](App& app, const store::Command& write) -> Result<std::string> {
    const auto off = people::withdraw_hosting(app.database(), write, app.clock().today(), command.by);
    if (!off) return tl::unexpected(off.error());
    return "Indications de santé arrêtées, lignes effacées\u00a0: " + std::to_string(*off) + ".";
  });
}

int name(const HealthCommand& command, bool named, Streams io) {
  return run(command, named ? "name" : "remove", io,
             [&](App& app, const store::Command& write) -> Result<std::string> {
               const std::string email = partners::clean_email(command.email);
               const auto account = app.database().read([&](store::Reader& reader) {
                 return partners::find_account(reader, write.territory, std::string_view(email));
               });
               if (!account) return refuse("account.unknown");
               const auto changed = people::name_for_health(app.database(), write, account->id, named);
               if (!changed) return tl::unexpected(changed.error());
               return account->name + (named
                                           ? " lit et écrit les indications de santé des personnes que suit "
                                             "son organisme."
                                           : " ne les lit plus.");
             });
}

std::string told(const people::HealthDesk& desk, const std::vector<partners::Account>& readers, bool json) {
  if (json) {
    auto history = nlohmann::ordered_json::array();
    for (const auto& event : desk.history) {
      history.push_back({{"on", to_iso(event.on)},
                         {"kind", event.acknowledged ? "acknowledged" : "withdrawn"},
                         {"host", event.host},
                         {"certificate", event.certificate},
                         {"until", event.until ? nlohmann::ordered_json(to_iso(*event.until)) : nullptr},
                         {"actor", event.actor}});
    }
    auto named = nlohmann::ordered_json::array();
    for (const auto& account : readers) named.push_back(account.email);
    nlohmann::ordered_json answer{{"on", desk.on}, {"named", named}, {"history", history}};
    if (desk.ended) answer["ended"] = {{"on", to_iso(*desk.ended->until)}, {"sealed_files", desk.files}};
    return answer.dump();
  }
  std::string text = desk.on ? "Permises." : "Arrêtées\u00a0: rien ne s’enregistre ni ne se lit.";
  if (desk.ended) {
    text += "\nLe certificat de l’hébergeur a pris fin le " + to_french(*desk.ended->until) +
            "\u00a0: les indications de " + french_count(desk.files, "dossier", "dossiers") +
            " restent scellées, rien n’est perdu. Renouvelez (jalon health enable) ou effacez (jalon health "
            "disable).";
  }
  for (const auto& event : desk.history) {
    text += "\n" + to_french(event.on) + "  " + (event.acknowledged ? "reconnu" : "retiré") + "  " +
            event.host + ", " + event.certificate +
            (event.until ? ", jusqu’au " + to_french(*event.until) : "") + ", par " + event.actor;
  }
  for (const auto& account : readers) text += "\nNommé\u00a0: " + account.name + " (" + account.email + ")";
  return text;
}

int status(const HealthCommand& command, Streams io) {
  return run(command, "status", io, [&](App& app, const store::Command& write) -> Result<std::string> {
    return app.database().read([&](store::Reader& reader) {
      const auto desk = people::health_desk(reader, write.territory, app.clock().today());
      std::vector<partners::Account> readers;
      for (const auto& id : desk.readers) {
        if (auto account = partners::find_account(reader, write.territory, id)) readers.push_back(*account);
      }
      return told(desk, readers, command.json);
    });
  });
}

}  // namespace

void add_health_commands(CommandLine& commandline) {
  const auto command = std::make_shared<HealthCommand>();
  auto health = commandline.add(
      "health", "Deux indications de santé, arrêtées sauf reconnaissance d’un hébergement certifié (HDS)");
  const auto part = [&](const char* what, const char* help) {
    auto added = health.add(what, help);
    added.required("--db", "DB", "Fichier SQLite ou adresse postgresql://", command->config.database)
        .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
                command->config.keys)
        .option("--territory", "CODE", "Département, par exemple 63", command->territory)
        .option("--today", "DATE", "Date du geste, au lieu de celle de la machine", command->config.today);
    add_account_options(added, command->as);
    return added;
  };
  auto on = part("enable", "Reconnaît que la base est chez un hébergeur certifié, et permet les indications");
  on.required("--host", "NAME", "Nom de l’hébergeur certifié", command->host)
      .required("--certificate", "REF", "Référence de son certificat HDS", command->certificate)
      .required("--until", "DATE", "Dernier jour du certificat", command->until)
      .required("--by", "NAME", "Qui le reconnaît\u00a0: gardé avec la date dans le journal d’audit",
                command->by);
  on.run([command](Streams io) { return enable(*command, io); });
  auto off = part("disable", "Arrête les indications et efface toutes celles qui étaient gardées");
  off.required("--by", "NAME", "Qui les arrête", command->by);
  off.run([command](Streams io) { return disable(*command, io); });
  auto named = part("name", "Nomme un compte qui lira et écrira les indications");
  named.required("--email", "EMAIL", "Adresse du compte", command->email);
  named.run([command](Streams io) { return name(*command, true, io); });
  auto removed = part("remove", "Retire un compte de ceux qui les lisent");
  removed.required("--email", "EMAIL", "Adresse du compte", command->email);
  removed.run([command](Streams io) { return name(*command, false, io); });
  auto shown = part("status", "Dit si elles sont permises, par qui, jusqu’à quand, et qui les lit");
  shown.flag("--json", "Écrit le résultat en JSON", command->json);
  shown.run([command](Streams io) { return status(*command, io); });
}

}  // namespace jalon::app
