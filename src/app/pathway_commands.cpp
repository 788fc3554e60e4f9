#include <memory>

#include "app/commands.hpp"
#include "pathways/catalogue_cli.hpp"
#include "pathways/evaluate_cli.hpp"
#include "schemes/place_knowledge_cli.hpp"

namespace jalon::app {

void add_pathway_commands(CommandLine& commandline) {
  const auto request = std::make_shared<pathways::EvaluateRequest>();
  commandline.add("evaluate", "Évalue des parcours en fichiers à une date, sans base de données")
      .option("--catalogue", "FILE", "Catalogue des étapes, steps.csv (par défaut celui de jalon)",
              request->catalogue)
      .required("--people", "FILE", "Les personnes, people.csv", request->people)
      .required("--events", "FILE", "Ce qui est arrivé, events.csv", request->events)
      .required("--at", "DATE", "Date de l’évaluation", request->at)
      .option("--known-at", "DATE", "Ne compter que ce qui était su ce jour-là", request->known_at)
      .option("--places", "FILE", "Les places, places.csv", request->places)
      .option("--enrolments", "FILE", "Les entrées dans les places, enrolments.csv", request->enrolments)
      .flag("--json", "Écrit le résultat en JSON", request->json)
      .run([request](Streams io) {
        return pathways::run_evaluate(*request, schemes::read_place_knowledge, io.out, io.err);
      });

  const auto shown = std::make_shared<pathways::CatalogueRequest>();
  commandline.add("catalogue", "Montre les étapes en vigueur à une date, sans base de données")
      .required("--at", "DATE", "Date du catalogue", shown->at)
      .option("--with", "DATE", "Dire aussi ce qui change entre cette date et l’autre", shown->with)
      .option("--catalogue", "FILE", "Catalogue des étapes, steps.csv (par défaut celui de jalon)",
              shown->catalogue)
      .flag("--json", "Écrit le résultat en JSON", shown->json)
      .run([shown](Streams io) { return pathways::run_catalogue(*shown, io.out, io.err); });
}

}  // namespace jalon::app
