#include "pathways/text_warning_pages.hpp"

#include "people/never_stored.hpp"

namespace jalon::pathways {

ui::TextWarning warn_of_text(const http::Request& request, std::initializer_list<std::string_view> fields) {
  ui::TextWarning warning;
  warning.confirmed = request.form.get(ui::confirm_text) == "1";
  for (const std::string_view field : fields) {
    for (const people::SensitiveFinding& finding : people::sensitive_words(request.form.get(field))) {
      warning.found.push_back({std::string(people::label_of(finding.kind)), finding.words});
    }
    if (warning.found.empty()) continue;
    warning.field = field;
    break;
  }
  return warning;
}

ui::FieldError error_of(const ui::TextWarning& warning) {
  return {warning.field, "Relisez ce texte\u00a0: il semble contenir ce qui n’est jamais gardé."};
}

ui::FieldError error_of_box() {
  return error_of({.field = std::string(ui::confirm_text)});
}

}  // namespace jalon::pathways
