// What to call those who did something: the audit chain and the access log know accounts by their ids.
#pragma once

#include <string>
#include <string_view>

#include "base/string_map.hpp"
#include "store/database.hpp"

namespace jalon::partners {

class ActorNames {
 public:
  ActorNames(store::Reader& reader, std::string_view territory);
  /// The name of an account; any other word ("poste", "terminal", "import") as it stands.
  std::string of(std::string_view actor) const;

 private:
  StringMap<std::string> names_;
};

}  // namespace jalon::partners
