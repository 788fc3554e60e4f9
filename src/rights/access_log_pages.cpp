#include "rights/access_log_pages.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "partners/actor_names_store.hpp"
#include "people/access_log_store.hpp"
#include "rights/views/access_log.hpp"

namespace jalon::rights {

using pathways::Workspace;

namespace {

constexpr std::int64_t lines_per_page = 50;

/// "2018-10-12T07:30:00.000Z" as Paris reads it; anything else as it stands.
std::string moment(const std::string& at) {
  const auto on = parse_date(std::string_view(at).substr(0, std::min<std::size_t>(10, at.size())));
  int hour = 0;
  int minute = 0;
  const auto number = [&](std::size_t first, int& value) {
    return at.size() >= first + 2 &&
           std::from_chars(at.data() + first, at.data() + first + 2, value).ec == std::errc();
  };
  if (!on || !number(11, hour) || !number(14, minute)) return at;
  const std::int64_t ms = (std::int64_t{on->days()} * 24 * 60 + hour * 60 + minute) * 60'000;
  return to_french(paris_date(ms)) + " à " + paris_time(ms);
}

AccessSheet sheet_of(const Workspace& workspace, const ui::PageContext& page, const http::Request& request) {
  AccessSheet sheet;
  sheet.ref = trim(request.query.get("personne"));
  const std::string_view typed = request.query.get("page");
  std::int64_t number = 1;
  std::from_chars(typed.data(), typed.data() + typed.size(), number);
  workspace.database.read([&](store::Reader& reader) {
    sheet.total = people::count_accesses(reader, workspace.territory, sheet.ref);
    const std::int64_t pages = std::max<std::int64_t>(1, (sheet.total + lines_per_page - 1) / lines_per_page);
    number = std::clamp<std::int64_t>(number, 1, pages);
    sheet.paging = {page.link(ui::Url("/acces").with("personne", sheet.ref)), static_cast<int>(number),
                    static_cast<int>(pages)};
    const partners::ActorNames names(reader, workspace.territory);
    for (const people::LoggedAccess& one : people::logged_accesses(
             reader, workspace.territory, sheet.ref, (number - 1) * lines_per_page, lines_per_page)) {
      sheet.lines.push_back({moment(one.at), names.of(one.actor), one.ref, one.purpose, one.peer});
    }
  });
  return sheet;
}

}  // namespace

void add_access_log_pages(http::Router& router, const Workspace& workspace) {
  router.get("/acces", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    return ui::answer(page, views::access_log, page, sheet_of(workspace, page, request));
  });
}

}  // namespace jalon::rights
