#include "people/consent_import_actions.hpp"

#include <algorithm>
#include <unordered_map>

#include "partners/organisation_actions.hpp"
#include "people/consent_file.hpp"
#include "people/consent_store.hpp"
#include "people/live_consents_actions.hpp"
#include "people/person_store.hpp"

namespace jalon::people {
namespace {

constexpr std::string_view by_import = "import";

bool same(const ConsentEvent& one, const ConsentEvent& other) {
  return one.on == other.on && one.domains == other.domains && one.organisations == other.organisations &&
         one.notice_language == other.notice_language;
}

struct KnownConsents {
  std::vector<ConsentEvent> events;
  std::int64_t last_ver = 0;

  void add(const ConsentEvent& event) {
    last_ver = std::max(last_ver, event.ver);
    events.push_back(event);
  }
};

class Import {
 public:
  Import(store::Transaction& transaction, ImportReport& report)
      : transaction_(transaction),
        report_(report),
        organisations_(transaction, transaction.territory()),
        writer_(transaction) {
    each_consent_event(transaction, transaction.territory(),
                       [&](const ConsentEvent& event) { known_[event.person].add(sorted(event)); });
  }

  void apply(const ConsentRow& row, PersonId person) {
    ConsentEvent sent;
    sent.person = person;
    sent.domains = row.domains;
    sent.on = row.on;
    sent.notice_language = row.notice_language;
    sent.actor = by_import;
    for (const std::string& ref : row.organisations) {
      partners::remark_on_unknown_organisation(report_, organisations_, ref, row.line, "organisations");
      if (const auto id = organisations_.find_or_add(ref, transaction_)) sent.organisations.push_back(*id);
    }
    sent = sorted(std::move(sent));
    KnownConsents& known = known_[person];
    const auto found = std::ranges::find_if(
        known.events, [&](const ConsentEvent& one) { return !one.ends && same(one, sent); });
    const bool is_new = found == known.events.end();
    const std::int64_t ver = is_new ? write(known, sent) : found->ver;
    const bool taken_back =
        std::ranges::any_of(known.events, [&](const ConsentEvent& one) { return one.ends == ver; });
    const bool ends = row.withdrawn_on && !taken_back;
    if (ends) {
      ConsentEvent end;
      end.person = person;
      end.ends = ver;
      end.on = *row.withdrawn_on;
      end.actor = by_import;
      write(known, end);
    }
    ++(is_new ? report_.added : ends ? report_.changed : report_.unchanged);
  }
  void finish() { writer_.finish(); }

 private:
  static ConsentEvent sorted(ConsentEvent event) {
    std::ranges::sort(event.domains);
    std::ranges::sort(event.organisations);
    return event;
  }
  std::int64_t write(KnownConsents& known, ConsentEvent event) {
    event.ver = known.last_ver + 1;
    writer_.add(event);
    known.add(event);
    return event.ver;
  }

  store::Transaction& transaction_;
  ImportReport& report_;
  partners::OrganisationBook organisations_;
  ConsentWriter writer_;
  std::unordered_map<PersonId, KnownConsents> known_;
};

}  // namespace

ImportReport import_consents(store::Transaction& transaction, const csv::Document& document,
                             const ImportContext& context) {
  ImportReport report = report_on(document);
  const auto rows = read_consents(document, context.today, report);
  const auto persons = person_refs(transaction, transaction.territory());
  for (const ConsentRow& row : rows) {
    if (row.person.empty() || persons.contains(row.person)) continue;
    report.problems.push_back(
        {report.file, row.line, "person", row.person, "cette personne n’est dans aucun people.csv"});
  }
  if (!report.accepted()) return report;
  Import import(transaction, report);
  for (const ConsentRow& row : rows) import.apply(row, persons.find(row.person)->second);
  import.finish();
  if (report.changes_something()) transaction.publish(consents_changed, "*");
  return report;
}

}  // namespace jalon::people
