#include "sources.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace jalon::house {

namespace fs = std::filesystem;

std::string SourceFile::name() const {
  return fs::path(path).filename().string();
}
std::string SourceFile::extension() const {
  return fs::path(path).extension().string();
}

std::string SourceFile::room() const {
  if (!path.starts_with("src/")) return "";
  return path.substr(4, path.find('/', 4) - 4);
}

bool SourceFile::is_test() const {
  return path.ends_with(".test.cpp");
}

std::string SourceFile::suffix() const {
  const std::string file = name();
  const std::string stem = file.substr(0, file.find('.'));
  for (const char* suffix : {"store", "actions", "pages", "api", "cli", "tool"}) {
    if (stem == suffix || stem.ends_with("_" + std::string(suffix))) return suffix;
  }
  return "";
}

std::vector<std::string_view> SourceFile::lines() const {
  std::vector<std::string_view> result;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    result.push_back(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return result;
}

std::vector<Include> includes(const SourceFile& file) {
  std::vector<Include> result;
  std::size_t number = 0;
  for (const std::string_view line : file.lines()) {
    ++number;
    if (!line.starts_with("#include ") || line.size() < 11) continue;
    const char close = line[9] == '<' ? '>' : '"';
    const auto end = line.find(close, 10);
    if (end == std::string_view::npos) continue;
    result.push_back({number, std::string(line.substr(10, end - 10)), close == '>'});
  }
  return result;
}

std::vector<SourceFile> files(const std::vector<std::string>& folders,
                              const std::set<std::string>& extensions) {
  std::vector<SourceFile> result;
  for (const std::string& folder : folders) {
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      const std::string path = entry.path().lexically_normal().generic_string();
      if (!entry.is_regular_file() || path.find("node_modules/") != std::string::npos) continue;
      if (!extensions.contains(entry.path().extension().string())) continue;
      result.push_back({path, read_text(path)});
    }
  }
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return result;
}

const std::vector<SourceFile>& code() {
  static const std::vector<SourceFile> all = files({"src", "tests", "bench"}, {".cpp", ".hpp"});
  return all;
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Room> parse_rooms(std::string_view cmake) {
  std::vector<Room> result;
  static const std::regex declaration(R"((^|\n)jalon_room\(([^)]*)\))");
  const std::string text(cmake);
  for (std::sregex_iterator match(text.begin(), text.end(), declaration), end; match != end; ++match) {
    std::istringstream words((*match)[2].str());
    Room room;
    words >> room.name;
    for (std::string word; words >> word;) {
      if (word == "TECHNICAL") {
        room.technical = true;
      } else if (word != "DOORS") {
        room.doors.insert(word);
      }
    }
    result.push_back(std::move(room));
  }
  return result;
}

const std::vector<Room>& rooms() {
  static const std::vector<Room> all = parse_rooms(read_text("CMakeLists.txt"));
  return all;
}

std::string join(const std::vector<std::string>& problems) {
  std::string text;
  for (const std::string& problem : problems) text += "\n  " + problem;
  return text;
}

}  // namespace jalon::house
