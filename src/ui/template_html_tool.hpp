// Follows HTML just far enough to know where the next expression of a template stands.
#pragma once

#include <string>
#include <string_view>

#include "ui/template_parse_tool.hpp"

namespace jalon::ui::templates {

class HtmlPosition {
 public:
  /// Moves over literal HTML that starts at `line`; returns it with runs of blanks made short where they mean
  /// nothing.
  std::string read(std::string_view literal, int line);
  /// An expression stands here: says how it must be escaped, or throws.
  Place expression(int line);
  bool in_text() const { return state_ == State::text; }
  /// Where blanks mean nothing: not inside <pre> or <textarea>.
  bool in_plain_text() const { return in_text() && raw_element_.empty(); }
  /// For the branches of an `if`: same state, same element, same attribute.
  bool same_as(const HtmlPosition& other) const;
  std::string describe() const;

 private:
  enum class State {
    text,
    tag_start,
    tag_name,
    closing_tag,
    in_tag,
    attribute_name,
    before_value,
    quoted,
    unquoted,
    comment
  };
  void end_tag_name();
  void check_attribute(int line) const;

  State state_ = State::text;
  char quote_ = 0;
  std::string tag_;
  std::string attribute_;
  std::string prefix_;  // what the attribute holds so far
  bool prefix_has_value_ = false;
  std::string raw_element_;  // script, style, textarea, title, pre while inside
  std::string tail_;         // last characters, to see "-->"
};

}  // namespace jalon::ui::templates
