// One request, read whole and checked, as the pages see it.
#pragma once

#include <any>
#include <string>
#include <string_view>
#include <vector>

#include "http/form.hpp"

namespace jalon::http {

enum class Method { get, head, post, put, patch, del, options };

std::string_view to_text(Method method);

/// The field that holds the id of a form.
inline constexpr std::string_view command_field = "command";

struct Request {
  Method method = Method::get;
  std::string path = "/";  // decoded, always starting with "/"
  std::string raw_query;   // as sent, without "?"
  std::string route;       // the pattern that matched: "/dossiers/:id"
  Fields path_params;      // {"id", "…"}
  Fields query;
  Fields form;                  // urlencoded body, or the text fields of a multipart body
  std::vector<FilePart> files;  // of a multipart body; an empty file input gives a part without name
  Fields headers;               // names in lower case
  Fields cookies;
  std::string body;        // when it is no form
  std::string peer;        // address of the other end
  bool secure = false;     // the browser reached us over TLS: cookies are told to stay there
  std::string csrf_token;  // what a form of the answer must carry (see csrf.hpp)
  std::any caller;         // who asks, as the gate found them; empty = nobody looked

  std::string_view param(std::string_view name) const { return path_params.get(name); }
  std::string_view header(std::string_view name) const { return headers.get(name); }
  /// The file sent for this field with a name and bytes, or null.
  const FilePart* file(std::string_view field) const;
  /// Made when the form was shown: the same id twice is the same command sent twice.
  std::string_view command_id() const { return form.get(command_field); }
  /// What the form asks for: the path, then names and values of its fields, without its id and its token.
  std::vector<std::string_view> asked() const;
  /// htmx asks for a part of a page.
  bool wants_fragment() const { return header("hx-request") == "true" && header("hx-boosted") != "true"; }
};

}  // namespace jalon::http
