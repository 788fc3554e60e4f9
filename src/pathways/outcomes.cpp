#include "pathways/outcomes.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> outcomes();
}  // namespace embedded

namespace pathways {

tl::expected<std::vector<OutcomeEntry>, std::vector<FileProblem>> read_outcomes(
    const csv::Document& document) {
  RecordReader reader(document);
  const auto valid_from = reader.required("valid_from");
  const auto code = reader.required("code");
  const auto label = reader.required("label_fr");
  (void)reader.optional("source");
  std::vector<OutcomeEntry> entries;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    (void)reader.required_date(valid_from);
    OutcomeEntry entry{std::string(reader.required_text(code)), std::string(reader.required_text(label))};
    if (std::ranges::find(entries, entry.code, &OutcomeEntry::code) != entries.end()) {
      reader.problem(code, "ce code figure déjà plus haut");
    }
    entries.push_back(std::move(entry));
  }
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  return entries;
}

const std::vector<OutcomeEntry>& outcomes() {
  static const std::vector<OutcomeEntry> entries = [] {
    const EmbeddedFile& file = embedded::outcomes().front();
    const auto document = csv::Document::parse(std::string(file.path), file.bytes);
    if (!document) throw std::logic_error(to_french(document.error()));
    auto read = read_outcomes(*document);
    if (!read) throw std::logic_error(to_french(read.error().front()));
    return std::move(*read);
  }();
  return entries;
}

std::string_view outcome_label(std::string_view code) {
  const auto found = std::ranges::find(outcomes(), code, &OutcomeEntry::code);
  return found == outcomes().end() ? code : std::string_view(found->label);
}

bool is_outcome_code(const Catalogue& catalogue, std::string_view text) {
  if (text.empty()) return false;
  return std::ranges::find(outcomes(), text, &OutcomeEntry::code) != outcomes().end() ||
         catalogue.code(text) != no_qualifier;
}

}  // namespace pathways
}  // namespace jalon
