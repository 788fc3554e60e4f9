// The data of the gallery: invented people, every component once, the longest words of the trade.
#pragma once

#include <string>
#include <vector>

#include "ui/components.hpp"

namespace jalon::sample {

struct Row {
  std::string name;
  std::string commune;
  ui::Badge status;
  std::string step;
  std::int64_t days = 0;
};

struct Gallery {
  std::vector<ui::Counter> counters;
  std::vector<Row> rows;
  ui::Paging paging;
  ui::BarChart causes;
  ui::ColumnChart months;
  std::vector<ui::FieldError> errors;
  ui::Field name, when, note, step, kind, agreed;
  std::vector<ui::Option> steps, kinds;
  std::vector<ui::Tab> tabs;
  std::vector<ui::Fact> facts;
  std::vector<ui::Crumb> crumbs;
};

Gallery gallery(int page, bool with_errors);

}  // namespace jalon::sample
