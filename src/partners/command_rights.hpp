// Which commands a role opens: one line of `catalogue/command_rights.csv` for each command of the program,
// as `page_rights.hpp` is for pages.
//
// A command that asks and stands on no line opens for nobody; those for the machine alone do not ask, and a
// test fails on a command without a line. `machine` is who runs the installation and names no
// account: it copies, verifies, serves, looks after accounts, and is told nothing of a file. Which persons a
// command then tells of is another question, asked of `View`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/string_map.hpp"
#include "partners/account.hpp"

namespace jalon::partners {

struct CommandRight {
  std::string command;    // "person export"
  bool everyone = false;  // asks no database
  bool machine = false;
  Roles roles;
  bool needs_territory = false;  // the organisation's kind must see people whom nobody there follows
  std::string right;             // French: "préparer la cellule"
};

class CommandRights {
 public:
  /// Columns `command,who,needs,right,source`; `who` is `everyone`, or `machine` and roles; `needs` is
  /// `territory` or empty.
  static tl::expected<CommandRights, std::vector<FileProblem>> read(const csv::Document& document);

  const std::vector<CommandRight>& lines() const { return lines_; }
  /// Null: no such line.
  const CommandRight* find(std::string_view command) const;

  enum class Answer { opens, name_yourself, set_up_code, refused };
  Answer ask(const Caller& caller, std::string_view command) const;

 private:
  std::vector<CommandRight> lines_;
  StringMap<std::size_t> by_command_;
};

/// Those that the program carries.
const CommandRights& command_rights();

}  // namespace jalon::partners
