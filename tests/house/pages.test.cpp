// Nothing is left behind by the pages: no template that nobody shows, no translation of a text that is gone,
// no route that is not written down.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>

#include "sources.hpp"

namespace jalon::house {
namespace {

// "\u00a0" in C++ is the same text as the character itself in a template.
std::string with_plain_characters(std::string text) {
  for (const auto& [escape, character] : {std::pair<std::string, std::string>{"\\u00a0", "\u00a0"},
                                          {"\\u202f", "\u202f"},
                                          {"\\u2019", "\u2019"},
                                          {"\\\"", "\""},
                                          {"&nbsp;", "\u00a0"},
                                          {"&#8239;", "\u202f"}}) {
    for (std::size_t at = 0; (at = text.find(escape, at)) != std::string::npos; at += character.size()) {
      text.replace(at, escape.size(), character);
    }
  }
  // A C++ text may go on over lines.
  static const std::regex joint("\"\\s*\n\\s*\"");
  return std::regex_replace(text, joint, "");
}

const std::vector<SourceFile>& pages() {
  static const std::vector<SourceFile> all = files({"src", "tests/web"}, {".html", ".cpp", ".hpp"});
  return all;
}

TEST(Pages, EveryTemplateIsShownSomewhere) {
  for (const SourceFile& view : pages()) {
    if (view.extension() != ".html" || view.path.find("/views/") == std::string::npos) continue;
    const std::string name = view.name().substr(0, view.name().find('.'));
    const std::regex call("(\\b(put|use) (\\w+::)*|views::)" + name + "\\b");
    const bool used = std::any_of(pages().begin(), pages().end(), [&](const SourceFile& file) {
      for (std::size_t at = 0; (at = file.text.find(name, at)) != std::string::npos; ++at) {
        const std::size_t begin = at < 60 ? 0 : at - 60;
        if (file.path != view.path &&
            std::regex_search(file.text.substr(begin, at - begin + name.size() + 1), call)) {
          return true;
        }
      }
      return false;
    });
    EXPECT_TRUE(used) << view.path << " is shown by nothing";
  }
}

TEST(Pages, EveryTranslatedTextStillExists) {
  std::string everything;
  for (const SourceFile& file : files({"src", "tests/web"}, {".html", ".cpp", ".hpp"})) {
    everything += with_plain_characters(file.text);
  }
  for (const SourceFile& table : files({"catalogue"}, {".csv", ".toml", ".tsv"})) everything += table.text;

  static const std::regex entry("\n(msgid|msgid_plural) ((\"([^\"\\\\]|\\\\.)*\"\\s*\n)+)");
  for (const SourceFile& catalogue : files({"locales"}, {".po"})) {
    for (std::sregex_iterator match(catalogue.text.begin(), catalogue.text.end(), entry), end; match != end;
         ++match) {
      std::string text = with_plain_characters((*match)[2].str());
      text = text.substr(1, text.rfind('"') - 1);
      if (text.empty()) continue;
      EXPECT_NE(everything.find(text), std::string::npos)
          << catalogue.path << ": nothing says \"" << text << "\"";
    }
  }
}

std::set<std::string> routes_of_the_program() {
  std::set<std::string> routes;
  static const std::regex route(R"re(\.(get|post)\(\s*"(/[^"]*)")re");
  for (const SourceFile& file : files({"src"}, {".cpp"})) {
    if (file.is_test() || file.room() == "http") continue;
    for (std::sregex_iterator match(file.text.begin(), file.text.end(), route), end; match != end; ++match) {
      routes.insert(((*match)[1].str() == "get" ? "GET " : "POST ") + (*match)[2].str());
    }
  }
  return routes;
}

TEST(Pages, EveryRouteIsDocumentedAndNoOther) {
  std::set<std::string> documented;
  const std::string text = read_text("docs/api/routes.md");
  static const std::regex row(R"re(`((GET|POST) /[^`]*)`)re");
  for (std::sregex_iterator match(text.begin(), text.end(), row), end; match != end; ++match) {
    documented.insert((*match)[1].str());
  }
  const auto routes = routes_of_the_program();
  for (const std::string& route : routes) {
    EXPECT_TRUE(documented.contains(route)) << "docs/api/routes.md lacks `" << route << "`";
  }
  for (const std::string& route : documented) {
    EXPECT_TRUE(routes.contains(route)) << "docs/api/routes.md tells of `" << route << "`, which is gone";
  }
}

}  // namespace
}  // namespace jalon::house
