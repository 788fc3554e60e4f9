#include "indicators/point.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <set>

#include "base/text.hpp"

namespace jalon::indicators {
namespace {

constexpr int days_around_exit = 30;  // a housing step counts for an exit within this many days either side
constexpr std::int64_t module_hours = 680;
constexpr int youth_age = 25;

bool happened(const std::optional<Date>& date, Date at) {
  return date && *date <= at;
}

bool is_module(const PointPlace& place) {
  return place.step == "C06" && place.hours == module_hours;
}

bool is_accommodation(const PointPlace& place) {
  return place.step == "L01" || place.step == "L02";
}

Date year_end(Date at) {
  return Date::from_ymd(at.year(), 12, 31);
}
Date year_start(Date at) {
  return Date::from_ymd(at.year(), 1, 1);
}

using partners::bit_of;
using partners::Category;

Figure people_figure(std::string id, partners::CategorySet about, std::string definition) {
  Figure figure;
  figure.about = about;
  figure.id = std::move(id);
  figure.unit = "people";
  figure.definition = std::move(definition);
  return figure;
}

/// People who entered one of the places that `wanted` accepts, by `at`.
template <class Wanted>
std::set<std::size_t> entered_people(const PointInput& input, Wanted&& wanted, std::int64_t& records) {
  std::set<std::size_t> people;
  for (const PointStay& stay : input.stays) {
    if (!happened(stay.entered_on, input.at) || !wanted(input.places[stay.place])) continue;
    people.insert(stay.person);
    ++records;
  }
  return people;
}

Figure module_entered(const PointInput& input) {
  Figure figure =
      people_figure("language_680h.entered", bit_of(Category::language),
                    "Personnes différentes entrées, à la date du point, dans une place de l’étape C06 "
                    "de 680\u00a0heures.");
  const std::size_t people = entered_people(input, is_module, figure.records).size();
  figure.value = static_cast<double>(people);
  figure.counts = {static_cast<std::int64_t>(people)};
  return figure;
}

Figure module_expected(const PointInput& input) {
  Figure figure = people_figure(
      "language_680h.expected_year_end", bit_of(Category::language),
      "Personnes entrées, plus personnes acceptées et pas encore entrées, plus places restantes (capacité "
      "moins "
      "entrées moins acceptées) des sessions qui ouvrent après la date du point et avant le 31\u00a0décembre "
      "inclus.");
  const std::set<std::size_t> entered = entered_people(input, is_module, figure.records);
  std::set<std::size_t> accepted;
  std::int64_t late = 0;
  std::vector<std::int64_t> taken(input.places.size(), 0);
  for (const PointStay& stay : input.stays) {
    const PointPlace& place = input.places[stay.place];
    if (!is_module(place)) continue;
    if (happened(stay.entered_on, input.at)) {
      ++taken[stay.place];
      continue;
    }
    if (stay.status != PointStay::Status::accepted) continue;
    ++taken[stay.place];
    const bool this_year = !place.starts_on || *place.starts_on <= year_end(input.at);
    if (!this_year) continue;
    ++figure.records;
    if (entered.contains(stay.person) || !accepted.insert(stay.person).second) continue;
    late += place.starts_on && *place.starts_on > input.at ? 0 : 1;
  }
  std::int64_t left = 0;
  for (std::size_t i = 0; i < input.places.size(); ++i) {
    const PointPlace& place = input.places[i];
    if (!is_module(place) || !place.starts_on) continue;
    if (*place.starts_on <= input.at || *place.starts_on > year_end(input.at)) continue;
    left += std::max<std::int64_t>(0, place.capacity - taken[i]);
    ++figure.records;
  }
  figure.value = static_cast<double>(static_cast<std::int64_t>(entered.size() + accepted.size()) + left);
  // Capacities are known to all: less those of the sessions to come it is who entered, and who is late to
  // enter a session that has begun.
  figure.counts = {static_cast<std::int64_t>(entered.size()), late};
  return figure;
}

bool starts_in_year(const PointPlace& place, Date at) {
  return place.starts_on && place.starts_on->year() == at.year();
}

Figure module_cost(const PointInput& input) {
  Figure figure{
      "language_680h.cost_eur",
      std::nullopt,
      "EUR",
      "Somme du coût des sessions de l’étape C06 de 680\u00a0heures connues et qui ouvrent dans l’année du "
      "point.",
      0,
      "",
      ""};
  std::int64_t total = 0;
  for (const PointPlace& place : input.places) {
    if (!is_module(place) || !starts_in_year(place, input.at) || !place.cost_eur) continue;
    total += *place.cost_eur;
    ++figure.records;
  }
  if (figure.records > 0) {
    figure.value = static_cast<double>(total);
  } else {
    figure.missing = "aucune session de 680\u00a0heures de l’année n’a de coût enregistré";
  }
  return figure;
}

Figure module_hours_total(const PointInput& input) {
  Figure figure{
      "language_680h.hours",
      std::nullopt,
      "hours",
      "Heures-stagiaires prévues\u00a0: capacité multipliée par 680\u00a0heures, pour les sessions de "
      "l’étape C06 connues et qui ouvrent dans l’année du point.",
      0,
      "",
      ""};
  std::int64_t total = 0;
  for (const PointPlace& place : input.places) {
    if (!is_module(place) || !starts_in_year(place, input.at)) continue;
    total += place.capacity * module_hours;
    ++figure.records;
  }
  if (figure.records > 0) {
    figure.value = static_cast<double>(total);
  } else {
    figure.missing = "aucune session de 680\u00a0heures n’ouvre dans l’année";
  }
  return figure;
}

Figure ratio(std::string id, std::string unit, std::string definition, const Figure& part,
             const Figure& whole) {
  Figure figure{std::move(id), std::nullopt, std::move(unit), std::move(definition), 0, "", ""};
  figure.records = part.records + whole.records;
  figure.about = whole.about;
  figure.counts = whole.counts;
  if (part.value && whole.value && *whole.value > 0) {
    figure.value = std::round(*part.value / *whole.value * 100) / 100;
  } else {
    figure.missing = "il manque le coût ou ce qui le divise";
  }
  return figure;
}

Figure housing_exits(const PointInput& input) {
  const Date until = exits_until(input);
  Figure figure = people_figure(
      "housing.exits", bit_of(Category::accommodation),
      fmt::format(
          "Personnes (enfants compris, chacune une fois) sorties d’un hébergement (place des étapes L01 ou "
          "L02) entre le {} et le {}, avec une étape L06, L07, L08 ou L13 faite dans les {}\u00a0jours avant "
          "ou après. L’étape d’un enfant qui n’en a pas en propre est celle de son ménage.",
          to_french(year_start(input.at)), to_french(until), days_around_exit));

  std::vector<std::vector<Date>> own(input.people.size());
  std::vector<std::vector<Date>> of_household;
  for (const PointHoused& housed : input.housed) {
    if (housed.done_on > input.at) continue;
    own[housed.person].push_back(housed.done_on);
    const std::size_t household = input.people[housed.person].household;
    if (household >= of_household.size()) of_household.resize(household + 1);
    of_household[household].push_back(housed.done_on);
  }
  const auto housed_around = [](const std::vector<Date>& dates, Date exit) {
    return std::any_of(dates.begin(), dates.end(),
                       [&](Date date) { return std::abs(date - exit) <= days_around_exit; });
  };

  std::set<std::size_t> people;
  for (const PointStay& stay : input.stays) {
    if (!is_accommodation(input.places[stay.place]) || !happened(stay.left_on, input.at)) continue;
    if (*stay.left_on < year_start(input.at) || *stay.left_on > until) continue;
    const PointPerson& person = input.people[stay.person];
    bool housed = housed_around(own[stay.person], *stay.left_on);
    const bool follows_household = person.child && own[stay.person].empty();
    if (!housed && follows_household && person.household < of_household.size()) {
      housed = housed_around(of_household[person.household], *stay.left_on);
    }
    if (!housed) continue;
    people.insert(stay.person);
    ++figure.records;
  }
  figure.value = static_cast<double>(people.size());
  figure.counts = {static_cast<std::int64_t>(people.size())};
  return figure;
}

Figure rental_intermediation(const PointInput& input) {
  Figure figure = people_figure("rental_intermediation.people", bit_of(Category::accommodation),
                                "Personnes présentes ce jour dans une place de l’étape L07 (intermédiation "
                                "locative).");
  std::set<std::size_t> people;
  for (const PointStay& stay : input.stays) {
    if (input.places[stay.place].step != "L07" || stay.status != PointStay::Status::present) continue;
    people.insert(stay.person);
    ++figure.records;
  }
  figure.value = static_cast<double>(people.size());
  figure.counts = {static_cast<std::int64_t>(people.size())};
  return figure;
}

Figure youth_guarantee(const PointInput& input) {
  Figure figure = people_figure(
      "youth_guarantee.with_language", bit_of(Category::employment) | bit_of(Category::language),
      "Personnes de moins de 25\u00a0ans ce jour, entrées dans une place de Garantie jeunes "
      "(étape E04) dont les étapes comprises tiennent une formation linguistique.");
  const auto has_language = [&](const PointPlace& place) {
    return place.step == "E04" &&
           std::any_of(place.includes.begin(), place.includes.end(), [&](const auto& step) {
             return std::find(input.language_steps.begin(), input.language_steps.end(), step) !=
                    input.language_steps.end();
           });
  };
  std::int64_t records = 0;
  std::int64_t young = 0;
  std::int64_t unknown = 0;
  for (const std::size_t person : entered_people(input, has_language, records)) {
    const auto& birth = input.people[person].birth_date;
    if (!birth) {
      ++unknown;
    } else if (age_at(*birth, input.at) < youth_age) {
      ++young;
    }
  }
  figure.records = records;
  figure.value = static_cast<double>(young);
  figure.counts = {young};
  if (unknown > 0) {
    figure.remark = fmt::format(" {} sans date de naissance connue, non comptées.",
                                french_count(unknown, "personne entrée", "personnes entrées"));
  }
  return figure;
}

const PointReference* reference(const PointInput& input, std::string_view id, int year) {
  for (const PointReference& row : input.references) {
    if (row.id == id && row.year == year) return &row;
  }
  return nullptr;
}

std::vector<Figure> credits(const PointInput& input) {
  const int year = input.at.year();
  const PointReference* next = reference(input, "programme_104.credits_eur", year + 1);
  const PointReference* current = reference(input, "programme_104.credits_eur", year);

  Figure amount{"programme_104.credits_eur",
                std::nullopt,
                "EUR",
                fmt::format("Crédits du programme\u00a0104 pour {}, chiffre de référence daté.", year + 1),
                0,
                "",
                ""};
  Figure growth{"programme_104.growth_pct",
                std::nullopt,
                "percent",
                fmt::format("Évolution des crédits du programme\u00a0104 de {} à {}.", year, year + 1),
                0,
                "",
                ""};
  const auto absent = [](int of) {
    return fmt::format("les crédits de {} ne figurent pas dans les chiffres de référence", of);
  };
  if (next != nullptr) {
    amount.value = next->value;
    amount.records = 1;
    amount.source = next->source;
  } else {
    amount.missing = absent(year + 1);
  }
  if (next != nullptr && current != nullptr && current->value > 0) {
    growth.value = std::round((next->value / current->value - 1) * 1000) / 10;
    growth.records = 2;
    growth.source = next->source;
  } else {
    growth.missing = absent(next == nullptr ? year + 1 : year);
  }
  return {amount, growth};
}

}  // namespace

Date exits_until(const PointInput& input) {
  if (input.until) return *input.until;
  for (const PointEdition& edition : input.editions) {
    if (edition.starts_on <= input.at && input.at <= edition.ends_on && edition.exits_until) {
      return *edition.exits_until;
    }
  }
  return input.at;
}

std::vector<Figure> point(const PointInput& input) {
  const Figure entered = module_entered(input);
  const Figure expected = module_expected(input);
  const Figure cost = module_cost(input);
  const Figure hours = module_hours_total(input);
  std::vector<Figure> figures = {entered, expected, cost, hours};
  figures.push_back(
      ratio("language_680h.cost_per_person_eur", "EUR/person",
            "Coût des sessions de l’année divisé par les personnes attendues au 31\u00a0décembre.", cost,
            expected));
  figures.push_back(ratio("language_680h.cost_per_hour_eur", "EUR/hour",
                          "Coût des sessions de l’année divisé par leurs heures-stagiaires.", cost, hours));
  figures.push_back(housing_exits(input));
  figures.push_back(rental_intermediation(input));
  figures.push_back(youth_guarantee(input));
  for (Figure& figure : credits(input)) figures.push_back(std::move(figure));
  return figures;
}

const Figure& figure(const std::vector<Figure>& figures, std::string_view id) {
  const auto found =
      std::find_if(figures.begin(), figures.end(), [&](const Figure& one) { return one.id == id; });
  assert(found != figures.end());
  return *found;
}

std::vector<PointMeeting> next_meetings(const PointInput& input, std::string_view kind) {
  std::vector<PointMeeting> next;
  for (const PointMeeting& meeting : input.meetings) {
    if (meeting.kind == kind && meeting.held_on >= input.at) next.push_back(meeting);
  }
  std::stable_sort(next.begin(), next.end(),
                   [](const auto& a, const auto& b) { return a.held_on < b.held_on; });
  return next;
}

std::optional<PointEdition> current_edition(const PointInput& input) {
  std::optional<PointEdition> found;
  for (const PointEdition& edition : input.editions) {
    if (edition.ends_on < input.at) continue;
    if (!found || edition.starts_on < found->starts_on) found = edition;
  }
  return found;
}

}  // namespace jalon::indicators
