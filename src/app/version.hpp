// The version of the program, as written in CMakeLists.txt.
#pragma once

#include <string_view>

namespace jalon::app {

std::string_view version();

}  // namespace jalon::app
