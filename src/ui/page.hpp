// From a request to a page: what every page knows (who asks, as of when, in which language), and how it
// answers.
//
//   http::Response show(const ui::Pages& pages, const http::Request& request) {
//     const ui::PageContext page = pages.context(request);
//     return ui::answer(page, views::home, page, figures(page.as_of));
//   }
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/moment.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/server.hpp"
#include "ui/flash.hpp"
#include "ui/html.hpp"
#include "ui/locale.hpp"
#include "ui/out.hpp"

namespace jalon::ui {

struct NavItem {
  std::string key;         // "dossiers": a page says which item it belongs to
  std::string label;       // French; a key of the catalogues
  std::string path;        // "/recherche"
  std::string icon;        // see icons.hpp
  bool signed_in = false;  // for those who are signed in alone: not on a post without accounts
};

/// Who looks at a page, as its frame tells.
struct Visitor {
  std::string name{};    // "" = nobody signed in
  std::string detail{};  // "CPH La Passerelle, référent de parcours"
  /// Whether the page behind a route ("/dossiers/:id") opens for them, or takes their form; empty = every one
  /// does.
  std::function<bool(std::string_view method, std::string_view route)> opens{};
};

/// The table of contents, made once by `app`.
struct Site {
  std::vector<NavItem> navigation;
  std::string accessibility_path = "/accessibilite";
  std::string catalogue_path{};  // of the steps; "" = none in the footer
  std::string account_path{};    // of who is signed in
  std::string sign_out_path{};   // takes a form
  std::string sign_in_path{};
  /// Of the pages that can show what was known on a day; a path stands for what is below it too.
  std::vector<std::string> paths_of_past_knowledge{};
  std::function<Visitor(const http::Request&)> visitor{};  // empty: there are no accounts
};

/// Whether that page can show what was known on a day.
bool tells_past_knowledge(const Site& site, std::string_view path);

struct PageContext {
  const Site* site = nullptr;
  Locale locale;   // of the frame: header, footer, messages about the page itself
  Locale content;  // of what the page says: French, the language of the trade, unless all of it is translated
  bool locale_chosen = false;  // by `?langue=en`: remembered
  Date today;
  Date as_of;                    // the date that the page speaks of
  bool as_of_chosen = false;     // by `?au=2018-10-12`; links carry it on
  std::string as_of_refused;     // what was asked for and is no date
  std::optional<Date> known_at;  // by `?connu=2018-10-19`, on pages that can tell it; links carry it on
  std::string known_refused;     // what was asked for and is no date
  std::string path;              // "/blocages"
  std::string csrf;
  std::string command;         // new for each rendering: goes with every form
  bool fragment = false;       // htmx asks for a part of the page
  std::optional<Flash> flash;  // what the action before this page has to say, once
  Visitor visitor;

  bool is_today() const { return as_of == today && !known_at; }
  /// What is known today is all that is known.
  Moment moment() const { return {as_of, known_at && *known_at < today ? *known_at : Date::never()}; }
  /// Whether a link to that route ("/dossiers/:id") leads this visitor anywhere.
  bool opens(std::string_view route) const { return !visitor.opens || visitor.opens("GET", route); }
  /// Whether a form sent to that route is taken from this visitor.
  bool posts(std::string_view route) const { return !visitor.opens || visitor.opens("POST", route); }
  bool shows(const NavItem& item) const {
    return opens(item.path) && (!item.signed_in || !visitor.name.empty());
  }
  bool has_navigation() const;
  /// The address with the dates that this page speaks of.
  Url link(const Url& to) const;
  /// For what the page says.
  Words words() const { return Words(content); }
  bool is_translated() const { return content.code() == locale.code(); }
};

/// Hands out contexts; `clock` and `site` must outlive it.
class Pages {
 public:
  Pages(const Clock& clock, const Site& site) : clock_(clock), site_(site) {}
  PageContext context(const http::Request& request) const;
  /// The page for 404, 500...: for http::ServerOptions::problem_page.
  http::Response problem(const http::Request& request, const http::Problem& problem) const;

 private:
  const Clock& clock_;
  const Site& site_;
};

/// The frame around what a page says, in the language that was asked for: for the view `layout`.
Html frame_header(const PageContext& page, std::string_view current);
Html frame_footer(const PageContext& page);

/// The answer that shows an HTML text; it clears the flash once shown.
http::Response answer_html(const PageContext& page, const Html& html, int status = 200);

/// The answer that shows a view: `answer(page, views::home, page, data)`.
template <class View, class... Args>
http::Response answer(const PageContext& page, const View& view, const Args&... args) {
  return answer_html(page, render(page.content, view, args...));
}

/// The same form again, with its errors: 422.
template <class View, class... Args>
http::Response answer_refused(const PageContext& page, const View& view, const Args&... args) {
  return answer_html(page, render(page.content, view, args...), 422);
}

/// After an action: 303 to `to` (with the page's date), which will show `text` once.
http::Response done(const PageContext& page, const Url& to, std::string text);

}  // namespace jalon::ui
