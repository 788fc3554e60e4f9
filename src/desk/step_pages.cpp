#include "desk/step_pages.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <memory>

#include "base/text.hpp"
#include "desk/dossier_pages.hpp"
#include "desk/views/step.hpp"
#include "partners/actor_names_store.hpp"
#include "partners/organisation_store.hpp"
#include "pathways/causes.hpp"
#include "pathways/event_store.hpp"
#include "pathways/event_words.hpp"
#include "pathways/outcomes.hpp"
#include "pathways/pathway_actions.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/health_information.hpp"
#include "people/people_actions.hpp"

namespace jalon::desk {

using pathways::EventKind;
using pathways::Workspace;
using people::PersonId;

namespace {

constexpr std::size_t longest_text = 300;

std::optional<StepNote> note_of(const Workspace& workspace, std::string_view id, Date at) {
  const auto catalogue = workspace.board.catalogue();
  const auto index = catalogue->find(id);
  if (!index || catalogue->step(*index).about_health) return std::nullopt;  // nothing of it is recorded
  const pathways::StepVersion& version = catalogue->nearest_version(*index, at);
  StepNote note;
  note.id = id;
  note.label = version.label_fr;
  const auto domain = std::ranges::find(domain_words, std::string_view(catalogue->step(*index).domain),
                                        &std::pair<std::string_view, std::string_view>::first);
  if (domain != domain_words.end()) note.domain = domain->second;
  note.deliverer = pathways::deliverer_label(version.deliverer);
  const auto sheet = pathways::step_sheet(*catalogue, *index, version, pathways::SheetLanguage::french);
  note.eligibility = sheet.note;
  note.legal_basis = sheet.legal_basis;
  note.legal_deadline = sheet.legal_deadline;
  note.typ_days = version.typ_days;
  note.max_days = version.max_days;
  return note;
}

/// A step that the caller does not read is unknown to them.
bool sees_step(const Workspace& workspace, const partners::View& view, const Dossier& dossier,
               std::string_view step) {
  const auto catalogue = workspace.board.catalogue();
  return pathways::Sights(view, *catalogue).step(step, dossier.relation) >= partners::Sight::read;
}

/// Whether the caller may record that kind of event on this step.
using MayRecord = std::function<bool(EventKind)>;

MayRecord may_record(const Workspace& workspace, const http::Request& request, std::string step,
                     const partners::Relation& relation) {
  const auto catalogue = workspace.board.catalogue();
  const auto sights = std::make_shared<const pathways::Sights>(workspace.view(request), *catalogue);
  return [catalogue, sights, step = std::move(step), relation](EventKind kind) {
    return sights->writes(step, is_block(kind), relation);
  };
}

void offer(const Workspace& workspace, const ui::PageContext& page, const MayRecord& may, EventForm& form) {
  for (const EventKind kind : {EventKind::requested, EventKind::started, EventKind::done, EventKind::refused,
                               EventKind::blocked, EventKind::unblocked, EventKind::expired,
                               EventKind::abandoned, EventKind::cancelled, EventKind::not_relevant}) {
    if (!may(kind)) continue;
    form.kinds.push_back(
        {std::string(pathways::to_word(kind)), page.words()(pathways::event_label(kind)), ""});
  }
  form.writes = !form.kinds.empty();
  workspace.database.read([&](store::Reader& reader) {
    for (const auto& one : partners::all_organisations(reader, workspace.territory)) {
      form.organisations.push_back({one.id.text(), one.name, ""});
    }
  });
  for (const pathways::CauseEntry& cause : pathways::causes()) {
    if (cause.declared && !people::health_information().cause(cause.code))
      form.causes.push_back({cause.code, cause.code + " · " + cause.label_fr, ""});
  }
  for (const pathways::OutcomeEntry& one : pathways::outcomes()) {
    form.outcomes.push_back({one.code, one.label, ""});
  }
}

/// What usually comes next, from where the step stands.
std::vector<EventKind> next_kinds(const StepCard* card) {
  if (card != nullptr && card->done) return {};
  std::vector<EventKind> kinds;
  if (card != nullptr && card->blocked) kinds.push_back(EventKind::unblocked);
  if (card == nullptr || !card->under_way) kinds.push_back(EventKind::requested);
  if (card == nullptr || card->status != "En cours") kinds.push_back(EventKind::started);
  kinds.push_back(EventKind::done);
  if (card != nullptr && card->under_way) kinds.push_back(EventKind::refused);
  return kinds;
}

void offer_quick(const ui::PageContext& page, const StepCard* card, const MayRecord& may, EventForm& form) {
  for (const EventKind kind : next_kinds(card)) {
    if (!may(kind)) continue;
    form.quick.push_back(
        {std::string(pathways::to_word(kind)), page.words()(pathways::event_label(kind)), ""});
  }
}

EventForm blank_form(const Workspace& workspace, const ui::PageContext& page, const MayRecord& may,
                     PersonId person) {
  EventForm form;
  form.date = to_iso(workspace.clock.today());
  form.seen = std::to_string(workspace.database.read(
      [&](store::Reader& reader) { return pathways::pathway_version(reader, workspace.territory, person); }));
  offer(workspace, page, may, form);
  return form;
}

/// The form filled with the event that is to be corrected; untouched when there is no such event.
void fill_from(EventForm& form, const Workspace& workspace, PersonId person, std::string_view step,
               std::string_view number) {
  const auto events = workspace.database.read(
      [&](store::Reader& reader) { return pathways::events_of(reader, workspace.territory, person); });
  for (const pathways::RecordedEvent& event : events) {
    if (std::to_string(event.ver) != number || event.step != step) continue;
    if (event.kind == EventKind::withdrawn) continue;
    form.corrects = number;
    form.kind = pathways::to_word(event.kind);
    form.date = to_iso(event.date);
    form.outcome = event.outcome;
    form.text = pathways::text_of(workspace.vault, person, event);
    form.cause = event.cause;
    form.organisation = event.organisation ? event.organisation->text() : "";
  }
}

EventForm typed_form(const Workspace& workspace, const ui::PageContext& page, const MayRecord& may,
                     const http::Fields& typed) {
  EventForm form;
  form.kind = typed.get("evenement");
  form.date = typed.get("date");
  form.outcome = typed.get("resultat");
  form.text = trim(typed.get("precision"));
  form.organisation = typed.get("organisme");
  form.cause = typed.get("cause");
  form.seen = typed.get("vu");
  form.corrects = typed.get("corrige");
  offer(workspace, page, may, form);
  return form;
}

/// What the form says; errors are added to it.
pathways::EventDraft draft_of(EventForm& form, PersonId person, std::string_view step) {
  pathways::EventDraft draft;
  draft.person = person;
  draft.step = step;
  const auto kind = pathways::parse_event_kind(form.kind);
  if (kind && *kind != EventKind::withdrawn) {
    draft.kind = *kind;
  } else {
    form.errors.push_back({"evenement", "Choisissez ce qui s’est passé."});
  }
  if (const auto date = parse_date(form.date)) {
    draft.date = *date;
  } else {
    form.errors.push_back({"date", "Donnez une date qui existe, par exemple 12/10/2018."});
  }
  if (!form.organisation.empty()) draft.organisation = partners::OrganisationId::parse(form.organisation);
  if (!form.corrects.empty()) {
    std::int64_t number = 0;  // of no event, when it is none
    std::from_chars(form.corrects.data(), form.corrects.data() + form.corrects.size(), number);
    draft.corrects = number;
  }
  if (draft.kind == EventKind::done) {
    draft.outcome = form.outcome;
    draft.text = form.text;
  }
  if (form.text.size() > longest_text) {
    form.errors.push_back({"precision", "Ce texte est trop long\u00a0: quelques mots suffisent."});
  }
  if (draft.kind == EventKind::blocked) draft.cause = form.cause;
  return draft;
}

partners::ActorNames names_of(const Workspace& workspace) {
  return workspace.database.read(
      [&](store::Reader& reader) { return partners::ActorNames(reader, workspace.territory); });
}

/// With the names of those who did it, in place of what the records call them.
Refusal named(Refusal refusal, const partners::ActorNames& names) {
  for (auto& [fact, value] : refusal.facts) {
    if (fact == "actor") value = names.of(value);
  }
  for (Refusal& other : refusal.also) other = named(other, names);
  return refusal;
}

std::string said(const Workspace& workspace, const pathways::Recorded& recorded) {
  const auto catalogue = workspace.board.catalogue();
  if (recorded.meanwhile.empty()) return "";
  const partners::ActorNames names = names_of(workspace);
  std::string text;
  for (const pathways::RecordedEvent& event : recorded.meanwhile) {
    const auto index = catalogue->find(event.step);
    const std::string label = index ? catalogue->nearest_version(*index, event.date).label_fr : event.step;
    text += " Pendant ce temps, «\u00a0" + label +
            "\u00a0: " + std::string(pathways::event_label(event.kind)) + "\u00a0» a été enregistré par " +
            names.of(event.actor) + ".";
  }
  return text;
}

http::Response record(const Workspace& workspace, const http::Request& request) {
  const auto person = PersonId::parse(request.param("id"));
  const auto page = workspace.pages.context(request);
  const Date today = workspace.clock.today();
  const auto note = note_of(workspace, request.param("step"), today);
  if (!person || !note) return workspace.pages.problem(request, {404, ""});
  const auto view = workspace.view(request);
  const auto before = read_dossier(workspace, view, *person, today);
  if (!before || !sees_step(workspace, view, *before, note->id)) {
    return workspace.pages.problem(request, {404, ""});
  }
  const MayRecord may = may_record(workspace, request, note->id, before->relation);
  EventForm form = typed_form(workspace, page, may, request.form);
  const pathways::EventDraft draft = draft_of(form, *person, note->id);
  std::int64_t seen = 0;
  std::from_chars(form.seen.data(), form.seen.data() + form.seen.size(), seen);
  std::string text =
      "«\u00a0" + note->label + "\u00a0»\u00a0: " + std::string(pathways::event_label(draft.kind)) + ".";
  if (draft.corrects) text += " L’ancienne saisie reste visible, barrée, dans l’historique.";
  if (draft.kind == EventKind::done) form.warning = pathways::warn_of_text(request, {"precision"});
  if (form.warning.stops()) form.errors.push_back(pathways::error_of(form.warning));
  if (form.errors.empty() && !may(draft.kind)) {
    form.errors.push_back({"evenement", "Votre organisme n’enregistre pas cela pour cette étape."});
  }
  if (form.errors.empty()) {
    auto command = workspace.command(request);
    command.action = "pathways.record_event";
    command.object = person->text();
    const auto catalogue = workspace.board.catalogue();
    const auto recorded = pathways::record_event(workspace.database, workspace.vault, *catalogue,
                                                 workspace.clock, command, draft, seen);
    if (recorded) {
      text += said(workspace, *recorded);
    } else if (recorded.error().code != "command.already_done") {
      form.errors = form_errors(named(recorded.error(), names_of(workspace)));
    }
  }
  if (!form.errors.empty()) {
    offer_quick(page, before->step(note->id), may, form);
    return ui::answer_refused(
        page, views::step, page, *before, *note, form,
        event_lines(workspace, view, *person, before->relation, note->id, moment_of_history(page)));
  }
  workspace.board.refresh(*person);
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request), *person,
                              draft.corrects ? "correction d’un événement" : "enregistrement d’un événement",
                              request.peer);
  if (const auto after = read_dossier(workspace, view, *person, today)) {
    const std::string changed = effect(*before, *after);
    if (!changed.empty()) text += " " + changed;
  }
  return ui::done(page, ui::path("/dossiers/{}/etapes/{}", person->text(), note->id), text);
}

}  // namespace

std::string EventForm::error(std::string_view field) const {
  const auto found = std::ranges::find(errors, field, &ui::FieldError::field);
  return found == errors.end() ? "" : found->text;
}

std::vector<ui::FieldError> form_errors(const Refusal& refusal) {
  std::vector<ui::FieldError> errors;
  const auto add = [&](const Refusal& one) {
    if (one.code == "event.date_in_future") {
      errors.push_back({"date", "La date est dans l’avenir\u00a0: seul ce qui a eu lieu s’enregistre."});
    } else if (one.code == "event.cause_missing") {
      errors.push_back({"cause", "Un blocage s’enregistre avec sa cause\u00a0: choisissez-la."});
    } else if (one.code == "event.about_health") {
      errors.push_back(
          {"evenement",
           "Une information de santé ne s’enregistre pas\u00a0: ni cette étape, ni cette cause."});
    } else if (one.code == "event.cause_unknown") {
      errors.push_back({"cause", "Choisissez une cause de la liste."});
    } else if (one.code == "event.outcome_unknown") {
      errors.push_back(
          {"resultat", "Choisissez un résultat de la liste\u00a0: les autres mots vont dans la précision."});
    } else if (one.code == "person.already_erased") {
      errors.push_back({"precision", "Ce dossier est effacé\u00a0: aucun texte n’y est plus gardé."});
    } else if (one.code == "event.already_recorded") {
      errors.push_back({"evenement", "Cet événement est déjà enregistré, à la même date."});
    } else if (one.code == "event.corrected_meanwhile") {
      errors.push_back(
          {"evenement", "Cette saisie a déjà été corrigée ou retirée, par " + std::string(one.fact("actor")) +
                            "\u00a0: relisez l’historique ci-dessous et corrigez la dernière saisie."});
    } else if (one.code == "event.unknown") {
      errors.push_back({"evenement", "La saisie à corriger n’existe pas pour cette étape."});
    } else if (one.code == "event.contradicted") {
      const auto kind = pathways::parse_event_kind(one.fact("kind"));
      const auto date = parse_date(one.fact("date"));
      errors.push_back(
          {"evenement", "Quelqu’un vient d’enregistrer autre chose pour cette étape\u00a0: «\u00a0" +
                            std::string(kind ? pathways::event_label(*kind) : "") + "\u00a0», le " +
                            (date ? to_french(*date) : "") + ", par " + std::string(one.fact("actor")) +
                            ". Relisez l’historique ci-dessous, puis enregistrez de nouveau si "
                            "votre saisie est la bonne."});
    } else {
      errors.push_back({"", "Cette saisie est refusée\u00a0: " + one.code + "."});
    }
  };
  add(refusal);
  for (const Refusal& other : refusal.also) add(other);
  return errors;
}

void add_step_pages(http::Router& router, const Workspace& workspace) {
  router.get("/dossiers/:id/etapes/:step", [&workspace](const http::Request& request) {
    const auto person = PersonId::parse(request.param("id"));
    const auto page = workspace.pages.context(request);
    const auto note = note_of(workspace, request.param("step"), page.as_of);
    if (!person || !note) return workspace.pages.problem(request, {404, ""});
    const auto view = workspace.view(request);
    const auto dossier = read_dossier(workspace, view, *person, page.moment());
    if (!dossier || !sees_step(workspace, view, *dossier, note->id)) {
      return workspace.pages.problem(request, {404, ""});
    }
    const MayRecord may = may_record(workspace, request, note->id, dossier->relation);
    const auto logged =
        people::record_access(workspace.database, workspace.territory, Workspace::actor(request), *person,
                              purpose_of(*dossier, "consultation d’une étape"), request.peer);
    if (!logged) return workspace.pages.problem(request, {404, ""});
    EventForm form = blank_form(workspace, page, may, *person);
    fill_from(form, workspace, *person, note->id, request.query.get("corriger"));
    if (form.corrects.empty()) offer_quick(page, dossier->step(note->id), may, form);
    return ui::answer(
        page, views::step, page, *dossier, *note, form,
        event_lines(workspace, view, *person, dossier->relation, note->id, moment_of_history(page)));
  });
  router.post("/dossiers/:id/etapes/:step",
              [&workspace](const http::Request& request) { return record(workspace, request); });
}

}  // namespace jalon::desk
