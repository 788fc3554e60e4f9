// What pages write often: numbers and dates as people read them.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.hpp"
#include "ui/html.hpp"

namespace jalon::ui {

/// `1 234`, with narrow no-break spaces.
std::string number(std::int64_t value);
/// `12,5`; no decimals when there are none.
std::string decimal(double value);
/// `12 octobre 2018`, in a <time>.
Html date(Date value);
/// `vendredi 12 octobre 2018`, in a <time>: for days on which something happens.
Html day(Date value);
/// `vendredi`
std::string_view weekday(Date value);
/// `12/10/2018`, in a <time>: for tables.
Html short_date(Date value);

}  // namespace jalon::ui
