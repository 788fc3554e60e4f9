// user.
#include <memory>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/on_territory.hpp"
#include "partners/account_cli.hpp"

namespace jalon::app {
namespace {

struct UserCommand {
  Config config;
  std::string territory;
  As as;
  partners::UserRequest request;
};

using Run = int (*)(const partners::AccountDesk&, const partners::UserRequest&, std::ostream&, std::ostream&);

int run(const UserCommand& command, const char* name, Streams io, Run what) {
  return on_territory(
      command.config, command.territory, std::string("user ") + name, command.as, io,
      [&](App& app, const AtTerminal& who) {
        if (who.caller.fictional && std::string_view(name) != "list") {
          io.err << "jalon user " << name << "\u00a0: un compte fictif ne change aucun compte.\n";
          return static_cast<int>(refused);
        }
        const partners::Secrets secrets(app.vault().key_for(key_of_accounts));
        partners::UserRequest request = command.request;
        request.actor = who.actor();
        return what({app.database(), secrets, app.machine_clock(), who.territory}, request, io.out, io.err);
      });
}

int list(const partners::AccountDesk& desk, const partners::UserRequest& request, std::ostream& out,
         std::ostream&) {
  return partners::run_user_list(desk, request, out);
}

}  // namespace

void add_user_commands(CommandLine& commandline) {
  const auto command = std::make_shared<UserCommand>();
  auto user = commandline.add(
      "user", "Comptes\u00a0: le premier, liste, invitation, fermeture, nouveau mot de passe");
  const auto part = [&](const char* name, const char* help) {
    auto added = user.add(name, help);
    added.required("--db", "DB", "Fichier SQLite ou adresse postgresql://", command->config.database)
        .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
                command->config.keys)
        .option("--territory", "CODE", "Département, par exemple 63", command->territory)
        .flag("--json", "Écrit le résultat en JSON", command->request.json);
    add_account_options(added, command->as);
    return added;
  };
  part("list", "Liste les comptes").run([command](Streams io) { return run(*command, "list", io, &list); });

  auto first = part("first", "Donne le lien, qui sert une fois, du premier compte\u00a0: un administrateur");
  first.option("--url", "URL", "Adresse du site, début du lien", command->request.site);
  first.run([command](Streams io) { return run(*command, "first", io, &partners::run_user_first); });

  auto invite = part("invite", "Ajoute un compte et donne le lien qui l’ouvre, une fois");
  invite.required("--email", "EMAIL", "Adresse, qui sert d’identifiant", command->request.email)
      .required("--name", "NAME", "Nom que verront les collègues", command->request.name)
      .required("--role", "ROLES", "Un rôle, ou plusieurs entre guillemets (« referent coordinator »)",
                command->request.roles)
      .option("--organisation", "REF", "Identifiant de l’organisme (sauf pour un administrateur)",
              command->request.organisation)
      .option("--url", "URL", "Adresse du site, début du lien", command->request.site);
  invite.run([command](Streams io) { return run(*command, "invite", io, &partners::run_user_invite); });

  auto disable = part("disable", "Ferme un compte et ses sessions");
  disable.required("--email", "EMAIL", "Adresse du compte", command->request.email);
  disable.run([command](Streams io) { return run(*command, "disable", io, &partners::run_user_disable); });

  auto reset = part("reset", "Retire mot de passe, code et sessions, et donne un lien pour recommencer");
  reset.required("--email", "EMAIL", "Adresse du compte", command->request.email)
      .option("--url", "URL", "Adresse du site, début du lien", command->request.site);
  reset.run([command](Streams io) { return run(*command, "reset", io, &partners::run_user_reset); });
}

}  // namespace jalon::app
