#include "allocation/block_reader_cli.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace jalon::allocation {
namespace {

/// Just after the last line break outside quotes, or 0.
std::size_t end_of_rows(const std::vector<char>& bytes) {
  std::size_t end = 0;
  if (std::memchr(bytes.data(), '"', bytes.size()) == nullptr) {
    const auto last = std::find(bytes.rbegin(), bytes.rend(), '\n');
    return static_cast<std::size_t>(bytes.rend() - last);
  }
  bool quoted = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '"') quoted = !quoted;
    if (bytes[i] == '\n' && !quoted) end = i + 1;
  }
  return end;
}

/// Just after the first line break outside quotes, or the size.
std::size_t end_of_header(const std::vector<char>& bytes) {
  bool quoted = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '"') quoted = !quoted;
    if (bytes[i] == '\n' && !quoted) return i + 1;
  }
  return bytes.size();
}

bool is_utf16(const std::vector<char>& bytes) {
  return bytes.size() >= 2 &&
         (std::memcmp(bytes.data(), "\xff\xfe", 2) == 0 || std::memcmp(bytes.data(), "\xfe\xff", 2) == 0);
}

}  // namespace

std::optional<FileProblem> read_blocks(const std::string& path, const BlockVisitor& visit,
                                       std::size_t block_bytes) {
  const auto whole = [&]() -> std::optional<FileProblem> {
    const auto document = csv::Document::read(path);
    if (!document) return document.error();
    visit(*document, 0);
    return std::nullopt;
  };
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return whole();  // says why

  const std::string name = path.substr(path.find_last_of('/') + 1);
  std::vector<char> pending;
  std::vector<char> header;
  std::size_t header_lines = 0;
  std::size_t lines = 0;
  while (true) {
    const std::size_t kept = pending.size();
    pending.resize(kept + block_bytes);
    const std::size_t got = std::fread(pending.data() + kept, 1, block_bytes, file.get());
    pending.resize(kept + got);
    if (std::ferror(file.get())) return whole();
    const bool last = got < block_bytes;
    if (header.empty() && (last || is_utf16(pending))) return whole();  // one block: nothing to gain

    const std::size_t end = last ? pending.size() : end_of_rows(pending);
    if (end == 0 && !last) continue;
    std::vector<char> block = header;
    block.insert(block.end(), pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(end));
    const std::size_t lines_before = lines - header_lines;
    lines += static_cast<std::size_t>(
        std::count(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    if (header.empty()) {
      const std::size_t header_end = end_of_header(pending);
      header.assign(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(header_end));
      header_lines = static_cast<std::size_t>(std::count(header.begin(), header.end(), '\n'));
    }
    pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(end));
    const auto document = csv::Document::parse(name, std::move(block));
    if (!document) {
      FileProblem problem = document.error();
      if (problem.line > 0) problem.line += lines_before;
      return problem;
    }
    if (!visit(*document, lines_before) || last) return std::nullopt;
  }
}

}  // namespace jalon::allocation
