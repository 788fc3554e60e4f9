// Judges a fictional département from its files alone, by the words of the contract: what an importer sees.
// Written apart from the generator and its own count, for tests only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"
#include "fiction/generate.hpp"

namespace jalon::fiction {

/// Keeps the files in memory.
struct TextSink final : Sink {
  std::map<std::string, std::string, std::less<>> files;
  void write(std::string_view file, std::string_view text) override { files[std::string(file)] += text; }
};

using Row = std::map<std::string, std::string, std::less<>>;  // column, value
using Rows = std::vector<Row>;

struct Files {
  Rows people;
  Rows events;
  Rows places;
  Rows enrolments;
};

Rows read_rows(const TextSink& sink, std::string_view file);
Files read_files(const TextSink& sink);

/// The figures of the "point" as of `at`, exits from 1 January to `until`, events recorded by `known_at`.
BlockTargets judge(const Files& files, Date at, Date until, Date known_at);

/// Events that hold: neither replaced nor withdrawn.
Rows standing(const Rows& events, Date known_at = Date::never());

Date day(const Row& row, std::string_view column);

}  // namespace jalon::fiction
