// What the people of a fictional département agreed to share beyond who follows them: most do, some do not,
// a few took it back.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "fiction/records.hpp"
#include "fiction/world.hpp"

namespace jalon::fiction {

struct ConsentRow {
  std::uint32_t person = 0;
  std::string_view domains;
  std::string_view organisation;
  Date date;
  std::string_view notice_language;
  Date withdrawn_on = Date::never();
};

/// Drawn for each person apart: the lives told are the same with and without them.
std::vector<ConsentRow> consents_of(const World& world, const PersonRow& person, std::uint64_t seed);

}  // namespace jalon::fiction
