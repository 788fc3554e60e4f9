// What a step waits for, as the catalogue writes it: `;` = AND (lowest), `|` = OR, `ID:qualifier` = that step
// with that result. `L03;I02|E10|I03` is L03 and one of the three; `R10:refused` is R10 once refused;
// `C09:A1` is C09 with A1 or better. Spaces around signs are ignored. Refused, with the position: an empty
// alternative or group, an empty identifier or qualifier.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace jalon::pathways {

/// Position of a step in its Catalogue: the order in which the file first names it.
using StepIndex = std::uint16_t;

/// One alternative, by the step's position in the catalogue.
struct Option {
  StepIndex step = 0;
  std::string qualifier;  // empty = done, whatever the outcome
  bool operator==(const Option&) const = default;
};

using Alternatives = std::vector<Option>;         // met by any of them
using Prerequisites = std::vector<Alternatives>;  // all must be met

/// The same, still in words: what parsing gives before the step is looked up.
struct WrittenOption {
  std::string_view step;
  std::string_view qualifier;
  bool operator==(const WrittenOption&) const = default;
};
using WrittenPrerequisites = std::vector<std::vector<WrittenOption>>;

/// The error is a French sentence without its final point. An empty text has no prerequisite.
tl::expected<WrittenPrerequisites, std::string> parse_prerequisites(std::string_view text);

}  // namespace jalon::pathways
