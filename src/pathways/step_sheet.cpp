#include "pathways/step_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "pathways/causes.hpp"
#include "pathways/domains.hpp"
#include "pathways/rule_words.hpp"
#include "people/person.hpp"

namespace jalon::pathways {
namespace {

std::string holder_in_french(Holder holder) {
  switch (holder) {
    case Holder::person:
      return "la personne";
    case Holder::household:
      return "tout le ménage";
    case Holder::child:
      return "chaque enfant, et ses parents une fois faite";
  }
  return "";
}

std::string label_of(const StepVersion& version, SheetLanguage language) {
  const bool english = language == SheetLanguage::english && !version.label_en.empty();
  return english ? version.label_en : version.label_fr;
}

Prose prose(const std::string& french, const std::string& english, SheetLanguage language) {
  const bool asked_french = language == SheetLanguage::french;
  const std::string& wanted = asked_french ? french : english;
  if (!wanted.empty()) return {wanted, false};
  const std::string& other = asked_french ? english : french;
  return {other, !other.empty()};
}

std::string result_in_words(std::string_view qualifier) {
  if (qualifier.empty()) return "";
  if (qualifier == "refused") return "une fois refusée";
  if (qualifier == "expired") return "une fois expirée";
  if (qualifier == "abandoned") return "une fois abandonnée";
  if (qualifier == "cancelled") return "une fois annulée";
  if (qualifier == "not_relevant") return "sans objet";
  if (people::parse_french_level(qualifier)) return fmt::format("niveau {} ou plus", qualifier);
  return fmt::format("résultat «\u00a0{}\u00a0»", qualifier);
}

StepMention mention(const Catalogue& catalogue, StepIndex step, std::string_view qualifier, Date at,
                    SheetLanguage language) {
  const bool french = language == SheetLanguage::french;
  return {catalogue.step(step).id, label_of(catalogue.nearest_version(step, at), language),
          french ? result_in_words(qualifier) : std::string(qualifier)};
}

std::string names(const std::vector<StepMention>& mentions, std::string_view between) {
  std::string text;
  for (const StepMention& one : mentions) {
    if (!text.empty()) text += between;
    text += fmt::format("{} ({})", one.label, one.id);
    if (!one.result.empty()) text += ", " + one.result;
  }
  return text;
}

/// « 90 jours à compter de la décision de protection, pour la réponse ».
std::string deadline_in_words(const Catalogue& catalogue, const StepVersion& version, Date at) {
  if (!version.deadline_days) return "";
  const DeadlineClock& clock = version.deadline_from;
  std::string steps;
  for (const StepIndex step : clock.steps) {
    if (!steps.empty()) steps += " ou ";
    steps += fmt::format("«\u00a0{}\u00a0»", catalogue.nearest_version(step, at).label_fr);
  }
  std::string start;
  switch (clock.start) {
    case DeadlineClock::Start::requested:
      start = "à compter de la demande";
      break;
    case DeadlineClock::Start::started:
      start = "à compter du début de l’étape";
      break;
    case DeadlineClock::Start::ready:
      start = "à compter du jour où l’étape est possible";
      break;
    case DeadlineClock::Start::protected_on:
      start = "à compter de la décision de protection";
      break;
    case DeadlineClock::Start::arrived_on:
      start = "à compter de l’arrivée en France";
      break;
    case DeadlineClock::Start::step_done:
      start = "à compter de " + steps;
      break;
    case DeadlineClock::Start::step_end:
      start = "après la fin de validité de " + steps;
      break;
  }
  std::string text = *version.deadline_days == 0 && clock.start == DeadlineClock::Start::step_end
                         ? "avant la fin de validité de " + steps
                         : french_count(*version.deadline_days, "jour", "jours") + " " + start;
  if (clock.binds_the_answer) text += ", pour répondre";
  if (clock.stopped_by_request) text += ", pour demander";
  return text;
}

std::vector<std::string> sources_of(std::string_view codes) {
  std::vector<std::string> list;
  for (const std::string_view code : split(codes, ',')) list.push_back(source_label(code));
  return list;
}

std::string confidence_in_words(std::string_view letter) {
  if (letter == "S") return "d’après une source citée";
  if (letter == "L") return "d’après le texte de loi";
  if (letter == "K") return "connaissance générale, à vérifier";
  if (letter == "E") return "estimation";
  return std::string(letter);
}

std::string texts(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& one : list) {
    if (!text.empty()) text += "\u00a0; ";
    text += one;
  }
  return text;
}

/// Steps by domain, then in the order of the file.
std::vector<StepIndex> in_order(const Catalogue& catalogue) {
  std::vector<StepIndex> order;
  for (std::size_t i = 0; i < catalogue.size(); ++i) order.push_back(static_cast<StepIndex>(i));
  std::ranges::stable_sort(order, {}, [&](StepIndex i) { return domain_of(catalogue.step(i).domain); });
  return order;
}

}  // namespace

StepSheet step_sheet(const Catalogue& catalogue, StepIndex index, const StepVersion& version,
                     SheetLanguage language) {
  const Step& step = catalogue.step(index);
  const Date at = version.valid.from;
  const bool french = language == SheetLanguage::french;
  StepSheet sheet;
  sheet.id = step.id;
  sheet.domain = step.domain;
  sheet.label = label_of(version, language);
  sheet.deliverer = french ? deliverer_label(version.deliverer) : version.deliverer;
  sheet.typ_days = version.typ_days;
  sheet.min_days = version.min_days;
  sheet.max_days = version.max_days;
  sheet.scarce = version.scarce;
  for (const Alternatives& group : version.prerequisites) {
    auto& options = sheet.prerequisites.emplace_back();
    for (const Option& option : group)
      options.push_back(mention(catalogue, option.step, option.qualifier, at, language));
  }
  sheet.rule = version.rule_text;
  if (french) {
    sheet.conditions = rule_conditions(version.rule, catalogue, at);
  } else if (!version.rule_text.empty()) {
    sheet.conditions = {version.rule_text};
  }
  sheet.note = prose(version.eligibility_fr, version.eligibility, language);
  sheet.legal_deadline = prose(version.legal_deadline_fr, version.legal_deadline, language);
  sheet.legal_basis = prose(version.legal_basis_fr, version.legal_basis, language);
  sheet.deadline = deadline_in_words(catalogue, version, at);
  sheet.valid_days = version.valid_days;
  for (const StepIndex keeper : version.kept_by)
    sheet.kept_by.push_back(mention(catalogue, keeper, "", at, language));
  sheet.holder = version.holder;
  sheet.holder_in_french = holder_in_french(version.holder);
  sheet.sources = sources_of(version.source);
  sheet.confidence = confidence_in_words(version.confidence);
  sheet.valid = version.valid;
  sheet.number = static_cast<std::size_t>(&version - step.versions.data()) + 1;
  sheet.versions = step.versions.size();
  return sheet;
}

std::vector<StepSheet> sheets_at(const Catalogue& catalogue, Date at, SheetLanguage language) {
  std::vector<StepSheet> sheets;
  for (const StepIndex step : in_order(catalogue)) {
    if (const StepVersion* version = catalogue.version(step, at))
      sheets.push_back(step_sheet(catalogue, step, *version, language));
  }
  return sheets;
}

std::vector<StepSheet> sheets_of(const Catalogue& catalogue, StepIndex step, SheetLanguage language) {
  std::vector<StepSheet> sheets;
  for (const StepVersion& version : catalogue.step(step).versions)
    sheets.push_back(step_sheet(catalogue, step, version, language));
  return sheets;
}

std::vector<StepMention> waiting_for(const Catalogue& catalogue, StepIndex step, Date at,
                                     SheetLanguage language) {
  std::vector<StepMention> list;
  for (const StepIndex other : in_order(catalogue)) {
    const StepVersion* version = catalogue.version(other, at);
    if (version == nullptr) continue;
    const bool waits = std::ranges::any_of(version->prerequisites, [&](const Alternatives& group) {
      return std::ranges::any_of(group, [&](const Option& option) { return option.step == step; });
    });
    if (waits) list.push_back(mention(catalogue, other, "", at, language));
  }
  return list;
}

std::string_view scarcity(int scarce) {
  if (scarce == 2) return "places limitées";
  if (scarce == 1) return "file d’attente ou rendez-vous";
  return "à la demande";
}

std::string in_words(const std::vector<std::vector<StepMention>>& prerequisites) {
  std::string text;
  for (const auto& group : prerequisites) {
    if (!text.empty()) text += "\u00a0; ";
    text += names(group, " ou ");
  }
  return text;
}

std::vector<SheetChange> changes_between(const StepSheet& before, const StepSheet& after) {
  std::vector<SheetChange> changes;
  const auto compare = [&](std::string what, std::string old, std::string now) {
    if (old != now) changes.push_back({std::move(what), std::move(old), std::move(now)});
  };
  const auto days = [](int count) { return french_count(count, "jour", "jours"); };
  compare("Intitulé", before.label, after.label);
  compare("Délivrée par", before.deliverer, after.deliverer);
  compare("Délai habituel", days(before.typ_days), days(after.typ_days));
  compare("Délai le plus court", days(before.min_days), days(after.min_days));
  compare("Délai le plus long", days(before.max_days), days(after.max_days));
  compare("Attend", in_words(before.prerequisites), in_words(after.prerequisites));
  compare("Qui est concerné", texts(before.conditions), texts(after.conditions));
  compare("À savoir", before.note.text, after.note.text);
  compare("Délai légal", before.legal_deadline.text, after.legal_deadline.text);
  compare("Échéance suivie", before.deadline, after.deadline);
  compare("Validité une fois faite", before.valid_days ? days(*before.valid_days) : "sans limite",
          after.valid_days ? days(*after.valid_days) : "sans limite");
  compare("Maintenue par", names(before.kept_by, ", "), names(after.kept_by, ", "));
  compare("Vaut pour", before.holder_in_french, after.holder_in_french);
  compare("Places", std::string(scarcity(before.scarce)), std::string(scarcity(after.scarce)));
  compare("Base légale", before.legal_basis.text, after.legal_basis.text);
  return changes;
}

std::vector<StepDifference> differences(const Catalogue& catalogue, Date from, Date to,
                                        SheetLanguage language) {
  std::vector<StepDifference> list;
  for (const StepIndex step : in_order(catalogue)) {
    const StepVersion* before = catalogue.version(step, from);
    const StepVersion* after = catalogue.version(step, to);
    if (before == after) continue;
    StepDifference difference;
    difference.id = catalogue.step(step).id;
    difference.domain = catalogue.step(step).domain;
    difference.label = label_of(after != nullptr ? *after : *before, language);
    if (before == nullptr) {
      difference.kind = StepDifference::Kind::appeared;
    } else if (after == nullptr) {
      difference.kind = StepDifference::Kind::ended;
    } else {
      difference.changes = changes_between(step_sheet(catalogue, step, *before, language),
                                           step_sheet(catalogue, step, *after, language));
      if (difference.changes.empty()) continue;  // two versions that say the same
    }
    list.push_back(std::move(difference));
  }
  return list;
}

}  // namespace jalon::pathways
