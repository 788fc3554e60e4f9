// person export, person restrict, person erase.
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

#include "app/app.hpp"
#include "app/commands.hpp"
#include "app/on_territory.hpp"
#include "app/person_records.hpp"
#include "partners/actor_names_store.hpp"
#include "people/erasure_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"
#include "people/right_actions.hpp"
#include "rights/person_copy_pages.hpp"
#include "rights/person_copy_words_pages.hpp"
#include "rights/person_export_actions.hpp"
#include "rights/right_holders_actions.hpp"

namespace jalon::app {
namespace {

struct PersonCommand {
  Config config;
  std::string territory;
  As as;
  std::string person;
  std::string reason;
  std::string confirm;
  std::string pdf;  // a file to write; "" = JSON on the standard output
  std::string language = "fr";
  bool release = false;
};

/// Runs `act(App&, AtTerminal, View, person)` on a person of the base whose rights they exercise; says why it
/// cannot. A person whose file is not their business is unknown to them.
template <class Act>
int with_person(const PersonCommand& command, const char* name, Streams io, Act&& act) {
  const std::string typed = std::string("person ") + name;
  return on_territory(
      command.config, command.territory, typed, command.as, io, [&](App& app, const AtTerminal& who) {
        const partners::View view = view_of(app, who);
        const auto person =
            app.database().read([&](store::Reader& reader) -> std::optional<people::PersonId> {
              const auto id = people::person_by_ref(reader, who.territory, command.person);
              const auto found =
                  id ? people::find_person(reader, app.vault(), who.territory, *id) : std::nullopt;
              if (!found) return std::nullopt;
              const auto relation = view.relation(found->situation.referent, id->bytes());
              return rights::exercises_rights(who.caller, view, relation) ? id : std::nullopt;
            });
        if (!person) {
          io.err << "jalon " << typed << "\u00a0: personne inconnue\u00a0: « " << command.person << " ».\n";
          return refused;
        }
        const Result<std::string> said = act(app, who, view, *person);
        if (!said) {
          io.err << "jalon " << typed << "\u00a0: refusé (" << said.error().code << ").\n";
          return refused;
        }
        io.out << *said << "\n";
        return done;
      });
}

/// Nobody else on the machine reads it, from before it holds anything.
bool write_private(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (!out) return false;
  std::error_code error;
  std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write,
                               error);
  if (error) return false;
  out << bytes;
  out.close();
  return !out.fail();
}

int run_export(const PersonCommand& command, Streams io) {
  const auto languages = rights::copy_languages();
  if (std::ranges::find(languages, command.language) == languages.end()) {
    io.err << fmt::format(
        "jalon person export\u00a0: langue inconnue\u00a0: « {} »\u00a0; au choix\u00a0: {}.\n",
        command.language, fmt::join(languages, ", "));
    return refused;
  }
  return with_person(
      command, "export", io,
      [&](App& app, const AtTerminal& who, const partners::View& view,
          people::PersonId person) -> Result<std::string> {
        log_reading(app, who, {&person, 1}, rights::export_purpose(command.pdf.empty() ? "JSON" : "PDF"));
        auto file = app.database().read([&](store::Reader& reader) {
          const Date today = app.clock().today();
          auto read =
              rights::export_person(reader, app.vault(), who.territory, person, held_sections(), today);
          if (!read) return read;
          read->made_by = partners::ActorNames(reader, who.territory).of(who.actor());
          rights::keep_apart(reader, who.territory, today, who.caller, view, *read);
          return read;
        });
        if (!file) return refuse("person.unknown");
        file->made_at = to_iso_instant(app.clock().now_ms());
        if (command.pdf.empty()) return rights::to_json(*file);
        if (!write_private(command.pdf, rights::to_pdf(*file, rights::copy_language(command.language)))) {
          return refuse("file.not_writable");
        }
        return "Écrit\u00a0: " + command.pdf + ".";
      });
}

int run_restrict(const PersonCommand& command, Streams io) {
  return with_person(
      command, "restrict", io,
      [&](App& app, const AtTerminal& who, const partners::View&,
          people::PersonId person) -> Result<std::string> {
        const people::RightDraft draft{
            person, command.release ? people::RightKind::released : people::RightKind::restricted,
            app.clock().today(), command.release ? "" : command.reason, ""};
        auto exercised = people::exercise_right(app.database(), app.vault(), who.command(), draft);
        if (!exercised) return tl::unexpected(exercised.error());
        return std::string(right_label(draft.kind)) + "\u00a0: " + command.person + ".";
      });
}

int run_erase(const PersonCommand& command, Streams io) {
  if (command.confirm != command.person) {
    io.err << "jalon person erase\u00a0: un effacement ne se défait pas\u00a0: répétez l’identifiant avec "
              "--confirm.\n";
    return refused;
  }
  return with_person(command, "erase", io,
                     [&](App& app, const AtTerminal& who, const partners::View&,
                         people::PersonId person) -> Result<std::string> {
                       if (people::find_right_reason(people::RightKind::erased, command.reason) == nullptr) {
                         return refuse("right.reason_missing");
                       }
                       auto erased = people::erase_identity(app.database(), app.vault(), who.command(),
                                                            person, command.reason, app.clock().today());
                       if (!erased) return tl::unexpected(erased.error());
                       return "Effacé\u00a0: " + command.person + ".";
                     });
}

}  // namespace

void add_person_commands(CommandLine& commandline) {
  const auto command = std::make_shared<PersonCommand>();
  auto person = commandline.add("person", "Droits d’une personne\u00a0: copie, limitation, effacement");
  const auto part = [&](const char* name, const char* help) {
    auto added = person.add(name, help);
    added.required("--db", "DB", "Fichier SQLite ou adresse postgresql://", command->config.database)
        .required("--person", "REF", "Identifiant de la personne, celui des fichiers", command->person)
        .option("--keys", "FILE", "Fichier des clés de chiffrement (défaut : à côté de la base)",
                command->config.keys)
        .option("--territory", "CODE", "Département, par exemple 63", command->territory)
        .option("--today", "DATE", "Date du geste, au lieu de celle de la machine", command->config.today);
    add_account_options(added, command->as);
    return added;
  };
  auto copied = part("export", "Écrit en JSON tout ce qui est gardé sur elle, et qui l’a lu");
  copied.option("--pdf", "FILE", "Écrit la copie à imprimer dans ce fichier, au lieu du JSON", command->pdf)
      .option("--language", "CODE", "Langue de la copie à imprimer (défaut : fr)", command->language)
      .run([command](Streams io) { return run_export(*command, io); });
  auto restricted = part("restrict", "Limite le traitement\u00a0: gardé, et ne sert plus");
  restricted.option("--reason", "WORD", "accuracy, unlawful, claim ou objection", command->reason)
      .flag("--release", "Met fin à la limitation", command->release)
      .run([command](Streams io) { return run_restrict(*command, io); });
  auto erase = part("erase", "Efface pour toujours nom, date de naissance et textes libres");
  erase.required("--reason", "WORD", "request ou unlawful", command->reason)
      .option("--confirm", "REF", "L’identifiant, une seconde fois", command->confirm)
      .run([command](Streams io) { return run_erase(*command, io); });
}

}  // namespace jalon::app
