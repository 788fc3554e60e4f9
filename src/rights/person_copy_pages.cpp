#include "rights/person_copy_pages.hpp"

#include <algorithm>
#include <utility>

#include "base/language.hpp"
#include "partners/actor_names_store.hpp"
#include "people/people_actions.hpp"
#include "rights/person_copy_words_pages.hpp"
#include "rights/person_rights_pages.hpp"
#include "rights/right_holders_actions.hpp"
#include "rights/views/person_copy.hpp"
#include "ui/pdf_document.hpp"

namespace jalon::rights {

using pathways::Workspace;
using people::PersonId;

namespace {

constexpr std::string_view seen = "copie de tout le dossier pour la personne";

/// Logged first, so that the copy tells it; nullopt where it could not be logged: then nothing is read.
std::optional<PersonExport> copy_of(const Workspace& workspace, const http::Request& request, PersonId person,
                                    std::string_view purpose,
                                    const std::vector<people::HeldSection>& sections) {
  const auto logged = people::record_access(workspace.database, workspace.territory,
                                            Workspace::actor(request), person, purpose, request.peer);
  if (!logged) return std::nullopt;
  const partners::View view = workspace.view(request);
  auto file = workspace.database.read([&](store::Reader& reader) {
    const Date today = workspace.clock.today();
    auto read = export_person(reader, workspace.vault, workspace.territory, person, sections, today);
    if (!read) return read;
    read->made_by = partners::ActorNames(reader, workspace.territory).of(Workspace::actor(request));
    keep_apart(reader, workspace.territory, today, partners::who_asks(request), view, *read);
    return read;
  });
  if (file) file->made_at = to_iso_instant(workspace.clock.now_ms());
  return file;
}

/// Those of a copy, by their own names; the person's first.
std::vector<ui::Option> languages_for(const PersonExport& file) {
  auto codes = copy_languages();
  const std::string theirs = copy_language_for(file.spoken);
  std::ranges::stable_partition(codes, [&](const std::string& code) { return code == theirs; });
  std::vector<ui::Option> options;
  for (const std::string& code : codes) options.push_back({code, language_name(code, code), ""});
  return options;
}

http::Response show(const Workspace& workspace, const http::Request& request,
                    const std::vector<people::HeldSection>& sections) {
  // The address under which the JSON once was: taking away is another right, asked at its own route.
  if (const std::string format(request.query.get("format")); format == "json" || format == "pdf") {
    const auto person = PersonId::parse(request.param("id"));
    if (!person) return workspace.pages.problem(request, {404, ""});
    return http::Response::redirect("/dossiers/" + person->text() + "/droits/export?format=" + format);
  }
  const auto sheet = open_rights(workspace, request);
  if (!sheet) return workspace.pages.problem(request, {404, ""});
  const auto file = copy_of(workspace, request, *PersonId::parse(sheet->id), seen, sections);
  if (!file) return workspace.pages.problem(request, {404, ""});
  const auto page = workspace.pages.context(request);
  return ui::answer(page, views::person_copy, page, *sheet, *file, languages_for(*file));
}

http::Response take_away(const Workspace& workspace, const http::Request& request,
                         const std::vector<people::HeldSection>& sections) {
  const auto sheet = open_rights(workspace, request);
  const std::string asked(request.query.get("format"));
  const std::string format = asked.empty() ? "pdf" : asked;
  const bool json = format == "json";
  if (!sheet || (!json && format != "pdf")) return workspace.pages.problem(request, {404, ""});
  const auto file = copy_of(workspace, request, *PersonId::parse(sheet->id),
                            export_purpose(json ? "JSON" : "PDF"), sections);
  if (!file) return workspace.pages.problem(request, {404, ""});
  const std::string name = "dossier-" + file->made_at.substr(0, 10) + "." + format;
  if (json) {
    return http::Response::download(to_json(*file) + "\n", "application/json; charset=utf-8", name);
  }
  const ui::Locale locale = copy_language(request.query.get("langue"));
  return http::Response::download(to_pdf(*file, locale), "application/pdf", name);
}

ui::PdfSection section_of(const ExportedSection& section, const ui::Locale& locale) {
  const ui::Words t(locale);
  ui::PdfSection printed{t(section.title), {}};
  if (section.rows.empty()) printed.paragraphs.push_back({{t("Rien n’est gardé.")}});
  // What is held once reads down the page; a list takes a paragraph for each of its rows.
  const bool once = section.rows.size() == 1;
  for (const people::HeldRow& row : section.rows) {
    ui::PdfParagraph paragraph;
    for (const people::HeldValue& value : row) {
      if (value.value.empty()) continue;
      if (!paragraph.empty()) paragraph.push_back({" · "});
      paragraph.push_back({t(value.label) + (locale.is_french() ? "\u00a0: " : ": "), true});
      // A day or a French name keeps its order inside a line that runs the other way.
      const std::string text = told(value, locale);
      paragraph.push_back({locale.right_to_left() ? "\u2068" + text + "\u2069" : text});
      if (once) printed.paragraphs.push_back(std::exchange(paragraph, {}));
    }
    if (!paragraph.empty()) printed.paragraphs.push_back(std::move(paragraph));
  }
  return printed;
}

}  // namespace

std::string export_purpose(std::string_view format) {
  return "export " + std::string(format) + " de tout le dossier";
}

std::string to_pdf(const PersonExport& file, const ui::Locale& locale) {
  const ui::Words t(locale);
  const std::string when = locale.is_french() ? instant_in_french(file.made_at)
                                              : file.made_at.substr(0, 10) + " " + file.made_at.substr(11, 5);
  ui::PdfDocument document;
  document.title = t("Ce qui est gardé sur {nom}", {{"nom", file.name}});
  document.author = file.made_by;
  document.made_at = file.made_at;
  document.mark = t("Remis le {quand} (UTC) par {qui}", {{"quand", when}, {"qui", file.made_by}});
  document.page_word = t("Page");
  document.language = locale.code();
  document.preface = {
      {t("Copie remise au titre du droit d’accès (RGPD, article 15), faite par {qui} le {quand} (UTC).",
         {{"qui", file.made_by}, {"quand", when}})}};
  if (!locale.is_french()) {
    document.preface.push_back(
        {"\n" +
         t("Traduction pour aider à lire : le texte français fait foi. Les noms des étapes et des organismes "
           "restent en français, comme sur vos courriers.")});
  }
  for (const ExportedSection& section : file.sections)
    document.sections.push_back(section_of(section, locale));
  document.closing = {
      {t("Vous pouvez demander une correction, la limitation, l’opposition ou l’effacement à "
         "l’organisme qui vous suit ou au délégué à la protection des données, et saisir la "
         "CNIL.")}};
  return ui::to_pdf(document);
}

void add_person_copy_pages(http::Router& router, const Workspace& workspace,
                           const std::vector<people::HeldSection>& sections) {
  router.get("/dossiers/:id/droits/copie", [&workspace, &sections](const http::Request& request) {
    return show(workspace, request, sections);
  });
  router.get("/dossiers/:id/droits/export", [&workspace, &sections](const http::Request& request) {
    return take_away(workspace, request, sections);
  });
}

}  // namespace jalon::rights
