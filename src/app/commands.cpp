#include "app/commands.hpp"

namespace jalon::app {

void add_all_commands(CommandLine& commandline) {
  add_pathway_commands(commandline);
  add_allocation_commands(commandline);
  add_proposal_commands(commandline);
  add_serve_commands(commandline);
  add_user_commands(commandline);
  add_territory_commands(commandline);
  add_records_commands(commandline);
  add_drill_commands(commandline);
  add_rights_commands(commandline);
  add_journal_commands(commandline);
  add_person_commands(commandline);
  add_health_commands(commandline);
  add_demo_commands(commandline);
  add_store_commands(commandline);
}

}  // namespace jalon::app
