// The proof: every route of the program, for every role of organisations of several kinds, of persons that
// they follow or not, before any consent, while some hold and once they are taken back, against the two data
// files as they are written. What is expected is read here from the files, apart from the code that decides;
// a route that this test does not know fails it.
#include <algorithm>
#include <set>

#include "app/rights.test.hpp"
#include "base/text.hpp"
#include "pathways/catalogue_file.hpp"

namespace jalon::app {
namespace {

/// What a route gives, hence what is expected of it.
enum class About {
  nobody,        // no person: the role decides, and the organisation's kind where `needs` says so
  file,          // identity, read
  rights,        // identity, written; or the delegate
  erasure,       // the delegate alone
  notes,         // those of the organisation that follows, for who accompanies, never the prefecture
  switched_off,  // nobody, until it is switched on (health_flags.test.cpp)
  step,          // a step, read
  cell_case,     // a step, a flag of it, of a file that opens; its point, if it has one
  door,          // that a file exists, of one that is not the organisation's own
  record         // one record by its id: elsewhere (sharing, openings, rights)
};

struct Known {
  const char* route;
  About about;
};
constexpr Known known_routes[] = {{"/dossiers/:id", About::file},
                                  {"/dossiers/:id/parcours", About::file},
                                  {"/dossiers/:id/menage", About::file},
                                  {"/dossiers/:id/historique", About::file},
                                  {"/dossiers/:id/etapes/:step", About::step},
                                  {"/dossiers/:id/notes", About::notes},
                                  {"/dossiers/:id/sante", About::switched_off},
                                  {"/dossiers/:id/acces", About::door},
                                  {"/dossiers/:id/consentement", About::rights},
                                  {"/dossiers/:id/droits", About::rights},
                                  {"/dossiers/:id/droits/copie", About::rights},
                                  {"/dossiers/:id/droits/export", About::rights},
                                  {"/dossiers/:id/droits/effacement", About::erasure},
                                  {"/cellule/:date/cas/:person/:step", About::cell_case},
                                  {"/dossiers/:id/retraits", About::record},
                                  {"/compte/sessions/:id", About::record},
                                  {"/comptes/:id", About::record},
                                  {"/comptes/:id/lien", About::record},
                                  {"/comptes/:id/fermeture", About::record},
                                  {"/demandes/:id", About::record},
                                  {"/acces/urgences/:id", About::record},
                                  {"/decisions/:id", About::record},
                                  {"/dispositifs/:place", About::record},
                                  {"/blocages/:by/:key", About::record},
                                  {"/propositions/:id", About::record},
                                  {"/propositions/:id/equite", About::record},
                                  {"/propositions/:id/plan", About::record},
                                  {"/propositions/:id/demandes/:person/:step", About::record}};
/// Parameters that name no person.
const std::set<std::string> harmless = {":token",   ":step",  ":date",    ":by",
                                        ":edition", ":event", ":project", ":milestone"};

std::optional<About> about(const std::string& pattern) {
  for (const Known& one : known_routes) {
    if (pattern == one.route) return one.about;
  }
  for (const std::string_view part : split(pattern, '/')) {
    if (part.starts_with(":") && !harmless.contains(std::string(part))) return std::nullopt;
  }
  return About::nobody;
}

constexpr const char* cell_day = "2018-10-19";

struct Of {
  const char* ref;
  const char* column;  // of the matrix; "" = in none
};
constexpr Of organisations[] = {
    {"CECLER", ""}, {"DDETS63", "ddets"}, {"PREF63", "pref"}, {"BAILLEUR", "landlord"}};

class Proof : public RightsTest {
 protected:
  Proof() : matrix_(*csv::Document::read("catalogue/visibility.csv")) {}

  /// The line of a domain; of a category when it is one ("identity").
  std::size_t row_of(std::string_view word) const {
    for (std::size_t row = 0; row < matrix_.size(); ++row) {
      if (field(row, "category") == word) return row;
      for (const std::string_view domain : split(field(row, "domains"), ' ')) {
        if (domain == word) return row;
      }
    }
    return matrix_.size();
  }
  std::string_view field(std::size_t row, std::string_view column) const {
    return matrix_.field(row, *matrix_.column(column));
  }
  /// 0 none, 1 aggregate, 2 flag, 3 read, 4 write. `own`: the point is the organisation's to lift; nobody
  /// here is in a place of theirs.
  int level(std::size_t row, std::string_view column, bool agreed, bool own = false) const {
    std::string_view cell = field(row, column);
    constexpr std::string_view mark = " own";
    if (cell.ends_with(mark)) {
      if (!own) return 0;
      cell.remove_suffix(mark.size());
    }
    const auto consent = split(field(row, "consent"), ' ');
    if (std::ranges::find(consent, column) != consent.end() && !agreed) return 0;
    static constexpr std::string_view words[] = {"none", "aggregate", "flag", "read", "write"};
    return static_cast<int>(std::ranges::find(words, cell) - std::begin(words));
  }
  /// What the files give; `word` is a domain, or a category of none.
  int seen(Role role, const Of& of, const Person& person, std::string_view word, bool own = false) const {
    const auto found = shared_.find({person.ref, of.ref});
    const bool any = found != shared_.end();
    const bool without_domain = word == "identity" || word == "blocking";
    const bool agreed = any && (without_domain || found->second.contains(std::string(word)));
    const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
    const bool follows_people = pilots || role == Role::referent || role == Role::colleague;
    const std::size_t row = row_of(word);
    int most = 0;
    if (!follows_people) return most;
    most = level(row, "other", agreed);
    if (std::string_view(of.ref) == person.referent) most = std::max(most, level(row, "referent", agreed));
    if (any) most = std::max(most, level(row, "partner", agreed));
    if (pilots && *of.column != 0) most = std::max(most, level(row, of.column, agreed, own));
    return most;
  }
  /// Who must lift the point that the person has on that step on the day of the cell; nullopt: there is none.
  std::optional<std::string> lifter(const Person& whom, const std::string& step) {
    const auto id = people::PersonId::parse(person(whom.ref));
    return site_->workspace().board.on(
        *parse_date(cell_day), [&](const pathways::Snapshot& snapshot) -> std::optional<std::string> {
          const auto* standing = snapshot.board.standing(id->bytes());
          if (standing == nullptr) return std::nullopt;
          for (const auto& blocker : standing->blockers) {
            if (snapshot.board.key(blocker, pathways::ShareBy::step) != step) continue;
            return std::string(snapshot.board.key(blocker, pathways::ShareBy::organisation));
          }
          return std::nullopt;
        });
  }
  bool allowed(About what, Role role, const Of& of, const Person& person, const std::string& step) {
    const std::string domain = domain_of(step);
    constexpr int flag = 2;
    constexpr int read = 3;
    constexpr int write = 4;
    const int identity = seen(role, of, person, "identity");
    switch (what) {
      case About::file:
        return identity >= read;
      case About::rights:
        return identity == write || role == Role::data_protection;
      case About::erasure:
        return role == Role::data_protection;
      case About::notes:
        return seen(role, of, person, "notes") == write && std::string_view(of.column) != "pref";
      case About::step:
        return identity >= read && seen(role, of, person, domain) >= read;
      case About::cell_case:
        if (identity < read || seen(role, of, person, domain) < flag) return false;
        if (const auto who = lifter(person, step)) {
          return seen(role, of, person, "blocking", *who == of.ref) >= read;
        }
        return true;
      case About::door:
        return identity >= flag && std::string_view(of.ref) != person.referent;
      default:
        return false;
    }
  }
  void share(const Person& person, const char* organisation_ref, const std::vector<std::string>& domains) {
    agree(person, organisation_ref, domains);
    shared_[{person.ref, organisation_ref}].insert(domains.begin(), domains.end());
  }
  void take_back() {
    take_everything_back();
    shared_.clear();
  }
  std::string address(std::string pattern, const Person& about_whom, const char* step) {
    const auto put = [&](std::string_view name, const std::string& value) {
      const auto at = pattern.find(name);
      if (at != std::string::npos) pattern.replace(at, name.size(), value);
    };
    put(":id", person(about_whom.ref));
    put(":person", person(about_whom.ref));
    put(":date", cell_day);
    put(":step", step);
    return pattern;
  }
  /// What a role and an organisation's kind open of a route, as page_rights.csv is written.
  bool role_opens_here(Role role, const Of& of, const http::Route& route) {
    const auto* line = partners::page_rights().find(http::to_text(route.method), route.pattern);
    const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
    const bool sees_territory = pilots && *of.column != 0 && level(row_of("identity"), of.column, false) >= 3;
    return (line->everyone || line->any_account || line->roles.has(role)) &&
           (!line->needs_territory || sees_territory);
  }
  /// Tries every route about a person; how many were allowed.
  std::size_t try_everything(const char* phase) {
    std::size_t given = 0;
    for (const Role role : partners::all_roles()) {
      for (const Of& of : organisations) {
        const std::string token_of = session(role, of.ref);
        for (const auto& route : site_->router().routes())
          given += try_route(route, role, of, token_of, phase);
      }
    }
    return given;
  }
  std::size_t try_route(const http::Route& route, Role role, const Of& of, const std::string& token_of,
                        const char* phase) {
    const auto what = about(route.pattern);
    if (!what) {
      ADD_FAILURE() << "this test does not know " << route.pattern;
      return 0;
    }
    const bool opens = role_opens_here(role, of, route);
    EXPECT_EQ(gate(route, token_of) == 200, opens)
        << partners::to_text(role) << " of " << of.ref << " " << route.pattern;
    if (!opens || *what == About::nobody || *what == About::record) return 0;
    std::size_t given = 0;
    const bool by_step = *what == About::step || *what == About::cell_case;
    for (const Person& whom : {persons[0], persons[2]}) {
      for (const auto& [step, category] : steps) {
        const bool expected = allowed(*what, role, of, whom, step);
        const std::string answer = ask(http::to_text(route.method), address(route.pattern, whom, step), "",
                                       "jalon_session=" + token_of);
        const int code = status(answer);
        const bool reads = route.method == http::Method::get;
        EXPECT_EQ(reads ? code == 200 : code != 404 && code != 403, expected)
            << phase << ": " << partners::to_text(role) << " of " << of.ref << ", "
            << http::to_text(route.method) << " " << route.pattern << " of " << whom.ref << " " << step
            << " gave " << code;
        given += expected ? 1 : 0;
        if (!by_step) break;
      }
    }
    return given;
  }
  static std::string domain_of(const std::string& step) {
    const auto& catalogue = pathways::default_catalogue();
    return catalogue.step(*catalogue.find(step)).domain;
  }

  csv::Document matrix_;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> shared_;
};

TEST_F(Proof, EveryRouteGivesEachCallerWhatTheTwoFilesSayBeforeDuringAndAfterAConsent) {
  const std::size_t before = try_everything("before");
  for (const Person& whom : {persons[0], persons[2]}) {
    share(whom, "CECLER", {"housing", "schooling"});
    share(whom, "DDETS63", {"language", "employment"});
    share(whom, "PREF63", {"civic", "language"});
    share(whom, "BAILLEUR", {"housing"});
  }
  const std::size_t during = try_everything("during");
  take_back();
  const std::size_t after = try_everything("after");
  EXPECT_GT(before, 100u);
  EXPECT_GT(during, before + 20);
  EXPECT_EQ(after, before);
}

}  // namespace
}  // namespace jalon::app
