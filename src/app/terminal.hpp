// Who works at the terminal, and what they read there.
//
// An account that a command was told of (`terminal_gate.hpp`), else the account of the machine
// ("terminal:alice", behind sudo too); the place is the address of an SSH session, else the terminal. A
// command that prints something about somebody leaves a line in the access log for each of them, before it
// prints. Where a server holds the SQLite file, the lines are left beside it, on disk, for the server to take
// (within a second); a reading that can be logged in neither way does not take place (store::Fault).
#pragma once

#include <cstddef>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "app/app.hpp"
#include "partners/account.hpp"
#include "people/ids.hpp"

namespace jalon::app {

std::string terminal_actor();
std::string terminal_place();

/// For whom a command works, in which territory. A caller of kind `nobody` is the machine.
struct AtTerminal {
  std::string territory;
  partners::Caller caller;

  /// What the audit chain and the access log call them.
  std::string actor() const { return caller.signed_in() ? caller.actor() : terminal_actor(); }
  /// Where from; of an account, with that of the machine: "terminal:alice, 10.0.0.7".
  std::string place() const;
  store::Command command() const { return {territory, {}, actor(), "", ""}; }
};

void log_reading(App& app, const AtTerminal& who, std::span<const people::PersonId> persons,
                 std::string_view purpose);

/// A copy of every file: one line for each territory, of no person. What cannot be logged is said on `err`,
/// and the copy takes place: the disk that is full or lost is the one a copy is needed of, and `cp` asks
/// nobody.
void log_copy(App& app, std::string_view purpose, std::ostream& err);

/// Takes into the access log what commands left beside the database while it was held; returns how many
/// lines. A line that cannot be read is taken by nobody and said in the log.
std::size_t take_left_readings(App& app);

}  // namespace jalon::app
