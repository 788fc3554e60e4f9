// propose: who would get which place, from the records of a territory.
#include <memory>
#include <set>

#include "app/app.hpp"
#include "app/ask_places.hpp"
#include "app/commands.hpp"
#include "app/on_territory.hpp"
#include "app/terminal.hpp"
#include "proposals/propose_cli.hpp"

namespace jalon::app {
namespace {

struct ProposeRequest {
  Config config;
  std::string territory;
  Date at;
  std::string scheme;
  std::string step;
  std::optional<std::uint64_t> seed;
  bool record = false;
  bool json = false;
};

std::string keep(App& app, const std::string& territory, const proposals::Draft& draft) {
  store::Command command;
  command.territory = territory;
  command.actor = terminal_actor();
  const auto kept = proposals::keep_proposal(app.database(), app.clock(), command, draft);
  return kept ? kept->text() : "";
}

/// Everybody whom the proposal tells of.
std::vector<people::PersonId> people_of(const proposals::Inputs& inputs) {
  std::set<people::PersonId> people;
  for (const proposals::Need& need : inputs.needs) {
    for (const std::string& id : need.people) {
      if (const auto person = people::PersonId::parse(id)) people.insert(*person);
    }
  }
  return {people.begin(), people.end()};
}

int run_propose(const ProposeRequest& request, Streams io) {
  Config config = request.config;
  config.today = request.at;  // the board is made for that day at once
  return on_territory(
      config, request.territory, "jalon propose", io, [&](App& app, const std::string& territory) {
        pathways::LiveBoard board(app.database(), app.vault(), app.clock(), territory, ask_places());
        const proposals::Request asked{request.at, {request.scheme, request.step}, request.seed};
        const auto draft = proposals::draft_proposal(app.database(), board, app.clock(), territory, asked);
        if (!draft) {
          io.err << "jalon propose\u00a0: aucune place de ce dispositif ou de cette étape n’est ouverte aux "
                    "entrées à "
                    "cette date.\n";
          return refused;
        }
        log_reading(app, territory, people_of(draft->inputs), "proposition préparée au terminal");
        const std::string kept = request.record ? keep(app, territory, *draft) : "";
        board.on(request.at, [&](const pathways::Snapshot& snapshot) {
          proposals::print_draft(*draft, snapshot, kept, request.json, io.out);
        });
        return done;
      });
}

}  // namespace

void add_proposal_commands(CommandLine& commandline) {
  const auto request = std::make_shared<ProposeRequest>();
  commandline.add("propose", "Propose qui reçoit quelle place, et dit pourquoi\u00a0; des humains décident")
      .required("--db", "DB", "Fichier SQLite ou adresse postgresql://", request->config.database)
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
}

}  // namespace jalon::app
