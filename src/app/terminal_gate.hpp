// The gate of the command line: for whom a command works, and whether it opens for them.
//
// As the gate of pages (`partners/gate_pages.hpp`): as long as the territory has no account, whoever uses the
// machine does everything; from the first on, a command opens for the accounts whose role
// `catalogue/command_rights.csv` names, and tells what `partners::View` lets them see. `--as` names the
// account; its password is typed, or read from a file, and the one-time code where it has one. Who names
// nobody is the machine: it runs the installation and is told nothing of a file. Where all accounts are the
// demonstration's, people are fictional too: who names nobody is shown everything, and an account named needs
// no password. Whoever can read the database and its keys can do without jalon: decision 0021 says what this
// gate is for.
#pragma once

#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "app/app.hpp"
#include "app/command_line.hpp"
#include "app/terminal.hpp"
#include "partners/visibility.hpp"

namespace jalon::app {

/// What a command is told of who asks.
struct As {
  std::string email;          // "" = nobody named
  std::string password_file;  // its first line; "" = typed at the terminal
  std::string code;           // one-time code; "" = typed where the password is
};
/// `--as`, `--password-file`, `--code`.
void add_account_options(Subcommand& command, As& as);

/// `command`: as in command_rights.csv, "person export". Nullopt: refused, and said on `err` in French.
std::optional<AtTerminal> let_in(App& app, const std::string& territory, std::string_view command,
                                 const As& as, std::ostream& err);

/// What they may see of the files, by what persons agree to today and by what is open to them alone.
partners::View view_of(App& app, const AtTerminal& who);

}  // namespace jalon::app
