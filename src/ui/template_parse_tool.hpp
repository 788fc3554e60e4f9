// Reads a template: HTML with {{ expressions }}, {% statements %} and {# comments #}.
//
// While reading it follows the HTML (text, tag, attribute), so that each expression knows where it stands:
// that decides how it is escaped, and refuses the places where no escaping is safe (scripts, styles, event
// attributes, unquoted values, tag names). Part of the build tool; nothing of it is in the program.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jalon::ui::templates {

/// An error in a template, told at its line.
struct TemplateError : std::runtime_error {
  TemplateError(int at, const std::string& what) : std::runtime_error(what), line(at) {}
  int line;
};

/// Where an expression stands.
enum class Place { text, attribute, url, url_part };

struct Node {
  enum class Kind {
    literal,  // text: what is written as it stands
    value,    // text: a C++ expression; place
    message,  // text: msgid; args: {name, expression}; place
    plural,   // text: singular; plural; count; args; place
    loop,     // name, index, text: expression; body
    choice,   // branches
    let,      // name, text
    put,      // text: call
    use,      // text: call; body; fills
    slot,     // name
  };
  Kind kind = Kind::literal;
  int line = 0;
  std::string text;
  std::string name;
  std::string index;
  std::string plural;
  std::string count;
  Place place = Place::text;
  std::vector<std::pair<std::string, std::string>> args;
  std::vector<Node> body;
  struct Branch {
    int line = 0;
    std::string condition;  // "" is else
    std::vector<Node> body;
  };
  std::vector<Branch> branches;
  std::vector<std::pair<std::string, std::vector<Node>>> fills;
};

struct Template {
  std::string params;  // C++ parameters, as written
  int params_line = 1;
  std::vector<std::pair<int, std::string>> includes;  // "desk/home.hpp"
  std::vector<std::string> slots;                     // "body" first when it is used
  std::vector<Node> nodes;
};

/// Throws TemplateError.
Template parse(std::string_view source);

}  // namespace jalon::ui::templates
