#include "pathways/causes.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"
#include "base/string_map.hpp"
#include "base/text.hpp"
#include "pathways/blockers.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> causes();
std::span<const EmbeddedFile> deliverers();
std::span<const EmbeddedFile> sources();
}  // namespace embedded

namespace pathways {

tl::expected<std::vector<CauseEntry>, std::vector<FileProblem>> read_causes(const csv::Document& document) {
  RecordReader reader(document);
  const auto code = reader.required("code");
  const auto label_fr = reader.required("label_fr");
  const auto label_en = reader.required("label_en");
  const auto root_steps = reader.required("root_steps");
  const auto lifter = reader.required("lifter");
  const auto action = reader.required("usual_action_fr");
  const auto by_place = reader.optional("lifted_by_place");

  std::vector<CauseEntry> entries;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    CauseEntry entry;
    entry.code = reader.required_text(code);
    entry.label_fr = reader.required_text(label_fr);
    entry.label_en = reader.text(label_en);
    for (const std::string_view step : split(reader.text(root_steps), ';'))
      entry.root_steps.emplace_back(step);
    entry.lifter = reader.text(lifter);
    entry.usual_action = reader.text(action);
    entry.lifted_by_place = reader.text(by_place) == "1";
    entry.declared = std::ranges::find(cause_words, entry.code) == cause_words.end();
    if (std::ranges::find(entries, entry.code, &CauseEntry::code) != entries.end()) {
      reader.problem(code, "ce code figure déjà plus haut");
    }
    entries.push_back(std::move(entry));
  }
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  return entries;
}

const std::vector<CauseEntry>& causes() {
  static const std::vector<CauseEntry> entries = [] {
    const EmbeddedFile& file = embedded::causes().front();
    const auto document = csv::Document::parse(std::string(file.path), file.bytes);
    if (!document) throw std::logic_error(to_french(document.error()));
    auto read = read_causes(*document);
    if (!read) throw std::logic_error(to_french(read.error().front()));
    return std::move(*read);
  }();
  return entries;
}

const CauseEntry* find_cause(std::string_view code) {
  const auto found = std::ranges::find(causes(), code, &CauseEntry::code);
  return found == causes().end() ? nullptr : &*found;
}

std::string_view cause_label(std::string_view code) {
  const CauseEntry* entry = find_cause(code);
  return entry == nullptr ? code : std::string_view(entry->label_fr);
}

bool is_cause_code(std::string_view text) {
  constexpr std::size_t longest = 40;
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";
  return !text.empty() && text.size() <= longest && text.find_first_not_of(allowed) == text.npos;
}

namespace {

/// A small file of two columns, read once: `key` and its French.
StringMap<std::string> read_labels(const EmbeddedFile& file, std::string_view key_column) {
  const auto document = csv::Document::parse(std::string(file.path), file.bytes);
  if (!document) throw std::logic_error(to_french(document.error()));
  RecordReader reader(*document);
  const auto key = reader.required(key_column);
  const auto label = reader.required("label_fr");
  StringMap<std::string> labels;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    labels.emplace(reader.required_text(key), reader.required_text(label));
  }
  if (!reader.ok()) throw std::logic_error(to_french(reader.problems().front()));
  return labels;
}

}  // namespace

std::string deliverer_label(std::string_view deliverer) {
  static const StringMap<std::string> labels = read_labels(embedded::deliverers().front(), "deliverer");
  std::string text;
  for (const std::string_view one : split(deliverer, ';')) {
    const auto found = labels.find(one);
    if (!text.empty()) text += " ou ";
    text += found == labels.end() ? one : std::string_view(found->second);
  }
  return text;
}

std::string source_label(std::string_view code) {
  static const StringMap<std::string> labels = read_labels(embedded::sources().front(), "source");
  const auto found = labels.find(code);
  return found == labels.end() ? std::string(code) : found->second;
}

}  // namespace pathways
}  // namespace jalon
