#include "fiction/records.hpp"

#include <cstddef>

namespace jalon::fiction {

std::string_view to_text(EventKind kind) {
  constexpr std::string_view texts[] = {"requested", "started",      "done",      "refused",
                                        "expired",   "abandoned",    "cancelled", "blocked",
                                        "unblocked", "not_relevant", "withdrawn"};
  return texts[static_cast<std::size_t>(kind)];
}

std::string_view to_text(EnrolmentKind kind) {
  constexpr std::string_view texts[] = {"proposed",  "accepted", "entered", "left",
                                        "completed", "declined", "absent",  "withdrawn"};
  return texts[static_cast<std::size_t>(kind)];
}

}  // namespace jalon::fiction
