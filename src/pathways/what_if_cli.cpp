#include "pathways/what_if_cli.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "pathways/blockers_cli.hpp"

namespace jalon::pathways {
namespace {

constexpr std::size_t persons_told = 20;
constexpr std::array<std::string_view, 3> change_words = {"lift", "halve", "places"};

std::string ref_of(const Snapshot& snapshot, const UuidBytes& person) {
  const Line* line = snapshot.line(person);
  return line == nullptr ? std::string() : line->ref;
}

std::string what_changes(const WhatIf& question, const std::string& label) {
  switch (question.change) {
    case WhatIf::Change::lifted:
      return fmt::format("Si «\u00a0{}\u00a0» était levé aujourd’hui", label);
    case WhatIf::Change::halved:
      return fmt::format("Si «\u00a0{}\u00a0» prenait deux fois moins de temps", label);
    case WhatIf::Change::places:
      break;
  }
  return fmt::format("Avec {} de plus pour «\u00a0{}\u00a0»",
                     french_count(question.places, "place", "places"), label);
}

void print_json(const Snapshot& snapshot, const WhatIf& question, const WhatIfAnswer& answer,
                std::ostream& out) {
  nlohmann::ordered_json persons = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < std::min(persons_told, answer.gains.size()); ++i) {
    const auto& each = answer.gains[i];
    persons.push_back({{"person", ref_of(snapshot, each.person)},
                       {"gain_days", each.gain.days},
                       {"unlocked", each.gain.unlocked},
                       {"deadlines_saved", each.gain.deadlines_saved}});
  }
  nlohmann::ordered_json told = {{"at", to_iso(snapshot.board.at())},
                                 {"by", share_words[static_cast<std::size_t>(question.by)]},
                                 {"key", question.key},
                                 {"label", share_label(snapshot.board, question.by, question.key)},
                                 {"change", change_words[static_cast<std::size_t>(question.change)]}};
  if (question.change == WhatIf::Change::places) told["places"] = question.places;
  told["people"] = answer.people;
  told["waiting"] = answer.waiting;
  told["gaining"] = answer.gains.size();
  told["gain_days"] = answer.gain_days;
  told["unlocked"] = answer.unlocked;
  told["deadlines_saved"] = answer.deadlines_saved;
  told["persons"] = std::move(persons);
  out << told.dump(2) << "\n";
}

}  // namespace

std::optional<WhatIf> read_what_if(const WhatIfRequest& request, std::string& why) {
  const int scopes =
      int{request.cause.has_value()} + int{request.step.has_value()} + int{request.organisation.has_value()};
  const int changes = int{request.lift} + int{request.halve} + int{request.places.has_value()};
  if (scopes != 1) {
    why = "dites sur quoi, par une seule de --cause, --step et --organisation";
    return std::nullopt;
  }
  if (changes != 1) {
    why = "dites ce qui changerait, par une seule de --lift, --halve et --places";
    return std::nullopt;
  }
  if (request.places && (*request.places < 0 || *request.places > most_places_asked)) {
    why = fmt::format("--places attend un nombre de 0 à {}", most_places_asked);
    return std::nullopt;
  }
  WhatIf question;
  if (request.cause) question = {ShareBy::cause, *request.cause};
  if (request.step) question = {ShareBy::step, *request.step};
  if (request.organisation) question = {ShareBy::organisation, *request.organisation};
  if (request.halve) question.change = WhatIf::Change::halved;
  if (request.places) {
    question.change = WhatIf::Change::places;
    question.places = static_cast<int>(*request.places);
  }
  return question;
}

bool print_what_if(const Snapshot& snapshot, const WhatIf& question, bool json, std::ostream& out,
                   std::ostream& err) {
  if (!is_known(snapshot.board, question.by, question.key)) {
    constexpr std::string_view unknown[] = {"aucune cause ne porte le code",
                                            "le catalogue ne connaît pas l’étape",
                                            "personne ne connaît l’organisme"};
    err << fmt::format("jalon whatif\u00a0: {} «\u00a0{}\u00a0».\n",
                       unknown[static_cast<std::size_t>(question.by)], question.key);
    return false;
  }
  const WhatIfAnswer answer = what_if(snapshot.board, question);
  if (json) {
    print_json(snapshot, question, answer, out);
    return true;
  }
  out << what_changes(question, share_label(snapshot.board, question.by, question.key)) << "\u00a0:\n";
  if (question.change == WhatIf::Change::places) {
    out << fmt::format("  {} en attente, {}\n", french_count(answer.waiting, "personne", "personnes"),
                       french_count(answer.people, "servie", "servies"));
  } else {
    out << fmt::format("  {}\n", french_count(answer.people, "personne concernée", "personnes concernées"));
  }
  const auto gaining = static_cast<std::int64_t>(answer.gains.size());
  out << fmt::format("  {}\u00a0: {}, {}, {}\n",
                     french_count(gaining, "personne y gagne", "personnes y gagnent"),
                     french_count(answer.gain_days, "jour gagné", "jours gagnés"),
                     french_count(answer.unlocked, "but débloqué", "buts débloqués"),
                     french_count(answer.deadlines_saved, "échéance sauvée", "échéances sauvées"));
  for (std::size_t i = 0; i < std::min(persons_told, answer.gains.size()); ++i) {
    const auto& each = answer.gains[i];
    out << fmt::format("    {:<12} {}\n", ref_of(snapshot, each.person),
                       french_count(each.gain.days, "jour", "jours"));
  }
  return true;
}

}  // namespace jalon::pathways
