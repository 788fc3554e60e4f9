// The point as a page to read and print: each sentence, and under it the figures it rests on, each of which
// opens its definition and the number of records behind it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "indicators/told_point.hpp"
#include "pathways/workspace_actions.hpp"

namespace jalon::indicators {

struct FigureLine {
  std::string label;
  std::string value;  // in its unit; "" = not computed, `missing` says why; or not told, `kept` says why
  std::string definition;
  std::string missing;
  std::string source;
  std::string kept;
  std::optional<std::int64_t> records;  // empty: not told
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
PointSheet point_sheet(const PointInput& input, std::optional<Date> known_at, std::string_view territory,
                       const PointReader& reader);

/// The point of a day, as known on `known_at` (empty: everything known), as that reader may be told it: its
/// records are read once for each state of the board, its sheet made once for each kind of reader.
PointSheet read_point(const pathways::Workspace& workspace, const partners::View& view, Date at,
                      std::optional<Date> known_at);

void add_point_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::indicators
