// template_tool ROOM PATH.html HEADER.hpp SOURCE.cpp     compiles one template
// template_tool --messages ROOM PATH.html...              prints the texts to translate (.pot entries)
// Paths are relative to the top of the checkout, so that errors and debug information name no machine.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "ui/template_emit_tool.hpp"

namespace {

namespace templates = jalon::ui::templates;

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int main(int argc, char** argv) {
  std::string path;
  try {
    const std::vector<std::string> args(argv + 1, argv + argc);
    const bool messages = !args.empty() && args[0] == "--messages";
    if (messages ? args.size() < 3 : args.size() != 4) {
      std::cerr
          << "usage: template_tool ROOM PATH.html HEADER.hpp SOURCE.cpp | --messages ROOM PATH.html...\n";
      return 2;
    }
    for (std::size_t i = messages ? 2 : 1; i < (messages ? args.size() : 2); ++i) {
      path = args[i];
      const auto tree = templates::parse(read(path));
      const templates::Names names{args[messages ? 1 : 0], std::filesystem::path(path).stem().string(), path};
      if (messages) {
        std::cout << templates::emit_messages(tree, names);
      } else {
        write(args[2], templates::emit_header(tree, names));
        write(args[3], templates::emit_source(tree, names));
      }
    }
    return 0;
  } catch (const templates::TemplateError& error) {
    std::cerr << path << ":" << error.line << ": error: " << error.what() << "\n";
  } catch (const std::exception& error) {
    std::cerr << "template_tool: " << error.what() << "\n";
  }
  return 1;
}
