// What the components of views/ are given. Fill by name: `ui::Field{.name = "nom", .label = t("Nom")}`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/html.hpp"

namespace jalon::ui {

struct Crumb {
  std::string label{};
  Url to{};
};

/// The look of a status. Each tone has its colour, its icon and its outline; the text says it in words.
enum class Tone { neutral, info, good, ready, waiting, late, stop };
std::string_view class_of(Tone tone);
std::string_view icon_of(Tone tone);

struct Badge {
  Tone tone = Tone::neutral;
  std::string text{};
  std::string icon{};  // "" = the tone's
};

/// A figure that opens the list behind it.
struct Counter {
  std::string value{};  // "1 234": formatted by the page
  std::string label{};
  Url to{};
  Tone tone = Tone::neutral;
  std::string hint{};  // "dont 12 cette semaine"
};

struct Tab {
  std::string label{};
  Url to{};
  bool current = false;
  std::optional<std::int64_t> count{};
};

struct Paging {
  Url base{};  // with the filters; `page` is added
  int page = 1;
  int pages = 1;
};
/// Pages worth a link: first, last, and those around the current one; 0 stands for a gap.
std::vector<int> pages_shown(const Paging& paging);

/// One field of a form. `id` is `champ-<name>`: the error summary links to it.
struct Field {
  std::string name{};
  std::string label{};
  std::string value{};
  std::string help{};
  std::string error{};  // what is wrong and what is expected; "" = nothing
  std::string type = "text";
  bool required = false;
  std::string autocomplete = "off";
  std::string input_mode{};  // "numeric"
};
std::string field_id(std::string_view name);
/// The ids of the help and the error, for aria-describedby; "" when there is neither.
std::string described_by(const Field& field);

struct Option {
  std::string value{};
  std::string label{};
  std::string hint{};  // shown under a radio button or a checkbox
};

struct FieldError {
  std::string field{};  // name of the field; "" = the whole form
  std::string text{};
};

/// What a free text seems to hold that is never stored, and whether its author goes on all the same.
struct TextWarning {
  struct Found {
    std::string label;
    std::vector<std::string> words;
  };
  std::string field{};  // name of the text
  std::vector<Found> found{};
  bool confirmed = false;

  /// The form is to be shown again, with this warning.
  bool stops() const { return !found.empty() && !confirmed; }
};
/// The box of a TextWarning.
inline constexpr std::string_view confirm_text = "confirme_texte";

struct Fact {
  std::string label{};
  Html value{};
};
/// A fact whose value is plain text.
Fact fact(std::string label, std::string_view text);

struct Bar {
  std::string label{};
  double value = 0;
  std::string shown{};  // the value as the reader sees it; "" = the number
  std::optional<Url> to{};
  Tone tone = Tone::info;
};

struct BarChart {
  std::string title{};
  std::string unit{};        // head of the column of values: "Personnes"
  std::string label_head{};  // head of the column of labels: "Cause"
  std::vector<Bar> bars{};
};
/// Where a bar ends, in hundredths of the longest.
double bar_percent(const BarChart& chart, const Bar& bar);

/// A row of the columns over time: value per month, week...
struct ColumnChart {
  std::string title{};
  std::string unit{};
  std::string label_head{};  // "Mois"
  struct Column {
    std::string label;
    double value = 0;
    bool expected = false;  // not yet happened: drawn hollow
  };
  std::vector<Column> columns{};
};
Html column_chart_svg(const ColumnChart& chart);

}  // namespace jalon::ui
