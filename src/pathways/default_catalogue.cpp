#include <stdexcept>

#include "base/embedded.hpp"
#include "pathways/catalogue_file.hpp"

namespace jalon::embedded {
std::span<const EmbeddedFile> catalogue();
}

namespace jalon::pathways {

std::string_view default_catalogue_text() {
  return embedded::catalogue().front().bytes;
}

const Catalogue& default_catalogue() {
  // Tests read the file, so that a program which carries a bad one cannot be built and shipped.
  static const Catalogue catalogue = [] {
    auto read = read_catalogue("steps.csv", default_catalogue_text());
    if (!read) throw std::logic_error(to_french(read.error().front()));
    return std::move(*read);
  }();
  return catalogue;
}

}  // namespace jalon::pathways
