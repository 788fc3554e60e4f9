#include <memory>

#include "allocation/allocation_cli.hpp"
#include "app/commands.hpp"

namespace jalon::app {
namespace {

using allocation::FilesRequest;

Subcommand add_on_files(CommandLine& commandline, const char* name, const char* help,
                        const std::shared_ptr<FilesRequest>& request) {
  Subcommand command = commandline.add(name, help);
  command
      .required("--problem", "DIR",
                "Dossier de places.csv, candidates.csv, options.csv et, au besoin, locks.csv, conflicts.csv, "
                "requires.csv, resources.csv et takes.csv",
                request->problem)
      .choice("--objective", "Ce qui compte d’abord : les candidats placés, ou la valeur totale",
              request->objective, {"coverage-then-value", "value"})
      .option("--seconds", "N", "Temps au bout duquel le meilleur plan connu est rendu", request->seconds)
      .option("--seed", "N", "Graine du tirage au sort qui départage les ex aequo", request->seed)
      .flag("--json", "Écrit le résultat en JSON", request->json);
  return command;
}

}  // namespace

void add_allocation_commands(CommandLine& commandline) {
  const auto allocate = std::make_shared<FilesRequest>();
  add_on_files(commandline, "allocate", "Propose qui reçoit quelle place, et l’écrit dans DIR/proposal.csv",
               allocate)
      .run([allocate](Streams io) { return allocation::run_allocate(*allocate, io.out, io.err); });

  const auto check = std::make_shared<FilesRequest>();
  add_on_files(commandline, "check", "Juge un plan fait à la main selon les règles du problème", check)
      .required("--plan", "FILE", "Le plan\u00a0: CSV avec les colonnes candidate et place", check->plan)
      .run([check](Streams io) { return allocation::run_check(*check, io.out, io.err); });

  const auto explain = std::make_shared<FilesRequest>();
  add_on_files(commandline, "explain", "Explique ce qu’un candidat reçoit, et ce qui changerait la réponse",
               explain)
      .required("--candidate", "ID", "Le candidat", explain->candidate)
      .run([explain](Streams io) { return allocation::run_explain(*explain, io.out, io.err); });
}

}  // namespace jalon::app
