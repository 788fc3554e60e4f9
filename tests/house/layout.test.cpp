// What a file may be called, how long it may be, what may not stand in it.
#include <gtest/gtest.h>

#include <regex>

#include "sources.hpp"

namespace jalon::house {
namespace {

const std::vector<SourceFile>& texts() {
  static const std::vector<SourceFile> all =
      files({"src", "tests", "bench", "bin", "cmake", "db", "docs", "catalogue", "locales", "fixtures"},
            {".cpp", ".hpp", ".html", ".sql", ".md", ".cmake", ".txt", ".toml", ".mjs", ".js", ".scss", ".po",
             ".story", "", ".sh", ".py"});
  return all;
}

TEST(Layout, NoFileIsLongerThan600Lines) {
  for (const SourceFile& file :
       files({"src", "tests", "bench", "bin", "cmake"},
             {".cpp", ".hpp", ".html", ".cmake", ".mjs", ".js", ".scss", ".md", ""})) {
    EXPECT_LE(file.lines().size(), 600u) << file.path;
  }
}

TEST(Layout, MainStaysUnder100Lines) {
  const SourceFile main{"src/app/main.cpp", read_text("src/app/main.cpp")};
  EXPECT_GT(main.lines().size(), 0u);
  EXPECT_LT(main.lines().size(), 100u);
}

TEST(Layout, NoNameSaysNothing) {
  static const std::regex empty_words("(^|_)(util|utils|helper|helpers|manager|common|misc)(_|\\.|$)");
  static const std::regex empty_types(R"(\b(class|struct) \w*(Util|Utils|Helper|Manager|Misc)\b)");
  for (const SourceFile& file : code()) {
    std::string rest = file.path;
    for (std::size_t slash = 0; slash != std::string::npos;) {
      slash = rest.find('/');
      EXPECT_FALSE(std::regex_search(rest.substr(0, slash), empty_words)) << file.path;
      if (slash != std::string::npos) rest = rest.substr(slash + 1);
    }
    if (file.path.starts_with("tests/house/")) continue;
    std::smatch match;
    EXPECT_FALSE(std::regex_search(file.text, match, empty_types)) << file.path << ": " << match.str();
  }
}

TEST(Layout, OnlyTheAccessLogWritesWithoutAnAuditLine) {
  for (const SourceFile& file : code()) {
    if (!file.path.starts_with("src/") || file.path.ends_with(".test.cpp")) continue;
    const bool unaudited = file.text.find("audited = false") != std::string::npos;
    EXPECT_EQ(unaudited, file.path == "src/people/people_actions.cpp") << file.path;
  }
}

struct Banned {
  std::string word;
  const char* why;
};
// Written in pieces so that this file does not hold what it looks for.
const std::vector<Banned> banned_in_code = {
    {std::string("co_") + "await", "g++ 12.2 frees aggregate temporaries twice in coroutines"},
    {std::string("co_") + "yield", "g++ 12.2 frees aggregate temporaries twice in coroutines"},
    {std::string("#include <for") + "mat>", "g++ 12.2 has none: fmt"},
    {std::string("zoned_") + "time", "g++ 12.2 has none"},
    {std::string("#include <boo") + "st/", "two versions conflict in Debian 12"},
    {std::string("GTEST_") + "SKIP", "a test that does not run proves nothing"},
    {std::string("DISABLED") + "_", "a test that does not run proves nothing"},
    {std::string("using namespace ") + "std", "names the reader cannot place"},
    {std::string("#if") + "def _WIN", "one platform"},
};
const std::vector<Banned> banned_in_text = {
    {std::string("TO") + "DO", "an issue says it better"},
    {std::string("FIX") + "ME", "an issue says it better"},
    {std::string("/wo") + "rk/", "a path of one machine"},
    {std::string("/var/") + "tmp", "a path of one machine"},
    {std::string("/ho") + "me/", "a path of one machine"},
};

TEST(Layout, NothingBannedStandsInTheFiles) {
  const auto look = [](const SourceFile& file, const std::vector<Banned>& banned) {
    for (const Banned& ban : banned) {
      const auto at = file.text.find(ban.word);
      EXPECT_EQ(at, std::string::npos)
          << file.path << ":"
          << 1 + std::count(file.text.begin(),
                            file.text.begin() + static_cast<std::ptrdiff_t>(std::min(at, file.text.size())),
                            '\n')
          << ": " << ban.word << " (" << ban.why << ")";
    }
  };
  for (const SourceFile& file : code()) look(file, banned_in_code);
  for (const SourceFile& file : texts()) look(file, banned_in_text);
}

TEST(Layout, HeadersAreIncludedOnceAndJsonStaysOutOfThem) {
  for (const SourceFile& file : code()) {
    if (file.extension() != ".hpp") continue;
    EXPECT_NE(file.text.find("#pragma once"), std::string::npos) << file.path;
    for (const Include& include : includes(file)) {
      EXPECT_FALSE(include.target.starts_with("nlohmann/") && include.target != "nlohmann/json_fwd.hpp")
          << file.path << ": heavy header";
      EXPECT_FALSE(include.target.starts_with("spdlog/")) << file.path << ": heavy header";
    }
  }
}

TEST(Layout, AHeaderOpensWithWhatItIsFor) {
  for (const SourceFile& file : code()) {
    if (file.extension() != ".hpp" || file.room().empty()) continue;
    EXPECT_TRUE(file.text.starts_with("// ")) << file.path;
  }
}

TEST(Layout, EachFileOfCodeIncludesItsOwnHeaderFirst) {
  for (const SourceFile& file : code()) {
    if (file.room().empty() || file.extension() != ".cpp" || file.is_test()) continue;
    const std::string header = file.path.substr(4, file.path.size() - 8) + ".hpp";
    if (read_text("src/" + header).empty()) continue;
    const auto all = includes(file);
    ASSERT_FALSE(all.empty()) << file.path;
    EXPECT_EQ(all.front().target, header) << file.path;
  }
}

}  // namespace
}  // namespace jalon::house
