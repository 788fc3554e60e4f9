// The map: départements and communes by their INSEE codes.
// A territory of jalon is a département; its code is the start of the codes of its communes.
#pragma once

#include <string>
#include <string_view>

#include "base/record_reader.hpp"

namespace jalon::partners {

/// `63113` → `63`, `2A004` → `2A`, `97411` → `974`; "" when it is not the code of a commune.
std::string_view department_of_commune(std::string_view commune);
bool is_commune_code(std::string_view text);
/// Of a département: `63`, `2A`, `974`.
bool is_department_code(std::string_view text);

/// "Puy-de-Dôme" for "63"; the code itself when it is unknown.
std::string_view department_name(std::string_view code);
/// "Clermont-Ferrand" for "63113"; the code itself when it is unknown.
std::string_view commune_name(std::string_view code);

/// "Auvergne-Rhône-Alpes" for "84"; what was given when it is no code of a region.
std::string_view region_name(std::string_view code);

/// An INSEE code or an empty cell; anything else is a problem of the file and gives "".
std::string_view read_commune(RecordReader& reader, RecordReader::Column column);

}  // namespace jalon::partners
