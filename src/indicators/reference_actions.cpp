#include "indicators/reference_actions.hpp"

#include <algorithm>

#include "indicators/reference_file.hpp"

namespace jalon::indicators {
namespace {

bool same_figure(const Reference& a, const Reference& b) {
  return a.id == b.id && a.year == b.year;
}

bool same_content(const Reference& a, const Reference& b) {
  return a.value == b.value && a.unit == b.unit && a.source == b.source;
}

}  // namespace

ImportReport import_references(store::Transaction& transaction, const csv::Document& document,
                               const ImportContext& context) {
  ImportReport report = report_on(document);
  auto rows = read_references(document, report);
  if (!report.accepted()) return report;

  std::ranges::stable_sort(rows, {}, [](const ReferenceRow& row) { return row.reference.recorded_on; });
  std::vector<Reference> known = all_references(transaction, transaction.territory());
  for (const ReferenceRow& row : rows) {
    Reference sent = row.reference;
    const Reference* latest = nullptr;  // known lists each figure by date of recording
    bool said_before = false;
    for (const Reference& reference : known) {
      if (!same_figure(reference, sent)) continue;
      said_before =
          said_before || (same_content(reference, sent) && reference.recorded_on == sent.recorded_on);
      if (latest == nullptr || reference.recorded_on >= latest->recorded_on) latest = &reference;
    }
    if (said_before || (latest != nullptr && same_content(*latest, sent))) {
      ++report.unchanged;
      continue;
    }
    if (latest != nullptr && (!row.dated || sent.recorded_on <= latest->recorded_on)) {
      sent.recorded_on = std::max(context.today, latest->recorded_on);
    }
    put_reference(transaction, sent);
    ++(latest == nullptr ? report.added : report.changed);
    known.push_back(std::move(sent));
  }
  return report;
}

}  // namespace jalon::indicators
