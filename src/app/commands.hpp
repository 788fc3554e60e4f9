// The subcommands of jalon, by group: each function declares those of one part of the house.
// Add a command to the file of its group; a group that outgrows 300 lines is split.
#pragma once

#include "app/command_line.hpp"

namespace jalon::app {

/// All of them, in the order of `jalon --help`.
void add_all_commands(CommandLine& commandline);

/// version, migrate.
void add_store_commands(CommandLine& commandline);

/// evaluate and catalogue, on files.
void add_pathway_commands(CommandLine& commandline);

/// import, verify, backup.
void add_records_commands(CommandLine& commandline);

/// drill.
void add_drill_commands(CommandLine& commandline);

/// retention.
void add_rights_commands(CommandLine& commandline);

/// journal.
void add_journal_commands(CommandLine& commandline);

/// person.
void add_person_commands(CommandLine& commandline);

/// health.
void add_health_commands(CommandLine& commandline);

/// demo.
void add_demo_commands(CommandLine& commandline);

/// blockers, whatif, agenda, point.
void add_territory_commands(CommandLine& commandline);

/// serve.
void add_serve_commands(CommandLine& commandline);

/// user.
void add_user_commands(CommandLine& commandline);

/// allocate, check, explain, on a problem in files.
void add_allocation_commands(CommandLine& commandline);

/// propose.
void add_proposal_commands(CommandLine& commandline);

}  // namespace jalon::app
