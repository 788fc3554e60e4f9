#include "people/never_stored.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <set>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> never_stored_words();
}

namespace people {
namespace {

constexpr std::array<std::string_view, 6> labels = {
    "Raisons ou récit d’asile",    "Religion", "Origine ethnique", "Opinions, appartenance syndicale",
    "Vie ou orientation sexuelle", "Santé"};

std::vector<Spelling> spellings(std::string_view cell) {
  std::vector<Spelling> all;
  for (const std::string_view part : split(cell, ';')) {
    if (std::string folded = fold(part); !folded.empty()) {
      all.push_back({std::string(part), std::move(folded)});
    }
  }
  return all;
}

/// Where the whole words of `folded` stand in a text that has one space before and after; npos: nowhere.
std::size_t find_words(std::string_view spaced, std::string_view folded, std::size_t from) {
  for (std::size_t at = spaced.find(folded, from); at != std::string_view::npos;
       at = spaced.find(folded, at + 1)) {
    if (spaced[at - 1] == ' ' && spaced[at + folded.size()] == ' ') return at;
  }
  return std::string_view::npos;
}

/// A word of another meaning counts no more: a star is in no folded text.
void blank_out(std::string& spaced, const Spelling& exception) {
  for (std::size_t at = find_words(spaced, exception.folded, 1); at != std::string::npos;
       at = find_words(spaced, exception.folded, at)) {
    spaced.replace(at, exception.folded.size(), "*");
  }
}

void add(std::vector<SensitiveFinding>& found, NeverStored kind, const std::string& word) {
  auto same = std::ranges::find(found, kind, &SensitiveFinding::kind);
  if (same == found.end()) same = found.insert(found.end(), {kind, {}});
  same->words.push_back(word);
}

}  // namespace

std::string_view label_of(NeverStored kind) {
  return labels[static_cast<std::size_t>(kind)];
}

tl::expected<std::vector<SensitiveRow>, std::vector<FileProblem>> read_never_stored(
    const csv::Document& document) {
  RecordReader reader(document);
  const auto kind = reader.required("kind");
  const auto words = reader.required("words");
  const auto except = reader.required("except");
  const auto source = reader.required("source");
  std::vector<SensitiveRow> rows;
  std::set<std::string> known;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    SensitiveRow& made = rows.emplace_back();
    (void)reader.required_text(kind);
    made.kind = static_cast<NeverStored>(
        reader.word(kind, {"asylum", "religion", "ethnic_group", "opinion", "sexual_life", "health"})
            .value_or(0));
    made.words = spellings(reader.text(words));
    made.except = spellings(reader.text(except));
    (void)reader.required_text(source);
    if (made.words.empty()) reader.problem(words, "au moins un mot est attendu");
    for (const Spelling& word : made.words) {
      if (!known.insert(word.folded).second) reader.problem(words, "mot donné deux fois : " + word.written);
    }
  }
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  std::ranges::stable_sort(rows, {}, &SensitiveRow::kind);
  return rows;
}

const std::vector<SensitiveRow>& never_stored() {
  static const std::vector<SensitiveRow> rows = [] {
    const EmbeddedFile& file = embedded::never_stored_words().front();
    const auto document = csv::Document::parse(std::string(file.path), file.bytes);
    assert(document);
    auto read = read_never_stored(*document);
    assert(read);  // the file is part of the program: a test reads it
    return *std::move(read);
  }();
  return rows;
}

std::vector<SensitiveFinding> sensitive_words(std::string_view text, const std::vector<SensitiveRow>& rows) {
  std::vector<SensitiveFinding> found;
  const std::string folded = fold(text);
  if (folded.empty()) return found;
  const std::string spaced = " " + folded + " ";
  for (const SensitiveRow& row : rows) {
    std::string left = spaced;
    for (const Spelling& exception : row.except) blank_out(left, exception);
    for (const Spelling& word : row.words) {
      if (find_words(left, word.folded, 1) != std::string::npos) add(found, row.kind, word.written);
    }
  }
  return found;
}

std::vector<SensitiveFinding> sensitive_words(std::string_view text) {
  return sensitive_words(text, never_stored());
}

}  // namespace people
}  // namespace jalon
