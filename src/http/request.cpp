#include "http/request.hpp"

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

const FilePart* Request::file(std::string_view field) const {
  for (const auto& part : files) {
    if (part.field == field && !part.name.empty()) return &part;
  }
  return nullptr;
}

}  // namespace jalon::http
