// For tests: every command of the program, how it is run on a small territory, what it tells of persons and
// what it leaves behind.
#pragma once

#include <vector>

namespace jalon::app {

enum class Tells {
  nothing,  // asks no database, or says nothing of anybody
  counts,   // numbers
  terms,    // identifiers and the day their term comes: what is done then stands in each file
  persons,  // something about persons, by their identifiers: a line for each in the access log
  a_copy,   // everything, into a file: one line, of every file at once
  pages     // what the gate and the rights of each account open: proof.test.cpp
};
enum class Leaves { nothing, lines, audit };

struct KnownCommand {
  const char* name;
  Tells tells;
  Leaves leaves;
  std::vector<const char*> words;  // to run it here; without --db. Empty: not run
};

inline const std::vector<KnownCommand>& known_commands() {
  static const std::vector<KnownCommand> all = {
      {"evaluate", Tells::nothing, Leaves::nothing, {}},
      {"catalogue", Tells::nothing, Leaves::nothing, {}},
      {"allocate", Tells::nothing, Leaves::nothing, {}},
      {"check", Tells::nothing, Leaves::nothing, {}},
      {"explain", Tells::nothing, Leaves::nothing, {}},
      {"version", Tells::nothing, Leaves::nothing, {}},
      {"demo", Tells::nothing, Leaves::audit, {}},
      {"serve", Tells::pages, Leaves::nothing, {}},
      {"migrate", Tells::nothing, Leaves::nothing, {"migrate"}},
      {"import",
       Tells::nothing,
       Leaves::audit,
       {"import", "tests/fixtures/small/people.csv", "--today", "2026-01-05"}},
      {"verify", Tells::counts, Leaves::nothing, {"verify"}},
      {"drill", Tells::counts, Leaves::nothing, {"drill"}},
      {"backup", Tells::a_copy, Leaves::lines, {"backup", "--to"}},
      {"blockers", Tells::counts, Leaves::nothing, {"blockers", "--at", "2018-10-12", "--json"}},
      {"whatif",
       Tells::persons,
       Leaves::lines,
       {"whatif", "--at", "2018-10-12", "--cause", "B03", "--lift", "--json"}},
      {"point", Tells::counts, Leaves::nothing, {"point", "--at", "2018-10-12", "--json"}},
      {"agenda", Tells::persons, Leaves::lines, {"agenda", "--at", "2018-10-12", "--json"}},
      {"propose", Tells::persons, Leaves::lines, {"propose", "--at", "2018-06-01", "--json"}},
      {"person export", Tells::persons, Leaves::lines, {"person", "export", "--person", "P1"}},
      {"person restrict",
       Tells::nothing,
       Leaves::audit,
       {"person", "restrict", "--person", "P1", "--reason", "claim"}},
      {"person erase",
       Tells::nothing,
       Leaves::audit,
       {"person", "erase", "--person", "P1", "--confirm", "P1", "--reason", "request"}},
      {"retention",
       Tells::persons,
       Leaves::lines,
       {"retention", "--dry-run", "--at", "2021-01-01", "--json"}},
      {"retention", Tells::terms, Leaves::audit, {"retention", "--at", "2021-01-01"}},
      {"journal seal", Tells::counts, Leaves::audit, {"journal", "seal"}},
      {"journal trim", Tells::counts, Leaves::audit, {"journal", "trim"}},
      {"journal heads", Tells::counts, Leaves::nothing, {"journal", "heads"}},
      {"health enable",
       Tells::nothing,
       Leaves::audit,
       {"health", "enable", "--host", "Hébergeur", "--certificate", "HDS-7", "--until", "2019-01-01", "--by",
        "Claire Roux", "--today", "2018-10-12"}},
      {"health name", Tells::nothing, Leaves::audit, {"health", "name", "--email", "lin@jalon.example"}},
      {"health remove", Tells::nothing, Leaves::audit, {"health", "remove", "--email", "lin@jalon.example"}},
      {"health status", Tells::nothing, Leaves::nothing, {"health", "status"}},
      {"health disable", Tells::nothing, Leaves::audit, {"health", "disable", "--by", "Claire Roux"}},
      {"user first", Tells::nothing, Leaves::audit, {"user", "first"}},
      {"user list", Tells::nothing, Leaves::nothing, {"user", "list"}},
      {"user invite",
       Tells::nothing,
       Leaves::audit,
       {"user", "invite", "--email", "ada@jalon.example", "--name", "Ada", "--role", "administrator"}},
      {"user reset", Tells::nothing, Leaves::audit, {"user", "reset", "--email", "ada@jalon.example"}},
      {"user disable", Tells::nothing, Leaves::audit, {"user", "disable", "--email", "ada@jalon.example"}}};
  return all;
}

}  // namespace jalon::app
