#include "ui/template_emit_tool.hpp"

#include <set>
#include <vector>

namespace jalon::ui::templates {

namespace {

std::string escape(std::string_view text) {
  static constexpr char digits[] = "01234567";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || c == '?') {  // "??=" would be a trigraph
      out += '\\';
      out += digits[byte >> 6];
      out += digits[(byte >> 3) & 7];
      out += digits[byte & 7];
    } else {
      out += c;
    }
  }
  return out;
}

/// `ui::card(a)` → room "ui", name "card", rest "(a)"
struct Call {
  std::string room;
  std::string name;
  std::string arguments;
};

Call read_call(const Node& node, const std::string& own_room) {
  const auto open = node.text.find('(');
  std::string target = node.text.substr(0, open);
  Call call;
  const auto colons = target.find("::");
  call.room = colons == std::string::npos ? own_room : target.substr(0, colons);
  call.name = colons == std::string::npos ? target : target.substr(colons + 2);
  const auto inside = node.text.substr(open + 1, node.text.size() - open - 2);
  call.arguments = inside.find_first_not_of(" \n\t") == std::string::npos ? "" : inside;
  return call;
}

/// Calls `visit` on every node, parents first.
template <class Visit>
void walk(const std::vector<Node>& nodes, const Visit& visit) {
  for (const Node& node : nodes) {
    visit(node);
    walk(node.body, visit);
    for (const auto& branch : node.branches) walk(branch.body, visit);
    for (const auto& fill : node.fills) walk(fill.second, visit);
  }
}

/// Parameters without their default values, for the definition.
std::string without_defaults(std::string_view params) {
  std::string out;
  int depth = 0;
  bool skipping = false;
  for (const char c : params) {
    if (c == '(' || c == '{' || c == '<') ++depth;
    if (c == ')' || c == '}' || c == '>') --depth;
    if (depth == 0 && c == '=') skipping = true;
    if (depth == 0 && c == ',') skipping = false;
    if (!skipping) out += c;
  }
  return out;
}

class Emitter {
 public:
  explicit Emitter(const Names& names) : names_(names) {}

  void block(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) one(node);
  }

  std::string out;

 private:
  void at(int line) { out += "#line " + std::to_string(line) + " \"" + names_.path + "\"\n"; }

  void statement(int line, const std::string& text) {
    at(line);
    out += text + "\n";
  }

  static std::string function_of(Place place) {
    switch (place) {
      case Place::text:
        return "out.text";
      case Place::attribute:
        return "out.attribute";
      case Place::url:
        return "out.url";
      case Place::url_part:
        return "out.url_part";
    }
    return "";
  }

  static std::string arguments_of(const Node& node) {
    if (node.args.empty()) return "";
    std::string text = ", {";
    for (const auto& [name, expression] : node.args) {
      text += "{\"" + name + "\", jalon::ui::word(" + expression + ")}, ";
    }
    return text + "}";
  }

  void one(const Node& node) {
    switch (node.kind) {
      case Node::Kind::literal:
        out += "out.raw(\"" + escape(node.text) + "\");\n";
        break;
      case Node::Kind::value:
        statement(node.line, function_of(node.place) + "(" + node.text + ");");
        break;
      case Node::Kind::message:
        statement(node.line,
                  function_of(node.place) + "(t(\"" + node.text + "\"" + arguments_of(node) + "));");
        break;
      case Node::Kind::plural:
        statement(node.line, function_of(node.place) + "(t.plural(" + node.count + ", \"" + node.text +
                                 "\", \"" + node.plural + "\"" + arguments_of(node) + "));");
        break;
      case Node::Kind::let:
        statement(node.line, "[[maybe_unused]] const auto& " + node.name + " = " + node.text + ";");
        break;
      case Node::Kind::loop:
        loop(node);
        break;
      case Node::Kind::choice:
        choice(node);
        break;
      case Node::Kind::slot:
        out += "if (slots." + node.name + ") slots." + node.name + "(out);\n";
        break;
      case Node::Kind::put:
        put(node);
        break;
      case Node::Kind::use:
        use(node);
        break;
    }
  }

  void loop(const Node& node) {
    if (!node.index.empty()) out += "{\nstd::size_t index_" + node.index + " = 0;\n";
    statement(node.line, "for ([[maybe_unused]] const auto& " + node.name + " : " + node.text + ") {");
    if (!node.index.empty()) {
      out += "[[maybe_unused]] const std::size_t " + node.index + " = index_" + node.index + "++;\n";
    }
    block(node.body);
    out += "}\n";
    if (!node.index.empty()) out += "}\n";
  }

  void choice(const Node& node) {
    bool first = true;
    for (const auto& branch : node.branches) {
      if (branch.condition.empty()) {
        out += "else {\n";
      } else {
        at(branch.line);
        out += std::string(first ? "" : "else ") + "if (" + branch.condition + ") {\n";
      }
      block(branch.body);
      out += "}\n";
      first = false;
    }
  }

  std::string called(const Call& call) const { return "jalon::" + call.room + "::views::" + call.name; }

  void put(const Node& node) {
    const Call call = read_call(node, names_.room);
    statement(node.line,
              called(call) + "(out" + (call.arguments.empty() ? "" : ", " + call.arguments) + ");");
  }

  void use(const Node& node) {
    const Call call = read_call(node, names_.room);
    out += "{\n";
    const auto content = [&](const std::string& name, const std::vector<Node>& nodes) {
      out += "const auto slot_" + name + " = [&](jalon::ui::Out& out) {\n";
      block(nodes);
      out += "};\n";
    };
    content("body", node.body);
    for (const auto& [name, nodes] : node.fills) content(name, nodes);
    statement(node.line, called(call) + "_slots slots;");
    statement(node.line, "slots.body = slot_body;");
    for (const auto& fill : node.fills)
      statement(node.line, "slots." + fill.first + " = slot_" + fill.first + ";");
    statement(node.line,
              called(call) + "(out, slots" + (call.arguments.empty() ? "" : ", " + call.arguments) + ");");
    out += "}\n";
  }

  const Names& names_;
};

std::string signature(const Template& tree, const Names& names, bool definition) {
  std::string text = "void " + names.name + "(jalon::ui::Out& out";
  // Before the parameters, so that those may have default values.
  if (!tree.slots.empty()) text += ", [[maybe_unused]] const " + names.name + "_slots& slots";
  if (!tree.params.empty()) text += ", " + (definition ? without_defaults(tree.params) : tree.params);
  return text + ")";
}

}  // namespace

std::string emit_header(const Template& tree, const Names& names) {
  std::string out =
      "// Made from " + names.path + " by template_tool: do not edit.\n#pragma once\n#include <string>\n";
  out += "#include \"ui/out.hpp\"\n";
  for (const auto& [line, header] : tree.includes) {
    out += "#line " + std::to_string(line) + " \"" + names.path + "\"\n#include \"" + header + "\"\n";
  }
  out += "namespace jalon::" + names.room + "::views {\n";
  if (!tree.slots.empty()) {
    out += "struct " + names.name + "_slots {\n";
    for (const auto& slot : tree.slots) out += "  jalon::ui::Slot " + slot + ";\n";
    out += "};\n";
  }
  out += "#line " + std::to_string(tree.params_line) + " \"" + names.path + "\"\n";
  out += signature(tree, names, false) + ";\n}\n";
  return out;
}

std::string emit_source(const Template& tree, const Names& names) {
  std::string out = "// Made from " + names.path + " by template_tool: do not edit.\n";
  out += "#include \"" + names.room + "/views/" + names.name + ".hpp\"\n";
  std::set<std::string> components;
  walk(tree.nodes, [&](const Node& node) {
    if (node.kind != Node::Kind::put && node.kind != Node::Kind::use) return;
    const Call call = read_call(node, names.room);
    components.insert(call.room + "/views/" + call.name + ".hpp");
  });
  for (const auto& component : components) out += "#include \"" + component + "\"\n";
  // A template may reuse a name in an inner block; that misleads nobody there.
  out += "#pragma GCC diagnostic ignored \"-Wshadow\"\n";
  out += "namespace jalon::" + names.room + "::views {\n";
  out += "#line " + std::to_string(tree.params_line) + " \"" + names.path + "\"\n";
  out += signature(tree, names, true) + " {\n";
  out += "[[maybe_unused]] const jalon::ui::Words t(out.locale());\n";
  Emitter emitter(names);
  emitter.block(tree.nodes);
  return out + emitter.out + "}\n}\n";
}

std::string emit_messages(const Template& tree, const Names& names) {
  std::string out;
  const auto entry = [&](int line, const std::string& one, const std::string& many) {
    out += "#: " + names.path + ":" + std::to_string(line) + "\nmsgid \"" + one + "\"\n";
    if (many.empty()) {
      out += "msgstr \"\"\n\n";
    } else {
      out += "msgid_plural \"" + many + "\"\nmsgstr[0] \"\"\nmsgstr[1] \"\"\n\n";
    }
  };
  const auto calls = [&](int line, std::string_view expression) {
    for (auto at = expression.find("t(\""); at != std::string_view::npos;
         at = expression.find("t(\"", at + 1)) {
      const char before = at == 0 ? ' ' : expression[at - 1];
      if ((before >= 'a' && before <= 'z') || before == '_') continue;
      std::size_t end = at + 3;
      while (end < expression.size() && expression[end] != '"') end += expression[end] == '\\' ? 2 : 1;
      entry(line, std::string(expression.substr(at + 3, end - at - 3)), "");
    }
  };
  walk(tree.nodes, [&](const Node& node) {
    if (node.kind == Node::Kind::message)
      entry(node.line, node.text, "");
    else if (node.kind == Node::Kind::plural)
      entry(node.line, node.text, node.plural);
    else if (node.kind != Node::Kind::literal)
      calls(node.line, node.text);
    for (const auto& branch : node.branches) calls(branch.line, branch.condition);
  });
  return out;
}

}  // namespace jalon::ui::templates
