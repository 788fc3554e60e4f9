#include "ui/icons.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

namespace jalon::ui {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 31> icons = {{
    {"menu", R"(<path d="M2.5 4h11M2.5 8h11M2.5 12h11"/>)"},
    {"home", R"(<path d="M2 7.5 8 2.5l6 5M3.5 6.5v7h9v-7M6.5 13.5v-4h3v4"/>)"},
    {"search", R"(<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>)"},
    {"block", R"(<path d="M2 4.5h12v4H2zM4 8.5v5M12 8.5v5M5 4.5l-2 4M9 4.5l-2 4M13 4.5l-2 4"/>)"},
    {"cell",
     R"(<circle cx="8" cy="8" r="2.2"/><path d="M8 2.2v1.6M8 12.2v1.6M2.2 8h1.6M12.2 8h1.6"/><path d="M3.9 3.9 5 5M11 11l1.1 1.1M3.9 12.1 5 11M11 5l1.1-1.1"/>)"},
    {"committee", R"(<path d="M2 6 8 2.5 14 6zM3.5 6v6M6.5 6v6M9.5 6v6M12.5 6v6M2 13.5h12"/>)"},
    {"places", R"(<path d="M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM11.5 9.3v4.4M9.3 11.5h4.4"/>)"},
    {"fortnight", R"(<path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3M5 9h2M9 9h2M5 11.2h2"/>)"},
    {"point", R"(<path d="M2.5 13.5h11M4 11V8M7 11V5M10 11V6.5M13 11V3"/>)"},
    {"import", R"(<path d="M8 2v7.5M4.8 6.5 8 9.7l3.2-3.2M2.5 11v2.5h11V11"/>)"},
    {"export", R"(<path d="M8 9.5V2M4.8 5 8 1.8 11.2 5M2.5 11v2.5h11V11"/>)"},
    {"person", R"(<circle cx="8" cy="5" r="2.7"/><path d="M2.8 14c.4-3 2.4-4.6 5.2-4.6s4.8 1.6 5.2 4.6"/>)"},
    {"household",
     R"(<circle cx="5.5" cy="5" r="2.2"/><circle cx="11.3" cy="6.5" r="1.7"/><path d="M1.5 13.5c.3-2.7 1.8-4.2 4-4.2 1.6 0 2.9.8 3.5 2.2M9 13.5c.1-2.2 1-3.3 2.4-3.3s2.6 1.1 2.8 3.3"/>)"},
    {"done", R"(<path d="m3 8.5 3.3 3.3L13 4.7"/>)"},
    {"ready", R"(<path d="M5 3.2 12.2 8 5 12.8z"/>)"},
    {"waiting",
     R"(<path d="M4 2.5h8M4 13.5h8M5 2.5c0 3 3 3.6 3 5.5s-3 2.5-3 5.5M11 2.5c0 3-3 3.6-3 5.5s3 2.5 3 5.5"/>)"},
    {"progress", R"(<circle cx="8" cy="8" r="5.5"/><path d="M8 4.7V8l2.4 1.6"/>)"},
    {"stopped", R"(<path d="M5.6 2.2h4.8l3.4 3.4v4.8l-3.4 3.4H5.6l-3.4-3.4V5.6zM5 8h6"/>)"},
    {"refused", R"(<path d="m4 4 8 8M12 4l-8 8"/>)"},
    {"expired", R"(<path d="M2.5 3.5h11v10h-11zM5.5 2v3M10.5 2v3M6 8l4 3.6M10 8l-4 3.6"/>)"},
    {"idle", R"(<path d="M4 8h8" />)"},
    {"warning", R"(<path d="M8 2.3 14.3 13.5H1.7zM8 6.4v3.2M8 11.4v.2"/>)"},
    {"info", R"(<circle cx="8" cy="8" r="5.8"/><path d="M8 7.3v3.6M8 4.9v.2"/>)"},
    {"success", R"(<circle cx="8" cy="8" r="5.8"/><path d="m5.4 8.2 1.9 1.9 3.4-3.9"/>)"},
    {"danger", R"(<circle cx="8" cy="8" r="5.8"/><path d="M8 4.7v4M8 10.8v.2"/>)"},
    {"arrow", R"(<path d="M3 8h9.5M8.8 4.2 12.6 8l-3.8 3.8"/>)"},
    {"back", R"(<path d="M13 8H3.5M7.2 4.2 3.4 8l3.8 3.8"/>)"},
    {"up", R"(<path d="m3.5 10 4.5-4.5 4.5 4.5"/>)"},
    {"calendar", R"(<path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3"/>)"},
    {"print", R"(<path d="M4.5 5.5v-3h7v3M4.5 11h-2V5.5h11V11h-2M4.5 9.5h7v4h-7z"/>)"},
    {"filter", R"(<path d="M2 3h12L9.5 8.5v4.3l-3 1.2V8.5z"/>)"},
}};

}  // namespace

Html icon(std::string_view name) {
  for (const auto& [known, shape] : icons) {
    if (known == name) {
      return Html::trusted(
          "<svg class=\"icon\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" "
          "focusable=\"false\">" +
          std::string(shape) + "</svg>");
    }
  }
  throw std::logic_error("no such icon: " + std::string(name));
}

}  // namespace jalon::ui
