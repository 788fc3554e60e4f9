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

void print_json(const Snapshot& snapshot, const WhatIf& question, const ToldSupposition& supposition,
                std::ostream& out) {
  using Json = nlohmann::ordered_json;
  Json persons = Json::array();
  for (const WhatIfPerson& each : persons_printed(supposition)) {
    persons.push_back({{"person", each.ref},
                       {"gain_days", each.gain_days},
                       {"unlocked", each.unlocked},
                       {"deadlines_saved", each.deadlines_saved}});
  }
  Json told = {{"at", to_iso(snapshot.board.at())},
               {"by", share_words[static_cast<std::size_t>(question.by)]},
               {"key", question.key},
               {"label", share_label(snapshot.board, question.by, question.key)},
               {"change", change_words[static_cast<std::size_t>(question.change)]}};
  if (question.change == WhatIf::Change::places) told["places"] = question.places;
  const WhatIfAnswer& answer = supposition.numbers;
  const auto number = [&](std::int64_t value) {
    return supposition.small_kept_back ? Json(nullptr) : Json(value);
  };
  told["people"] = number(answer.people);
  told["waiting"] = number(answer.waiting);
  told["gaining"] = number(supposition.gaining);
  told["gain_days"] = number(answer.gain_days);
  told["unlocked"] = number(answer.unlocked);
  told["deadlines_saved"] = number(answer.deadlines_saved);
  told["persons"] = std::move(persons);
  out << told.dump(2) << "\n";
}

void print_numbers(const WhatIf& question, const ToldSupposition& told, std::ostream& out) {
  const WhatIfAnswer& answer = told.numbers;
  if (question.change == WhatIf::Change::places) {
    out << fmt::format("  {} en attente, {}\n", french_count(answer.waiting, "personne", "personnes"),
                       french_count(answer.people, "servie", "servies"));
  } else {
    out << fmt::format("  {}\n", french_count(answer.people, "personne concernée", "personnes concernées"));
  }
  out << fmt::format("  {}\u00a0: {}, {}, {}\n",
                     french_count(told.gaining, "personne y gagne", "personnes y gagnent"),
                     french_count(answer.gain_days, "jour gagné", "jours gagnés"),
                     french_count(answer.unlocked, "but débloqué", "buts débloqués"),
                     french_count(answer.deadlines_saved, "échéance sauvée", "échéances sauvées"));
}

void print_remarks(const ToldSupposition& told, std::ostream& err) {
  if (told.small_kept_back) {
    err << "Ces nombres ne sont pas dits\u00a0: ils porteraient sur trop peu de personnes.\n";
  }
  if (told.partial) err << "Ne sont comptées que les personnes que ce compte peut voir.\n";
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

std::shared_ptr<const ToldSupposition> told_what_if(const Snapshot& snapshot, const Sights& sights,
                                                    const WhatIf& question, int fewest_told,
                                                    std::ostream& err) {
  if (!is_known(snapshot.board, question.by, question.key)) {
    constexpr std::string_view unknown[] = {"aucune cause ne porte le code",
                                            "le catalogue ne connaît pas l’étape",
                                            "personne ne connaît l’organisme"};
    err << fmt::format("jalon whatif\u00a0: {} «\u00a0{}\u00a0».\n",
                       unknown[static_cast<std::size_t>(question.by)], question.key);
    return nullptr;
  }
  return told_supposition(snapshot, sights, question, fewest_told);
}

std::span<const WhatIfPerson> persons_printed(const ToldSupposition& told) {
  return std::span(told.people).first(std::min(persons_told, told.people.size()));
}

void print_what_if(const Snapshot& snapshot, const WhatIf& question, const ToldSupposition& told, bool json,
                   std::ostream& out, std::ostream& err) {
  print_remarks(told, err);
  if (json) {
    print_json(snapshot, question, told, out);
    return;
  }
  out << what_changes(question, share_label(snapshot.board, question.by, question.key)) << "\u00a0:\n";
  if (!told.small_kept_back) print_numbers(question, told, out);
  for (const WhatIfPerson& each : persons_printed(told)) {
    out << fmt::format("    {:<12} {}\n", each.ref, french_count(each.gain_days, "jour", "jours"));
  }
}

}  // namespace jalon::pathways
