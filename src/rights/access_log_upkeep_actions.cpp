#include "rights/access_log_upkeep_actions.hpp"

namespace jalon::rights {

Result<AccessLogDone> keep_access_log(store::Database& database, const store::Command& command, bool trim) {
  AccessLogDone result;
  auto sealed = people::seal_access_log(database, command, people::default_access_log_rules());
  if (!sealed) return tl::unexpected(sealed.error());
  result.sealed = std::move(*sealed);
  if (!trim) return result;
  auto trimmed = people::trim_access_log(database, command, people::default_access_log_rules());
  if (!trimmed) return tl::unexpected(trimmed.error());
  result.trimmed = std::move(*trimmed);
  return result;
}

}  // namespace jalon::rights
