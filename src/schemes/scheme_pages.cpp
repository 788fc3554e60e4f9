#include "schemes/scheme_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/text.hpp"
#include "partners/small_numbers.hpp"
#include "partners/territory.hpp"
#include "people/people_actions.hpp"
#include "schemes/views/place.hpp"
#include "schemes/views/schemes.hpp"

namespace jalon::schemes {
namespace {

using pathways::Snapshot;
using pathways::Workspace;

constexpr std::size_t places_per_page = 50;
constexpr std::size_t waiting_shown = 50;

http::Response schemes_page(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  SchemesSheet sheet;
  const std::string_view chosen = request.query.get("dispositif");
  const partners::View view_of_caller = workspace.view(request);
  const bool territory_wide = view_of_caller.sees_territory();
  sheet.fewest = partners::fewest_told(workspace.clock.today());
  workspace.board.on(page.moment(), [&](const Snapshot& snapshot) {
    const pathways::Sights sights(view_of_caller, snapshot.board.catalogue());
    const auto occupied = occupation(workspace, snapshot, page.moment().known_at);
    const auto told = told_places(snapshot, sights, *occupied, sheet.fewest);
    sheet.schemes = told->schemes;
    for (std::size_t i = 0; i < occupied->places.size(); ++i) {
      const PlaceView& view = occupied->places[i];
      const Place& place = view.place.place;
      if (chosen.empty() || place.scheme != chosen || has_ended(place, page.as_of)) continue;
      sheet.chosen = chosen;
      const bool opens = territory_wide || view_of_caller.is_own(view.place.organisation);
      sheet.places.push_back({view.place.id.text(), place.ref,
                              std::string(partners::commune_name(place.commune)), place.starts_on,
                              place.ends_on, place.capacity, told->places[i].occupied, told->places[i].free,
                              view.open, view.free > 0, opens && page.opens("/dispositifs/:place")});
    }
  });
  for (const SchemeLine& line : sheet.schemes) {
    for (const ToldNumber& one : {line.occupied, line.free, line.waiting}) sheet.kept_back.add(one.told);
  }
  for (const PlaceLine& line : sheet.places) sheet.kept_back.add(line.occupied.told);
  const std::size_t pages =
      std::max<std::size_t>(1, (sheet.places.size() + places_per_page - 1) / places_per_page);
  const std::string_view typed = request.query.get("page");
  std::size_t number = 1;
  std::from_chars(typed.data(), typed.data() + typed.size(), number);
  number = std::clamp<std::size_t>(number, 1, pages);
  sheet.paging = {page.link(ui::Url("/dispositifs").with("dispositif", sheet.chosen)),
                  static_cast<int>(number), static_cast<int>(pages)};
  const auto first = sheet.places.begin() + static_cast<std::ptrdiff_t>((number - 1) * places_per_page);
  const auto left = static_cast<std::size_t>(sheet.places.end() - first);
  const auto last = first + static_cast<std::ptrdiff_t>(std::min(left, places_per_page));
  sheet.places = std::vector<PlaceLine>(first, last);
  return ui::answer(page, views::schemes, page, sheet);
}

ui::Badge status_badge(const Stay& stay) {
  if (stay.status == StayStatus::present) return {ui::Tone::good, "Dans la place", ""};
  if (stay.status == StayStatus::accepted) return {ui::Tone::ready, "Accepté, pas encore entré", ""};
  return {ui::Tone::waiting, "Proposé, réponse attendue", ""};
}

std::vector<ui::Option> moves_from(StayStatus status) {
  switch (status) {
    case StayStatus::proposed:
      return {{"accepted", "Accepter", ""}, {"declined", "Refuser", ""}, {"withdrawn", "Retirer", ""}};
    case StayStatus::accepted:
      return {{"entered", "Faire entrer", ""}, {"withdrawn", "Retirer", ""}};
    default:
      return {{"completed", "Terminé", ""}, {"left", "Sorti avant la fin", ""}};
  }
}

std::optional<Date> since_of(const Stay& stay) {
  if (stay.status == StayStatus::present) return stay.entered_on;
  return stay.status == StayStatus::accepted ? stay.accepted_on : stay.proposed_on;
}

/// A line in the access log for each person whom the page names.
bool log_names(const Workspace& workspace, const http::Request& request, const PlaceSheet& sheet) {
  std::vector<people::PersonId> named;
  for (const Occupant& one : sheet.occupants) {
    if (one.named) named.push_back(*people::PersonId::parse(one.id));
  }
  for (const auto& one : sheet.waiting) named.push_back(*people::PersonId::parse(one.id));
  return named.empty() ||
         people::record_accesses(workspace.database, workspace.territory, named,
                                 {Workspace::actor(request), "consultation d’une place", request.peer})
             .has_value();
}

std::vector<PersonStay> inside_of(const Occupation& occupied, PlaceId id) {
  std::vector<PersonStay> inside;
  std::ranges::copy_if(occupied.stays, std::back_inserter(inside), [&](const PersonStay& one) {
    return one.place == id && one.stay.status != StayStatus::none;
  });
  return inside;
}

/// Each of them to who runs the place, without a name where there is no right to it; to others those whom
/// they may name, and of the rest no more than how many.
void tell_inside(PlaceSheet& sheet, const Snapshot& snapshot, const pathways::Sights& sights,
                 const std::vector<PersonStay>& inside) {
  const auto& organisation = sheet.view.place.organisation;
  const bool runs = sights.view().runs_places_of(organisation);
  const bool own = sights.view().is_own(organisation);
  for (const PersonStay& one : inside) {
    const pathways::Line* line = snapshot.line(one.person.bytes());
    const bool named = line != nullptr && names(sights, *line, sheet.view.place.place.step, own);
    if (!named && !runs) {
      const bool counted = sheet.told.occupied.is_told() && one.stay.status != StayStatus::proposed;
      sheet.others += counted ? 1 : 0;
      continue;
    }
    sheet.occupants.push_back({one.person.text(),
                               line == nullptr ? "Dossier inconnu"
                               : named         ? people::display_name(line->identity)
                                               : "Personne suivie ailleurs",
                               status_badge(one.stay), since_of(one.stay), moves_from(one.stay.status),
                               named && sights.opens(*line), named});
    if (!named) sheet.occupants.back().moves.clear();
  }
  std::ranges::sort(sheet.occupants, {}, [](const Occupant& one) { return std::tie(one.name, one.id); });
}

void tell_waiting(PlaceSheet& sheet, const Snapshot& snapshot, const pathways::Sights& sights,
                  const Occupation& occupied, const std::vector<PersonStay>& inside) {
  const std::string& step = sheet.view.place.place.step;
  sheet.waiting_in_all = told_waiting(snapshot, sights, occupied, step, sheet.fewest);
  const bool ranked_among_all = sheet.waiting_in_all.number.is_told();
  const auto everybody = waiting_by_step(snapshot);
  const auto for_this = everybody->find(step);
  if (for_this == everybody->end()) return;
  std::int64_t rank = 0;
  for (const Waiting& one : for_this->second) {
    const bool here =
        std::ranges::any_of(inside, [&](const PersonStay& stay) { return stay.person == one.person; });
    if (here) continue;  // proposed here already
    const pathways::Line* line = snapshot.line(one.person.bytes());
    const bool shown = line != nullptr && names(sights, *line, step, false);
    if (shown || ranked_among_all) ++rank;
    if (!shown || sheet.waiting.size() == waiting_shown) continue;
    sheet.waiting.push_back({rank, one.person.text(), one.name, one.since});
  }
}

/// Nullopt: there is none, or it is another organisation's and the caller sees no more than their own.
std::optional<PlaceSheet> place_sheet(const Workspace& workspace, const http::Request& request, Moment moment,
                                      PlaceId id) {
  const partners::View view_of_caller = workspace.view(request);
  return workspace.board.on(moment, [&](const Snapshot& snapshot) -> std::optional<PlaceSheet> {
    const auto occupied = occupation(workspace, snapshot, moment.known_at);
    const auto view =
        std::ranges::find(occupied->places, id, [](const PlaceView& one) { return one.place.id; });
    if (view == occupied->places.end()) return std::nullopt;
    const pathways::Sights sights(view_of_caller, snapshot.board.catalogue());
    const bool own = view_of_caller.is_own(view->place.organisation);
    if (!own && !view_of_caller.sees_territory()) return std::nullopt;
    const Place& place = view->place.place;
    PlaceSheet sheet;
    sheet.id = id.text();
    sheet.view = *view;
    sheet.fewest = partners::fewest_told(workspace.clock.today());
    sheet.told = told_places(snapshot, sights, *occupied, sheet.fewest)
                     ->places[static_cast<std::size_t>(view - occupied->places.begin())];
    sheet.step_label = step_label(snapshot, place.step);
    sheet.commune = partners::commune_name(place.commune);
    if (view->place.organisation) {
      sheet.organisation = snapshot.organisation_named(view->place.organisation->bytes());
    }
    sheet.rules = rules_in_french(place);
    tell_inside(sheet, snapshot, sights, inside_of(*occupied, id));
    tell_waiting(sheet, snapshot, sights, *occupied, inside_of(*occupied, id));
    sheet.kept_back.add(sheet.told.occupied.told);
    sheet.kept_back.add(sheet.waiting_in_all.number.told);
    return sheet;
  });
}

ui::FieldError in_french(const Refusal& refusal) {
  if (refusal.code == "place.full") {
    return {"personne", "Cette place est complète\u00a0: personne ne peut plus y être accepté."};
  }
  if (refusal.code == "place.about_health") {
    return {"", "Une place de soin ne s’enregistre pas\u00a0: elle dirait la santé de la personne."};
  }
  if (refusal.code == "person.unknown") return {"personne", "Choisissez une personne."};
  if (refusal.code == "event.date_in_future") {
    return {"date", "Cette date est à venir\u00a0: enregistrez ce qui s’est déjà passé."};
  }
  if (refusal.code == "event.already_recorded") {
    return {"personne", "C’est déjà enregistré à cette date."};
  }
  return {"", "Cela n’a pas pu être enregistré (" + refusal.code + ")."};
}

std::string told(EnrolmentKind kind) {
  switch (kind) {
    case EnrolmentKind::proposed:
      return "Place proposée";
    case EnrolmentKind::accepted:
      return "Place acceptée";
    case EnrolmentKind::entered:
      return "Entrée enregistrée";
    case EnrolmentKind::left:
    case EnrolmentKind::completed:
      return "Sortie enregistrée";
    case EnrolmentKind::declined:
      return "Refus enregistré";
    default:
      return "Enregistré";
  }
}

http::Response move(const Workspace& workspace, const http::Request& request, PlaceId id) {
  const auto page = workspace.pages.context(request);
  EnrolForm form{std::string(request.form.get("personne")),
                 std::string(request.form.get("suite")),
                 std::string(trim(request.form.get("date"))),
                 {}};
  const auto sheet = place_sheet(workspace, request, page.moment(), id);
  if (!sheet) return workspace.pages.problem(request, {404, ""});
  const auto person = people::PersonId::parse(form.person);
  const auto kind = parse_enrolment_kind(form.kind);
  const auto date = form.date.empty() ? std::optional(workspace.clock.today()) : parse_date(form.date);
  if (!person) form.errors.push_back({"personne", "Choisissez une personne."});
  if (!kind) form.errors.push_back({"suite", "Choisissez ce qui s’est passé."});
  if (!date) form.errors.push_back({"date", "Ce n’est pas une date (jj/mm/aaaa)."});
  const auto shown = [&](const auto& list) {
    return std::ranges::any_of(list, [&](const auto& one) { return one.id == form.person; });
  };
  const bool from_here = workspace.view(request).everything() || shown(sheet->waiting) ||
                         std::ranges::any_of(sheet->occupants, [&](const Occupant& one) {
                           return one.id == form.person && !one.moves.empty();
                         });
  if (person && !from_here) form.errors.push_back({"personne", "Choisissez une personne de cette page."});
  if (form.errors.empty()) {
    store::Command command = workspace.command(request);
    command.action = "schemes.enrol";
    command.object = id.text();
    const auto enrolled =
        enrol(workspace.database, workspace.clock, command, {id, *person, *kind, *date, std::nullopt});
    if (enrolled || enrolled.error().code == "command.already_done") {
      workspace.board.refresh_places(*person);
      return ui::done(page, ui::path("/dispositifs/{}", sheet->id), told(*kind) + ".");
    }
    form.errors.push_back(in_french(enrolled.error()));
  }
  if (!log_names(workspace, request, *sheet)) return workspace.pages.problem(request, {404, ""});
  return ui::answer_refused(page, views::place, page, *sheet, form);
}

}  // namespace

std::string EnrolForm::error(std::string_view field) const {
  for (const ui::FieldError& one : errors) {
    if (one.field == field) return one.text;
  }
  return "";
}

std::vector<std::string> rules_in_french(const Place& place) {
  const Eligibility& rules = place.eligibility;
  std::vector<std::string> list;
  if (rules.min_age && rules.max_age) {
    list.push_back(fmt::format("De {} à {}\u00a0ans", *rules.min_age, *rules.max_age));
  } else if (rules.min_age) {
    list.push_back(fmt::format("{}\u00a0ans et plus", *rules.min_age));
  } else if (rules.max_age) {
    list.push_back(fmt::format("{}\u00a0ans au plus", *rules.max_age));
  }
  if (rules.min_french && rules.max_french) {
    list.push_back(
        fmt::format("Niveau de français de {} à {}", to_word(*rules.min_french), to_word(*rules.max_french)));
  } else if (rules.min_french) {
    list.push_back(fmt::format("Niveau de français {} au moins", to_word(*rules.min_french)));
  } else if (rules.max_french) {
    list.push_back(fmt::format("Niveau de français {} au plus", to_word(*rules.max_french)));
  }
  if (rules.household_min && rules.household_max) {
    list.push_back(
        fmt::format("Ménage de {} à {}\u00a0personnes", *rules.household_min, *rules.household_max));
  } else if (rules.household_min) {
    list.push_back("Ménage d’au moins " + french_count(*rules.household_min, "personne", "personnes"));
  } else if (rules.household_max) {
    list.push_back("Ménage de " + french_count(*rules.household_max, "personne", "personnes") + " au plus");
  }
  if (list.empty()) list.emplace_back("Ouverte à tous");
  return list;
}

void add_scheme_pages(http::Router& router, const Workspace& workspace) {
  router.get("/dispositifs",
             [&workspace](const http::Request& request) { return schemes_page(workspace, request); });
  router.get("/dispositifs/:place", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    const auto id = PlaceId::parse(request.param("place"));
    const auto sheet = id ? place_sheet(workspace, request, page.moment(), *id) : std::nullopt;
    if (!sheet || !log_names(workspace, request, *sheet)) return workspace.pages.problem(request, {404, ""});
    return ui::answer(page, views::place, page, *sheet, EnrolForm{});
  });
  router.post("/dispositifs/:place", [&workspace](const http::Request& request) {
    const auto id = PlaceId::parse(request.param("place"));
    if (!id) return workspace.pages.problem(request, {404, ""});
    return move(workspace, request, *id);
  });
}

}  // namespace jalon::schemes
