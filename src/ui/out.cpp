#include "ui/out.hpp"

#include "http/form.hpp"

namespace jalon::ui {

void Out::escaped(std::string_view value) {
  append_escaped(to_, value);
}

std::string Out::encoded(std::string_view value) {
  return http::percent_encode(value);
}

}  // namespace jalon::ui
