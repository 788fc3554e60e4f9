#include "ui/locale.hpp"

#include <map>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "ui/catalogue.hpp"
#include "ui/french_spaces.hpp"

namespace jalon::embedded {
std::span<const EmbeddedFile> locales();
}

namespace jalon::ui {

namespace {

const std::map<std::string, Catalogue, std::less<>>& catalogues() {
  static const auto all = [] {
    std::map<std::string, Catalogue, std::less<>> map;
    for (const auto& file : embedded::locales()) {
      map.emplace(file.path.substr(0, file.path.find('.')), Catalogue(file.bytes));
    }
    return map;
  }();
  return all;
}

std::string fill(std::string_view text, Facts facts) {
  std::string out(text);
  for (const auto& [name, value] : facts) {
    const std::string hole = "{" + std::string(name) + "}";
    for (auto at = out.find(hole); at != std::string::npos; at = out.find(hole, at + value.size())) {
      out.replace(at, hole.size(), value);
    }
  }
  return out;
}

}  // namespace

Locale Locale::of(std::string_view code) {
  const auto found = code.find('/') == std::string_view::npos ? catalogues().find(code) : catalogues().end();
  return found == catalogues().end() ? Locale() : of(found->second, code);
}

Locale Locale::of(const Catalogue& catalogue, std::string_view code) {
  Locale locale;
  locale.code_ = code;
  locale.catalogue_ = &catalogue;
  return locale;
}

Locale Locale::of_document(std::string_view document, std::string_view code) {
  const auto found = catalogues().find(std::string(document) + "/" + std::string(code));
  return found == catalogues().end() ? Locale() : of(found->second, code);
}

std::vector<std::string> Locale::codes() {
  std::vector<std::string> list = {"fr"};
  for (const auto& [name, catalogue] : catalogues()) {
    if (name.find('/') == std::string::npos) list.push_back(name);
  }
  return list;
}

std::vector<std::string> Locale::codes_of_document(std::string_view document) {
  const std::string folder = std::string(document) + "/";
  std::vector<std::string> list = {"fr"};
  for (const auto& [name, catalogue] : catalogues()) {
    if (name.starts_with(folder)) list.push_back(name.substr(folder.size()));
  }
  return list;
}

std::string_view Locale::translate(std::string_view french) const {
  const auto found = catalogue_ ? catalogue_->find(french) : std::string_view();
  return found.empty() ? french : found;
}

std::string_view Locale::translate_plural(std::int64_t count, std::string_view one,
                                          std::string_view many) const {
  const auto magnitude = static_cast<std::uint64_t>(count < 0 ? -count : count);
  const auto found = catalogue_ ? catalogue_->find_plural(one, magnitude) : std::string_view();
  if (!found.empty()) return found;
  return magnitude < 2 ? one : many;
}

std::string Words::operator()(std::string_view french, Facts facts) const {
  const auto text = locale_.translate(french);
  return fill(locale_.is_french() ? french_spaces(text) : std::string(text), facts);
}

std::string Words::plural(std::int64_t count, std::string_view one, std::string_view many,
                          Facts facts) const {
  const auto text = locale_.translate_plural(count, one, many);
  const auto filled = fill(locale_.is_french() ? french_spaces(text) : std::string(text), facts);
  return fill(filled, {{"n", french_number(count)}});
}

}  // namespace jalon::ui
