// Dated reference figures that no record of a person can give: credits of a programme, national targets.
#pragma once

#include <optional>
#include <string>

#include "base/date.hpp"

namespace jalon::indicators {

/// One row of references.csv: the value of a figure for a year, as known from a day on.
struct Reference {
  std::string id;  // "programme_104.credits_eur"
  int year = 0;
  std::string value;  // the decimal number, with a point
  std::string unit;
  std::string source;
  Date recorded_on;

  double number() const;
  bool operator==(const Reference&) const = default;
};

}  // namespace jalon::indicators
