#include "ui/text.hpp"

#include <array>
#include <cmath>

#include "base/text.hpp"

namespace jalon::ui {

namespace {

Html time_element(Date value, const std::string& shown) {
  return Html::trusted("<time datetime=\"" + to_iso(value) + "\">" + shown + "</time>");
}

}  // namespace

std::string number(std::int64_t value) {
  return french_number(value);
}

std::string decimal(double value) {
  if (std::abs(value - std::round(value)) < 1e-9)
    return french_number(static_cast<std::int64_t>(std::llround(value)));
  return french_decimal(value, 1);
}

Html date(Date value) {
  return time_element(value, to_french_long(value));
}

std::string_view weekday(Date value) {
  static constexpr std::array<std::string_view, 7> names = {"lundi",    "mardi",  "mercredi", "jeudi",
                                                            "vendredi", "samedi", "dimanche"};
  return names[static_cast<std::size_t>(value.weekday() - 1)];
}

Html day(Date value) {
  return time_element(value, std::string(weekday(value)) + "\u00a0" + to_french_long(value));
}

Html short_date(Date value) {
  return time_element(value, to_french(value));
}

}  // namespace jalon::ui
