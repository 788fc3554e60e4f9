// A command that works on one territory of a database that exists, for whom the gate lets in.
#pragma once

#include <string>
#include <string_view>

#include "app/app.hpp"
#include "app/command_line.hpp"
#include "app/site.hpp"
#include "app/terminal_gate.hpp"

namespace jalon::app {

/// The exit code of `act(App&, const AtTerminal&)`; `wanted` = "" for the only territory there is. Says in
/// French why there is none, or why the gate does not let in. `command` as in command_rights.csv: "person
/// export".
template <class Act>
int on_territory(Config config, const std::string& wanted, std::string_view command, const As& as, Streams io,
                 Act&& act) {
  config.create = false;
  App app(config);
  const auto territory = choose_territory(app.database(), wanted);
  if (!territory) {
    io.err << "jalon " << command << "\u00a0: " << territory.error().fact("why") << ".\n";
    return refused;
  }
  const auto who = let_in(app, *territory, command, as, io.err);
  return who ? act(app, *who) : refused;
}

}  // namespace jalon::app
