#include "schemes/scheme_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

#include "base/text.hpp"
#include "partners/territory.hpp"
#include "pathways/evaluation.hpp"
#include "people/people_actions.hpp"
#include "schemes/views/place.hpp"
#include "schemes/views/schemes.hpp"

namespace jalon::schemes {
namespace {

using pathways::Snapshot;
using pathways::Workspace;

constexpr std::size_t places_per_page = 50;
constexpr std::size_t waiting_shown = 50;

std::string step_label(const Snapshot& snapshot, std::string_view id) {
  const auto step = snapshot.board.catalogue().find(id);
  return step ? snapshot.board.catalogue().nearest_version(*step, snapshot.board.at()).label_fr
              : std::string(id);
}

struct Occupation {
  std::vector<PlaceView> places;
  std::vector<PersonStay> stays;
};

/// Read once for each state of the board, which is told when a place or a stay changes.
std::shared_ptr<const Occupation> occupation(const Workspace& workspace, const Snapshot& snapshot,
                                             Date known_at) {
  return snapshot.derived.get<Occupation>("", [&] {
    const Date at = snapshot.board.at();
    return workspace.database.read([&](store::Reader& reader) {
      return Occupation{places(reader, workspace.territory, at, known_at),
                        stays(reader, workspace.territory, at, known_at)};
    });
  });
}

bool has_ended(const Place& place, Date at) {
  return place.ends_on && *place.ends_on < at;
}

void add(SchemeLine& line, const PlaceView& view, Date at) {
  const Place& place = view.place.place;
  ++line.places;
  line.capacity += place.capacity;
  line.occupied += view.accepted + view.present;
  line.proposed += view.proposed;
  if (!view.open || view.free == 0) return;
  line.free += view.free;
  if (place.starts_on && *place.starts_on > at) {
    line.next_opening = std::min(line.next_opening.value_or(*place.starts_on), *place.starts_on);
  }
}

std::vector<SchemeLine> scheme_lines(const std::vector<PlaceView>& views, const Snapshot& snapshot) {
  const Date at = snapshot.board.at();
  const auto waiting_lists = waiting_by_step(snapshot);
  const WaitingByStep& waiting = *waiting_lists;
  std::map<std::string, SchemeLine> lines;
  std::map<std::string, std::vector<std::string>> steps;
  for (const PlaceView& view : views) {
    const Place& place = view.place.place;
    if (has_ended(place, at)) continue;
    SchemeLine& line = lines[place.scheme];
    line.scheme = place.scheme;
    add(line, view, at);
    auto& known = steps[place.scheme];
    if (std::ranges::find(known, place.step) == known.end()) known.push_back(place.step);
  }
  std::vector<SchemeLine> list;
  for (auto& [scheme, line] : lines) {
    for (const std::string& step : steps[scheme]) {
      line.steps.push_back(step_label(snapshot, step));
      const auto found = waiting.find(step);
      if (found != waiting.end()) line.waiting += static_cast<std::int64_t>(found->second.size());
    }
    list.push_back(std::move(line));
  }
  return list;
}

http::Response schemes_page(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  SchemesSheet sheet;
  const std::string_view chosen = request.query.get("dispositif");
  const partners::View view_of_caller = workspace.view(request);
  const bool territory_wide = view_of_caller.sees_territory();
  workspace.board.on(page.moment(), [&](const Snapshot& snapshot) {
    const auto occupied = occupation(workspace, snapshot, page.moment().known_at);
    sheet.schemes = *snapshot.derived.get<std::vector<SchemeLine>>(
        "", [&] { return scheme_lines(occupied->places, snapshot); });
    for (const PlaceView& view : occupied->places) {
      const Place& place = view.place.place;
      if (chosen.empty() || place.scheme != chosen || has_ended(place, page.as_of)) continue;
      sheet.chosen = chosen;
      const bool opens = territory_wide || view_of_caller.is_own(view.place.organisation);
      sheet.places.push_back({view.place.id.text(), place.ref,
                              std::string(partners::commune_name(place.commune)), place.starts_on,
                              place.ends_on, place.capacity, view.accepted + view.present, view.free,
                              view.open, opens && page.opens("/dispositifs/:place")});
    }
  });
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

/// Whom the caller may name on the page of a place: those whose files open, and those who are in a place of
/// the caller's own organisation.
bool names(const pathways::Sights& sights, const pathways::Line& line, std::string_view step, bool own) {
  partners::Relation relation = sights.relation(line);
  relation.concerned = own;
  return sights.view().opens(relation) && (own || sights.step(step, relation) >= partners::Sight::flag);
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
    std::vector<PersonStay> inside;
    std::ranges::copy_if(occupied->stays, std::back_inserter(inside), [&](const PersonStay& one) {
      return one.place == id && one.stay.status != StayStatus::none;
    });
    const Place& place = view->place.place;
    PlaceSheet sheet;
    sheet.id = id.text();
    sheet.step_label = step_label(snapshot, place.step);
    sheet.commune = partners::commune_name(place.commune);
    if (view->place.organisation) {
      sheet.organisation = snapshot.organisation_named(view->place.organisation->bytes());
    }
    sheet.rules = rules_in_french(place);
    for (const PersonStay& one : inside) {
      const pathways::Line* line = snapshot.line(one.person.bytes());
      const bool named = line != nullptr && names(sights, *line, place.step, own);
      sheet.occupants.push_back({one.person.text(),
                                 line == nullptr ? "Dossier inconnu"
                                 : named         ? people::display_name(line->identity)
                                                 : "Personne suivie ailleurs",
                                 status_badge(one.stay), since_of(one.stay), moves_from(one.stay.status),
                                 named && sights.opens(*line), named});
      if (!named) sheet.occupants.back().moves.clear();
    }
    std::ranges::sort(sheet.occupants, {}, [](const Occupant& one) { return std::tie(one.name, one.id); });
    const auto waiting = waiting_by_step(snapshot);
    const auto for_this = waiting->find(place.step);
    for (const Waiting& one : for_this == waiting->end() ? std::vector<Waiting>() : for_this->second) {
      const bool here =
          std::ranges::any_of(inside, [&](const PersonStay& stay) { return stay.person == one.person; });
      if (here) continue;  // proposed here already
      ++sheet.waiting_in_all;
      const pathways::Line* line = snapshot.line(one.person.bytes());
      if (line == nullptr || !names(sights, *line, place.step, false)) continue;
      if (sheet.waiting.size() == waiting_shown) continue;
      sheet.waiting.push_back({sheet.waiting_in_all, one.person.text(), one.name, one.since});
    }
    sheet.view = *view;
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

namespace {

WaitingByStep evaluate_waiting(const Snapshot& snapshot) {
  const pathways::Board& board = snapshot.board;
  WaitingByStep waiting;
  pathways::Evaluator evaluator(board.catalogue_at(), &board.availability());
  for (const pathways::Standing& standing : board.standings()) {
    if (standing.count(pathways::Status::ready) == 0) continue;
    const pathways::Pathway* pathway = board.pathway(standing.person);
    const pathways::Line* line = snapshot.line(standing.person);
    if (pathway == nullptr || line == nullptr) continue;
    const auto& evaluation = evaluator.evaluate(pathway->view());
    for (const pathways::StepIndex step : evaluator.steps_with_places()) {
      const pathways::StepState& state = evaluation.steps[step];
      if (!state.present || state.status != pathways::Status::ready) continue;
      const bool held = std::ranges::any_of(
          pathway->places, [&](const pathways::PackedPlace& place) { return place.step == step; });
      if (held) continue;
      Waiting& one = waiting[board.catalogue().step(step).id].emplace_back();
      one.person = line->id;
      one.name = people::display_name(line->identity);
      if (state.since != pathways::no_day) one.since = Date::from_days(state.since);
    }
  }
  for (auto& [step, list] : waiting) {
    std::ranges::sort(list, {}, [](const Waiting& one) {
      return std::tuple(one.since.value_or(Date()), std::string_view(one.name), one.person);
    });
  }
  return waiting;
}

}  // namespace

std::shared_ptr<const WaitingByStep> waiting_by_step(const Snapshot& snapshot) {
  return snapshot.derived.get<WaitingByStep>("", [&] { return evaluate_waiting(snapshot); });
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
