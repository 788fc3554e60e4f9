#include "rights/retention_actions.hpp"

#include <algorithm>
#include <chrono>
#include <unordered_map>

#include "base/clock.hpp"
#include "partners/organisation_store.hpp"
#include "people/erasure_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::rights {

using people::FileClock;
using people::PersonId;
using people::RetentionStage;

namespace {

constexpr std::string_view nothing_due = "retention.nothing_due";

/// The day written into an identifier, when it was made.
Date opened_on(PersonId person) {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms * 256 + person.bytes()[i];
  return paris_date(ms);
}

/// Whoever was erased keeps no sealed identity at all.
std::vector<FileClock> files_of(store::Reader& reader, std::string_view territory,
                                std::unordered_map<PersonId, partners::OrganisationId>& referents) {
  const auto rights = people::rights_states(reader, territory);
  std::vector<FileClock> files;
  people::each_version(reader, territory, [&](const people::PersonVersion& version) {
    if (files.empty() || files.back().person != version.person) {
      FileClock file;
      file.person = version.person;
      file.opened_on = opened_on(version.person);
      if (const auto found = rights.find(version.person); found != rights.end()) file.rights = found->second;
      file.readable = !file.rights.erased_on;
      files.push_back(file);
    }
    files.back().household = version.situation.household;
    if (version.situation.referent) referents[version.person] = *version.situation.referent;
  });
  return files;
}

void count_contacts(store::Reader& reader, std::string_view territory, const people::RetentionRule& rule,
                    const std::vector<people::ContactSource>& contacts, std::vector<FileClock>& files) {
  std::unordered_map<PersonId, FileClock*> by_person;
  for (FileClock& file : files) by_person.emplace(file.person, &file);
  for (const people::ContactSource& source : contacts) {
    source.each(reader, territory, [&](PersonId person, std::string_view word, Date on) {
      if (!rule.counts(word)) return;
      const auto found = by_person.find(person);
      if (found == by_person.end()) return;
      auto& last = found->second->contact_on;
      last = std::max(last.value_or(on), on);
    });
  }
}

}  // namespace

RetentionReport look_at_terms(store::Reader& reader, std::string_view territory,
                              const std::vector<people::ContactSource>& contacts, Date at) {
  RetentionReport report;
  report.at = at;
  report.rule = people::retention_at(people::default_retention(), at);
  std::unordered_map<PersonId, partners::OrganisationId> referents;
  auto files = files_of(reader, territory, referents);
  count_contacts(reader, territory, report.rule, contacts, files);
  share_contacts(report.rule, files);
  report.files = files.size();

  std::unordered_map<PersonId, std::string> refs;
  for (auto& [ref, person] : people::person_refs(reader, territory)) refs.emplace(person, ref);
  std::unordered_map<partners::OrganisationId, std::string> names;
  for (auto& one : partners::all_organisations(reader, territory)) names.emplace(one.id, std::move(one.name));

  for (const FileClock& file : files) {
    const people::Term term = term_of(report.rule, file, at);
    std::vector<FileTerm>* list = nullptr;
    switch (term.stage) {
      case RetentionStage::kept:
        ++report.kept;
        break;
      case RetentionStage::erased:
        ++report.erased_before;
        break;
      case RetentionStage::to_warn:
        list = &report.to_warn;
        break;
      case RetentionStage::warned:
        list = &report.warned;
        break;
      case RetentionStage::due:
        list = &report.due;
        break;
      case RetentionStage::held:
        list = &report.held;
        break;
    }
    if (list == nullptr) continue;
    const auto referent = referents.find(file.person);
    list->push_back({file.person, refs[file.person],
                     referent == referents.end() ? "" : names[referent->second], term,
                     file.contact_on.has_value()});
  }
  for (auto* list : {&report.to_warn, &report.warned, &report.due, &report.held}) {
    std::ranges::sort(*list, {}, [](const FileTerm& file) { return std::pair(file.term.ends_on, file.ref); });
  }
  return report;
}

Result<RetentionReport> apply_retention(store::Database& database, people::Vault& vault,
                                        store::Command command,
                                        const std::vector<people::ContactSource>& contacts, Date at) {
  command.action = "rights.retention";
  command.object = to_iso(at);
  RetentionReport report;
  const auto written = database.write(command, [&](store::Transaction& transaction) -> Result<void> {
    report = look_at_terms(transaction, command.territory, contacts, at);
    if (report.nothing_to_do()) return refuse(std::string(nothing_due));
    people::RightEvent event;
    event.on = at;
    event.reason = "term";
    event.actor = command.actor;
    for (const FileTerm& file : report.due) {
      event.person = file.person;
      event.last_contact = file.term.counted_from;
      if (auto erased = people::erase_in(transaction, vault, event); !erased) {
        return tl::unexpected(erased.error());
      }
    }
    event.kind = people::RightKind::warned;
    event.reason.clear();
    for (const FileTerm& file : report.to_warn) {
      event.person = file.person;
      event.last_contact = file.term.counted_from;
      people::insert_right(transaction, event, {});
    }
    return {};
  });
  if (!written && written.error().code != nothing_due) return tl::unexpected(written.error());
  // Also those that a crash had left between its commit and this.
  people::destroy_erased_keys(database, vault, command.territory);
  return report;
}

}  // namespace jalon::rights
