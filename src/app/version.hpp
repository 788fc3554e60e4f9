// The version of the program, as written in CMakeLists.txt.
#pragma once

#include <string_view>

namespace jalon::app {

constexpr std::string_view version() {
  return JALON_VERSION;
}

}  // namespace jalon::app
