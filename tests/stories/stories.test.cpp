// Every tests/stories/*.story is a test named after its file.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "line.hpp"
#include "world.hpp"

namespace jalon::stories {
namespace {

namespace fs = std::filesystem;

// A folder of our own under the system's temporary one, gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "jalon-story.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw StoryError("no temporary folder");
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

class Story : public ::testing::Test {
 public:
  explicit Story(fs::path file) : file_(std::move(file)) {}
  void TestBody() override {
    const Folder folder;
    World world(folder.path());
    std::ifstream in(file_);
    std::size_t number = 0;
    std::size_t expectations = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      const std::string where = file_.string() + ":" + std::to_string(number) + ": " + line;
      try {
        const std::string otherwise = world.take(line);
        if (line.starts_with("expect")) ++expectations;
        EXPECT_EQ(otherwise, "") << where;
      } catch (const std::exception& problem) {
        FAIL() << where << "\n  " << problem.what();
      }
    }
    EXPECT_GT(expectations, 0u) << file_ << " expects nothing";
  }

 private:
  fs::path file_;
};

std::vector<fs::path> story_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator("tests/stories")) {
    if (entry.path().extension() == ".story") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

[[maybe_unused]] const int registered = [] {
  if (!fs::exists("tests/stories")) return 0;  // asked for its list of tests outside the checkout
  int count = 0;
  for (const fs::path& file : story_files()) {
    ::testing::RegisterTest("Stories", file.stem().string().c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [file]() -> Story* { return new Story(file); });
    ++count;
  }
  return count;
}();

TEST(StoryLanguage, ThereAreStories) {
  EXPECT_GE(story_files().size(), 10u);
}

TEST(StoryLanguage, AMisspeltLineIsRefused) {
  for (const char* text :
       {"person", "person amina born", "person amina: born yesterday", "amina done R01 on 2018-01-01",
        "place m: for C06, 12 chairs", "expect figure x is 3", "as of now", "demo x 3", "\"never closed"}) {
    const Folder folder;
    World world(folder.path());
    EXPECT_THROW(world.take(text), StoryError) << text;
  }
}

TEST(StoryLanguage, WordsCommasColonsAndQuotesAreTold) {
  Line line("person amina: born 1990-01-02, named \"De La Rue\" Zoé # the end");
  line.require({"person", "amina", ":", "born"});
  EXPECT_EQ(line.date(), "1990-01-02");
  line.require({",", "named"});
  EXPECT_EQ(line.word("a name"), "De La Rue");
  EXPECT_EQ(line.word("a name"), "Zoé");
  EXPECT_TRUE(line.at_end());
}

}  // namespace
}  // namespace jalon::stories
