#include "proposals/proposal_text_actions.hpp"

#include <nlohmann/json.hpp>

#include "store/database.hpp"

namespace nlohmann {

template <class T>
struct adl_serializer<std::optional<T>> {
  static void to_json(json& out, const std::optional<T>& value) {
    out = value ? json(*value) : json(nullptr);
  }
  static void from_json(const json& in, std::optional<T>& value) {
    value = in.is_null() ? std::nullopt : std::optional<T>(in.get<T>());
  }
};

template <>
struct adl_serializer<jalon::Date> {
  static void to_json(json& out, jalon::Date value) { out = value.days(); }
  static void from_json(const json& in, jalon::Date& value) {
    value = jalon::Date::from_days(in.get<std::int32_t>());
  }
};

}  // namespace nlohmann

namespace jalon {
namespace schemes {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Eligibility, min_age, max_age, min_french, max_french, household_min,
                                   household_max)

}  // namespace schemes

namespace proposals {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Reserve, floor, expected_tenths, past, until)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Offer, place, ref, scheme, step, commune, starts_on, ends_on, seats,
                                   one_household, holds, eligibility, reserve)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Part, what, points)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Choice, place, value, parts, to_check)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Closed, place, reasons)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Effect, days, goals, pathways, deadlines)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Need, key, step, people, tier, size, since, effect, choices, closed)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Scope, scheme, step)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Inputs, as_of, known_at, scope, rules, seed, offers, needs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Lock, need, place, kind)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Above, place, need, tier, value)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Line, need, place, reason, value, threshold_place, threshold, extra_place,
                                   above, locks, change)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OneMore, place, placed, value, effect, placed_then, left_out_then)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StepOutcome, step, status, placed, unplaced, value, bound)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Outcome, steps, lines, one_more, conflicts)

namespace {

template <class T>
T read(std::string_view text) {
  try {
    return nlohmann::json::parse(text).get<T>();
  } catch (const nlohmann::json::exception&) {
    throw store::Fault(
        "Une proposition enregistrée ne peut pas être relue\u00a0: elle vient d’un autre programme.");
  }
}

}  // namespace

std::string to_text(const Inputs& inputs) {
  return nlohmann::json(inputs).dump();
}

std::string to_text(const Outcome& outcome) {
  return nlohmann::json(outcome).dump();
}

Inputs inputs_from(std::string_view text) {
  return read<Inputs>(text);
}

Outcome outcome_from(std::string_view text) {
  return read<Outcome>(text);
}

}  // namespace proposals
}  // namespace jalon
