// The point as a page to read and print: each sentence, and under it the figures it rests on, each of which
// opens its definition and the number of records behind it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "indicators/point.hpp"
#include "pathways/workspace_actions.hpp"

namespace jalon::indicators {

struct FigureLine {
  std::string label;
  std::string value;  // in its unit; "" = not computed, `missing` says why
  std::string definition;
  std::string missing;
  std::string source;
  std::int64_t records = 0;
};

struct PointSection {
  std::string theme;
  std::string text;
  std::vector<FigureLine> figures;
};

struct PointSheet {
  Date at;
  std::optional<Date> known_at;
  std::string known_typed;    // as typed, kept in the form
  std::string known_refused;  // why it is no date
  std::string department;
  std::vector<PointSection> sections;
};

/// `territory`: a département's code; `known_at` empty: everything known.
PointSheet point_sheet(const PointInput& input, std::optional<Date> known_at, std::string_view territory);

/// The point of a day, as known on `known_at` (empty: everything known): its records are read once for each
/// state of the board.
PointSheet read_point(const pathways::Workspace& workspace, Date at, std::optional<Date> known_at);

void add_point_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::indicators
