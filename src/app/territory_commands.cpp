// blockers, whatif, agenda, point: what a whole territory is asked.
#include <memory>
#include <set>
#include <sstream>
#include <vector>

#include "app/app.hpp"
#include "app/ask_places.hpp"
#include "app/commands.hpp"
#include "app/on_territory.hpp"
#include "cells/agenda_sheet_actions.hpp"
#include "cells/decision_actions.hpp"
#include "indicators/point_actions.hpp"
#include "indicators/point_cli.hpp"
#include "partners/small_numbers.hpp"
#include "pathways/blockers_cli.hpp"
#include "pathways/catalogue_actions.hpp"
#include "pathways/what_if_cli.hpp"

namespace jalon::app {
namespace {

struct TerritoryRequest {
  Config config;
  std::string territory;
  As as;
  Date at;
  std::string by = "cause";
  int minutes = 120;
  bool json = false;
};

/// Runs `ask(App&, AtTerminal, Snapshot, Sights)` on a database that exists; says why it cannot.
template <class Ask>
int with_board(const TerritoryRequest& request, const char* command, Streams io, Ask&& ask) {
  Config config = request.config;
  config.today = request.at;  // the board is made for that day at once
  return on_territory(
      config, request.territory, command, request.as, io, [&](App& app, const AtTerminal& who) {
        const partners::View view = view_of(app, who);
        pathways::LiveBoard board(app.database(), app.vault(), app.clock(), who.territory, ask_places());
        return board.on(request.at, [&](const pathways::Snapshot& snapshot) {
          return ask(app, who, snapshot, pathways::Sights(view, snapshot.board.catalogue()));
        });
      });
}

int fewest_told(const App& app) {
  return partners::fewest_told(app.machine_clock().today());
}

int run_blockers(const TerritoryRequest& request, Streams io) {
  const auto by = request.by == "step"           ? pathways::ShareBy::step
                  : request.by == "organisation" ? pathways::ShareBy::organisation
                                                 : pathways::ShareBy::cause;
  return with_board(
      request, "blockers", io,
      [&](App& app, const AtTerminal&, const pathways::Snapshot& snapshot, const pathways::Sights& sights) {
        pathways::print_blockers(snapshot, sights, by, fewest_told(app), request.json, io.out, io.err);
        return done;
      });
}

int run_what_if(const TerritoryRequest& request, const pathways::WhatIfRequest& asked, Streams io) {
  std::string why;
  const auto question = pathways::read_what_if(asked, why);
  if (!question) {
    io.err << "jalon whatif\u00a0: " << why << ".\n";
    return usage;
  }
  return with_board(request, "whatif", io,
                    [&](App& app, const AtTerminal& who, const pathways::Snapshot& snapshot,
                        const pathways::Sights& sights) {
                      const auto told =
                          pathways::told_what_if(snapshot, sights, *question, fewest_told(app), io.err);
                      if (!told) return refused;
                      std::vector<people::PersonId> persons;
                      for (const auto& one : pathways::persons_printed(*told)) {
                        if (const auto person = people::PersonId::parse(one.id)) persons.push_back(*person);
                      }
                      log_reading(app, who, persons, "supposition essayée au terminal");
                      pathways::print_what_if(snapshot, *question, *told, request.json, io.out, io.err);
                      return done;
                    });
}

int run_agenda(const TerritoryRequest& request, Streams io) {
  if (request.minutes < 1 || request.minutes > 24 * 60) {
    io.err << "jalon agenda\u00a0: --minutes attend un nombre de 1 à 1440.\n";
    return usage;
  }
  return with_board(
      request, "agenda", io,
      [&](App& app, const AtTerminal& who, const pathways::Snapshot& snapshot,
          const pathways::Sights& sights) {
        auto known = app.database().read([&](store::Reader& reader) {
          return cells::follow_ups(reader, app.vault(), who.territory, Date::from_days(0), request.at);
        });
        const auto sheet = cells::told_agenda(snapshot, sights, std::move(known), request.minutes);
        std::set<people::PersonId> named;
        const auto ref_of = [&](std::string_view id) {
          const auto uuid = parse_uuid(id);
          if (uuid) named.insert(people::PersonId(*uuid));
          const pathways::Line* line = uuid ? snapshot.line(*uuid) : nullptr;
          return line == nullptr ? std::string(id) : line->ref;
        };
        std::ostringstream told;
        cells::print_agenda(sheet, snapshot.board, ref_of, request.json, told);
        log_reading(app, who, std::vector(named.begin(), named.end()), "ordre du jour préparé au terminal");
        io.out << told.str();
        return done;
      });
}

struct PointRequest {
  std::optional<Date> known_at;
  std::optional<Date> until;
};

int run_point(const TerritoryRequest& request, const PointRequest& point, Streams io) {
  return on_territory(
      request.config, request.territory, "point", request.as, io, [&](App& app, const AtTerminal& who) {
        const Date known_at = point.known_at.value_or(Date::never());
        const auto input = app.database().read([&](store::Reader& reader) {
          return indicators::load_point(reader, app.vault(), pathways::load_catalogue(reader, who.territory),
                                        who.territory, request.at, known_at, point.until);
        });
        const auto reader = indicators::reader_of(view_of(app, who), fewest_told(app));
        indicators::print_point(input, reader, known_at, who.territory, request.json, io.out);
        return done;
      });
}

Subcommand& add_shared_options(Subcommand& command, TerritoryRequest& request) {
  command.required("--db", "DB", "Fichier SQLite ou adresse postgresql://", request.config.database)
      .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
              request.config.keys)
      .option("--territory", "CODE", "Département, par exemple 63", request.territory)
      .required("--at", "DATE", "Date dont on parle", request.at)
      .flag("--json", "Écrit le résultat en JSON", request.json);
  add_account_options(command, request.as);
  return command;
}

}  // namespace

void add_territory_commands(CommandLine& commandline) {
  const auto blockers = std::make_shared<TerritoryRequest>();
  auto blockers_command = commandline.add("blockers", "Classe ce qui bloque, par cause, étape ou organisme");
  add_shared_options(blockers_command, *blockers)
      .choice("--by", "Ce que l’on classe", blockers->by, {"cause", "step", "organisation"})
      .run([blockers](Streams io) { return run_blockers(*blockers, io); });

  const auto what_if = std::make_shared<std::pair<TerritoryRequest, pathways::WhatIfRequest>>();
  auto what_if_command = commandline.add(
      "whatif", "Dit ce que gagnerait le département si l’on levait, accélérait ou ouvrait des places");
  add_shared_options(what_if_command, what_if->first)
      .option("--cause", "CODE", "Une cause de blocage", what_if->second.cause)
      .option("--step", "STEP", "Une étape du catalogue", what_if->second.step)
      .option("--organisation", "ORG", "Un organisme, là où c’est à lui d’agir", what_if->second.organisation)
      .flag("--lift", "Tous ses points de blocage sont levés aujourd’hui", what_if->second.lift)
      .flag("--halve", "Ce qui reste à attendre prend deux fois moins de jours", what_if->second.halve)
      .option("--places", "N", "N places s’ouvrent, une par personne qui attend", what_if->second.places)
      .run([what_if](Streams io) { return run_what_if(what_if->first, what_if->second, io); });

  const auto agenda = std::make_shared<TerritoryRequest>();
  auto agenda_command = commandline.add("agenda", "Prépare l’ordre du jour d’une cellule technique");
  add_shared_options(agenda_command, *agenda)
      .option("--minutes", "N", "Durée de la cellule", agenda->minutes)
      .run([agenda](Streams io) { return run_agenda(*agenda, io); });

  const auto point = std::make_shared<std::pair<TerritoryRequest, PointRequest>>();
  auto point_command = commandline.add("point", "Dit ce qui a été accompli, chiffres et définitions");
  add_shared_options(point_command, point->first)
      .option("--known-at", "DATE", "Tel que connu ce jour-là (défaut : tout ce qui est connu)",
              point->second.known_at)
      .option("--until", "DATE", "Fin de la période des sorties vers le logement", point->second.until)
      .run([point](Streams io) { return run_point(point->first, point->second, io); });
}

}  // namespace jalon::app
