#include "rights/right_holders_actions.hpp"

#include <algorithm>

#include "people/health_actions.hpp"

namespace jalon::rights {
namespace {

bool holds_everything(const partners::Caller& caller, const partners::View& view) {
  return view.everything() || caller.roles.has(partners::Role::data_protection);
}

/// A note belongs to its author's organisation: whoever else hands the copy over does not read it.
void keep_notes_apart(PersonExport& file, const partners::View& view) {
  const auto section = std::ranges::find(file.sections, "notes", &ExportedSection::name);
  if (section == file.sections.end()) return;
  for (people::HeldRow& row : section->rows) {
    const auto value = [&](std::string_view name) {
      return std::ranges::find(row, name, &people::HeldValue::name);
    };
    if (view.keeps_notes() && view.is_own(value("organisation_ref")->value)) continue;
    value("text")->value =
        "Note d’un autre organisme\u00a0: le délégué à la protection des données la remet.";
  }
}

/// The two flags of health are for the person, the delegate and the accounts named: whoever else hands the
/// copy over does not read them, nor learns that there are some.
void keep_health_apart(PersonExport& file, const people::HealthDesk& desk, const partners::View& view) {
  const bool shown = desk.history.empty() ||  // it was never on: there is nothing
                     (view.keeps_notes() && view.account() && desk.on &&
                      std::ranges::find(desk.readers, *view.account()) != desk.readers.end());
  if (shown) return;
  const auto section = std::ranges::find(file.sections, "health", &ExportedSection::name);
  if (section == file.sections.end()) return;
  section->rows = {{{"note", "Remarque", "Remis par le délégué à la protection des données, s’il y en a."}}};
}

}  // namespace

bool exercises_rights(const partners::Caller& caller, const partners::View& view,
                      const partners::Relation& relation) {
  return caller.roles.has(partners::Role::data_protection) ||
         view.sight(partners::Category::identity, relation) == partners::Sight::write;
}

bool erases(const partners::Caller& caller, const partners::View& view) {
  return holds_everything(caller, view);
}

void keep_apart(store::Reader& reader, std::string_view territory, Date today, const partners::Caller& caller,
                const partners::View& view, PersonExport& file) {
  if (holds_everything(caller, view)) return;
  keep_notes_apart(file, view);
  keep_health_apart(file, people::health_desk(reader, territory, today), view);
}

}  // namespace jalon::rights
