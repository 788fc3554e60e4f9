#include "ui/text.hpp"

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

Html date(Date value) {
  return time_element(value, to_french_long(value));
}

Html short_date(Date value) {
  return time_element(value, to_french(value));
}

}  // namespace jalon::ui
