#include "fortnight/fortnight_pages.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <unordered_map>

#include "base/text.hpp"
#include "fortnight/calendar.hpp"
#include "fortnight/edition_actions.hpp"
#include "fortnight/views/edition.hpp"
#include "fortnight/views/no_edition.hpp"
#include "fortnight/views/programme.hpp"
#include "partners/organisation_store.hpp"
#include "partners/territory.hpp"
#include "store/command_id.hpp"

namespace jalon::fortnight {
namespace {

constexpr std::string_view calendar_ending = ".ics";

/// Running on the day, else the next one, else the last one.
const Edition* current(const std::vector<Edition>& editions, Date at) {
  for (const Edition& edition : editions) {
    if (edition.ends_on >= at) return &edition;
  }
  return editions.empty() ? nullptr : &editions.back();
}

std::string hours_of(const Event& event) {
  const std::string start = hour_in_french(event.starts_at);
  return event.ends_at.empty() ? start : start + "\u00a0– " + hour_in_french(event.ends_at);
}

std::string where_of(const Event& event) {
  const std::string commune(partners::commune_name(event.commune));
  if (event.place.empty() || commune.empty()) return event.place + commune;
  return event.place + ", " + commune;
}

class Handlers {
 public:
  explicit Handlers(FortnightDesk desk) : desk_(std::move(desk)) {}

  http::Response show_current(const http::Request& request) const {
    const auto page = desk_.pages.context(request);
    const auto editions = read_editions();
    const Edition* edition = current(editions, page.as_of);
    if (edition == nullptr) return ui::answer(page, views::no_edition, page);
    return ui::answer(page, views::edition, page, sheet_of(*edition, editions));
  }

  http::Response show(const http::Request& request) const {
    std::string_view ref = request.param("edition");
    const bool calendar = ref.ends_with(calendar_ending);
    if (calendar) ref.remove_suffix(calendar_ending.size());
    const auto sheet = find(ref);
    if (!sheet) return desk_.pages.problem(request, {404, ""});
    if (calendar) return calendar_of(sheet->edition);
    const auto page = desk_.pages.context(request);
    return ui::answer(page, views::edition, page, *sheet);
  }

  http::Response show_programme(const http::Request& request) const {
    const auto sheet = find(request.param("edition"));
    if (!sheet) return desk_.pages.problem(request, {404, ""});
    const auto page = desk_.pages.context(request);
    return ui::answer(page, views::programme, page, *sheet);
  }

  http::Response set(const http::Request& request) const {
    auto sheet = find(request.param("edition"));
    const auto event = EventId::parse(request.param("event"));
    if (!sheet || !event) return desk_.pages.problem(request, {404, ""});
    const auto page = desk_.pages.context(request);
    const std::string typed(trim(request.form.get("presence")));
    store::Command command;
    command.territory = desk_.territory;
    command.id = store::command_id_of(request.command_id(), request.asked());
    command.actor = desk_.actor(request);
    const auto done = set_presence(desk_.database, command, *event, typed);
    if (done || done.error().code == "command.already_done") {
      return ui::done(page, ui::path("/quinzaine/{}", sheet->edition.ref),
                      typed.empty() ? "Présence retirée." : "Présence enregistrée.");
    }
    if (done.error().code == "event.unknown") return desk_.pages.problem(request, {404, ""});
    sheet->errors.push_back(
        {"presence-" + event->text(), "Ce texte est trop long\u00a0: une fonction et un nom suffisent."});
    sheet->refused_event = event->text();
    sheet->refused_text = typed;
    return ui::answer_refused(page, views::edition, page, *sheet);
  }

 private:
  std::vector<Edition> read_editions() const {
    return desk_.database.read([&](store::Reader& reader) { return all_editions(reader, desk_.territory); });
  }

  std::optional<EditionSheet> find(std::string_view ref) const {
    const auto editions = read_editions();
    const auto found = std::ranges::find(editions, ref, &Edition::ref);
    if (found == editions.end()) return std::nullopt;
    return sheet_of(*found, editions);
  }

  EditionSheet sheet_of(const Edition& edition, const std::vector<Edition>& all) const {
    EditionSheet sheet;
    sheet.edition = edition;
    sheet.region = partners::region_name(edition.region);
    sheet.all = all;
    std::vector<Event> events;
    std::unordered_map<partners::OrganisationId, std::string> names;
    desk_.database.read([&](store::Reader& reader) {
      events = events_of_edition(reader, desk_.territory, edition.id);
      for (const auto& one : partners::all_organisations(reader, desk_.territory)) names[one.id] = one.name;
    });
    sheet.events = static_cast<std::int64_t>(events.size());
    sheet.without_presence =
        std::ranges::count_if(events, [](const Event& event) { return event.prefectural_presence.empty(); });
    sheet.departments = programme(events, [&](const partners::OrganisationId& id) { return names[id]; });
    return sheet;
  }

  http::Response calendar_of(const Edition& edition) const {
    const auto events = desk_.database.read(
        [&](store::Reader& reader) { return events_of_edition(reader, desk_.territory, edition.id); });
    std::vector<CalendarEvent> entries;
    for (const Event& event : events) {
      entries.push_back({event.id.text() + "@jalon", event.title, event.held_on, event.starts_at,
                         event.ends_at, where_of(event), ""});
    }
    return http::Response::download(to_icalendar("Quinzaine de l’intégration", entries, desk_.clock.now_ms()),
                                    "text/calendar; charset=utf-8",
                                    "quinzaine-" + to_iso(edition.starts_on) + ".ics");
  }

  FortnightDesk desk_;
};

}  // namespace

std::string hour_in_french(std::string_view clock) {
  if (clock.size() != 5) return std::string(clock);
  std::string text(clock.substr(clock.starts_with('0') ? 1 : 0, clock.starts_with('0') ? 1 : 2));
  text += "\u00a0h";
  if (!clock.ends_with("00")) text += "\u00a0" + std::string(clock.substr(3));
  return text;
}

std::vector<DepartmentProgramme> programme(
    const std::vector<Event>& events,
    const std::function<std::string(const partners::OrganisationId&)>& organisation) {
  std::map<std::string, std::map<Date, std::vector<EventLine>>> sorted;
  for (const Event& event : events) {
    const auto code = partners::department_of_commune(event.commune);
    const std::string name(code.empty() ? "Lieu à préciser" : partners::department_name(code));
    sorted[name][event.held_on].push_back({event.id.text(), event.title, hours_of(event), where_of(event),
                                           event.organisation ? organisation(*event.organisation) : "",
                                           event.prefectural_presence});
  }
  std::vector<DepartmentProgramme> list;
  for (auto& [name, days] : sorted) {
    DepartmentProgramme& one = list.emplace_back();
    one.name = name;
    for (auto& [on, lines] : days) one.days.push_back({on, std::move(lines)});
  }
  return list;
}

void add_fortnight_pages(http::Router& router, FortnightDesk desk) {
  const auto handlers = std::make_shared<Handlers>(std::move(desk));
  router.get("/quinzaine",
             [handlers](const http::Request& request) { return handlers->show_current(request); });
  router.get("/quinzaine/:edition",
             [handlers](const http::Request& request) { return handlers->show(request); });
  router.get("/quinzaine/:edition/programme",
             [handlers](const http::Request& request) { return handlers->show_programme(request); });
  router.post("/quinzaine/:edition/evenements/:event",
              [handlers](const http::Request& request) { return handlers->set(request); });
}

}  // namespace jalon::fortnight
