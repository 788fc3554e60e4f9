#include "http/response.hpp"

#include <fmt/format.h>

#include <cassert>

#include "http/form.hpp"

namespace jalon::http {

namespace {

Response typed(std::string body, std::string type, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  response.set("Content-Type", std::move(type));
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

Response Response::html(std::string body, int status) {
  return typed(std::move(body), "text/html; charset=utf-8", status);
}

Response Response::text(std::string body, int status) {
  return typed(std::move(body), "text/plain; charset=utf-8", status);
}

Response Response::json(std::string body, int status) {
  return typed(std::move(body), "application/json; charset=utf-8", status);
}

Response Response::redirect(std::string location) {
  assert(location.starts_with("/") && !location.starts_with("//") &&
         location.find_first_of("\r\n\\") == std::string::npos);
  Response response = typed("", "text/html; charset=utf-8", 303);
  response.set("Location", std::move(location));
  return response;
}

Response Response::leave(std::string address) {
  assert((address.starts_with("https://") || address.starts_with("http://")) &&
         address.find_first_of("\r\n\\ ") == std::string::npos);
  Response response = typed("", "text/html; charset=utf-8", 303);
  response.set("Location", std::move(address));
  return response;
}

Response Response::download(std::string body, std::string content_type, std::string_view file_name) {
  Response response = typed(std::move(body), std::move(content_type), 200);
  response.set("Content-Disposition",
               fmt::format("attachment; filename*=UTF-8''{}", percent_encode(file_name)));
  return response;
}

Response Response::kept(std::string_view bytes, std::string content_type) {
  Response response;
  response.kept_bytes = bytes;
  response.set("Content-Type", std::move(content_type));
  return response;
}

Response& Response::set(std::string name, std::string value) {
  for (auto& [key, old] : headers) {
    if (key == name) {
      old = std::move(value);
      return *this;
    }
  }
  headers.emplace_back(std::move(name), std::move(value));
  return *this;
}

Response& Response::cookie(std::string_view name, std::string_view value, int max_age, SameSite same_site) {
  std::string line = fmt::format("{}={}; Path=/; HttpOnly; SameSite={}", name, value,
                                 same_site == SameSite::strict ? "Strict" : "Lax");
  if (max_age >= 0) line += fmt::format("; Max-Age={}", max_age);
  headers.emplace_back("Set-Cookie", std::move(line));  // several may stand side by side
  return *this;
}

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace jalon::http
