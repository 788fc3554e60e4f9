// For the proof: what each route gives, and what the two data files say of it as they are written, read here
// apart from the code that decides.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/rights.test.hpp"
#include "base/text.hpp"
#include "pathways/catalogue_file.hpp"

namespace jalon::app {

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
  record         // one record by its id: proof_records.test.cpp
};

struct Known {
  const char* route;
  About about;
};
inline constexpr Known known_routes[] = {{"/dossiers/:id", About::file},
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
inline const std::set<std::string> harmless = {":token",   ":step",  ":date",    ":by",
                                               ":edition", ":event", ":project", ":milestone"};

inline std::optional<About> about(const std::string& pattern) {
  for (const Known& one : known_routes) {
    if (pattern == one.route) return one.about;
  }
  for (const std::string_view part : split(pattern, '/')) {
    if (part.starts_with(":") && !harmless.contains(std::string(part))) return std::nullopt;
  }
  return About::nobody;
}

inline constexpr const char* cell_day = "2018-10-19";

struct Of {
  const char* ref;
  const char* column;  // of the matrix; "" = in none
};
inline constexpr Of organisations[] = {
    {"CECLER", ""}, {"DDETS63", "ddets"}, {"PREF63", "pref"}, {"BAILLEUR", "landlord"}};

class ProofTest : public RightsTest {
 protected:
  explicit ProofTest(const char* engine = "sqlite")
      : RightsTest(engine), matrix_(*csv::Document::read("catalogue/visibility.csv")) {}

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
  /// Who must lift the point that the person has on that step that day; nullopt: there is none.
  std::optional<std::string> lifter(const Person& whom, const std::string& step,
                                    Date day = *parse_date(cell_day)) {
    const auto id = people::PersonId::parse(person(whom.ref));
    return site_->workspace().board.on(
        day, [&](const pathways::Snapshot& snapshot) -> std::optional<std::string> {
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
  static std::string domain_of(const std::string& step) {
    const auto& catalogue = pathways::default_catalogue();
    return catalogue.step(*catalogue.find(step)).domain;
  }

  csv::Document matrix_;
  std::map<std::pair<std::string, std::string>, std::set<std::string>> shared_;
};

}  // namespace jalon::app
