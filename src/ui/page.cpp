#include "ui/page.hpp"

#include <algorithm>

#include "base/id.hpp"
#include "base/text.hpp"
#include "http/csrf.hpp"
#include "ui/views/footer.hpp"
#include "ui/views/header.hpp"
#include "ui/views/problem.hpp"

namespace jalon::ui {

namespace {

Locale locale_of(const http::Request& request) {
  // A translation is asked for, never guessed from the browser: French is the language of the trade, and most
  // pages have no other: only their frame is translated, and says so.
  const auto asked = request.query.get("langue");
  return Locale::of(asked.empty() ? request.cookies.get("jalon_langue") : asked);
}

}  // namespace

bool tells_past_knowledge(const Site& site, std::string_view path) {
  return std::ranges::any_of(site.paths_of_past_knowledge, [&](const std::string& one) {
    return path == one || (path.starts_with(one) && path.substr(one.size()).starts_with('/'));
  });
}

bool PageContext::has_navigation() const {
  return std::ranges::any_of(site->navigation, [&](const NavItem& item) { return shows(item); });
}

Url PageContext::link(const Url& to) const {
  if (!to.text().starts_with('/')) return to;
  Url url = as_of_chosen ? to.with("au", as_of) : to;
  const std::string_view there = std::string_view(to.text()).substr(0, to.text().find_first_of("?#"));
  return known_at && tells_past_knowledge(*site, there) ? url.with("connu", *known_at) : url;
}

PageContext Pages::context(const http::Request& request) const {
  PageContext page;
  page.site = &site_;
  if (site_.visitor) page.visitor = site_.visitor(request);
  page.locale = locale_of(request);
  page.locale_chosen = !request.query.get("langue").empty();
  page.today = clock_.today();
  page.as_of = page.today;
  const auto asked = request.query.get("au");
  if (const auto date = parse_date(asked)) {
    page.as_of = *date;
    page.as_of_chosen = true;
  } else if (!asked.empty()) {
    page.as_of_refused = asked;
  }
  if (tells_past_knowledge(site_, request.path)) {
    const auto known = request.query.get("connu");
    page.known_at = parse_date(known);
    if (!page.known_at && !known.empty()) page.known_refused = known;
  }
  page.path = request.path;
  page.csrf = http::masked_csrf_token(request.csrf_token);
  page.command = to_text(new_uuid_v7(clock_.now_ms()));
  page.fragment = request.wants_fragment();
  page.flash = page.fragment ? std::nullopt : take_flash(request);
  return page;
}

http::Response Pages::problem(const http::Request& request, const http::Problem& problem) const {
  PageContext page = context(request);
  page.content = page.locale;
  page.flash.reset();  // it waits for the page that it was meant for
  auto response = answer(page, views::problem, page, problem.status, problem.error_id);
  response.status = problem.status;
  return response;
}

Html frame_header(const PageContext& page, std::string_view current) {
  return render(page.locale, views::header, page, current);
}

Html frame_footer(const PageContext& page) {
  return render(page.locale, views::footer, page);
}

http::Response answer_html(const PageContext& page, const Html& html, int status) {
  auto response = http::Response::html(html.markup(), status);
  response.set("Vary", "HX-Request, Cookie");
  if (page.flash) clear_flash(response);
  if (page.locale_chosen) response.cookie("jalon_langue", page.locale.code());
  return response;
}

http::Response done(const PageContext& page, const Url& to, std::string text) {
  auto response = http::Response::redirect(page.link(to).text());
  put_flash(response, Flash{"success", std::move(text)});
  return response;
}

}  // namespace jalon::ui
