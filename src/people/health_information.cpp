#include "people/health_information.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> health_information();
}

namespace people {
namespace {

constexpr std::string_view health_domain = "health";

bool among(const std::vector<std::string>& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

}  // namespace

tl::expected<HealthInformation, std::vector<FileProblem>> HealthInformation::read(
    const csv::Document& document) {
  RecordReader reader(document);
  const auto valid_from = reader.required("valid_from");
  const auto kind = reader.required("kind");
  const auto code = reader.required("code");
  const auto health = reader.required("health");
  (void)reader.optional("source");

  HealthInformation found;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    (void)reader.required_date(valid_from);
    const auto what = reader.word(kind, {"step", "cause"});
    const auto says = reader.word(health, {"yes", "no"});
    const std::string id(reader.required_text(code));
    if (!what || !says) {
      if (reader.ok()) reader.problem(!what ? kind : health, "une valeur est attendue");
      continue;
    }
    if (among(found.steps_, id) || among(found.harmless_, id) || among(found.causes_, id)) {
      reader.problem(code, "ce code figure déjà plus haut");
      continue;
    }
    if (*what == 0) {
      (*says == 0 ? found.steps_ : found.harmless_).push_back(id);
    } else if (*says == 0) {
      found.causes_.push_back(id);
    }
  }
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  return found;
}

bool HealthInformation::step(std::string_view id, std::string_view domain) const {
  return among(steps_, id) || (domain == health_domain && !among(harmless_, id));
}

bool HealthInformation::cause(std::string_view code) const {
  return among(causes_, code);
}

std::optional<std::string> HealthInformation::goals_without_health(std::string_view goals) const {
  std::string kept;
  bool left_out = false;
  for (const std::string_view group : split(goals, ';')) {
    std::string alternatives;
    for (const std::string_view option : split(group, '|')) {
      if (step(trim(option.substr(0, option.find(':'))), "")) {
        left_out = true;
        continue;
      }
      alternatives += (alternatives.empty() ? "" : "|") + std::string(trim(option));
    }
    if (!alternatives.empty()) kept += (kept.empty() ? "" : ";") + alternatives;
  }
  if (!left_out) return std::nullopt;
  return kept;
}

const HealthInformation& health_information() {
  static const HealthInformation information = [] {
    const EmbeddedFile& file = embedded::health_information().front();
    const auto document = csv::Document::parse(std::string(file.path), file.bytes);
    if (!document) throw std::logic_error(to_french(document.error()));
    auto read = HealthInformation::read(*document);
    if (!read) throw std::logic_error(to_french(read.error().front()));
    return std::move(*read);
  }();
  return information;
}

}  // namespace people
}  // namespace jalon
