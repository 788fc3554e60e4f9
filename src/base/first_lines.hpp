// Remembers on which line of a file each identifier was first seen, to refuse the second one.
// The identifiers are borrowed from the document, which must outlive this.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string_view>
#include <unordered_map>

#include "base/record_reader.hpp"

namespace jalon {

class FirstLines {
 public:
  /// Adds a problem and returns false when `value` (the cell of `column` in the current row) was seen before.
  bool first(RecordReader& reader, RecordReader::Column column, std::string_view value) {
    const auto [seen, is_new] = lines_.emplace(value, reader.line());
    if (is_new) return true;
    reader.problem(
        column, fmt::format("cet identifiant figure déjà à la ligne {}, il doit être unique", seen->second));
    return false;
  }

 private:
  std::unordered_map<std::string_view, std::size_t> lines_;
};

}  // namespace jalon
