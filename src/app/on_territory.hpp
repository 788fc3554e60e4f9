// A command that works on one territory of a database that exists.
#pragma once

#include <string>
#include <string_view>

#include "app/app.hpp"
#include "app/command_line.hpp"
#include "app/site.hpp"

namespace jalon::app {

/// The exit code of `act(App&, territory)`; `wanted` = "" for the only territory there is. Says in French why
/// there is none. `command` as it was typed: "jalon person export".
template <class Act>
int on_territory(Config config, const std::string& wanted, std::string_view command, Streams io, Act&& act) {
  config.create = false;
  App app(config);
  const auto territory = choose_territory(app.database(), wanted);
  if (!territory) {
    io.err << command << "\u00a0: " << territory.error().fact("why") << ".\n";
    return refused;
  }
  return act(app, *territory);
}

}  // namespace jalon::app
