#include "desk/people_list_pages.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "desk/views/people_list.hpp"
#include "desk/views/people_rows.hpp"
#include "partners/territory.hpp"
#include "pathways/causes.hpp"
#include "people/opening_store.hpp"
#include "people/people_actions.hpp"

namespace jalon::desk {

using pathways::Blocker;
using pathways::Board;
using pathways::ShareBy;
using pathways::Snapshot;
using pathways::Standing;

const std::vector<FilterWord> filter_words = {
    {Filter::followed, "suivis", "Personnes suivies"},
    {Filter::blocked, "bloques", "Avec un point de blocage"},
    {Filter::deadline, "echeances", "Échéances sous 30 jours"},
    {Filter::no_place, "places", "Attendent une place"},
    {Filter::late, "retards", "Délais dépassés"},
    {Filter::declared, "signales", "Blocages signalés"},
    {Filter::reached, "atteints", "Tous les buts atteints"},
    {Filter::left, "partis", "Suivi terminé"},
};

namespace {

constexpr int page_size = 50;

/// The point whose lifting gains most; a goal opened comes before any number of days.
const Blocker* worst_point(const Standing& standing) {
  const Blocker* worst = nullptr;
  const auto worth = [](const Blocker& blocker) {
    const pathways::Gain& gain = blocker.with_count > 0 ? blocker.joint : blocker.gain;
    return std::tuple(gain.unlocked, gain.days, -blocker.since);
  };
  for (const Blocker& blocker : standing.blockers) {
    if (worst == nullptr || worth(*worst) < worth(blocker)) worst = &blocker;
  }
  return worst;
}

bool has_point(const Board& board, const Standing* standing, ShareBy by, const std::string& key) {
  if (key.empty()) return true;
  if (standing == nullptr) return false;
  return std::any_of(standing->blockers.begin(), standing->blockers.end(),
                     [&](const Blocker& blocker) { return board.key(blocker, by) == key; });
}

bool found_by(const DirectoryEntry& one, const std::string& typed, const people::Search& search) {
  if (typed.empty()) return true;
  if (one.line->ref == typed) return true;
  return !search.empty() && people::matches(one.folded, search);
}

/// Those whom the query wants, in its order.
std::vector<const DirectoryEntry*> wanted(const Snapshot& snapshot, const Directory& everybody,
                                          const PeopleQuery& query) {
  const Board& board = snapshot.board;
  const std::string typed(trim(query.search));
  const people::Search search = people::parse_search(typed);
  const auto referent = partners::OrganisationId::parse(query.referent);
  const auto belongs_here = [&](const DirectoryEntry& one) {
    if (!belongs(query.filter, one.standing, board.at())) return false;
    if (!query.commune.empty() && one.line->commune != query.commune) return false;
    if (!query.referent.empty() && (!referent || one.line->referent != referent)) return false;
    return has_point(board, one.standing, ShareBy::cause, query.cause) &&
           has_point(board, one.standing, ShareBy::step, query.step) &&
           has_point(board, one.standing, ShareBy::organisation, query.organisation) &&
           found_by(one, typed, search);
  };
  std::vector<const DirectoryEntry*> list;
  const auto look_at = [&](const DirectoryEntry& one) {
    if (belongs_here(one)) list.push_back(&one);
  };
  if (query.order == Order::name) {
    for (const DirectoryEntry& one : everybody.entries) look_at(one);
  } else {
    const auto& order = query.order == Order::gain ? everybody.by_gain : everybody.by_oldest;
    for (const std::uint32_t index : order) look_at(everybody.entries[index]);
  }
  return list;
}

PersonLine to_line(const Snapshot& snapshot, const DirectoryEntry& one) {
  const Board& board = snapshot.board;
  PersonLine line;
  line.id = one.line->id.text();
  line.name = one.name;
  line.ref = one.line->ref;
  if (one.line->identity.birth_date) line.age = age_at(*one.line->identity.birth_date, board.at());
  line.commune = partners::commune_name(one.line->commune);
  line.left = one.standing == nullptr;
  line.partial = one.partial;
  line.set_aside = one.line->set_aside;
  if (one.opened != nullptr) line.opened = *one.opened;
  if (one.standing == nullptr) return line;
  const Standing& standing = *one.standing;
  line.points = static_cast<int>(standing.blockers.size());
  if (const Blocker* worst = worst_point(standing)) {
    line.first_point = board.catalogue().nearest_version(worst->step, board.at()).label_fr;
    line.cause = pathways::cause_label(board.key(*worst, ShareBy::cause));
  }
  line.gain_days = standing.best_days;
  const std::int32_t oldest = oldest_point(&standing);
  if (oldest != pathways::no_day) line.oldest = Date::from_days(oldest);
  const std::int32_t breaks = standing.next_break(board.at().days());
  if (breaks != pathways::no_day) line.next_break = Date::from_days(breaks);
  if (standing.expected != pathways::no_day && !standing.all_reached()) {
    line.expected = Date::from_days(standing.expected);
  }
  line.goals = standing.goals;
  line.goals_reached = standing.goals_reached;
  return line;
}

/// The address of the list with these filters, without the page.
ui::Url address(const ui::PageContext& page, const PeopleQuery& query) {
  ui::Url url("/dossiers");
  url = url.with("q", query.search);
  if (query.filter != Filter::followed) url = url.with("filtre", filter_word(query));
  url = url.with("cause", query.cause).with("etape", query.step).with("organisme", query.organisation);
  url = url.with("referent", query.referent).with("commune", query.commune);
  if (query.order != Order::name) url = url.with("tri", order_word(query));
  return page.link(url);
}

std::vector<Chip> chips(const ui::PageContext& page, const PeopleQuery& query, const Snapshot& snapshot,
                        const PeopleChoices& offered) {
  std::vector<Chip> list;
  const auto add = [&](std::string label, std::string PeopleQuery::* field) {
    if ((query.*field).empty()) return;
    PeopleQuery without = query;
    (without.*field).clear();
    list.push_back({std::move(label), address(page, without)});
  };
  const auto label = [](const std::vector<ui::Option>& options, const std::string& value) {
    const auto found = std::ranges::find(options, value, &ui::Option::value);
    return found == options.end() ? value : found->label;
  };
  add(query.search, &PeopleQuery::search);
  if (query.filter != Filter::followed) {
    PeopleQuery without = query;
    without.filter = Filter::followed;
    for (const FilterWord& word : filter_words) {
      if (word.filter == query.filter) list.push_back({page.words()(word.label), address(page, without)});
    }
  }
  add(std::string(pathways::cause_label(query.cause)), &PeopleQuery::cause);
  if (const auto step = snapshot.board.catalogue().find(query.step)) {
    add(snapshot.board.catalogue().nearest_version(*step, page.as_of).label_fr, &PeopleQuery::step);
  }
  add(std::string(snapshot.organisation(query.organisation)), &PeopleQuery::organisation);
  add(label(offered.referents, query.referent), &PeopleQuery::referent);
  add(label(offered.communes, query.commune), &PeopleQuery::commune);
  return list;
}

}  // namespace

std::vector<ui::Option> filter_options(const ui::PageContext& page) {
  std::vector<ui::Option> options;
  for (const FilterWord& word : filter_words) {
    options.push_back({std::string(word.word), page.words()(word.label), ""});
  }
  return options;
}

std::vector<ui::Option> order_options(const ui::PageContext& page) {
  const auto t = page.words();
  return {{"nom", t("Par nom"), ""},
          {"gain", t("Par jours gagnés"), ""},
          {"anciennete", t("Par ancienneté du blocage"), ""}};
}

std::string open_until(const partners::Opened& opened) {
  return to_french(paris_date(opened.until_ms)) + " à " + paris_time(opened.until_ms);
}

std::string filter_word(const PeopleQuery& query) {
  const auto found = std::ranges::find(filter_words, query.filter, &FilterWord::filter);
  return std::string(found->word);
}

std::string order_word(const PeopleQuery& query) {
  if (query.order == Order::gain) return "gain";
  return query.order == Order::oldest ? "anciennete" : "nom";
}

bool belongs(Filter filter, const Standing* standing, Date at) {
  if (standing == nullptr) return filter == Filter::left;
  const auto any = [&](auto&& wanted) {
    return std::any_of(standing->blockers.begin(), standing->blockers.end(), wanted);
  };
  switch (filter) {
    case Filter::followed:
      return true;
    case Filter::blocked:
      return standing->is_blocked();
    case Filter::deadline:
      return standing->next_break(at.days()) <= (at + deadline_horizon).days();
    case Filter::no_place:
      return any([](const Blocker& blocker) { return blocker.cause == pathways::Cause::no_place; });
    case Filter::late:
      return any([](const Blocker& blocker) { return blocker.cause == pathways::Cause::late; });
    case Filter::declared:
      return any([](const Blocker& blocker) { return blocker.cause == pathways::Cause::declared; });
    case Filter::reached:
      return standing->all_reached();
    case Filter::left:
      return false;
  }
  return false;
}

PeopleQuery read_query(const http::Request& request) {
  PeopleQuery query;
  query.search = request.query.get("q");
  for (const FilterWord& word : filter_words) {
    if (word.word == request.query.get("filtre")) query.filter = word.filter;
  }
  query.cause = request.query.get("cause");
  query.step = request.query.get("etape");
  query.organisation = request.query.get("organisme");
  query.referent = request.query.get("referent");
  query.commune = request.query.get("commune");
  if (request.query.get("tri") == "gain") query.order = Order::gain;
  if (request.query.get("tri") == "anciennete") query.order = Order::oldest;
  const std::string_view page = request.query.get("page");
  std::from_chars(page.data(), page.data() + page.size(), query.page);
  query.page = std::clamp(query.page, 1, 1'000'000);
  return query;
}

PeopleList list_people(const Snapshot& snapshot, const Directory& everybody, const PeopleQuery& query) {
  const auto found = wanted(snapshot, everybody, query);
  PeopleList list;
  list.total = found.size();
  list.pages = std::max(1, static_cast<int>((found.size() + page_size - 1) / page_size));
  list.page = std::min(query.page, list.pages);
  const auto begin = static_cast<std::size_t>(list.page - 1) * page_size;
  const auto end = std::min(found.size(), begin + page_size);
  for (std::size_t i = begin; i < end; ++i) list.lines.push_back(to_line(snapshot, *found[i]));
  return list;
}

namespace {

/// The whole name and the birth date: what somebody types who has the person before them, and nobody by
/// chance. Identifiers of senders follow one another, and would be tried in a row.
bool named_exactly(const pathways::Line& line, const people::Search& search) {
  if (!search.birth_date || search.birth_date != line.identity.birth_date) return false;
  auto words = people::fold_names(line.identity).words;
  auto wanted = search.words;
  std::ranges::sort(words);
  std::ranges::sort(wanted);
  return !words.empty() && words == wanted;
}

std::vector<KnownElsewhere> known_elsewhere(const Snapshot& snapshot, const pathways::Sights& sights,
                                            const std::string& searched) {
  std::vector<KnownElsewhere> found;
  const std::string typed(trim(searched));
  if (sights.everything() || typed.empty() || !sights.view().may_know_of({})) return found;
  const people::Search search = people::parse_search(typed);
  if (!search.birth_date) return found;
  for (const auto& [id, line] : snapshot.lines) {
    if (!named_exactly(line, search)) continue;  // asked first: it leaves hardly anybody
    const partners::Relation relation = sights.relation(line);
    if (sights.view().opens(relation) || !sights.view().may_know_of(relation)) continue;
    found.push_back({id.text(), line.referent ? snapshot.organisation_named(line.referent->bytes()) : ""});
  }
  return found;
}

/// Requests that wait for an answer of the caller's organisation.
std::int64_t waiting_for_answer(const pathways::Workspace& workspace, const http::Request& request,
                                Moment at) {
  const auto asked = workspace.database.read(
      [&](store::Reader& reader) { return people::persons_asked_about(reader, workspace.territory); });
  if (asked.empty()) return 0;
  const partners::View view = workspace.view(request);
  return workspace.board.on(at, [&](const Snapshot& snapshot) {
    return std::ranges::count_if(asked, [&](const people::PersonId& person) {
      const pathways::Line* line = snapshot.line(person.bytes());
      return line != nullptr && view.follows(line->referent);
    });
  });
}

}  // namespace

void add_people_list_pages(http::Router& router, const pathways::Workspace& workspace) {
  router.get("/dossiers", [&workspace](const http::Request& request) {
    const auto page = workspace.pages.context(request);
    const PeopleQuery query = read_query(request);
    PeopleChoices offered;
    std::vector<Chip> active;
    const partners::View view = workspace.view(request);
    PeopleList list = workspace.board.on(page.moment(), [&](const Snapshot& snapshot) {
      const pathways::Sights sights(view, snapshot.board.catalogue());
      const auto everybody = directory(snapshot, sights);
      offered = everybody->choices;
      active = chips(page, query, snapshot, offered);
      PeopleList listed = list_people(snapshot, *everybody, query);
      listed.elsewhere = known_elsewhere(snapshot, sights, query.search);
      return listed;
    });
    list.asked = waiting_for_answer(workspace, request, page.moment());
    for (const KnownElsewhere& one : list.elsewhere) {
      (void)people::record_access(workspace.database, workspace.territory,
                                  pathways::Workspace::actor(request), *people::PersonId::parse(one.id),
                                  "existence du dossier", request.peer);
    }
    const ui::Paging paging{address(page, query), list.page, list.pages};
    if (page.fragment) return ui::answer(page, views::people_rows, page, list, paging, active);
    return ui::answer(page, views::people_list, page, query, list, paging, offered, active);
  });
}

}  // namespace jalon::desk
