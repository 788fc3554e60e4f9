// Files carried inside the program (migrations, catalogue, styles): see cmake/embed.cmake.
#pragma once

#include <span>
#include <string_view>

namespace jalon {

struct EmbeddedFile {
  std::string_view path;  // relative to the folder that was embedded
  std::string_view bytes;
};

}  // namespace jalon
