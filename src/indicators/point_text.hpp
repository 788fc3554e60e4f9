// The point in sentences: what the figures say, for a page or a terminal.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "indicators/point.hpp"

namespace jalon::indicators {

/// One statement, and the figures it rests on.
struct Statement {
  std::string theme;  // "Apprendre le français"
  std::string text;   // French sentences
  std::vector<std::string> figures;
};

/// `commune` names a commune by its INSEE code.
std::vector<Statement> statements(const PointInput& input, const std::vector<Figure>& figures,
                                  const std::function<std::string(const std::string&)>& commune);

/// French, in the middle of a sentence; "" where the figure is told.
std::string why_kept_back(const Figure& figure);

/// The value in its unit: `75 personnes`, `800 000 €`, `+40,1 %`; "" when it cannot be computed.
std::string to_french(const Figure& figure);

}  // namespace jalon::indicators
