// From the rows of people and events to what the engines are fed with: see pathway_actions.hpp.
#include <algorithm>
#include <unordered_map>

#include "partners/organisation_store.hpp"
#include "pathways/event_store.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"

namespace jalon::pathways {
namespace {

using people::HouseholdId;
using people::KnownPerson;
using people::PersonId;
using OrganisationRefs = std::unordered_map<partners::OrganisationId, std::string>;

OrganisationRefs organisation_refs(store::Reader& reader, std::string_view territory) {
  OrganisationRefs refs;
  for (auto& organisation : partners::all_organisations(reader, territory)) {
    refs.emplace(organisation.id, std::move(organisation.ref));
  }
  return refs;
}

/// `L06|L13;E08` by position; what the catalogue does not know is left out.
Prerequisites resolve_goals(std::string_view text, const Catalogue& catalogue) {
  Prerequisites goals;
  const auto written = parse_prerequisites(text);
  if (!written) return goals;
  for (const auto& group : *written) {
    Alternatives alternatives;
    for (const WrittenOption& option : group) {
      const auto step = catalogue.find(option.step);
      if (step && !catalogue.leaves_out(*step))
        alternatives.push_back({*step, std::string(option.qualifier)});
    }
    if (!alternatives.empty()) goals.push_back(std::move(alternatives));
  }
  return goals;
}

PersonFacts facts_of(const KnownPerson& person, const Catalogue& catalogue) {
  PersonFacts facts;
  facts.birth_date = person.identity.birth_date;
  facts.status = person.situation.status;
  facts.protected_on = person.situation.protected_on;
  facts.arrived_on = person.situation.arrived_on;
  facts.french_level = person.situation.french_level;
  facts.family_role = person.situation.family_role;
  facts.reader = person.situation.reader;
  facts.foreign_licence = person.situation.foreign_licence;
  facts.goals = resolve_goals(person.situation.goals, catalogue);
  return facts;
}

HouseholdFacts household_facts(const std::vector<const KnownPerson*>& members, PersonId self) {
  HouseholdFacts facts;
  facts.size = static_cast<int>(members.size());
  for (const KnownPerson* member : members) {
    if (member->id == self) continue;
    if (member->identity.birth_date) {
      facts.others.push_back(*member->identity.birth_date);
    } else {
      facts.others_known = false;
    }
  }
  return facts;
}

void add_events(History& history, const std::vector<RecordedEvent>& events, const Catalogue& catalogue,
                const OrganisationRefs& organisations, Date known_at) {
  history.events.reserve(events.size());
  for (const RecordedEvent& event : events) {
    history.ver = event.ver;
    if (event.recorded_on > known_at) continue;
    const auto step = catalogue.find(event.step);
    if (!step || catalogue.leaves_out(*step)) continue;
    StepEvent told;
    told.step = *step;
    told.kind = event.kind;
    told.date = event.date;
    told.outcome = event.outcome;
    if (event.organisation) {
      const auto ref = organisations.find(*event.organisation);
      if (ref != organisations.end()) told.organisation = ref->second;
    }
    told.cause = event.cause;
    told.recorded_on = event.recorded_on;
    told.event = std::to_string(event.ver);
    if (event.corrects) told.corrects = std::to_string(*event.corrects);
    history.events.push_back(std::move(told));
  }
}

}  // namespace

std::vector<History> load_histories(store::Reader& reader, people::Vault& vault, const Catalogue& catalogue,
                                    std::string_view territory, Date known_at) {
  std::vector<History> histories;
  people::each_person(reader, vault, territory, known_at, [&](const KnownPerson& person) {
    History& history = histories.emplace_back();
    history.person = person;
    history.facts = facts_of(person, catalogue);
  });
  std::unordered_map<HouseholdId, std::vector<const KnownPerson*>> households;
  for (const History& history : histories) {
    if (history.person.situation.household) {
      households[*history.person.situation.household].push_back(&history.person);
    }
  }
  for (History& history : histories) {
    const auto& household = history.person.situation.household;
    if (household) history.facts.household = household_facts(households[*household], history.person.id);
  }
  const OrganisationRefs organisations = organisation_refs(reader, territory);
  // Both come in the order of the persons' ids.
  auto next = histories.begin();
  each_pathway(reader, territory, [&](PersonId person, std::vector<RecordedEvent>& events) {
    while (next != histories.end() && next->person.id < person) ++next;
    if (next == histories.end() || next->person.id != person) return;
    add_events(*next, events, catalogue, organisations, known_at);
  });
  return histories;
}

std::optional<History> load_history(store::Reader& reader, people::Vault& vault, const Catalogue& catalogue,
                                    std::string_view territory, PersonId person, Date known_at) {
  const auto members = people::household_of(reader, vault, territory, person, known_at);
  if (members.empty()) return std::nullopt;
  History history;
  history.person = members.front();
  history.facts = facts_of(history.person, catalogue);
  if (history.person.situation.household) {
    std::vector<const KnownPerson*> pointers;
    for (const KnownPerson& member : members) pointers.push_back(&member);
    history.facts.household = household_facts(pointers, person);
  }
  add_events(history, events_of(reader, territory, person), catalogue, organisation_refs(reader, territory),
             known_at);
  return history;
}

}  // namespace jalon::pathways
