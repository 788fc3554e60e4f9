#include "ui/out.hpp"

#include "http/form.hpp"

namespace jalon::ui {

void Out::escaped(std::string_view value) {
  // Most texts hold nothing to escape: look for the next such character and copy what stands before it.
  while (true) {
    const auto at = value.find_first_of("&<>\"'");
    to_ += value.substr(0, at);
    if (at == std::string_view::npos) return;
    to_ += escape_html(value.substr(at, 1));
    value.remove_prefix(at + 1);
  }
}

std::string Out::encoded(std::string_view value) {
  return http::percent_encode(value);
}

}  // namespace jalon::ui
