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

ToldParts parts_beside_total(const std::vector<Counted>& parts, int fewest) {
  ToldParts made;
  made.told.assign(parts.size(), true);
  Counted total;
  std::int64_t unseen = 0;  // in the parts kept back
  std::size_t kept_back = 0;
  std::vector<std::size_t> could_hide;  // others: parts with people whom the reader is not shown
  const auto unseen_in = [&](std::size_t part) { return parts[part].people - parts[part].shown; };
  const auto keep_back = [&](std::size_t part) {
    made.told[part] = false;
    unseen += unseen_in(part);
    ++kept_back;
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    total.people += parts[i].people;
    total.shown += parts[i].shown;
    if (too_few(parts[i], fewest)) {
      keep_back(i);
    } else if (unseen_in(i) > 0) {
      could_hide.push_back(i);
    }
  }
  made.total = !too_few(total, fewest);
  if (!made.total || kept_back == 0) return made;
  std::ranges::stable_sort(could_hide, {}, unseen_in);
  const auto safe = [&] { return kept_back >= 2 && unseen >= fewest; };
  for (const std::size_t part : could_hide) {
    if (safe()) break;
    keep_back(part);
  }
  if (safe()) return made;
  // Nothing could hide the small ones: the total goes, and what was kept back for it may be told.
  made.total = false;
  for (std::size_t i = 0; i < parts.size(); ++i) made.told[i] = !too_few(parts[i], fewest);
  return made;
}

}  // namespace partners
}  // namespace jalon
