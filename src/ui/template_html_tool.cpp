#include "ui/template_html_tool.hpp"

#include <algorithm>
#include <array>

namespace jalon::ui::templates {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_url_attribute(std::string_view name) {
  static constexpr std::array<std::string_view, 12> names = {"href",    "src",    "action",    "formaction",
                                                             "poster",  "cite",   "data",      "hx-get",
                                                             "hx-post", "hx-put", "hx-delete", "hx-push-url"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_raw(std::string_view tag) {
  return tag == "script" || tag == "style" || tag == "textarea" || tag == "title" || tag == "pre";
}

}  // namespace

bool HtmlPosition::same_as(const HtmlPosition& other) const {
  // After a tag's name, after an attribute without value, between two attributes: the same place.
  const auto place = [](State state) {
    return state == State::tag_name || state == State::attribute_name ? State::in_tag : state;
  };
  if (place(state_) != place(other.state_) || raw_element_ != other.raw_element_) return false;
  if (state_ == State::text) return true;
  return tag_ == other.tag_ &&
         (state_ != State::quoted || (attribute_ == other.attribute_ && quote_ == other.quote_));
}

std::string HtmlPosition::describe() const {
  switch (state_) {
    case State::text:
      return raw_element_.empty() ? "text" : "text of <" + raw_element_ + ">";
    case State::comment:
      return "a comment";
    case State::quoted:
      return "attribute " + attribute_ + " of <" + tag_ + ">";
    default:
      return "tag <" + tag_ + ">";
  }
}

void HtmlPosition::end_tag_name() {
  if (is_raw(tag_)) raw_element_ = tag_;
}

void HtmlPosition::check_attribute(int line) const {
  if (attribute_.size() > 2 && attribute_.starts_with("on")) {
    throw TemplateError(line, "inline code (" + attribute_ + "=) is refused by our content security policy");
  }
  if (attribute_ == "style") {
    throw TemplateError(line, "inline styles are refused by our content security policy: use a class");
  }
  if (attribute_ == "srcdoc" || attribute_.starts_with("hx-on") || attribute_ == "hx-vals" ||
      attribute_ == "hx-headers") {
    throw TemplateError(line, attribute_ + "= is refused: it holds code or a whole document");
  }
}

std::string HtmlPosition::read(std::string_view literal, int line) {
  std::string out;
  out.reserve(literal.size());
  for (std::size_t i = 0; i < literal.size(); ++i) {
    const char c = literal[i];
    if (c == '\n') ++line;
    bool keep = true;
    switch (state_) {
      case State::text: {
        if (!raw_element_.empty()) {
          if (c == '<' && literal.size() > i + 1 && literal[i + 1] == '/') {
            const auto rest = literal.substr(i + 2, raw_element_.size());
            if (std::equal(rest.begin(), rest.end(), raw_element_.begin(), raw_element_.end(),
                           [](char a, char b) { return lower(a) == b; })) {
              raw_element_.clear();
              tag_.clear();
              state_ = State::closing_tag;
              break;
            }
          }
          if (raw_element_ == "pre" && c == '<') {
            tag_.clear();
            state_ = State::tag_start;
          } else if ((raw_element_ == "script" || raw_element_ == "style") && !is_blank(c)) {
            throw TemplateError(line,
                                "inline <" + raw_element_ + "> is refused by our content security policy");
          }
          break;
        }
        if (c == '<') {
          tag_.clear();
          state_ = State::tag_start;
        } else if (is_blank(c)) {
          // One blank says as much as many.
          if (!out.empty() && is_blank(out.back())) {
            if (c == '\n') out.back() = '\n';
            keep = false;
          }
        }
        break;
      }
      case State::tag_start:
        if (c == '!' && literal.substr(i, 3) == "!--") {
          state_ = State::comment;
          tail_.clear();
        } else if (c == '/') {
          state_ = State::closing_tag;
        } else if (c == '!' || (lower(c) >= 'a' && lower(c) <= 'z')) {
          tag_ += lower(c);
          state_ = State::tag_name;
        } else {
          throw TemplateError(line, "'<' that opens no tag: write &lt;");
        }
        break;
      case State::closing_tag:
        if (c == '>') state_ = State::text;
        break;
      case State::tag_name:
        if (c == '>') {
          state_ = State::text;
          end_tag_name();
        } else if (is_blank(c) || c == '/') {
          state_ = State::in_tag;
        } else {
          tag_ += lower(c);
        }
        break;
      case State::in_tag:
        if (c == '>') {
          state_ = State::text;
          end_tag_name();
        } else if (!is_blank(c) && c != '/') {
          attribute_ = lower(c);
          state_ = State::attribute_name;
        }
        break;
      case State::attribute_name:
        if (c == '=') {
          check_attribute(line);
          state_ = State::before_value;
        } else if (c == '>') {
          state_ = State::text;
          end_tag_name();
        } else if (is_blank(c) || c == '/') {
          state_ = State::in_tag;
        } else {
          attribute_ += lower(c);
        }
        break;
      case State::before_value:
        if (c == '"' || c == '\'') {
          quote_ = c;
          prefix_.clear();
          prefix_has_value_ = false;
          state_ = State::quoted;
        } else if (!is_blank(c)) {
          state_ = State::unquoted;
        }
        break;
      case State::quoted:
        if (c == quote_) {
          state_ = State::in_tag;
        } else {
          prefix_ += c;
        }
        break;
      case State::unquoted:
        if (is_blank(c)) state_ = State::in_tag;
        if (c == '>') {
          state_ = State::text;
          end_tag_name();
        }
        break;
      case State::comment:
        tail_ += c;
        if (tail_.size() > 3) tail_.erase(0, 1);
        if (tail_ == "-->") state_ = State::text;
        break;
    }
    if (keep) out += c;
  }
  return out;
}

Place HtmlPosition::expression(int line) {
  switch (state_) {
    case State::text:
      if (raw_element_ == "script" || raw_element_ == "style") {
        throw TemplateError(line, "no expression inside <" + raw_element_ + ">");
      }
      return Place::text;
    case State::quoted: {
      if (!is_url_attribute(attribute_)) {
        prefix_has_value_ = true;
        return Place::attribute;
      }
      const bool first = prefix_.empty() && !prefix_has_value_;
      if (!first && !prefix_has_value_ && prefix_.find_first_of("/?#") == std::string::npos) {
        throw TemplateError(line, "an address must be whole (a Url) or start with a literal path");
      }
      prefix_has_value_ = true;
      return first ? Place::url : Place::url_part;
    }
    case State::before_value:
    case State::unquoted:
      throw TemplateError(line, "put the value of " + attribute_ + "= between quotes");
    case State::comment:
      throw TemplateError(line, "no expression inside an HTML comment: use {# #}");
    default:
      throw TemplateError(line, "no expression in a tag outside an attribute's quotes");
  }
}

}  // namespace jalon::ui::templates
