#include "pathways/rule_words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <span>

#include "base/text.hpp"
#include "people/person.hpp"

namespace jalon::pathways {
namespace {

using Operation = Rule::Operation;
using Source = Rule::Source;
using Instruction = Rule::Instruction;

constexpr double days_of_a_year = 365.25;

/// One node of the rule: a test in words, or a combination of others.
struct Phrase {
  Operation operation = Operation::equal;  // both, either, negate; anything else is a test
  std::vector<Phrase> parts;
  std::string text;
  Instruction test;

  bool is(Operation wanted) const { return operation == wanted; }
};

/// « 4 personnes ou plus », « moins de 3 ans »: a number compared, with its unit.
std::string quantity(Operation operation, std::int32_t value, std::string_view one, std::string_view many) {
  const std::string counted = french_count(value, one, many);
  switch (operation) {
    case Operation::less:
      return "moins de " + counted;
    case Operation::at_most:
      return counted + " au plus";
    case Operation::more:
      return "plus de " + counted;
    case Operation::at_least:
      return counted + " ou plus";
    case Operation::differs:
      return "un nombre autre que " + counted;
    default:
      return counted + " exactement";
  }
}

/// « 1 461 jours (4 ans) ou plus ».
std::string days(Operation operation, std::int32_t value) {
  const double years = std::round(value / days_of_a_year);
  const bool whole = years >= 1 && std::abs(value - years * days_of_a_year) < 1;
  if (!whole) return quantity(operation, value, "jour", "jours");
  const std::string in_years = french_count(static_cast<std::int64_t>(years), "an", "ans");
  return quantity(operation, value, fmt::format("jour ({})", in_years), fmt::format("jours ({})", in_years));
}

std::string on_date(Operation operation, std::int32_t value) {
  const std::string day = to_french_long(Date::from_days(value));
  switch (operation) {
    case Operation::less:
      return "avant le " + day;
    case Operation::at_most:
      return "le " + day + " ou avant";
    case Operation::more:
      return "après le " + day;
    case Operation::at_least:
      return "le " + day + " ou après";
    case Operation::differs:
      return "un autre jour que le " + day;
    default:
      return "le " + day;
  }
}

std::string_view role_in_french(std::int32_t role) {
  switch (static_cast<people::FamilyRole>(role)) {
    case people::FamilyRole::head:
      return "personne de référence";
    case people::FamilyRole::partner:
      return "conjoint";
    case people::FamilyRole::child:
      return "enfant";
    case people::FamilyRole::other:
      break;
  }
  return "autre membre";
}

std::string word_in_french(Fact fact, std::int32_t value) {
  if (fact == Fact::status) {
    return std::string(people::to_french(static_cast<people::ProtectionStatus>(value)));
  }
  if (fact == Fact::role) return std::string(role_in_french(value));
  return std::string(people::french_words[static_cast<std::size_t>(value)]);
}

std::string any_of(Fact fact, std::int32_t set) {
  std::vector<std::string> words;
  for (std::int32_t i = 0; i < 31; ++i) {
    if ((set >> i & 1) != 0) words.push_back(word_in_french(fact, i));
  }
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " ou " : ", ";
    text += words[i];
  }
  return text;
}

std::string french_level(Operation operation, std::int32_t value) {
  const std::string level(people::french_words[static_cast<std::size_t>(value)]);
  switch (operation) {
    case Operation::less:
      return "niveau de français inférieur à " + level;
    case Operation::at_most:
      return "niveau de français " + level + " au plus";
    case Operation::more:
      return "niveau de français supérieur à " + level;
    case Operation::at_least:
      return "niveau de français " + level + " ou plus";
    case Operation::differs:
      return "niveau de français autre que " + level;
    default:
      return "niveau de français " + level;
  }
}

/// Other members of the household by age: « au moins un autre membre du ménage de 3 à 16 ans ».
std::string members(Operation operation, std::uint16_t ages, std::int32_t value) {
  const int low = ages >> 8;
  const int high = ages & 0xff;
  const std::string aged =
      low == 0 ? fmt::format("de moins de {} ans", high + 1) : fmt::format("de {} à {} ans", low, high);
  const bool at_least_one =
      (operation == Operation::more && value == 0) || (operation == Operation::at_least && value == 1);
  if (at_least_one) return "au moins un autre membre du ménage " + aged;
  const bool nobody =
      (operation == Operation::equal && value == 0) || (operation == Operation::less && value == 1);
  if (nobody) return "aucun autre membre du ménage " + aged;
  return "autres membres du ménage " + aged +
         "\u00a0: " + quantity(operation, value, "personne", "personnes");
}

class Writer {
 public:
  Writer(const Catalogue& catalogue, Date at) : catalogue_(catalogue), at_(at) {}

  Phrase read(std::span<const Instruction> code) const {
    std::vector<Phrase> stack;
    for (const Instruction& instruction : code) {
      switch (instruction.operation) {
        case Operation::both:
        case Operation::either: {
          Phrase right = std::move(stack.back());
          stack.pop_back();
          stack.back() = combined(instruction.operation, std::move(stack.back()), std::move(right));
          break;
        }
        case Operation::negate: {
          Phrase negated{Operation::negate, {}, "", {}};
          negated.parts.push_back(std::move(stack.back()));
          stack.back() = std::move(negated);
          break;
        }
        default:
          stack.push_back({instruction.operation, {}, in_words(instruction), instruction});
      }
    }
    return std::move(stack.back());
  }

  /// The conditions of a conjunction; « de 16 à 25 ans » is one.
  static std::vector<std::string> conditions(const Phrase& phrase) {
    if (!phrase.is(Operation::both)) return {written(phrase)};
    std::vector<std::string> list;
    for (std::size_t i = 0; i < phrase.parts.size(); ++i) {
      if (i + 1 < phrase.parts.size() && is_age(phrase.parts[i], Operation::at_least) &&
          is_age(phrase.parts[i + 1], Operation::at_most)) {
        list.push_back(
            fmt::format("de {} à {} ans", phrase.parts[i].test.value, phrase.parts[i + 1].test.value));
        ++i;
      } else {
        list.push_back(written(phrase.parts[i]));
      }
    }
    return list;
  }

 private:
  static Phrase combined(Operation operation, Phrase left, Phrase right) {
    Phrase phrase{operation, {}, "", {}};
    for (Phrase* part : {&left, &right}) {
      if (part->is(operation)) {
        for (Phrase& inner : part->parts) phrase.parts.push_back(std::move(inner));
      } else {
        phrase.parts.push_back(std::move(*part));
      }
    }
    return phrase;
  }

  static bool is_age(const Phrase& phrase, Operation operation) {
    return phrase.parts.empty() && phrase.operation == operation && phrase.test.source == Source::fact &&
           phrase.test.argument == static_cast<std::uint16_t>(Fact::age);
  }

  static std::string written(const Phrase& phrase) {
    switch (phrase.operation) {
      case Operation::both: {
        const auto list = conditions(phrase);
        if (list.size() == 1) return list.front();
        std::string text = "(";
        for (std::size_t i = 0; i < list.size(); ++i) text += (i > 0 ? " et " : "") + list[i];
        return text + ")";
      }
      case Operation::either: {
        std::string text;
        for (std::size_t i = 0; i < phrase.parts.size(); ++i)
          text += (i > 0 ? ", ou " : "") + written(phrase.parts[i]);
        return text;
      }
      case Operation::negate:
        return "sauf\u00a0: " + written(phrase.parts.front());
      default:
        return phrase.text;
    }
  }

  std::string step(std::uint16_t index) const {
    return fmt::format("«\u00a0{}\u00a0» ({})", catalogue_.nearest_version(index, at_).label_fr,
                       catalogue_.step(index).id);
  }

  std::string in_words(const Instruction& test) const {
    switch (test.source) {
      case Source::fact:
        return fact(static_cast<Fact>(test.argument), test);
      case Source::children:
        return members(test.operation, test.argument, test.value);
      case Source::youngest:
        return "le plus jeune mineur du ménage\u00a0: " + quantity(test.operation, test.value, "an", "ans");
      case Source::oldest:
        return "le plus âgé des mineurs du ménage\u00a0: " +
               quantity(test.operation, test.value, "an", "ans");
      case Source::since_fact:
        return fmt::format("{} depuis {}",
                           static_cast<Fact>(test.argument) == Fact::protected_on ? "protection obtenue"
                                                                                  : "arrivée en France",
                           days(test.operation, test.value));
      case Source::calendar_years:
        return years_since(static_cast<Fact>(test.argument), test);
      case Source::done:
        return "étape faite\u00a0: " + step(test.argument);
      case Source::since_step:
        return fmt::format("étape faite\u00a0: {}, depuis {}", step(test.argument),
                           days(test.operation, test.value));
    }
    return "";
  }

  static std::string years_since(Fact fact, const Instruction& test) {
    const std::string_view what = fact == Fact::protected_on ? "protection obtenue" : "arrivée en France";
    if (test.operation == Operation::at_most && test.value == 1) {
      return fmt::format("{} l’année en cours ou l’année précédente", what);
    }
    if (test.value == 0 && (test.operation == Operation::equal || test.operation == Operation::at_most)) {
      return fmt::format("{} l’année en cours", what);
    }
    return fmt::format("{}, en années civiles écoulées\u00a0: {}", what,
                       quantity(test.operation, test.value, "année", "années"));
  }

  static std::string fact(Fact fact, const Instruction& test) {
    const bool differs = test.operation == Operation::differs;
    switch (fact) {
      case Fact::age:
        return quantity(test.operation, test.value, "an", "ans");
      case Fact::household_size:
        if (test.operation == Operation::equal && test.value == 1) return "personne seule dans son ménage";
        return "ménage\u00a0: " + quantity(test.operation, test.value, "personne", "personnes");
      case Fact::protected_on:
        return "protection obtenue " + on_date(test.operation, test.value);
      case Fact::arrived_on:
        return "arrivée en France " + on_date(test.operation, test.value);
      case Fact::today:
        return "à la date de la demande\u00a0: " + on_date(test.operation, test.value);
      case Fact::status:
      case Fact::role: {
        const std::string values =
            test.operation == Operation::among ? any_of(fact, test.value) : word_in_french(fact, test.value);
        if (fact == Fact::status) return (differs ? "statut autre que " : "") + values;
        return (differs ? "place dans le ménage autre que " : "place dans le ménage\u00a0: ") + values;
      }
      case Fact::french:
        if (test.operation == Operation::among) return "niveau de français " + any_of(fact, test.value);
        return french_level(test.operation, test.value);
      case Fact::reader:
        return "sait lire et écrire";
      case Fact::foreign_licence:
        return "titulaire d’un permis de conduire étranger";
    }
    return "";
  }

  const Catalogue& catalogue_;
  Date at_;
};

}  // namespace

std::vector<std::string> rule_conditions(const Rule& rule, const Catalogue& catalogue, Date at) {
  if (rule.empty()) return {};
  return Writer::conditions(Writer(catalogue, at).read(rule.code()));
}

std::string rule_in_french(const Rule& rule, const Catalogue& catalogue, Date at) {
  std::string text;
  for (const std::string& condition : rule_conditions(rule, catalogue, at)) {
    if (!text.empty()) text += "\u00a0; ";
    text += condition;
  }
  return text;
}

}  // namespace jalon::pathways
