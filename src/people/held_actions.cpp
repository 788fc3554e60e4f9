#include "people/held_actions.hpp"

#include "base/clock.hpp"
#include "base/import_report.hpp"
#include "partners/actor_names_store.hpp"
#include "partners/organisation_store.hpp"
#include "people/consent_store.hpp"
#include "people/health_actions.hpp"
#include "people/note_actions.hpp"
#include "people/opening_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_actions.hpp"
#include "people/right_store.hpp"

namespace jalon::people {
namespace {

/// What the person, and not the calendar, set in motion.
bool asked_by_the_person(RightKind kind) {
  return kind != RightKind::warned && kind != RightKind::erased && kind != RightKind::objection_refused;
}

std::string optional_date(const std::optional<Date>& date) {
  return date ? to_iso(*date) : "";
}

std::string yes_or_no(const std::optional<bool>& flag) {
  return !flag ? "" : *flag ? "oui" : "non";
}

std::vector<HeldRow> versions(store::Reader& reader, Vault& vault, std::string_view territory,
                              PersonId person) {
  std::vector<HeldRow> rows;
  const std::string ref = person_ref(reader, territory, person).value_or("");
  for (const PersonVersion& version : versions_of(reader, territory, person)) {
    Identity identity;
    if (const auto text = vault.open(person.bytes(), "identity", version.sealed)) {
      identity = unpack(*text).value_or(Identity{});
    }
    const Situation& known = version.situation;
    std::string referent;
    if (known.referent) {
      const auto found = partners::find_organisation(reader, territory, *known.referent);
      if (found) referent = found->name;
    }
    std::string household;
    if (known.household) household = household_ref(reader, territory, *known.household).value_or("");
    const bool from_the_start = version.rec_on == known_from_the_start();
    rows.push_back({{"known_since", "Connu depuis", from_the_start ? "" : to_iso(version.rec_on)},
                    {"ref", "Identifiant de l’expéditeur", ref},
                    {"last_name", "Nom", identity.last_name},
                    {"first_name", "Prénom", identity.first_name},
                    {"birth_date", "Date de naissance", optional_date(identity.birth_date)},
                    {"status", "Protection", std::string(known.status ? to_french(*known.status) : "")},
                    {"protected_on", "Protégé depuis", optional_date(known.protected_on)},
                    {"arrived_on", "Arrivée", optional_date(known.arrived_on)},
                    {"commune", "Commune (code INSEE)", known.commune},
                    {"languages", "Langues", known.languages},
                    {"french_level", "Niveau de français",
                     std::string(known.french_level ? to_word(*known.french_level) : "")},
                    {"reader", "Lit et écrit", yes_or_no(known.reader)},
                    {"foreign_licence", "Permis étranger", yes_or_no(known.foreign_licence)},
                    {"household", "Ménage", household},
                    {"family_role", "Place dans le ménage",
                     std::string(known.family_role ? to_french(*known.family_role) : "")},
                    {"referent", "Organisme référent", referent},
                    {"goals", "Buts choisis", known.goals},
                    {"left_on", "Fin de suivi", optional_date(known.left_on)}});
  }
  return rows;
}

std::vector<HeldRow> rights(store::Reader& reader, Vault& vault, std::string_view territory,
                            PersonId person) {
  const partners::ActorNames names(reader, territory);
  std::vector<HeldRow> rows;
  for (const SealedRight& right : rights_of(reader, territory, person)) {
    const RightEvent& event = right.event;
    const RightReason* reason = find_right_reason(event.kind, event.reason);
    rows.push_back(
        {{"on", "Le", to_iso(event.on)},
         {"kind", "Geste", std::string(right_label(event.kind))},
         {"reason", "Motif", reason == nullptr ? event.reason : std::string(reason->french)},
         {"text", "Précisions", vault.open(person.bytes(), right_field, right.sealed).value_or("")},
         {"actor", "Fait par", names.of(event.actor)}});
  }
  return rows;
}

std::vector<HeldRow> consents(store::Reader& reader, Vault&, std::string_view territory, PersonId person) {
  const partners::ActorNames names(reader, territory);
  std::vector<HeldRow> rows;
  for (const Consent& consent : consents_of(consent_events(reader, territory, person))) {
    std::string domains;
    for (const std::string& word : consent.given.domains) domains += (domains.empty() ? "" : " ") + word;
    std::string organisations;
    for (const auto& id : consent.given.organisations) {
      const auto found = partners::find_organisation(reader, territory, id);
      organisations += (organisations.empty() ? "" : ", ") + (found ? found->name : id.text());
    }
    rows.push_back({{"on", "Le", to_iso(consent.given.on)},
                    {"domains", "Domaines", domains},
                    {"organisations", "Organismes", organisations},
                    {"notice_language", "Langue de la notice", consent.given.notice_language},
                    {"actor", "Recueilli par", names.of(consent.given.actor)},
                    {"withdrawn_on", "Retiré le", optional_date(consent.withdrawn_on)}});
  }
  return rows;
}

std::string instants(std::int64_t ms) {
  return ms == 0 ? "" : to_iso_instant(ms);
}

std::vector<HeldRow> opened(store::Reader& reader, Vault& vault, std::string_view territory,
                            PersonId person) {
  const partners::ActorNames names(reader, territory);
  std::vector<HeldRow> rows;
  for (const Opening& opening : openings_of_person(reader, vault, territory, person)) {
    const auto said = [&](const std::optional<OpeningEvent>& event, std::string_view yes, std::string_view no,
                          OpeningKind kind) {
      return !event ? std::string()
                    : std::string(event->kind == kind ? yes : no) + ", " + names.of(event->actor);
    };
    rows.push_back({{"at", "Quand (UTC)", instants(opening.first.at_ms)},
                    {"kind", "Geste", opening.emergency() ? "ouvert en urgence" : "accès demandé"},
                    {"account", "Pour qui", names.of(opening.first.account.text())},
                    {"reason", "Motif", opening.first.reason},
                    {"categories", "Rubriques",
                     to_words(opening.granted() ? opening.answer->categories : opening.first.categories)},
                    {"answer", "Réponse", said(opening.answer, "accordé", "refusé", OpeningKind::granted)},
                    {"until", "Jusqu’à (UTC)", instants(opening.until_ms())},
                    {"ended", "Clos avant terme (UTC)", opening.ended ? instants(opening.ended->at_ms) : ""},
                    {"review", "Avis du délégué",
                     said(opening.review, "justifié", "non justifié", OpeningKind::justified)}});
  }
  return rows;
}

/// `organisation_ref` tells whose note it is: a copy made by another organisation is handed over without its
/// words.
std::vector<HeldRow> notes(store::Reader& reader, Vault& vault, std::string_view territory, PersonId person) {
  const partners::ActorNames names(reader, territory);
  std::vector<HeldRow> rows;
  for (const Note& note : all_notes_of(reader, vault, territory, person)) {
    const auto organisation = partners::find_organisation(reader, territory, note.first().organisation);
    for (const NoteVersion& version : note.versions) {
      rows.push_back(
          {{"at", "Quand (UTC)", version.recorded_at},
           {"organisation", "Organisme", organisation ? organisation->name : ""},
           {"organisation_ref", "Identifiant de l’organisme", organisation ? organisation->ref : ""},
           {"version", "Version", std::to_string(version.ver)},
           {"text", "Note", version.text},
           {"actor", "Écrite par", names.of(version.actor)}});
    }
  }
  return rows;
}

std::vector<HeldRow> health(store::Reader& reader, Vault& vault, std::string_view territory,
                            PersonId person) {
  const partners::ActorNames names(reader, territory);
  std::vector<HeldRow> rows;
  for (const HealthRecord& record : health_of(reader, vault, territory, person)) {
    rows.push_back(
        {{"at", "Quand (UTC)", record.recorded_at},
         {"referral_needed", std::string(referral_label), yes_or_no(record.flags.referral_needed)},
         {"appointment_done", std::string(appointment_label), yes_or_no(record.flags.appointment_done)},
         {"actor", "Enregistré par", names.of(record.actor)}});
  }
  return rows;
}

std::vector<HeldRow> readings(store::Reader& reader, Vault&, std::string_view territory, PersonId person) {
  const partners::ActorNames names(reader, territory);
  std::vector<HeldRow> rows;
  for (const Access& access : accesses_of(reader, territory, person)) {
    rows.push_back({{"at", "Quand (UTC)", access.at},
                    {"actor", "Qui", names.of(access.actor)},
                    {"purpose", "Pour quoi", access.purpose},
                    {"peer", "D’où", access.peer}});
  }
  return rows;
}

}  // namespace

std::vector<HeldSection> held_by_people() {
  // The search terms say nothing that the identity does not.
  return {{"identity",
           "Identité et situation, à chaque date où elles ont changé",
           {"person", "person_version", "person_term", "household"},
           versions},
          {"rights", "Droits exercés, annonces et effacement", {"person_right"}, rights},
          {"consents", "Accords donnés et retirés", {"person_consent"}, consents},
          {"openings", "Accès demandés, accordés ou pris en urgence", {"person_opening"}, opened},
          {"notes", "Notes", {"person_note"}, notes},
          {"health", "Indications de santé", {"person_health"}, health},
          {"readings", "Qui a ouvert ou modifié le dossier", {"person_access"}, readings}};
}

ContactSource contacts_of_people() {
  return {{"file.updated", "file.closed", "right.exercised", "consent.given"},
          [](store::Reader& reader, std::string_view territory, const ContactVisit& visit) {
            each_version(reader, territory, [&](const PersonVersion& version) {
              // What an erasure wrote is no contact with anybody.
              if (version.sealed.empty()) return;
              if (version.situation.left_on) visit(version.person, "file.closed", *version.situation.left_on);
              if (version.rec_on > known_from_the_start()) {
                visit(version.person, "file.updated", version.rec_on);
              }
            });
            each_consent_event(reader, territory, [&](const ConsentEvent& event) {
              visit(event.person, "consent.given", event.on);
            });
            each_right(reader, territory, [&](const SealedRight& right) {
              if (asked_by_the_person(right.event.kind)) {
                visit(right.event.person, "right.exercised", right.event.on);
              }
            });
          }};
}

}  // namespace jalon::people
