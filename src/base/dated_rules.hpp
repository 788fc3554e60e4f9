// Rules of the program that change with the years: rows of a file of `catalogue/`, each from its `valid_from`
// until the next one's. A file without a row is refused: no rule is no answer.
#pragma once

#include <algorithm>
#include <cassert>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"
#include "base/embedded.hpp"
#include "base/record_reader.hpp"

namespace jalon {

template <class Rule>
using ReadRules = tl::expected<std::vector<Rule>, std::vector<FileProblem>>;

/// The rules that `reader` gave, earliest first; its problems when it met some.
template <class Rule>
ReadRules<Rule> dated_rules(RecordReader& reader, const csv::Document& document, std::vector<Rule> rules) {
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  if (rules.empty()) {
    return tl::unexpected(
        std::vector<FileProblem>{{document.name(), 0, "", "", "au moins une ligne de règles est attendue"}});
  }
  std::ranges::stable_sort(rules, {}, &Rule::valid_from);
  return rules;
}

/// The rule of a day; before the first one begins, the first.
template <class Rule>
const Rule& rule_at(const std::vector<Rule>& rules, Date at) {
  assert(!rules.empty());
  const Rule* found = &rules.front();
  for (const Rule& rule : rules) {
    if (rule.valid_from <= at) found = &rule;
  }
  return *found;
}

/// Those of a file that the program carries, which a test reads: a fault in it is a fault of the program.
template <class Read>
auto carried_rules(const EmbeddedFile& file, Read&& read) {
  const auto document = csv::Document::parse(std::string(file.path), file.bytes);
  assert(document);
  auto rules = read(*document);
  assert(rules);
  return *std::move(rules);
}

}  // namespace jalon
