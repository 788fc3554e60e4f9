#include "app/version.hpp"

namespace jalon::app {

std::string_view version() {
  return JALON_VERSION;
}

}  // namespace jalon::app
