#include "pathways/what_if_pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.hpp"
#include "partners/small_numbers.hpp"
#include "pathways/blockers_cli.hpp"
#include "pathways/causes.hpp"
#include "pathways/told_shares_actions.hpp"
#include "pathways/views/what_if.hpp"
#include "pathways/what_if.hpp"
#include "ui/text.hpp"

namespace jalon::pathways {
namespace {

using Change = WhatIf::Change;

constexpr int most_places = 10'000;
constexpr int usual_places = 5;
constexpr std::array<std::string_view, 3> change_words = {"lever", "moitie", "places"};
constexpr std::array<const char*, 3> scope_titles = {"Cause", "Étape", "Organisme"};

std::string label_of(const Snapshot& snapshot, ShareBy by, std::string_view key) {
  return by == ShareBy::organisation ? snapshot.organisation(key) : share_label(snapshot.board, by, key);
}

/// What can be asked about: what holds somebody up first, by gain; then every step of the day and every
/// organisation that delivers one.
std::vector<ui::Option> choices(const Snapshot& snapshot, const Sights& sights, int fewest_told) {
  std::vector<ui::Option> list;
  for (const ShareBy by : {ShareBy::cause, ShareBy::step, ShareBy::organisation}) {
    const auto number = static_cast<std::size_t>(by);
    std::set<std::string, std::less<>> told;
    const auto add = [&](std::string_view key) {
      if (key.empty() || !told.emplace(key).second) return;
      list.push_back({fmt::format("{}:{}", share_words[number], key),
                      fmt::format("{}\u00a0: {}", scope_titles[number], label_of(snapshot, by, key)), ""});
    };
    for (const Share& share : told_shares(snapshot, sights, by, fewest_told)->shares) add(share.key);
    if (by == ShareBy::cause) continue;
    for (const Node& node : snapshot.board.catalogue_at().nodes()) {
      add(by == ShareBy::step ? snapshot.board.catalogue().step(node.step).id : node.version->deliverer);
    }
  }
  return list;
}

std::optional<WhatIf> read_about(std::string_view about) {
  const std::size_t colon = about.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto word = std::ranges::find(share_words, about.substr(0, colon));
  if (word == share_words.end()) return std::nullopt;
  return WhatIf{static_cast<ShareBy>(word - share_words.begin()), std::string(about.substr(colon + 1))};
}

std::optional<int> read_places(std::string_view typed) {
  if (typed.empty()) return usual_places;
  int places = 0;
  const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), places);
  if (read.ec != std::errc() || read.ptr != typed.data() + typed.size()) return std::nullopt;
  return places >= 1 && places <= most_places ? std::optional(places) : std::nullopt;
}

WhatIfRow row_of(const WhatIf& question, const ToldSupposition& told, const ui::Words& t) {
  const WhatIfAnswer& answer = told.numbers;
  WhatIfRow row;
  row.word = change_words[static_cast<std::size_t>(question.change)];
  switch (question.change) {
    case Change::lifted:
      row.label = t("Tout lever aujourd’hui");
      row.note = t("Chaque point de blocage est levé, ceux d’une même personne ensemble.");
      break;
    case Change::halved:
      row.label = t("Délais divisés par deux");
      row.note = t("Ce qui reste à attendre prend deux fois moins de jours, dès aujourd’hui.");
      break;
    case Change::places:
      row.label = t.plural(question.places, "{n} place de plus", "{n} places de plus");
      row.note = t("Les personnes qui y gagnent le plus entrent aujourd’hui, une place chacune.");
      if (answer.waiting == 0 && !told.partial && !told.small_kept_back)
        row.nothing = t("Personne n’attend de place ici.");
      break;
  }
  row.small_kept_back = told.small_kept_back;
  row.people = answer.people;
  row.waiting = answer.waiting;
  row.gaining = told.gaining;
  row.gain_days = answer.gain_days;
  row.unlocked = answer.unlocked;
  row.deadlines_saved = answer.deadlines_saved;
  return row;
}

/// The three suppositions; the people of the one that the address chose, else of halving. One visit to the
/// board each, so that who records something meanwhile waits for one pass at most.
void fill(const Workspace& workspace, const partners::View& view, const ui::PageContext& page,
          WhatIf question, int places, std::string_view chosen, WhatIfPage& shown) {
  const auto t = page.words();
  shown.by = share_words[static_cast<std::size_t>(question.by)];
  shown.key = question.key;
  question.places = places;
  const bool some_choice = std::ranges::find(change_words, chosen) != change_words.end();
  for (const Change change : {Change::lifted, Change::halved, Change::places}) {
    question.change = change;
    workspace.board.on(page.moment(), [&](const Snapshot& snapshot) {
      const auto told = told_supposition(snapshot, Sights(view, snapshot.board.catalogue()), question,
                                         partners::fewest_told(workspace.clock.today()));
      WhatIfRow row = row_of(question, *told, t);
      row.current = some_choice ? row.word == chosen : change == Change::halved;
      shown.partial = told->partial;
      if (row.current) {
        shown.shown = row.label;
        shown.people = told->people;
        shown.some_hidden = told->some_hidden;
      }
      shown.rows.push_back(std::move(row));
    });
  }
  const auto some = [&](std::int64_t WhatIfPerson::* figure) {
    return std::ranges::any_of(shown.people, [&](const WhatIfPerson& each) { return each.*figure > 0; });
  };
  shown.some_unlocked = some(&WhatIfPerson::unlocked);
  shown.some_deadlines = some(&WhatIfPerson::deadlines_saved);
}

http::Response what_if_page(const Workspace& workspace, const http::Request& request) {
  const auto page = workspace.pages.context(request);
  const auto t = page.words();
  WhatIfPage shown;
  shown.form.about = trim(request.query.get("sur"));
  shown.form.places = trim(request.query.get("places"));
  const auto places = read_places(shown.form.places);
  if (!places) {
    shown.form.places_error = t("Un nombre de places, de 1 à {n}.", {{"n", ui::number(most_places)}});
  }
  auto question = read_about(shown.form.about);
  const partners::View view = workspace.view(request);
  workspace.board.on(page.moment(), [&](const Snapshot& snapshot) {
    shown.choices = choices(snapshot, Sights(view, snapshot.board.catalogue()),
                            partners::fewest_told(workspace.clock.today()));
    if (question && !is_known(snapshot.board, question->by, question->key)) question.reset();
    if (question) shown.label = label_of(snapshot, question->by, question->key);
  });
  if (question && places) fill(workspace, view, page, *question, *places, request.query.get("si"), shown);
  if (!question && !shown.form.about.empty()) {
    shown.form.about_error = t("Choisissez une cause, une étape ou un organisme de la liste.");
  }
  if (places && shown.form.places.empty()) shown.form.places = std::to_string(*places);
  const bool refused = !shown.form.about_error.empty() || !shown.form.places_error.empty();
  return refused ? ui::answer_refused(page, views::what_if, page, shown)
                 : ui::answer(page, views::what_if, page, shown);
}

}  // namespace

void add_what_if_pages(http::Router& router, const Workspace& workspace) {
  router.get("/blocages/et-si",
             [&workspace](const http::Request& request) { return what_if_page(workspace, request); });
}

}  // namespace jalon::pathways
