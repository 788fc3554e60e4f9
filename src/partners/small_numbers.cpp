#include "partners/small_numbers.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> small_numbers();
}

namespace partners {

tl::expected<std::vector<SmallNumbersRule>, std::vector<FileProblem>> read_small_numbers(
    const csv::Document& document) {
  RecordReader reader(document);
  const auto valid_from = reader.required("valid_from");
  const auto fewest = reader.required("fewest_told");
  (void)reader.optional("source");
  std::vector<SmallNumbersRule> rules;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    const auto from = reader.required_date(valid_from);
    const auto number = reader.integer(fewest, 1, 1000);
    if (!number && reader.text(fewest).empty()) reader.problem(fewest, "un nombre de personnes est attendu");
    if (from && number) rules.push_back({*from, static_cast<int>(*number)});
  }
  std::ranges::stable_sort(rules, {}, &SmallNumbersRule::valid_from);
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  if (rules.empty()) {
    return tl::unexpected(std::vector{FileProblem{document.name(), 0, "", "", "ce fichier est vide"}});
  }
  return rules;
}

int fewest_told(Date day) {
  static const std::vector<SmallNumbersRule> rules = [] {
    const EmbeddedFile& file = embedded::small_numbers().front();
    const auto document = csv::Document::parse(std::string(file.path), file.bytes);
    if (!document) throw std::logic_error(to_french(document.error()));
    auto read = read_small_numbers(*document);
    if (!read) throw std::logic_error(to_french(read.error().front()));
    return std::move(*read);
  }();
  const auto later = std::ranges::upper_bound(rules, day, {}, &SmallNumbersRule::valid_from);
  return later == rules.begin() ? later->fewest_told : (later - 1)->fewest_told;
}

}  // namespace partners
}  // namespace jalon
