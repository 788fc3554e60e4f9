#include "desk/note_pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "desk/dossier_pages.hpp"
#include "desk/views/dossier_notes.hpp"
#include "partners/actor_names_store.hpp"
#include "pathways/text_warning_pages.hpp"
#include "people/note_actions.hpp"
#include "people/people_actions.hpp"
#include "people/right_store.hpp"

namespace jalon::desk {

using pathways::Workspace;
using people::NoteId;
using people::PersonId;

namespace {

struct OpenFile {
  PersonId person;
  partners::OrganisationId organisation;  // of the caller
  Dossier dossier;
};

/// Nullopt: no file, or no notes in it for the caller.
std::optional<OpenFile> open(const Workspace& workspace, const http::Request& request) {
  const auto person = PersonId::parse(request.param("id"));
  const partners::Caller& caller = partners::who_asks(request);
  if (!person || !caller.organisation) return std::nullopt;
  auto dossier = read_dossier(workspace, workspace.view(request), *person, workspace.clock.today());
  if (!dossier || !dossier->keeps_notes) return std::nullopt;
  return OpenFile{*person, *caller.organisation, std::move(*dossier)};
}

NoteLine line_of(const people::Note& note, const partners::ActorNames& names) {
  NoteLine line;
  line.id = note.first().note.text();
  line.written = instant_in_french(note.now().recorded_at);
  line.author = names.of(note.now().actor);
  for (const std::string_view paragraph : split(note.now().text, '\n')) {
    if (!trim(paragraph).empty()) line.paragraphs.emplace_back(trim(paragraph));
  }
  for (std::size_t i = note.versions.size() - 1; i-- > 0;) {
    const people::NoteVersion& version = note.versions[i];
    line.before.push_back({instant_in_french(version.recorded_at), names.of(version.actor), version.text});
  }
  return line;
}

/// The notes, and the form filled with the one to correct, where there is one.
NoteSheet sheet_of(const Workspace& workspace, const http::Request& request, const OpenFile& file,
                   std::string_view corrected) {
  NoteSheet sheet;
  sheet.organisation = partners::who_asks(request).organisation_name;
  workspace.database.read([&](store::Reader& reader) {
    const partners::ActorNames names(reader, workspace.territory);
    sheet.writes = !people::rights_state(reader, workspace.territory, file.person).erased_on;
    for (const people::Note& note :
         people::notes_of(reader, workspace.vault, workspace.territory, file.person, file.organisation)) {
      if (!sheet.writes) break;  // nothing can be read any more
      sheet.notes.push_back(line_of(note, names));
      if (sheet.notes.back().id != corrected) continue;
      sheet.corrected = corrected;
      sheet.text = note.now().text;
    }
  });
  return sheet;
}

ui::FieldError error_of(const Refusal& refusal) {
  if (refusal.code == "note.empty") return {"texte", "Écrivez la note."};
  if (refusal.code == "note.too_long") {
    return {"texte", "La note est trop longue\u00a0: environ une page au plus. Écrivez-en deux."};
  }
  if (refusal.code == "note.unchanged") return {"texte", "Rien n’a changé dans la note."};
  if (refusal.code == "note.unknown") return {"", "La note à corriger n’existe pas."};
  if (refusal.code == "person.already_erased") {
    return {"", "Ce dossier est effacé\u00a0: aucun texte n’y est plus gardé."};
  }
  return {"", "Cette note est refusée\u00a0: " + refusal.code + "."};
}

http::Response write(const Workspace& workspace, const http::Request& request) {
  const auto file = open(workspace, request);
  if (!file) return workspace.pages.problem(request, {404, ""});
  const auto page = workspace.pages.context(request);
  const std::string corrected(request.form.get("note"));
  const people::NoteDraft draft{file->person, file->organisation, std::string(request.form.get("texte"))};
  NoteSheet sheet = sheet_of(workspace, request, *file, corrected);
  sheet.text = draft.text;
  sheet.warning = pathways::warn_of_text(request, {"texte"});
  if (sheet.warning.stops()) sheet.errors.push_back(pathways::error_of(sheet.warning));
  if (sheet.errors.empty()) {
    const auto command = workspace.command(request);
    Result<void> done;
    if (corrected.empty()) {
      const auto written = people::write_note(workspace.database, workspace.vault, command, draft);
      if (!written) done = tl::unexpected(written.error());
    } else if (const auto note = NoteId::parse(corrected)) {
      done = people::correct_note(workspace.database, workspace.vault, command, *note, draft);
    } else {
      done = refuse("note.unknown");
    }
    if (!done && done.error().code != "command.already_done") sheet.errors.push_back(error_of(done.error()));
  }
  if (!sheet.errors.empty()) {
    return ui::answer_refused(page, views::dossier_notes, page, file->dossier, sheet);
  }
  (void)people::record_access(
      workspace.database, workspace.territory, Workspace::actor(request), file->person,
      corrected.empty() ? "écriture d’une note" : "correction d’une note", request.peer);
  return ui::done(page, ui::path("/dossiers/{}/notes", file->dossier.id),
                  corrected.empty() ? "Note enregistrée."
                                    : "Note corrigée\u00a0: la version d’avant reste lisible sous elle.");
}

}  // namespace

std::string NoteSheet::error(std::string_view field) const {
  const auto found = std::ranges::find(errors, field, &ui::FieldError::field);
  return found == errors.end() ? "" : found->text;
}

void add_note_pages(http::Router& router, const Workspace& workspace) {
  router.get("/dossiers/:id/notes", [&workspace](const http::Request& request) {
    const auto file = open(workspace, request);
    if (!file) return workspace.pages.problem(request, {404, ""});
    const auto logged =
        people::record_access(workspace.database, workspace.territory, Workspace::actor(request),
                              file->person, "lecture des notes", request.peer);
    if (!logged) return workspace.pages.problem(request, {404, ""});
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::dossier_notes, page, file->dossier,
                      sheet_of(workspace, request, *file, request.query.get("corriger")));
  });
  router.post("/dossiers/:id/notes",
              [&workspace](const http::Request& request) { return write(workspace, request); });
}

}  // namespace jalon::desk
