// The proof of the command line: every command, for every role of organisations of several kinds, and what it
// then tells of persons whom they follow or not, before any consent, while some hold and once they are taken
// back, against the data files as they are written. What is expected is read here from the files, apart from
// the code that decides; a command that stands on no line fails it.
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/commands.test.hpp"
#include "app/proof.test.hpp"
#include "app/terminal_gate.hpp"

namespace jalon::app {
namespace {

using Json = nlohmann::json;
using ::testing::HasSubstr;

constexpr const char* day = "2018-10-19";
constexpr int told_at_least = 5;  // catalogue/small_numbers.csv

class ProofOfCommands : public ProofTest, public ::testing::WithParamInterface<const char*> {
 protected:
  /// With somebody who waits for a course, whom only their referent sees waiting, shared with nobody.
  ProofOfCommands() : ProofTest(GetParam()), rights_(*csv::Document::read("catalogue/command_rights.csv")) {
    const std::string folder = folder_ + "/more";
    std::filesystem::create_directory(folder);
    std::ofstream(folder + "/places.csv")
        << "place,scheme,step,organisation,capacity,starts_on,ends_on,commune,hours,min_age,max_age,"
           "min_french,max_french,household_min,household_max,funder,cost_eur,recorded_on\n"
           "FLE9,FLE 200 h,C05,GRETA,12,2018-06-10,2018-12-31,63113,,,,,,,,,,2018-05-05\n";
    std::ofstream(folder + "/events.csv") << "person,step,kind,date,outcome,organisation,cause,recorded_on\n"
                                             "P4,C01,done,2018-04-20,,,,2018-05-02\n"
                                             "P4,C02,done,2018-05-01,,,,2018-05-02\n";
    import_more(folder);
  }

  std::string_view written(std::size_t row, std::string_view column) const {
    return rights_.field(row, *rights_.column(column));
  }
  std::size_t row_of_command(std::string_view name) const {
    std::size_t row = 0;
    while (row < rights_.size() && written(row, "command") != name) ++row;
    return row;
  }
  bool names(std::size_t row, std::string_view word) const {
    const auto words = split(written(row, "who"), ' ');
    return std::ranges::find(words, word) != words.end();
  }
  bool opens_here(std::size_t row, Role role, const Of& of) const {
    if (names(row, "everyone")) return true;
    const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
    const bool sees_territory = pilots && *of.column != 0 && level(row_of("identity"), of.column, false) >= 3;
    return names(row, partners::to_text(role)) && (written(row, "needs").empty() || sees_territory);
  }
  std::string email(Role role, const Of& of) {
    (void)session(role, of.ref);  // the account is there
    return partners::clean_email(std::string(partners::to_text(role)) + "@" + of.ref + ".example");
  }
  int run_as(const std::string& email, std::vector<const char*> words) {
    words.insert(words.end(), {"--db", database_.c_str(), "--keys", keys_.c_str(), "--as", email.c_str()});
    return run(words);
  }
  bool kept_out() const {
    return err_.str().find("n’ouvre pas cette commande") != std::string::npos ||
           err_.str().find("dites pour qui") != std::string::npos;
  }
  const Person& known(std::string_view ref) const {
    static constexpr Person all[] = {{"P1", "CECLER"}, {"P2", "CECLER"}, {"P3", "CECLER"}, {"P4", "CECLER"},
                                     {"P5", ""},       {"P6", "CECLER"}, {"P7", ""},       {"P8", "PREF63"}};
    return *std::ranges::find(all, ref, [](const Person& one) { return std::string_view(one.ref); });
  }
  /// Every point of that day.
  struct Point {
    std::string person;
    std::string step;
    std::string cause;
    std::string lifter;  // the organisation that must lift it
  };
  std::vector<Point> read_points() {
    return site_->workspace().board.on(*parse_date(day), [](const pathways::Snapshot& snapshot) {
      using pathways::ShareBy;
      std::vector<Point> all;
      for (const auto& standing : snapshot.board.standings()) {
        for (const auto& blocker : standing.blockers) {
          const auto key = [&](ShareBy by) { return std::string(snapshot.board.key(blocker, by)); };
          all.push_back({snapshot.line(standing.person)->ref, key(ShareBy::step), key(ShareBy::cause),
                         key(ShareBy::organisation)});
        }
      }
      return all;
    });
  }
  bool shown(Role role, const Of& of, const Point& point) const {
    const Person& whom = known(point.person);
    return seen(role, of, whom, "identity") >= 3 && seen(role, of, whom, domain_of(point.step)) >= 2 &&
           seen(role, of, whom, "blocking", point.lifter == of.ref) >= 3;
  }

  using Case = std::pair<std::string, std::string>;  // person, step
  std::set<Case> cases_told() const {
    std::set<Case> told;
    const Json agenda = Json::parse(out_.str());
    for (const Json& group : agenda["groups"]) {
      for (const Json& one : group["cases"]) told.emplace(one["person"], one["step"]);
    }
    return told;
  }
  /// Without an account named: everything, since all of them are the demonstration's.
  std::set<Case> every_case() {
    EXPECT_EQ(run({"agenda", "--db", database_.c_str(), "--keys", keys_.c_str(), "--at", day, "--minutes",
                   "1440", "--json"}),
              done);
    return cases_told();
  }

  // Each returns how many persons were told.
  std::size_t try_agenda(const std::string& who, Role role, const Of& of) {
    std::set<Case> expected = every_case();
    EXPECT_GT(expected.size(), 5U);
    for (const Point& point : points_) {
      if (!shown(role, of, point)) expected.erase({point.person, point.step});
    }
    EXPECT_EQ(run_as(who, {"agenda", "--at", day, "--minutes", "1440", "--json"}), done) << err_.str();
    EXPECT_EQ(cases_told(), expected) << who;
    return expected.size();
  }
  std::size_t try_propose(const std::string& who, Role role, const Of& of) {
    EXPECT_EQ(run_as(who, {"propose", "--at", "2018-06-01", "--json"}), done) << err_.str();
    std::size_t named = 0;
    const Json proposal = Json::parse(out_.str());
    EXPECT_EQ(proposal["lines"].size(), 6U);
    const bool course = out_.str().find("\"C05\"") != std::string::npos;
    EXPECT_TRUE(course) << "somebody waits for it, named or not";
    for (const Json& line : proposal["lines"]) {
      if (line["person"].is_null()) {
        EXPECT_FALSE(line.contains("people") || line.contains("eligible") || line.contains("above")) << who;
        continue;
      }
      const Person& whom = known(line["person"].get<std::string>());
      EXPECT_GE(seen(role, of, whom, "identity"), 3) << who << " " << whom.ref;
      EXPECT_GE(seen(role, of, whom, domain_of(line["step"])), 2) << who << " " << whom.ref;
      ++named;
    }
    return named;
  }
  std::size_t try_what_if(const std::string& who, Role role, const Of& of) {
    EXPECT_EQ(run_as(who, {"whatif", "--at", day, "--step", "R10", "--lift", "--json"}), done) << err_.str();
    const Json told = Json::parse(out_.str());
    bool may = seen(role, of, persons[0], "identity") >= 3;
    for (const char* domain : {"rights", "housing", "employment", "schooling"}) {
      may = may && seen(role, of, persons[0], domain) >= 2;
    }
    EXPECT_EQ(out_.str().find("\"P1\"") != std::string::npos, may) << who;
    if (told["people"].is_number() && !may) {
      EXPECT_EQ(told["people"], 0) << who << ": one person is too few";
    }
    return told["persons"].size();
  }
  void try_numbers(const std::string& who, Role role, const Of& of) {
    EXPECT_EQ(run_as(who, {"blockers", "--at", day, "--json"}), done) << err_.str();
    const Json shares = Json::parse(out_.str());
    for (const Json& share : shares) {
      std::set<std::string> theirs;
      for (const Point& point : points_) {
        if (point.cause == share["key"] && shown(role, of, point)) theirs.insert(point.person);
      }
      const auto people = share["people"].get<std::size_t>();
      EXPECT_TRUE(people == theirs.size() || people - theirs.size() >= told_at_least) << who << share;
    }
  }
  /// One person left an accommodation: told to who is shown everybody's, too few for anybody else.
  void try_point(const std::string& who, Role role, const Of& of) {
    EXPECT_EQ(run_as(who, {"point", "--at", "2018-10-12", "--until", "2018-10-12", "--json"}), done)
        << err_.str();
    const Json told = Json::parse(out_.str());
    const auto exits = std::ranges::find(told["figures"], "housing.exits",
                                         [](const Json& figure) { return figure["id"].get<std::string>(); });
    const bool pilots = role == Role::coordinator || role == Role::prefecture_lead;
    const bool shown_all = pilots && *of.column != 0 && level(row_of("housing"), of.column, false) >= 2;
    EXPECT_EQ((*exits)["value"].is_number(), shown_all) << who << out_.str();
    EXPECT_EQ(exits->contains("kept_back"), !shown_all) << who;
  }
  std::size_t try_export(const std::string& who, Role role, const Of& of) {
    std::size_t handed = 0;
    for (const Person& whom : persons) {
      const bool may = allowed(About::rights, role, of, whom, "R10");
      EXPECT_EQ(run_as(who, {"person", "export", "--person", whom.ref}) == done, may)
          << who << " " << whom.ref;
      if (!may) {
        EXPECT_EQ(err_.str(),
                  "jalon person export\u00a0: personne inconnue\u00a0: « " + std::string(whom.ref) + " ».\n");
      }
      handed += may ? 1 : 0;
    }
    return handed;
  }
  bool is_unknown_to(const std::string& who, std::vector<const char*> words) {
    EXPECT_EQ(run_as(who, std::move(words)), refused);
    return err_.str().find("personne inconnue") != std::string::npos;
  }
  /// Nothing is in force, and the reason is none: who is let through changes nothing.
  void try_rights(const std::string& who, Role role, const Of& of) {
    for (const Person& whom : persons) {
      const bool may = allowed(About::rights, role, of, whom, "R10");
      if (opens_here(row_of_command("person restrict"), role, of)) {
        EXPECT_EQ(is_unknown_to(who, {"person", "restrict", "--person", whom.ref, "--release"}), !may) << who;
      }
      if (opens_here(row_of_command("person erase"), role, of)) {
        EXPECT_EQ(is_unknown_to(who, {"person", "erase", "--person", whom.ref, "--confirm", whom.ref,
                                      "--reason", "none"}),
                  !may)
            << who;
      }
    }
  }
  std::size_t try_all(const std::string& who, Role role, const Of& of) {
    const auto opens = [&](const char* command) { return opens_here(row_of_command(command), role, of); };
    std::size_t told = 0;
    if (opens("agenda")) told += try_agenda(who, role, of);
    if (opens("propose")) told += try_propose(who, role, of);
    if (opens("whatif")) told += try_what_if(who, role, of);
    if (opens("blockers")) try_numbers(who, role, of);
    if (opens("point")) try_point(who, role, of);
    if (opens("person export")) told += try_export(who, role, of);
    try_rights(who, role, of);
    return told;
  }
  /// How many persons were told of by every command together.
  std::size_t try_everything() {
    points_ = read_points();
    std::vector<std::tuple<std::string, Role, Of>> callers;
    for (const Role role : partners::all_roles()) {
      for (const Of& of : organisations) callers.emplace_back(email(role, of), role, of);
    }
    leave();
    std::size_t told = 0;
    for (const auto& [who, role, of] : callers) told += try_all(who, role, of);
    come_back();
    return told;
  }

  std::vector<Point> points_;
  csv::Document rights_;
};

JALON_ON_EACH_DATABASE(ProofOfCommands);

TEST_P(ProofOfCommands, EveryCommandStandsOnOneLineAndNoLineIsLeft) {
  CommandLine commandline("test");
  add_all_commands(commandline);
  std::multiset<std::string> names;
  for (const std::string& name : commandline.names()) names.insert(name);
  std::multiset<std::string> lines;
  for (std::size_t row = 0; row < rights_.size(); ++row) lines.emplace(written(row, "command"));
  EXPECT_EQ(names, lines);
}

TEST_P(ProofOfCommands, EachRoleOpensTheCommandsThatTheFileSaysAndNoOther) {
  std::size_t open = 0;
  std::size_t closed = 0;
  for (const Role role : partners::all_roles()) {
    for (const Of& of : organisations) {
      const As as{email(role, of), "", ""};
      for (std::size_t row = 0; row < rights_.size(); ++row) {
        std::ostringstream err;
        const bool let = let_in(*app_, desk().territory, written(row, "command"), as, err).has_value();
        EXPECT_EQ(let, opens_here(row, role, of)) << as.email << " " << written(row, "command") << err.str();
        EXPECT_EQ(err.str().empty(), let);
        ++(let ? open : closed);
      }
    }
  }
  EXPECT_GT(open, 200U);
  EXPECT_GT(closed, 500U);
}

TEST_P(ProofOfCommands, EveryCommandAsksTheGateBeforeAnythingElse) {
  // One role that the line does not name, for each command that asks a database on behalf of somebody.
  std::size_t tried = 0;
  for (const KnownCommand& command : known_commands()) {
    const std::size_t row = row_of_command(command.name);
    bool of_roles = false;
    for (const Role role : partners::all_roles()) of_roles |= names(row, partners::to_text(role));
    if (!of_roles) continue;
    for (const Role role : partners::all_roles()) {
      const Of& of = organisations[1];
      if (opens_here(row, role, of)) continue;
      EXPECT_EQ(run_as(email(role, of), command.words), refused) << command.name;
      EXPECT_TRUE(kept_out()) << command.name << ": " << err_.str();
      EXPECT_EQ(out_.str(), "") << command.name;
      ++tried;
    }
  }
  EXPECT_GT(tried, 60U);
}

TEST_P(ProofOfCommands, WhatIsToldFollowsTheTwoFilesBeforeDuringAndAfterAConsent) {
  const std::size_t before = try_everything();
  for (const Person& whom : {persons[0], persons[2]}) {
    share(whom, "CECLER", {"housing", "schooling"});
    share(whom, "DDETS63", {"language", "employment"});
    share(whom, "PREF63", {"civic", "language"});
    share(whom, "BAILLEUR", {"housing"});
  }
  const std::size_t during = try_everything();
  take_back();
  EXPECT_GT(before, 10U);
  EXPECT_GT(during, before);
  EXPECT_EQ(try_everything(), before);
}

}  // namespace
}  // namespace jalon::app
