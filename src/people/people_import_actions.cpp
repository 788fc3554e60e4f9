// The import of people.csv: see people_actions.hpp.
#include <fmt/format.h>

#include <algorithm>

#include "partners/organisation_actions.hpp"
#include "people/duplicates.hpp"
#include "people/health_information.hpp"
#include "people/people_actions.hpp"
#include "people/people_file.hpp"
#include "people/person_store.hpp"

namespace jalon::people {
namespace {

constexpr std::string_view identity_field = "identity";

/// What the database knows of a person, version by version.
struct Known {
  struct Version {
    Date rec_on;
    Situation situation;
    Identity identity;
    bool erased = false;
  };
  std::vector<Version> versions;  // by (rec_on, ver)
  std::int64_t last_ver = 0;

  const Version* at(Date day) const {
    const Version* known = nullptr;
    for (const Version& version : versions) {
      if (version.rec_on <= day) known = &version;
    }
    return known;
  }
};

class Import {
 public:
  Import(store::Transaction& transaction, const ImportContext& context, Vault& vault, ImportReport& report)
      : transaction_(transaction),
        context_(context),
        vault_(vault),
        report_(report),
        organisations_(transaction, transaction.territory()),
        persons_(person_refs(transaction, transaction.territory())),
        households_(household_refs(transaction, transaction.territory())),
        writer_(transaction) {
    each_version(transaction, transaction.territory(), [&](const PersonVersion& version) {
      Known& known = known_[version.person];
      known.last_ver = std::max(known.last_ver, version.ver);
      std::optional<Identity> identity;
      if (const auto text = vault_.open(version.person.bytes(), identity_field, version.sealed)) {
        identity = unpack(*text);
      }
      known.versions.push_back({version.rec_on, version.situation, identity.value_or(Identity{}), !identity});
    });
  }

  void apply(const std::vector<PersonRow>& rows) {
    for (const PersonRow& row : rows) apply(row);
    writer_.finish();
    if (!context_.dry_run) vault_.flush();
    if (report_.added + report_.changed > 0) look_for_duplicates();
  }

 private:
  void apply(const PersonRow& row) {
    Identity identity{row.last_name, row.first_name, row.birth_date};
    Situation situation = situation_of(row);
    const auto found = persons_.find(row.person);
    if (found == persons_.end()) {
      const PersonId id = writer_.add_person(row.person);
      persons_.emplace(row.person, id);
      add_version(id, 1, row.recorded_on.value_or(known_from_the_start()), situation, identity);
      fresh_.push_back({id, row.line, row.person, std::move(identity)});
      ++report_.added;
      return;
    }
    Known& known = known_[found->second];
    // A dated row is compared with what was known on that day, an undated one with what is known now.
    const Known::Version* before = row.recorded_on ? known.at(*row.recorded_on) : &known.versions.back();
    if (before != nullptr && before->erased) {
      tell(report_.remarks,
           {report_.file, row.line, "person", row.person,
            "cette personne a été effacée à sa demande ou au terme prévu, la ligne est laissée"});
      ++report_.unchanged;
      return;
    }
    if (before != nullptr && before->situation == situation && before->identity == identity) {
      ++report_.unchanged;
      return;
    }
    const Date rec_on = row.recorded_on.value_or(std::max(context_.today, known.versions.back().rec_on));
    const bool renamed = before == nullptr || before->identity != identity;
    add_version(found->second, ++known.last_ver, rec_on, situation, identity);
    if (renamed) fresh_.push_back({found->second, row.line, row.person, std::move(identity)});
    ++report_.changed;
  }

  Situation situation_of(const PersonRow& row) {
    Situation situation;
    if (!row.household.empty()) {
      const auto known = households_.find(row.household);
      situation.household =
          known != households_.end()
              ? known->second
              : households_.emplace(row.household, writer_.add_household(row.household)).first->second;
    }
    situation.status = row.status;
    situation.protected_on = row.protected_on;
    situation.arrived_on = row.arrived_on;
    situation.commune = row.commune;
    for (const auto& language : row.languages) {
      if (!situation.languages.empty()) situation.languages += ' ';
      situation.languages += language;
    }
    situation.french_level = row.french_level;
    situation.family_role = row.family_role;
    partners::remark_on_unknown_organisation(report_, organisations_, row.referent_organisation, row.line,
                                             "referent_organisation");
    situation.referent = organisations_.find_or_add(row.referent_organisation, transaction_);
    situation.reader = row.reader;
    situation.foreign_licence = row.foreign_licence;
    situation.left_on = row.left_on;
    situation.goals = row.goals;
    return situation;
  }

  void add_version(PersonId person, std::int64_t ver, Date rec_on, const Situation& situation,
                   const Identity& identity) {
    // A rehearsal makes no keys: what it writes is rolled back, a key would stay.
    store::Bytes sealed;
    if (!context_.dry_run) sealed = vault_.seal(person.bytes(), identity_field, pack(identity));
    writer_.add_version({person, ver, rec_on, situation, std::move(sealed)});
    for (const auto& word : index_words(identity)) writer_.add_term(vault_.term(word), person);
  }

  /// Compares what came in with everybody, itself included.
  void look_for_duplicates() {
    std::unordered_map<PersonId, bool> in_file;
    for (const Fresh& fresh : fresh_) in_file[fresh.person] = true;
    std::vector<Identity> identities;
    std::vector<std::string> names;
    for (const auto& [ref, id] : persons_) {
      const auto known = known_.find(id);
      if (known == known_.end() || in_file.contains(id) || known->second.versions.back().erased) continue;
      identities.push_back(known->second.versions.back().identity);
      names.push_back(ref);
    }
    const std::size_t from = identities.size();
    for (const Fresh& fresh : fresh_) {
      identities.push_back(fresh.identity);
      names.push_back(fresh.ref);
    }
    for (const auto& [first, second] : possible_duplicates(identities, from)) {
      tell(report_.remarks,
           {report_.file, fresh_[second - from].line, "person", names[second],
            fmt::format(
                "peut-être la même personne que {} (même date de naissance, noms proches), à vérifier\u00a0: "
                "rien n’a été fusionné",
                names[first])});
    }
  }

  struct Fresh {
    PersonId person;
    std::size_t line = 0;
    std::string ref;
    Identity identity;
  };

  store::Transaction& transaction_;
  const ImportContext& context_;
  Vault& vault_;
  ImportReport& report_;
  partners::OrganisationBook organisations_;
  StringMap<PersonId> persons_;
  StringMap<HouseholdId> households_;
  std::unordered_map<PersonId, Known> known_;
  PersonWriter writer_;
  std::vector<Fresh> fresh_;
};

/// A goal about health says something of the person's health: the row enters without it, and is told.
void leave_health_out(std::vector<PersonRow>& rows, ImportReport& report) {
  for (PersonRow& row : rows) {
    if (auto kept = health_information().goals_without_health(row.goals)) {
      tell(report.remarks, {report.file, row.line, "goals", row.goals,
                            "information de santé, jamais enregistrée\u00a0: des buts qui ne disent rien "
                            "de la santé sont attendus, ceux-là sont laissés de côté"});
      row.goals = std::move(*kept);
    }
  }
}

}  // namespace

ImportReport import_people(store::Transaction& transaction, const csv::Document& document,
                           const ImportContext& context, Vault& vault) {
  ImportReport report = report_on(document);
  auto rows = read_people(document, report);
  leave_health_out(rows, report);
  if (!report.accepted()) return report;
  Import(transaction, context, vault, report).apply(rows);
  if (report.changes_something()) transaction.publish(people_changed, "*");
  return report;
}

}  // namespace jalon::people
