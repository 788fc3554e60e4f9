#include "desk/dossier_pages.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/string_map.hpp"
#include "desk/views/dossier_history.hpp"
#include "desk/views/dossier_household.hpp"
#include "desk/views/dossier_pathway.hpp"
#include "desk/views/dossier_summary.hpp"
#include "partners/actor_names_store.hpp"
#include "partners/organisation_store.hpp"
#include "pathways/causes.hpp"
#include "pathways/event_store.hpp"
#include "pathways/event_words.hpp"
#include "pathways/outcomes.hpp"
#include "pathways/pathway_actions.hpp"
#include "people/people_actions.hpp"
#include "people/person_store.hpp"

namespace jalon::desk {

using pathways::Workspace;
using people::PersonId;

namespace {

constexpr std::size_t letters_of_a_line = 22;
constexpr std::size_t readings_shown = 20;

/// Opens a file: the page is made by `show(page, person, dossier)`; unknown files are a 404.
template <class Show>
http::Response open(const Workspace& workspace, const http::Request& request, Show show) {
  const auto person = PersonId::parse(request.param("id"));
  if (!person) return workspace.pages.problem(request, {404, ""});
  const auto page = workspace.pages.context(request);
  const auto dossier = read_dossier(workspace, workspace.view(request), *person, page.moment());
  if (!dossier) return workspace.pages.problem(request, {404, ""});
  const auto logged =
      people::record_access(workspace.database, workspace.territory, Workspace::actor(request), *person,
                            purpose_of(*dossier, "consultation du dossier"), request.peer);
  if (!logged) return workspace.pages.problem(request, {404, ""});
  return show(page, *person, *dossier);
}

std::vector<Member> members(const Workspace& workspace, const partners::View& view, PersonId person,
                            const Dossier& dossier, Moment moment) {
  const Date at = moment.at;
  const auto known = workspace.database.read([&](store::Reader& reader) {
    return people::household_of(reader, workspace.vault, workspace.territory, person, moment.known_at);
  });
  return workspace.board.on(moment, [&](const pathways::Snapshot& snapshot) {
    const pathways::Sights sights(view, snapshot.board.catalogue());
    const bool sees_household =
        view.sight(partners::Category::household, dossier.relation) >= partners::Sight::read;
    std::vector<Member> list;
    for (const people::KnownPerson& one : known) {
      if (!sees_household && one.id != person) continue;
      const pathways::Line* line = snapshot.line(one.id.bytes());  // who follows them now
      const partners::Relation relation = one.id == person  ? dossier.relation
                                          : line != nullptr ? sights.relation(*line)
                                                            : partners::Relation{};
      Member member;
      member.opens = view.opens(relation);
      member.id = one.id.text();
      member.name = people::display_name(one.identity);
      if (one.situation.family_role) member.role = people::to_french(*one.situation.family_role);
      if (one.identity.birth_date) member.age = age_at(*one.identity.birth_date, at);
      const pathways::Standing* standing = snapshot.board.standing(one.id.bytes());
      member.left = standing == nullptr;
      if (standing != nullptr && member.opens) {
        const auto seen = view.everything() ? *standing : sights.shown(snapshot.board, *standing, relation);
        member.points = static_cast<int>(seen.blockers.size());
        member.goals = seen.goals;
        member.goals_reached = seen.goals_reached;
        if (member.points > 0) {
          member.first_point =
              snapshot.board.catalogue().nearest_version(seen.blockers.front().step, at).label_fr;
        }
      }
      list.push_back(std::move(member));
    }
    return list;
  });
}

std::vector<Reading> readings(const Workspace& workspace, PersonId person) {
  std::vector<Reading> list;
  std::vector<people::Access> all;
  workspace.database.read([&](store::Reader& reader) {
    const partners::ActorNames names(reader, workspace.territory);
    all = people::accesses_of(reader, workspace.territory, person);
    for (people::Access& access : all) access.actor = names.of(access.actor);
  });
  for (const people::Access& access : all) {
    if (list.size() == readings_shown) break;
    const auto on = parse_date(std::string_view(access.at).substr(0, 10));
    const std::string day = on ? to_french(*on) : access.at;
    if (!list.empty() && list.back().at == day && list.back().actor == access.actor &&
        list.back().purpose == access.purpose) {
      ++list.back().times;
    } else {
      list.push_back({day, access.actor, access.purpose, 1});
    }
  }
  return list;
}

http::Response withdraw(const Workspace& workspace, const http::Request& request) {
  const auto person = PersonId::parse(request.param("id"));
  if (!person) return workspace.pages.problem(request, {404, ""});
  const auto page = workspace.pages.context(request);
  std::int64_t ver = 0;
  const auto text = request.form.get("evenement");
  std::from_chars(text.data(), text.data() + text.size(), ver);
  const ui::Url back = ui::path("/dossiers/{}/historique", person->text());
  const auto events = workspace.database.read(
      [&](store::Reader& reader) { return pathways::events_of(reader, workspace.territory, *person); });
  const auto found = std::ranges::find(events, ver, &pathways::RecordedEvent::ver);
  const auto catalogue = workspace.board.catalogue();
  if (found == events.end()) return workspace.pages.problem(request, {404, ""});
  const Date today = workspace.clock.today();
  const auto before = read_dossier(workspace, workspace.view(request), *person, today);
  if (!before) return workspace.pages.problem(request, {404, ""});
  const pathways::Sights sights(workspace.view(request), *catalogue);
  if (sights.step(found->step, before->relation) < partners::Sight::read) {
    return workspace.pages.problem(request, {404, ""});
  }
  if (!sights.writes(found->step, is_block(found->kind), before->relation)) {
    http::Response response = http::Response::redirect(page.link(back).text());
    ui::put_flash(
        response,
        {"danger", "Votre organisme lit cette étape mais n’y écrit pas\u00a0: rien n’a été retiré."});
    return response;
  }
  auto command = workspace.command(request);
  command.action = "pathways.record_event";
  command.object = person->text();
  pathways::EventDraft draft;
  draft.person = *person;
  draft.step = found->step;
  draft.kind = pathways::EventKind::withdrawn;
  draft.date = found->date;
  draft.corrects = ver;
  const auto recorded = pathways::record_event(workspace.database, workspace.vault, *catalogue,
                                               workspace.clock, command, draft, events.back().ver);
  if (!recorded && recorded.error().code != "command.already_done" &&
      recorded.error().code != "event.already_recorded") {
    http::Response response = http::Response::redirect(page.link(back).text());
    ui::put_flash(response, {"danger", "Cette saisie n’a pas pu être retirée."});
    return response;
  }
  workspace.board.refresh(*person);
  (void)people::record_access(workspace.database, workspace.territory, Workspace::actor(request), *person,
                              "retrait d’une saisie", request.peer);
  const auto after = read_dossier(workspace, workspace.view(request), *person, today);
  std::string said = page.words()("Saisie retirée : elle reste visible, barrée, dans l’historique.");
  if (after) said += " " + effect(*before, *after);
  return ui::done(page, back, said);
}

}  // namespace

std::string outline(const std::string& shape, const Box& box) {
  const auto at = [&](int x, int y) { return std::to_string(box.x + x) + " " + std::to_string(box.y + y); };
  const int w = box_width;
  const int h = box_height;
  const auto polygon = [&](std::initializer_list<std::pair<int, int>> points) {
    std::string path;
    for (const auto& [x, y] : points) path += (path.empty() ? "M" : "L") + at(x, y);
    return path + "Z";
  };
  if (shape == "ready") return polygon({{0, 0}, {w - 14, 0}, {w, h / 2}, {w - 14, h}, {0, h}});
  if (shape == "blocked") {
    return polygon({{12, 0}, {w - 12, 0}, {w, 12}, {w, h - 12}, {w - 12, h}, {12, h}, {0, h - 12}, {0, 12}});
  }
  if (shape == "done") {
    const int r = 20;
    const std::string arc = "A20 20 0 0 1 ";
    return "M" + at(r, 0) + "L" + at(w - r, 0) + arc + at(w, r) + "L" + at(w, h - r) + arc + at(w - r, h) +
           "L" + at(r, h) + arc + at(0, h - r) + "L" + at(0, r) + arc + at(r, 0) + "Z";
  }
  if (shape == "stopped") return polygon({{0, 0}, {w, 0}, {w, h - 14}, {w - 14, h}, {0, h}});
  return polygon({{0, 0}, {w, 0}, {w, h}, {0, h}});
}

Drawing draw(const Dossier& dossier) {
  std::vector<DrawnStep> steps;
  for (const StepCard& card : dossier.steps) steps.push_back({card.domain, card.after});
  const Layout layout = lay_out(steps, domain_words.size() + 1);
  Drawing drawing;
  drawing.width = layout.width;
  drawing.height = layout.height;
  for (std::size_t i = 0; i < layout.lanes.size(); ++i) {
    if (layout.lanes[i].height == 0) continue;
    drawing.lanes.push_back(
        {std::string(i < domain_words.size() ? domain_words[i].second : "Autres étapes"), layout.lanes[i]});
  }
  for (const bool critical : {false, true}) {  // the critical chain above the rest
    for (std::size_t i = 0; i < steps.size(); ++i) {
      for (const std::size_t before : steps[i].waits_for) {
        if ((dossier.steps[i].critical_after == before) != critical) continue;
        drawing.lines.push_back({line_between(layout.boxes[before], layout.boxes[i]), critical});
      }
    }
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const StepCard& card = dossier.steps[i];
    drawing.cards.push_back({&card, layout.boxes[i], wrap(card.label, letters_of_a_line)});
  }
  return drawing;
}

std::vector<DomainGroup> by_domain(const Dossier& dossier) {
  std::vector<DomainGroup> groups;
  for (std::size_t i = 0; i <= domain_words.size(); ++i) {
    auto cards = dossier.those([&](const StepCard& card) { return card.domain == i; });
    if (cards.empty()) continue;
    groups.push_back(
        {std::string(i < domain_words.size() ? domain_words[i].second : "Autres étapes"), std::move(cards)});
  }
  return groups;
}

std::string open_until(const Dossier& dossier) {
  return to_french(paris_date(dossier.open_until_ms)) + " à " + paris_time(dossier.open_until_ms);
}

bool is_block(pathways::EventKind kind) {
  return kind == pathways::EventKind::blocked || kind == pathways::EventKind::unblocked;
}

Moment moment_of_history(const ui::PageContext& page) {
  return page.as_of_chosen ? page.moment() : Moment(Date::never(), page.moment().known_at);
}

std::vector<EventLine> event_lines(const Workspace& workspace, const partners::View& view, PersonId person,
                                   const partners::Relation& relation, std::string_view only, Moment moment) {
  const auto catalogue = workspace.board.catalogue();
  const pathways::Sights sights(view, *catalogue);
  std::vector<EventLine> lines;
  workspace.database.read([&](store::Reader& reader) {
    auto events = pathways::events_of(reader, workspace.territory, person);
    std::erase_if(events,
                  [&](const pathways::RecordedEvent& event) { return event.recorded_on > moment.known_at; });
    std::set<std::int64_t> replaced;
    for (const pathways::RecordedEvent& event : events) {
      if (event.corrects) replaced.insert(*event.corrects);
    }
    std::unordered_map<std::string, std::string> names;
    for (const auto& one : partners::all_organisations(reader, workspace.territory)) {
      names.emplace(one.id.text(), one.name);
    }
    const partners::ActorNames actors(reader, workspace.territory);
    for (const pathways::RecordedEvent& event : events) {
      if (event.date > moment.at || (!only.empty() && event.step != only)) continue;
      if (sights.step(event.step, relation) < partners::Sight::read) continue;
      EventLine line;
      line.ver = event.ver;
      line.step = event.step;
      const auto index = catalogue->find(event.step);
      line.step_label = index ? catalogue->nearest_version(*index, event.date).label_fr : event.step;
      line.kind = pathways::event_label(event.kind);
      line.detail = pathways::outcome_label(event.outcome);
      const std::string words = pathways::text_of(workspace.vault, person, event);
      if (!words.empty()) line.detail += (line.detail.empty() ? "" : ", ") + words;
      if (!event.cause.empty()) line.detail = pathways::cause_label(event.cause);
      line.date = event.date;
      line.recorded_on = event.recorded_on;
      if (event.organisation) line.organisation = names[event.organisation->text()];
      line.actor = actors.of(event.actor);
      line.writable = sights.writes(event.step, is_block(event.kind), relation);
      line.replaced = replaced.contains(event.ver);
      line.correction = event.corrects.has_value();
      line.withdrawal = event.kind == pathways::EventKind::withdrawn;
      lines.push_back(std::move(line));
    }
  });
  std::stable_sort(lines.begin(), lines.end(), [](const EventLine& a, const EventLine& b) {
    return std::pair(a.date, a.ver) > std::pair(b.date, b.ver);
  });
  return lines;
}

std::string instant_in_french(std::string_view iso) {
  constexpr std::int64_t minute_ms = 60'000;
  const auto date = parse_date(iso.substr(0, 10));
  if (!date || iso.size() < 16) return std::string(iso);
  const auto digits = [&](std::size_t at) { return (iso[at] - '0') * 10 + (iso[at + 1] - '0'); };
  const std::int64_t ms = (std::int64_t{date->days()} * 24 * 60 + digits(11) * 60 + digits(14)) * minute_ms;
  return to_french(paris_date(ms)) + " à " + paris_time(ms);
}

std::vector<ui::Tab> dossier_tabs(const ui::PageContext& page, const Dossier& dossier,
                                  std::string_view current) {
  const auto t = page.words();
  std::vector<ui::Tab> tabs;
  const std::pair<const char*, const char*> all[] = {
      {"", "Synthèse"}, {"/parcours", "Parcours"}, {"/menage", "Ménage"}, {"/historique", "Historique"}};
  for (const auto& [end, label] : all) {
    tabs.push_back({t(label), page.link(ui::Url("/dossiers/" + dossier.id + end)), current == end, {}});
  }
  if (dossier.keeps_notes && page.opens("/dossiers/:id/notes")) {
    const ui::Url notes = ui::path("/dossiers/{}/notes", dossier.id);
    tabs.push_back({t("Notes"), page.link(notes), current == "/notes", {}});
  }
  if (dossier.reads_health && page.opens("/dossiers/:id/sante")) {
    const ui::Url health = ui::path("/dossiers/{}/sante", dossier.id);
    tabs.push_back({t("Santé"), page.link(health), current == "/sante", {}});
  }
  if (dossier.exercises && page.opens("/dossiers/:id/droits")) {
    tabs.push_back({t("Droits"), page.link(ui::path("/dossiers/{}/droits", dossier.id)), false, {}});
  }
  return tabs;
}

void add_dossier_pages(http::Router& router, const Workspace& workspace) {
  router.get("/dossiers/:id", [&workspace](const http::Request& request) {
    return open(workspace, request, [](const auto& page, PersonId, const Dossier& dossier) {
      return ui::answer(page, views::dossier_summary, page, dossier);
    });
  });
  router.get("/dossiers/:id/parcours", [&workspace](const http::Request& request) {
    return open(workspace, request, [](const auto& page, PersonId, const Dossier& dossier) {
      return ui::answer(page, views::dossier_pathway, page, dossier, by_domain(dossier), draw(dossier));
    });
  });
  router.get("/dossiers/:id/menage", [&workspace](const http::Request& request) {
    return open(workspace, request, [&](const auto& page, PersonId person, const Dossier& dossier) {
      return ui::answer(page, views::dossier_household, page, dossier,
                        members(workspace, workspace.view(request), person, dossier, page.moment()));
    });
  });
  router.get("/dossiers/:id/historique", [&workspace](const http::Request& request) {
    return open(workspace, request, [&](const auto& page, PersonId person, const Dossier& dossier) {
      return ui::answer(page, views::dossier_history, page, dossier,
                        event_lines(workspace, workspace.view(request), person, dossier.relation, "",
                                    moment_of_history(page)),
                        readings(workspace, person));
    });
  });
  router.post("/dossiers/:id/retraits",
              [&workspace](const http::Request& request) { return withdraw(workspace, request); });
}

}  // namespace jalon::desk
