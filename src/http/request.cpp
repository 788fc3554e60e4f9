#include "http/request.hpp"

#include "http/csrf.hpp"

namespace jalon::http {

std::string_view to_text(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::del:
      return "DELETE";
    case Method::options:
      return "OPTIONS";
  }
  return "?";
}

std::vector<std::string_view> Request::asked() const {
  std::vector<std::string_view> list = {path};
  for (const auto& [name, value] : form) {
    if (name == command_field || name == csrf_field) continue;
    list.push_back(name);
    list.push_back(value);
  }
  return list;
}

const FilePart* Request::file(std::string_view field) const {
  for (const auto& part : files) {
    if (part.field == field && !part.name.empty()) return &part;
  }
  return nullptr;
}

}  // namespace jalon::http
