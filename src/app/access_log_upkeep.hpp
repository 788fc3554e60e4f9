// The upkeep of the access log, for the commands that do it: `jalon journal` and `jalon retention`.
#pragma once

#include <string>

#include "app/app.hpp"
#include "rights/access_log_cli.hpp"

namespace jalon::app {

/// Seals what is over and, with `trim`, lets go of what is past its term. Refused: access_log.broken.
Result<rights::AccessLogDone> keep_access_log(App& app, const std::string& territory, bool trim);

}  // namespace jalon::app
