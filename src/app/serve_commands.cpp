// serve.
#include "app/commands.hpp"
#include "app/site.hpp"

namespace jalon::app {

void add_serve_commands(CommandLine& commandline) {
  struct ServeCommand {
    Config config;
    ServeOptions options;
    std::int64_t port = 8063;
  };
  const auto serve_command = std::make_shared<ServeCommand>();
  commandline.add("serve", "Sert les pages")
      .required("--db", "DB", "Fichier SQLite ou adresse postgresql://", serve_command->config.database)
      .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
              serve_command->config.keys)
      .option("--territory", "CODE", "Département, par exemple 63", serve_command->options.territory)
      .option("--address", "ADDRESS",
              "Adresse où écouter (hors de cette machine\u00a0: comptes et TLS exigés)",
              serve_command->options.address)
      .option("--port", "PORT", "Port, 0 pour un port libre", serve_command->port)
      .option("--tls-cert", "FILE", "Certificat TLS et sa chaîne, PEM (avec --tls-key)",
              serve_command->options.tls_certificate)
      .option("--tls-key", "FILE", "Clé du certificat, PEM", serve_command->options.tls_key)
      .option("--behind-proxy", "ADDRESS",
              "Adresse du mandataire qui porte TLS\u00a0: lui seul est écouté, et cru sur qui demande",
              serve_command->options.proxy)
      .option("--host-name", "NAMES", "Noms par lesquels les navigateurs demandent, séparés par des espaces",
              serve_command->options.host_names)
      .option("--provider", "FILE",
              "Fournisseur d’identité (ProConnect, OpenID Connect)\u00a0: ses réglages, sans le secret",
              serve_command->options.provider)
      .option("--today", "DATE", "Vit ce jour-là, au lieu de la date de la machine",
              serve_command->config.today)
      .run([serve_command](Streams io) {
        if (serve_command->port < 0 || serve_command->port > 65535) {
          io.err << "jalon serve\u00a0: un port de 0 à 65535 est attendu.\n";
          return usage;
        }
        serve_command->options.port = static_cast<std::uint16_t>(serve_command->port);
        Config config = serve_command->config;
        config.create = false;
        config.serving = true;
        App app(config);
        return static_cast<ExitCode>(serve(app, serve_command->options, io.out, io.err));
      });
}

}  // namespace jalon::app
