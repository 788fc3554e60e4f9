#include "proposals/suitability.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "partners/territory.hpp"

namespace jalon::proposals {
namespace {

class Judge {
 public:
  /// `value` unknown: `words` has to be checked; outside the bound: it fails.
  void at_least(std::optional<std::int64_t> value, std::optional<std::int64_t> low,
                const std::string& words) {
    if (!low) return;
    if (!value) check(words);
    if (value && *value < *low) fail(words);
  }
  void at_most(std::optional<std::int64_t> value, std::optional<std::int64_t> high,
               const std::string& words) {
    if (!high) return;
    if (!value) check(words);
    if (value && *value > *high) fail(words);
  }
  void check(const std::string& words) { fit.to_check.push_back(words); }
  void fail(const std::string& words) { fit.failing.push_back("il faut " + words); }

  Fit fit;
};

std::optional<std::int64_t> number(const std::optional<int>& value) {
  return value ? std::optional<std::int64_t>(*value) : std::nullopt;
}

std::optional<std::int64_t> rank(const std::optional<people::FrenchLevel>& level) {
  return level ? std::optional<std::int64_t>(static_cast<std::int64_t>(*level)) : std::nullopt;
}

std::string persons(std::int64_t count) {
  return french_count(count, "personne", "personnes");
}

}  // namespace

Fit judge(const Offer& offer, const Applicant& who, const AllocationRules& rules, Date at) {
  Judge judge;
  const schemes::Eligibility& asked = offer.eligibility;
  const Date entry = std::max(at, offer.starts_on.value_or(at));
  const auto age =
      who.birth_date ? std::optional<std::int64_t>(age_at(*who.birth_date, entry)) : std::nullopt;
  if (asked.min_age)
    judge.at_least(age, number(asked.min_age), fmt::format("avoir au moins {}\u00a0ans", *asked.min_age));
  if (asked.max_age)
    judge.at_most(age, number(asked.max_age), fmt::format("avoir {}\u00a0ans au plus", *asked.max_age));
  if (asked.min_french) {
    judge.at_least(
        rank(who.french), rank(asked.min_french),
        fmt::format("avoir au moins le niveau {} de français", people::to_word(*asked.min_french)));
  }
  if (asked.max_french) {
    judge.at_most(rank(who.french), rank(asked.max_french),
                  fmt::format("avoir au plus le niveau {} de français", people::to_word(*asked.max_french)));
  }
  if (asked.household_min) {
    judge.at_least(who.household, number(asked.household_min),
                   "être un ménage d’au moins " + persons(*asked.household_min));
  }
  if (asked.household_max) {
    judge.at_most(who.household, number(asked.household_max),
                  "être un ménage de " + persons(*asked.household_max) + " au plus");
  } else if (offer.one_household) {
    judge.at_most(who.household, offer.holds, "être un ménage de " + persons(offer.holds) + " au plus");
  }
  if (rules.wants_same_commune(offer.step) && !offer.commune.empty()) {
    const std::string words = fmt::format("habiter {}", partners::commune_name(offer.commune));
    if (who.commune.empty())
      judge.check(words);
    else if (who.commune != offer.commune)
      judge.fail(words);
  }
  if (who.declined_on) {
    judge.fit.failing.push_back("cette place a déjà été refusée, le " + to_french(*who.declined_on));
  }
  return judge.fit;
}

std::vector<Part> points(const Offer& offer, const Need& need, std::string_view commune,
                         const AllocationRules& rules, Date at) {
  std::vector<Part> parts;
  const auto add = [&](const char* what, std::int64_t points) {
    if (points != 0) parts.push_back({what, points});
  };
  add("gain", std::min(need.effect.days, rules.days_at_most) * rules.points_per_day);
  add("goal", need.effect.goals * rules.points_per_goal);
  add("deadline", need.effect.deadlines * rules.points_per_deadline);
  if (need.since) {
    constexpr std::int64_t days_a_month = 30;
    const std::int64_t months = std::max<std::int64_t>(0, (at - *need.since) / days_a_month);
    add("waiting", std::min(months, rules.months_at_most) * rules.points_per_month_waited);
  }
  if (!commune.empty() && commune == offer.commune) add("commune", rules.points_same_commune);
  if (offer.starts_on && *offer.starts_on > at) {
    const std::int64_t weeks = (*offer.starts_on - at) / 7;
    add("opening", -std::min(weeks, rules.weeks_at_most) * rules.points_lost_per_week);
  }
  return parts;
}

std::int64_t sum(const std::vector<Part>& parts) {
  std::int64_t total = 0;
  for (const Part& part : parts) total += part.points;
  return total;
}

std::string_view part_in_french(std::string_view what) {
  if (what == "gain") return "jours gagnés sur ses buts";
  if (what == "goal") return "buts débloqués";
  if (what == "deadline") return "échéances sauvées";
  if (what == "waiting") return "attente";
  if (what == "commune") return "même commune";
  return "délai avant l’ouverture";
}

}  // namespace jalon::proposals
