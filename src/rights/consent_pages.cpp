#include "rights/consent_pages.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "partners/actor_names_store.hpp"
#include "partners/organisation_store.hpp"
#include "pathways/domains.hpp"
#include "people/consent_actions.hpp"
#include "people/consent_store.hpp"
#include "people/people_actions.hpp"
#include "rights/views/consent.hpp"

namespace jalon::rights {

using pathways::Workspace;
using people::PersonId;

namespace {

std::string domain_label(std::string_view word) {
  const auto found =
      std::ranges::find(pathways::domain_words, word, &std::pair<std::string_view, std::string_view>::first);
  return std::string(found == pathways::domain_words.end() ? word : found->second);
}

void add_word(std::string& text, std::string_view word) {
  text += (text.empty() ? "" : ", ") + std::string(word);
}

std::optional<ConsentSheet> sheet_of(const Workspace& workspace, const http::Request& request) {
  auto file = open_rights(workspace, request);
  if (!file) return std::nullopt;
  ConsentSheet sheet;
  sheet.file = std::move(*file);
  sheet.date = to_iso(workspace.clock.today());
  const PersonId person = *PersonId::parse(sheet.file.id);
  workspace.database.read([&](store::Reader& reader) {
    std::unordered_map<partners::OrganisationId, std::string> names;
    for (const auto& one : partners::all_organisations(reader, workspace.territory)) {
      names.emplace(one.id, one.name);
      sheet.organisations.push_back({one.id.text(), one.name, ""});
    }
    const partners::ActorNames actors(reader, workspace.territory);
    const auto consents = consents_of(people::consent_events(reader, workspace.territory, person));
    for (auto consent = consents.rbegin(); consent != consents.rend(); ++consent) {
      ConsentLine line;
      line.ver = consent->given.ver;
      line.on = consent->given.on;
      line.withdrawn_on = consent->withdrawn_on;
      for (const std::string& domain : consent->given.domains) add_word(line.domains, domain_label(domain));
      for (const auto& id : consent->given.organisations) add_word(line.organisations, names[id]);
      line.language = consent->given.notice_language;
      line.actor = actors.of(consent->given.actor);
      sheet.lines.push_back(std::move(line));
    }
  });
  for (const auto& [word, label] : pathways::domain_words) {
    // What no partner reads even by consent is not asked for.
    const auto& matrix = partners::visibility();
    if (matrix.cell(matrix.category_of(word), partners::Column::partner).sight == partners::Sight::none) {
      continue;
    }
    sheet.domains.push_back({std::string(word), std::string(label), false});
  }
  return sheet;
}

ui::FieldError error_of(const Refusal& refusal) {
  if (refusal.code == "consent.domains_missing") return {"domaines", "Cochez au moins un domaine."};
  if (refusal.code == "consent.organisations_missing") return {"organisme", "Choisissez l’organisme."};
  if (refusal.code == "consent.language_missing") {
    return {"langue", "Donnez la langue de la notice en trois lettres, par exemple prs ou fra."};
  }
  if (refusal.code == "consent.date_missing") {
    return {"date", "Donnez une date qui existe, par exemple 12/10/2018."};
  }
  if (refusal.code == "consent.in_future") return {"date", "La date est dans l’avenir."};
  if (refusal.code == "consent.withdrawn_already") return {"", "Cet accord est déjà retiré."};
  if (refusal.code == "person.already_erased") return {"", "Ce dossier est effacé."};
  return {"", "Ce geste est refusé\u00a0: " + refusal.code + "."};
}

http::Response receive(const Workspace& workspace, const http::Request& request) {
  auto sheet = sheet_of(workspace, request);
  if (!sheet) return workspace.pages.problem(request, {404, ""});
  const auto page = workspace.pages.context(request);
  const PersonId person = *PersonId::parse(sheet->file.id);
  const Date today = workspace.clock.today();
  const auto withdrawn = request.form.get("retire");
  std::optional<Refusal> refused;
  if (!withdrawn.empty()) {
    std::int64_t ver = 0;
    std::from_chars(withdrawn.data(), withdrawn.data() + withdrawn.size(), ver);
    const auto done =
        people::withdraw_consent(workspace.database, workspace.command(request), person, ver, today);
    if (!done) refused = done.error();
  } else {
    people::ConsentEvent draft;
    draft.person = person;
    for (DomainChoice& domain : sheet->domains) {
      domain.chosen = request.form.get("domaine_" + domain.word) == "1";
      if (domain.chosen) draft.domains.push_back(domain.word);
    }
    sheet->organisation = request.form.get("organisme");
    sheet->language = ascii_lower(trim(request.form.get("langue")));
    sheet->date = request.form.get("date");
    for (const ui::Option& known : sheet->organisations) {
      if (known.value != sheet->organisation) continue;
      draft.organisations.push_back(*partners::OrganisationId::parse(known.value));
    }
    draft.notice_language = sheet->language;
    const auto date = parse_date(sheet->date);
    draft.on = date.value_or(today);
    if (!date) {
      refused = Refusal{"consent.date_missing", {}, {}};
    } else if (const auto done =
                   people::give_consent(workspace.database, workspace.command(request), draft, today);
               !done) {
      refused = done.error();
    }
  }
  if (refused && refused->code != "command.already_done") {
    sheet->file.errors.push_back(error_of(*refused));
    return ui::answer_refused(page, views::consent, page, *sheet);
  }
  workspace.consents.refresh(person);
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request), person,
                              withdrawn.empty() ? "accord de la personne" : "retrait d’un accord",
                              request.peer);
  return ui::done(
      page, ui::path("/dossiers/{}/consentement", sheet->file.id),
      withdrawn.empty() ? "Accord consigné." : "Accord retiré\u00a0: il ne vaut plus dès maintenant.");
}

}  // namespace

void add_consent_pages(http::Router& router, const Workspace& workspace) {
  router.get("/dossiers/:id/consentement", [&workspace](const http::Request& request) {
    const auto sheet = sheet_of(workspace, request);
    if (!sheet) return workspace.pages.problem(request, {404, ""});
    (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                                *PersonId::parse(sheet->file.id), "consultation des accords", request.peer);
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::consent, page, *sheet);
  });
  router.post("/dossiers/:id/consentement",
              [&workspace](const http::Request& request) { return receive(workspace, request); });
}

}  // namespace jalon::rights
