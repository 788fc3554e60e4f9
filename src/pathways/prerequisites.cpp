#include "pathways/prerequisites.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace jalon::pathways {

tl::expected<WrittenPrerequisites, std::string> parse_prerequisites(std::string_view text) {
  WrittenPrerequisites groups;
  if (trim(text).empty()) return groups;
  std::size_t position = 0;
  bool new_group = true;
  while (true) {
    const std::size_t stop = std::min(text.find_first_of(";|", position), text.size());
    const std::string_view written = trim(text.substr(position, stop - position));
    const std::size_t colon = written.find(':');
    const std::string_view step = trim(written.substr(0, colon));
    const std::string_view qualifier =
        colon == std::string_view::npos ? std::string_view{} : trim(written.substr(colon + 1));
    if (step.empty()) {
      return tl::unexpected(fmt::format("un identifiant d’étape est attendu au caractère {}", position + 1));
    }
    if (colon != std::string_view::npos && (qualifier.empty() || qualifier.find(':') != qualifier.npos)) {
      return tl::unexpected(fmt::format("un résultat est attendu après {}: (par exemple {}:A1)", step, step));
    }
    if (step.find_first_of(" \t\r\n,()&") != std::string_view::npos) {
      return tl::unexpected(
          fmt::format("«\u00a0{}\u00a0» n’est pas un identifiant d’étape, «\u00a0;\u00a0» sépare les étapes "
                      "exigées et «\u00a0|\u00a0» les étapes au choix",
                      step));
    }
    if (new_group) groups.emplace_back();
    groups.back().push_back({step, qualifier});
    if (stop == text.size()) return groups;
    new_group = text[stop] == ';';
    position = stop + 1;
  }
}

}  // namespace jalon::pathways
