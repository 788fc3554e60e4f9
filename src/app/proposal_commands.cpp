// propose: who would get which place, from the records of a territory.
#include <memory>

#include "app/app.hpp"
#include "app/ask_places.hpp"
#include "app/commands.hpp"
#include "app/on_territory.hpp"
#include "proposals/propose_cli.hpp"

namespace jalon::app {
namespace {

struct ProposeRequest {
  Config config;
  std::string territory;
  As as;
  Date at;
  std::string scheme;
  std::string step;
  std::optional<std::uint64_t> seed;
  bool record = false;
  bool json = false;
};

std::string keep(App& app, const AtTerminal& who, const proposals::Draft& draft) {
  const auto kept = proposals::keep_proposal(app.database(), app.clock(), who.command(), draft);
  return kept ? kept->text() : "";
}

int run_propose(const ProposeRequest& request, Streams io) {
  Config config = request.config;
  config.today = request.at;  // the board is made for that day at once
  return on_territory(
      config, request.territory, "propose", request.as, io, [&](App& app, const AtTerminal& who) {
        const partners::View view = view_of(app, who);
        pathways::LiveBoard board(app.database(), app.vault(), app.clock(), who.territory, ask_places());
        const proposals::Request asked{request.at, {request.scheme, request.step}, request.seed};
        const auto draft =
            proposals::draft_proposal(app.database(), board, app.clock(), who.territory, asked);
        if (!draft) {
          io.err << "jalon propose\u00a0: aucune place de ce dispositif ou de cette étape n’est ouverte aux "
                    "entrées à "
                    "cette date.\n";
          return refused;
        }
        return board.on(request.at, [&](const pathways::Snapshot& snapshot) {
          const pathways::Sights sights(view, snapshot.board.catalogue());
          const proposals::Onlooker by{snapshot, sights};
          log_reading(app, who, proposals::persons_printed(*draft, by), "proposition préparée au terminal");
          const std::string kept = request.record ? keep(app, who, *draft) : "";
          proposals::print_draft(*draft, by, kept, request.json, io.out);
          return done;
        });
      });
}

}  // namespace

void add_proposal_commands(CommandLine& commandline) {
  const auto request = std::make_shared<ProposeRequest>();
  auto propose = commandline.add(
      "propose", "Propose qui reçoit quelle place, et dit pourquoi\u00a0; des humains décident");
  propose.required("--db", "DB", "Fichier SQLite ou adresse postgresql://", request->config.database)
      .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
              request->config.keys)
      .option("--territory", "CODE", "Département, par exemple 63", request->territory)
      .required("--at", "DATE", "Date dont on parle", request->at)
      .option("--scheme", "NAME", "Un seul dispositif, par son nom", request->scheme)
      .option("--step", "STEP", "Une seule étape, par exemple C06", request->step)
      .option("--seed", "N", "Graine du tirage qui départage les ex aequo (défaut : la date)", request->seed)
      .flag("--record", "Enregistre la proposition, pour que chacun puisse en décider", request->record)
      .flag("--json", "Écrit le résultat en JSON", request->json)
      .run([request](Streams io) { return run_propose(*request, io); });
  add_account_options(propose, request->as);
}

}  // namespace jalon::app
