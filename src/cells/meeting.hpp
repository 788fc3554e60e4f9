// Meetings of technical cells and of the committee, as planned or held.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/id.hpp"
#include "partners/organisation.hpp"

namespace jalon::cells {

struct MeetingTag;
using MeetingId = Id<MeetingTag>;

enum class MeetingKind : std::uint8_t { cell, committee };

/// The words of the files: "cell", "committee".
constexpr std::string_view to_word(MeetingKind kind) {
  return kind == MeetingKind::cell ? "cell" : "committee";
}

struct Meeting {
  MeetingId id;
  std::string ref;  // the sender's identifier
  MeetingKind kind = MeetingKind::cell;
  Date held_on;
  std::string commune;                                   // INSEE code or ""
  std::optional<partners::OrganisationId> organisation;  // who holds it

  bool operator==(const Meeting&) const = default;
};

}  // namespace jalon::cells
