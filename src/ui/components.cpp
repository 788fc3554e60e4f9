#include "ui/components.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/text.hpp"

namespace jalon::ui {

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::neutral:
      return "neutral";
    case Tone::info:
      return "info";
    case Tone::good:
      return "good";
    case Tone::ready:
      return "ready";
    case Tone::waiting:
      return "waiting";
    case Tone::late:
      return "late";
    case Tone::stop:
      return "stop";
  }
  return "neutral";
}

std::string_view icon_of(Tone tone) {
  switch (tone) {
    case Tone::neutral:
      return "idle";
    case Tone::info:
      return "progress";
    case Tone::good:
      return "done";
    case Tone::ready:
      return "ready";
    case Tone::waiting:
      return "waiting";
    case Tone::late:
      return "warning";
    case Tone::stop:
      return "stopped";
  }
  return "idle";
}

std::vector<int> pages_shown(const Paging& paging) {
  std::vector<int> shown;
  for (int page = 1; page <= paging.pages; ++page) {
    const bool near = std::abs(page - paging.page) <= 1 || page == 1 || page == paging.pages;
    if (near) {
      shown.push_back(page);
    } else if (!shown.empty() && shown.back() != 0) {
      shown.push_back(0);
    }
  }
  return shown;
}

std::string field_id(std::string_view name) {
  return "champ-" + std::string(name);
}

std::string described_by(const Field& field) {
  const std::string id = field_id(field.name);
  std::string ids = field.help.empty() ? "" : id + "-aide";
  if (!field.error.empty()) ids += (ids.empty() ? "" : " ") + id + "-erreur";
  return ids;
}

Fact fact(std::string label, std::string_view text) {
  return Fact{std::move(label), Html::trusted(escape_html(text))};
}

double bar_percent(const BarChart& chart, const Bar& bar) {
  double longest = 0;
  for (const auto& other : chart.bars) longest = std::max(longest, other.value);
  return longest > 0 ? std::max(0.0, bar.value) / longest * 100 : 0;
}

namespace {

/// A round number at or above `value`: 1, 2 or 5 times a power of ten.
double round_up(double value) {
  if (value <= 0) return 1;
  const double power = std::pow(10, std::floor(std::log10(value)));
  for (const double step : {1.0, 2.0, 5.0, 10.0}) {
    if (value <= step * power) return step * power;
  }
  return 10 * power;
}

}  // namespace

Html column_chart_svg(const ColumnChart& chart) {
  constexpr double width = 640;
  constexpr double height = 200;
  constexpr double left = 44;
  constexpr double bottom = 24;
  constexpr double top = 14;
  double highest = 0;
  for (const auto& column : chart.columns) highest = std::max(highest, column.value);
  const double scale = round_up(highest);
  const double inner = height - bottom - top;
  const auto y = [&](double value) { return top + inner * (1 - value / scale); };
  std::string svg = fmt::format(
      "<svg class=\"chart__drawing\" viewBox=\"0 0 {:.0f} {:.0f}\" role=\"img\" aria-label=\"{}\" "
      "focusable=\"false\">",
      width, height, escape_html(chart.title));
  for (int i = 0; i <= 2; ++i) {
    const double value = scale * i / 2;
    svg += fmt::format("<path class=\"chart__grid\" d=\"M{:.1f} {:.1f}H{:.0f}\"/>", left, y(value), width);
    svg += fmt::format("<text class=\"chart__tick\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>",
                       left - 6, y(value) + 4, decimal(value));
  }
  const double slot = chart.columns.empty() ? 0 : (width - left) / static_cast<double>(chart.columns.size());
  const double thick = std::min(36.0, slot * 0.66);
  // Labels that would overlap are left out; the table has them all.
  const auto step = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(46.0 / std::max(1.0, slot))));
  for (std::size_t i = 0; i < chart.columns.size(); ++i) {
    const auto& column = chart.columns[i];
    const double middle = left + slot * (static_cast<double>(i) + 0.5);
    const double tall = inner * std::max(0.0, column.value) / scale;
    svg += fmt::format(
        "<rect class=\"chart__column{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>",
        column.expected ? " chart__column--expected" : "", middle - thick / 2, y(column.value), thick, tall);
    if (slot >= 30) {
      svg += fmt::format(
          "<text class=\"chart__value\" x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>", middle,
          y(column.value) - 4, decimal(column.value));
    }
    if (i % step == 0) {
      svg += fmt::format(
          "<text class=\"chart__tick\" x=\"{:.1f}\" y=\"{:.0f}\" text-anchor=\"middle\">{}</text>", middle,
          height - 7, escape_html(column.label));
    }
  }
  return Html::trusted(svg + "</svg>");
}

}  // namespace jalon::ui
