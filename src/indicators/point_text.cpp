#include "indicators/point_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "base/money.hpp"
#include "base/text.hpp"

namespace jalon::indicators {
namespace {

std::int64_t whole(const Figure& figure) {
  return std::llround(figure.value.value_or(0));
}

std::string people(const Figure& figure, std::string_view one, std::string_view many) {
  return french_count(whole(figure), one, many);
}

/// The sentence when the figure has a value, else why it has none.
std::string or_why(const Figure& figure, std::string sentence) {
  if (figure.value) return sentence;
  return fmt::format("Ce chiffre ne peut pas être calculé\u00a0: {}.", figure.missing);
}

/// The sentence when the figure is told, else that it is not, and why.
std::string or_kept_back(const Figure& figure, std::string sentence, std::string_view number) {
  if (figure.kept == KeptBack::no) return sentence;
  return fmt::format("{} ne vous est pas dit\u00a0: {}.", number, why_kept_back(figure));
}

std::string entered_and_expected(const PointInput& input, const Figure& entered, const Figure& expected) {
  if (entered.kept != KeptBack::no && entered.kept == expected.kept) {
    return fmt::format(
        "Le nombre de réfugiés entrés dans les modules de français de 680\u00a0heures, et de ceux qu’on y "
        "attend au 31\u00a0décembre, ne vous est pas dit\u00a0: {}.",
        why_kept_back(entered));
  }
  std::string text = or_kept_back(
      entered,
      fmt::format("Au {}, {} dans les modules de français de 680\u00a0heures.", to_french_long(input.at),
                  people(entered, "réfugié est entré", "réfugiés sont entrés")),
      "Le nombre de réfugiés entrés dans les modules de français de 680\u00a0heures");
  return text + " " +
         or_kept_back(expected,
                      fmt::format("D’ici au 31\u00a0décembre {}, {} en auront bénéficié si les personnes "
                                  "acceptées entrent et si les places ouvertes sont pourvues.",
                                  input.at.year(), people(expected, "réfugié", "réfugiés")),
                      "Le nombre attendu au 31\u00a0décembre");
}

Statement language(const PointInput& input, const std::vector<Figure>& figures) {
  const Figure& entered = figure(figures, "language_680h.entered");
  const Figure& expected = figure(figures, "language_680h.expected_year_end");
  const Figure& cost = figure(figures, "language_680h.cost_eur");
  const Figure& per_person = figure(figures, "language_680h.cost_per_person_eur");
  const Figure& per_hour = figure(figures, "language_680h.cost_per_hour_eur");
  std::string text = entered_and_expected(input, entered, expected);
  text += " " + or_why(cost, fmt::format("Ces modules coûtent {}.", to_french(cost)));
  if (per_person.value && per_hour.value) {
    text += fmt::format(" Cela fait {} par personne attendue et {} par heure-stagiaire.",
                        to_french(per_person), to_french(per_hour));
  } else if (per_person.kept != KeptBack::no && per_hour.value) {
    text += fmt::format(" Cela fait {} par heure-stagiaire.", to_french(per_hour));
  }
  return {"Apprendre le français",
          text,
          {entered.id, expected.id, cost.id, "language_680h.hours", per_person.id, per_hour.id}};
}

Statement housing(const PointInput& input, const std::vector<Figure>& figures) {
  const Figure& exits = figure(figures, "housing.exits");
  const Figure& rental = figure(figures, "rental_intermediation.people");
  std::string text;
  if (exits.kept != KeptBack::no && exits.kept == rental.kept) {
    text = fmt::format(
        "Le nombre de réfugiés qui ont quitté un hébergement pour entrer dans un logement, et de ceux qui "
        "bénéficient d’une intermédiation locative, ne vous est pas dit\u00a0: {}.",
        why_kept_back(exits));
  } else {
    text =
        or_kept_back(exits,
                     fmt::format("Du 1er\u00a0janvier au {}, {} un hébergement pour entrer dans un logement.",
                                 to_french_long(exits_until(input)),
                                 people(exits, "réfugié a quitté", "réfugiés ont quitté")),
                     "Le nombre de réfugiés qui ont quitté un hébergement pour entrer dans un logement") +
        " " +
        or_kept_back(rental,
                     fmt::format("Au {}, {} d’une intermédiation locative.", to_french_long(input.at),
                                 people(rental, "réfugié bénéficie", "réfugiés bénéficient")),
                     "Le nombre de ceux qui bénéficient d’une intermédiation locative");
  }
  return {"Se loger", text, {exits.id, rental.id}};
}

Statement youth(const std::vector<Figure>& figures) {
  const Figure& young = figure(figures, "youth_guarantee.with_language");
  return {"Les moins de 25\u00a0ans",
          or_kept_back(
              young,
              fmt::format("{} dans une session de Garantie jeunes qui comprend une formation linguistique.",
                          people(young, "réfugié de moins de 25\u00a0ans est entré",
                                 "réfugiés de moins de 25\u00a0ans sont entrés")),
              "Le nombre de réfugiés de moins de 25\u00a0ans entrés dans une session de Garantie jeunes qui "
              "comprend une formation linguistique"),
          {young.id}};
}

Statement credits(const PointInput& input, const std::vector<Figure>& figures) {
  const Figure& amount = figure(figures, "programme_104.credits_eur");
  const Figure& growth = figure(figures, "programme_104.growth_pct");
  std::string text = or_why(amount, fmt::format("Les crédits du programme\u00a0104 pour {} s’élèvent à {}.",
                                                input.at.year() + 1, to_french(amount)));
  if (amount.value) {
    text += " " + or_why(growth, fmt::format("Ils évoluent de {} en un an.", to_french(growth)));
    if (!amount.source.empty()) text += fmt::format(" Source\u00a0: {}.", amount.source);
  }
  return {"Les crédits de l’État", text, {amount.id, growth.id}};
}

Statement coming(const PointInput& input, const std::function<std::string(const std::string&)>& commune) {
  const auto cells = next_meetings(input, "cell");
  std::string text;
  if (cells.empty()) {
    text = "Aucune cellule technique n’est prévue.";
  } else {
    std::vector<std::string> on_first_day;
    for (const PointMeeting& cell : cells) {
      if (cell.held_on == cells.front().held_on) on_first_day.push_back(commune(cell.commune));
    }
    text = fmt::format("Les prochaines cellules techniques se tiennent le {} ({}).",
                       to_french_long(cells.front().held_on), fmt::join(on_first_day, ", "));
  }
  if (const auto committees = next_meetings(input, "committee"); !committees.empty()) {
    text +=
        fmt::format(" Le comité départemental se réunit le {}.", to_french_long(committees.front().held_on));
  }
  if (const auto edition = current_edition(input)) {
    text += fmt::format(" La quinzaine de l’intégration se tient du {} au {} ({}), avec {}.",
                        to_french_long(edition->starts_on), to_french_long(edition->ends_on), edition->region,
                        french_count(edition->events, "événement", "événements"));
  }
  return {"À venir", text, {}};
}

}  // namespace

std::string why_kept_back(const Figure& figure) {
  switch (figure.kept) {
    case KeptBack::not_counted:
      return "vos droits ne comptent pas, dans cette rubrique, les personnes qu’ils ne vous montrent pas";
    case KeptBack::too_few:
      return "il compterait trop peu de personnes, ou laisserait calculer un nombre qui en compte trop peu";
    case KeptBack::no:
      break;
  }
  return "";
}

std::string to_french(const Figure& figure) {
  if (!figure.value) return "";
  const double value = *figure.value;
  if (figure.unit == "people") return french_count(std::llround(value), "personne", "personnes");
  if (figure.unit == "hours") return french_count(std::llround(value), "heure", "heures");
  if (figure.unit == "percent") return (value > 0 ? "+" : "") + french_decimal(value, 1) + "\u00a0%";
  return jalon::to_french(Money::cents(std::llround(value * 100)));
}

std::vector<Statement> statements(const PointInput& input, const std::vector<Figure>& figures,
                                  const std::function<std::string(const std::string&)>& commune) {
  return {language(input, figures), housing(input, figures), youth(figures), credits(input, figures),
          coming(input, commune)};
}

}  // namespace jalon::indicators
