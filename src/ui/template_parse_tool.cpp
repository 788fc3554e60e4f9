#include "ui/template_parse_tool.hpp"

#include <algorithm>
#include <optional>

#include "ui/french_spaces.hpp"
#include "ui/template_html_tool.hpp"

namespace jalon::ui::templates {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view strip(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool is_name(std::string_view text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !text.empty() && letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

/// Where `close` stands from `from`, outside C++ strings and, with `braces`, outside nested braces.
std::size_t find_close(std::string_view source, std::size_t from, std::string_view close, bool braces) {
  int depth = 0;
  char quote = 0;
  for (std::size_t i = from; i < source.size(); ++i) {
    const char c = source[i];
    if (quote != 0) {
      if (c == '\\')
        ++i;
      else if (c == quote)
        quote = 0;
      continue;
    }
    if (depth == 0 && source.substr(i, close.size()) == close) return i;
    if (c == '"') quote = c;
    // 'x' is a character, but 1'000 and l'eau are not.
    if (c == '\'' && i + 2 < source.size() && (source[i + 2] == '\'' || source[i + 1] == '\\')) quote = c;
    if (braces && c == '{') ++depth;
    if (braces && c == '}' && depth > 0) --depth;
  }
  return std::string_view::npos;
}

class Parser {
 public:
  explicit Parser(std::string_view source) : source_(source) {}

  Template run() {
    Stop stop;
    result_.nodes = block(stop, 1);
    if (stop.word != "") throw TemplateError(stop.line, "{% " + stop.word + " %} closes nothing");
    if (!html_.in_text()) throw TemplateError(line_, "the template ends inside " + html_.describe());
    const auto body = std::find(result_.slots.begin(), result_.slots.end(), "body");
    if (body != result_.slots.end()) std::rotate(result_.slots.begin(), body, body + 1);
    return std::move(result_);
  }

 private:
  struct Stop {  // what ended a block: end, else, elif; "" is the end of the file
    std::string word;
    std::string rest;
    int line = 0;
  };

  std::vector<Node> block(Stop& stop, int opened) {
    std::vector<Node> nodes;
    while (at_ < source_.size()) {
      const auto next = next_mark();
      literal(nodes, source_.substr(at_, next - at_));
      at_ = next;
      if (at_ >= source_.size()) break;
      const auto mark = source_.substr(at_, 2);
      const int line = line_;
      if (mark == "{#") {
        take("#}", false, "{#");
      } else if (mark == "{{") {
        Node node;
        node.kind = Node::Kind::value;
        node.line = line;
        node.text = strip(take("}}", true, "{{"));
        if (node.text.empty()) throw TemplateError(line, "empty {{ }}");
        node.place = html_.expression(line);
        nodes.push_back(std::move(node));
      } else {
        const auto inside = strip(take("%}", false, "{%"));
        const auto blank = std::find_if(inside.begin(), inside.end(), is_blank);
        const std::string word(inside.begin(), blank);
        const std::string rest(strip(std::string_view(blank, inside.end())));
        if (word == "end" || word == "else" || word == "elif" || word == "fill") {
          stop = Stop{word, rest, line};
          if (word != "fill" || fills_ == nullptr) return nodes;
          fill(rest, line);
        } else {
          statement(nodes, word, rest, line);
        }
      }
    }
    stop = Stop{"", "", opened};
    return nodes;
  }

  std::size_t next_mark() const {
    for (std::size_t i = at_; i + 1 < source_.size(); ++i) {
      if (source_[i] == '{' && (source_[i + 1] == '{' || source_[i + 1] == '%' || source_[i + 1] == '#'))
        return i;
    }
    return source_.size();
  }

  std::string_view take(std::string_view close, bool braces, std::string_view open) {
    const auto end =
        close == "#}" ? source_.find(close, at_ + 2) : find_close(source_, at_ + 2, close, braces);
    if (end == std::string_view::npos) throw TemplateError(line_, std::string(open) + " is never closed");
    const auto inside = source_.substr(at_ + 2, end - at_ - 2);
    const auto start = at_;
    line_ += static_cast<int>(std::count(inside.begin(), inside.end(), '\n'));
    at_ = end + 2;
    // A statement alone on its line leaves no empty line behind.
    const auto line_start = source_.substr(0, start).find_last_not_of(" \t");
    const bool alone = line_start == std::string_view::npos || source_[line_start] == '\n';
    if (open != "{{" && alone && at_ < source_.size() && source_[at_] == '\n' && html_.in_plain_text()) {
      ++at_;
      ++line_;
    }
    return inside;
  }

  void literal(std::vector<Node>& nodes, std::string_view text) {
    if (text.empty()) return;
    Node node;
    node.line = line_;
    const bool prose = html_.in_plain_text();
    node.text = html_.read(text, line_);
    // Addresses and attributes never hold a blank before these signs; what stands between tags is French.
    if (prose) node.text = french_spaces(node.text);
    line_ += static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    nodes.push_back(std::move(node));
  }

  void statement(std::vector<Node>& nodes, const std::string& word, const std::string& rest, int line) {
    Node node;
    node.line = line;
    if (word == "params") {
      if (!result_.params.empty()) throw TemplateError(line, "{% params %} twice");
      result_.params = rest;
      result_.params_line = line;
      return;
    }
    if (word == "include") {
      if (rest.size() < 3 || rest.front() != '"' || rest.back() != '"') {
        throw TemplateError(line, "{% include \"room/file.hpp\" %} wants a header between quotes");
      }
      result_.includes.emplace_back(line, rest.substr(1, rest.size() - 2));
      return;
    }
    if (word == "for") {
      loop(node, rest);
    } else if (word == "if") {
      choice(node, rest);
    } else if (word == "let") {
      const auto equal = rest.find('=');
      node.kind = Node::Kind::let;
      node.name = strip(std::string_view(rest).substr(0, equal));
      if (equal == std::string::npos || !is_name(node.name))
        throw TemplateError(line, "{% let name = expression %}");
      node.text = strip(std::string_view(rest).substr(equal + 1));
    } else if (word == "t" || word == "tn") {
      message(node, word, rest);
    } else if (word == "put" || word == "use") {
      if (!html_.in_text())
        throw TemplateError(line, "a component stands in text, not in " + html_.describe());
      node.kind = word == "put" ? Node::Kind::put : Node::Kind::use;
      node.text = rest;
      if (rest.find('(') == std::string::npos || rest.back() != ')') {
        throw TemplateError(line, "{% " + word + " component(arguments) %}");
      }
      if (word == "use") use(node);
    } else if (word == "slot") {
      if (!html_.in_text()) throw TemplateError(line, "a slot stands in text, not in " + html_.describe());
      node.kind = Node::Kind::slot;
      node.name = rest.empty() ? "body" : rest;
      if (!is_name(node.name)) throw TemplateError(line, "{% slot name %}");
      if (std::find(result_.slots.begin(), result_.slots.end(), node.name) == result_.slots.end()) {
        result_.slots.push_back(node.name);
      }
    } else {
      throw TemplateError(line, "unknown statement {% " + word + " %}");
    }
    nodes.push_back(std::move(node));
  }

  void loop(Node& node, const std::string& rest) {
    node.kind = Node::Kind::loop;
    const auto in = rest.find(" in ");
    if (in == std::string::npos) throw TemplateError(node.line, "{% for name in expression %}");
    const std::string names = rest.substr(0, in);
    const auto comma = names.find(',');
    node.name = strip(std::string_view(names).substr(0, comma));
    if (comma != std::string::npos) node.index = strip(std::string_view(names).substr(comma + 1));
    // Structured bindings are left as they are: `for [key, value] in map`.
    if (names.find('[') != std::string::npos) {
      node.name = strip(names);
      node.index.clear();
    } else if (!is_name(node.name) || (comma != std::string::npos && !is_name(node.index))) {
      throw TemplateError(node.line, "{% for name in expression %} or {% for name, index in expression %}");
    }
    node.text = strip(std::string_view(rest).substr(in + 4));
    const HtmlPosition before = html_;
    auto* const outer = std::exchange(fills_, nullptr);
    Stop stop;
    node.body = block(stop, node.line);
    fills_ = outer;
    expect_end(stop, node.line, "for");
    expect_same(before, node.line, "for");
  }

  void choice(Node& node, const std::string& rest) {
    node.kind = Node::Kind::choice;
    const HtmlPosition before = html_;
    std::optional<HtmlPosition> after;
    auto* const outer = std::exchange(fills_, nullptr);
    Stop stop{"elif", rest, node.line};
    while (stop.word == "elif" || stop.word == "else") {
      if (!node.branches.empty() && node.branches.back().condition.empty()) {
        throw TemplateError(stop.line, "{% else %} is the last branch");
      }
      if (stop.word == "elif" && stop.rest.empty()) throw TemplateError(stop.line, "a condition is missing");
      Node::Branch branch{stop.line, stop.word == "else" ? "" : stop.rest, {}};
      html_ = before;
      branch.body = block(stop, node.line);
      node.branches.push_back(std::move(branch));
      if (after && !after->same_as(html_)) {
        throw TemplateError(stop.line, "the branches of {% if %} leave the HTML in different places (" +
                                           after->describe() + ", " + html_.describe() + ")");
      }
      after = html_;
    }
    fills_ = outer;
    expect_end(stop, node.line, "if");
    if (!node.branches.back().condition.empty()) expect_same(before, node.line, "if");
  }

  void use(Node& node) {
    auto* const outer = std::exchange(fills_, &node.fills);
    Stop stop;
    node.body = block(stop, node.line);
    fills_ = outer;
    expect_end(stop, node.line, "use");
    if (!html_.in_text())
      throw TemplateError(stop.line, "the content of a component ends inside " + html_.describe());
  }

  void fill(const std::string& name, int line) {
    if (!is_name(name)) throw TemplateError(line, "{% fill name %}");
    auto* const outer = std::exchange(fills_, nullptr);
    Stop stop;
    auto body = block(stop, line);
    fills_ = outer;
    expect_end(stop, line, "fill");
    fills_->emplace_back(name, std::move(body));
  }

  static void expect_end(const Stop& stop, int line, const std::string& what) {
    if (stop.word == "") throw TemplateError(line, "{% " + what + " %} is never closed by {% end %}");
    if (stop.word != "end") {
      throw TemplateError(stop.line, "{% " + stop.word + " %} does not belong to {% " + what + " %}");
    }
    if (!stop.rest.empty() && stop.rest != what) {
      throw TemplateError(stop.line, "{% end " + stop.rest + " %} closes {% " + what + " %}");
    }
  }

  void expect_same(const HtmlPosition& before, int line, const std::string& what) const {
    if (!before.same_as(html_)) {
      throw TemplateError(
          line, "{% " + what + " %} starts in " + before.describe() + " and ends in " + html_.describe());
    }
  }

  // {% t "Bonjour {nom}" nom=person.name %}, {% tn count "{n} personne" "{n} personnes" %}
  void message(Node& node, const std::string& word, const std::string& rest) {
    node.kind = word == "t" ? Node::Kind::message : Node::Kind::plural;
    node.place = html_.expression(node.line);
    if (node.place == Place::url || node.place == Place::url_part) {
      throw TemplateError(node.line, "a sentence is no address");
    }
    std::string_view left = rest;
    if (word == "tn") {
      const auto quote = left.find('"');
      if (quote == std::string_view::npos) throw TemplateError(node.line, "{% tn count \"one\" \"many\" %}");
      node.count = strip(left.substr(0, quote));
      left = left.substr(quote);
    }
    node.text = quoted(left, node.line);
    if (word == "tn") node.plural = quoted(left, node.line);
    left = strip(left);
    while (!left.empty()) {
      const auto equal = left.find('=');
      if (equal == std::string_view::npos)
        throw TemplateError(node.line, "name=expression is wanted after the text");
      const std::string name(strip(left.substr(0, equal)));
      left = left.substr(equal + 1);
      // A comma outside brackets and strings separates arguments.
      int depth = 0;
      bool in_string = false;
      std::size_t i = 0;
      for (; i < left.size(); ++i) {
        if (left[i] == '"' && (i == 0 || left[i - 1] != '\\')) in_string = !in_string;
        if (in_string) continue;
        if (left[i] == '(' || left[i] == '{' || left[i] == '[') ++depth;
        if (left[i] == ')' || left[i] == '}' || left[i] == ']') --depth;
        if (left[i] == ',' && depth == 0) break;
      }
      if (!is_name(name) || node.text.find("{" + name + "}") == std::string::npos) {
        if (node.plural.find("{" + name + "}") == std::string::npos) {
          throw TemplateError(node.line, "the text has no place {" + name + "}");
        }
      }
      node.args.emplace_back(name, std::string(strip(left.substr(0, i))));
      left = i < left.size() ? strip(left.substr(i + 1)) : std::string_view();
    }
  }

  /// Takes a C++ string literal off the front; returns it with its quotes off and its escapes left.
  static std::string quoted(std::string_view& left, int line) {
    left = strip(left);
    if (left.empty() || left.front() != '"') throw TemplateError(line, "a text between quotes is wanted");
    std::size_t i = 1;
    while (i < left.size() && left[i] != '"') i += left[i] == '\\' ? 2 : 1;
    if (i >= left.size()) throw TemplateError(line, "the text is not closed");
    std::string text(left.substr(1, i - 1));
    left = left.substr(i + 1);
    return text;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  int line_ = 1;
  HtmlPosition html_;
  Template result_;
  std::vector<std::pair<std::string, std::vector<Node>>>* fills_ = nullptr;
};

}  // namespace

Template parse(std::string_view source) {
  return Parser(source).run();
}

}  // namespace jalon::ui::templates
