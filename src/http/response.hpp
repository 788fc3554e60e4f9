// One answer. Numbers of HTTP stand here and in the edge files only.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jalon::http {

/// When a browser sends a cookie along: never from another site, or only when somebody follows a link to us.
enum class SameSite { strict, lax };

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string_view kept_bytes;  // bytes that outlive the server (embedded files): sent without a copy

  /// A page; never kept by the browser, since it may name people.
  static Response html(std::string body, int status = 200);
  static Response text(std::string body, int status = 200);
  static Response json(std::string body, int status = 200);
  /// 303: after a form was accepted, the browser asks for the next page by GET. `location` is a path of
  /// this server; anything that could leave it is a bug of the caller.
  static Response redirect(std::string location);
  /// 303 to another site, for addresses that a file of the operator declares: never made from what a request
  /// holds, but for values escaped in its query. Anything but https or http is a bug of the caller.
  static Response leave(std::string address);
  /// Offered for saving under this name.
  static Response download(std::string body, std::string content_type, std::string_view file_name);
  /// Bytes that live as long as the program.
  static Response kept(std::string_view bytes, std::string content_type);

  /// Replaces the header if it stands.
  Response& set(std::string name, std::string value);
  /// HttpOnly, for the whole site; `max_age` in seconds, 0 forgets it, -1 lasts the session. The server adds
  /// Secure to all of them when the browser came over TLS.
  Response& cookie(std::string_view name, std::string_view value, int max_age = -1,
                   SameSite same_site = SameSite::strict);
  std::string_view header(std::string_view name) const;
  std::string_view bytes() const { return kept_bytes.data() ? kept_bytes : std::string_view(body); }
};

}  // namespace jalon::http
