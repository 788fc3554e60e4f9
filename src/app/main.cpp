#include <exception>
#include <iostream>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "app/version.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"

// Faults are caught here, once for the whole program: what was under way has been rolled back on the way up.
int main(int argc, char** argv) {
  using namespace jalon;
  std::ios::sync_with_stdio(false);
  try {
    app::CommandLine commandline("jalon " + std::string(app::version()));
    app::add_all_commands(commandline);
    const int code = commandline.run(argc, argv, {std::cout, std::cerr});
    std::cout.flush();
    return std::cout ? code : app::fault;
  } catch (const std::exception& fault) {
    const std::string id = to_text(new_uuid_v4()).substr(0, 8);
    std::cerr << to_iso_instant(SystemClock().now_ms()) << " défaillance " << id << "\u00a0: " << fault.what()
              << "\n";
    return app::fault;
  }
}
