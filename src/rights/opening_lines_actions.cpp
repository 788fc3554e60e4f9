#include "rights/opening_lines_actions.hpp"

#include <algorithm>
#include <array>

#include "partners/account_store.hpp"
#include "partners/organisation_store.hpp"
#include "people/people_actions.hpp"

namespace jalon::rights {
namespace {

using partners::Category;
using people::Opening;

// In the order of the enumeration.
constexpr std::array<std::string_view, partners::category_words.size()> category_labels = {
    "Identité",
    "Séjour et protection",
    "Ménage",
    "Hébergement et logement",
    "Français",
    "Emploi et formation",
    "Ressources",
    "Scolarité",
    "Santé",
    "Accompagnement",
    "Points de blocage",
    "Notes"};

ui::Badge state_of(const Opening& opening, std::int64_t now_ms) {
  if (opening.pending()) return {ui::Tone::waiting, "Attend une réponse", ""};
  if (opening.in_force(now_ms)) return {ui::Tone::info, "En cours", ""};
  if (opening.answer && opening.answer->kind == people::OpeningKind::refused) {
    return {ui::Tone::stop, "Refusé", ""};
  }
  if (opening.ended) return {ui::Tone::neutral, "Clos avant terme", ""};
  return {ui::Tone::neutral, "Terminé", ""};
}

}  // namespace

std::string categories_in_french(partners::CategorySet categories) {
  std::string text;
  for (std::size_t i = 0; i < category_labels.size(); ++i) {
    if ((categories & bit_of(static_cast<Category>(i))) == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(category_labels[i]);
  }
  return text;
}

std::vector<CategoryChoice> category_choices(partners::CategorySet offered, partners::CategorySet chosen) {
  std::vector<CategoryChoice> choices;
  for (std::size_t i = 0; i < category_labels.size(); ++i) {
    const auto bit = bit_of(static_cast<Category>(i));
    if ((offered & bit) == 0) continue;
    choices.push_back(
        {std::string(partners::category_words[i]), std::string(category_labels[i]), (chosen & bit) != 0});
  }
  return choices;
}

std::string instant_in_paris(std::int64_t unix_ms) {
  return to_french(paris_date(unix_ms)) + " à " + paris_time(unix_ms);
}

std::vector<ui::Option> duration_options(Date at) {
  std::vector<ui::Option> options;
  for (const people::OpeningRule& rule : people::durations_at(at)) {
    options.push_back({std::to_string(rule.hours), rule.label, ""});
  }
  return options;
}

OpeningLines::OpeningLines(store::Reader& reader, const pathways::Workspace& workspace)
    : reader_(reader), workspace_(workspace) {
  std::unordered_map<partners::OrganisationId, std::string> names;
  for (const auto& one : partners::all_organisations(reader, workspace.territory)) {
    names.emplace(one.id, one.name);
  }
  for (const partners::Account& account : partners::all_accounts(reader, workspace.territory)) {
    Holder holder{account.name, ""};
    if (account.organisation) holder.organisation = names[*account.organisation];
    accounts_.emplace(account.id.text(), std::move(holder));
  }
}

std::string OpeningLines::name_of(std::string_view actor) const {
  const auto found = accounts_.find(std::string(actor));
  return found == accounts_.end() ? std::string(actor) : found->second.name;
}

OpeningLine OpeningLines::line(const Opening& opening, bool with_name) {
  const std::int64_t now = workspace_.clock.now_ms();
  const Date today = workspace_.clock.today();
  OpeningLine line;
  line.id = opening.first.about.text();
  line.person = opening.first.person.text();
  if (const auto known =
          people::find_person(reader_, workspace_.vault, workspace_.territory, opening.first.person)) {
    line.ref = known->ref;
    if (with_name) line.name = people::display_name(known->identity);
  }
  line.emergency = opening.emergency();
  line.when = instant_in_paris(opening.first.at_ms);
  const auto holder = accounts_.find(opening.first.account.text());
  if (holder != accounts_.end()) {
    line.who = holder->second.name;
    line.organisation = holder->second.organisation;
  }
  line.reason = opening.first.reason;
  line.categories =
      categories_in_french(opening.granted() ? opening.answer->categories : opening.first.categories);
  line.hours = opening.first.hours;
  for (const people::OpeningRule& rule : people::durations_at(today)) {
    if (rule.hours == opening.first.hours) line.duration = rule.label;
  }
  if (opening.until_ms() > 0) line.until = instant_in_paris(opening.until_ms());
  line.state = state_of(opening, now);
  line.pending = opening.pending();
  line.in_force = opening.in_force(now);
  line.to_review = opening.emergency() && !opening.review;
  if (opening.answer) {
    line.said = opening.answer->reason;
    line.by = name_of(opening.answer->actor);
  }
  if (opening.review) {
    const bool justified = opening.review->kind == people::OpeningKind::justified;
    line.state =
        justified ? ui::Badge{ui::Tone::good, "Justifié", ""} : ui::Badge{ui::Tone::stop, "Non justifié", ""};
    line.said = opening.review->reason;
    line.by = name_of(opening.review->actor);
  }
  if (line.pending) line.asked = category_choices(opening.first.categories, opening.first.categories);
  return line;
}

}  // namespace jalon::rights
