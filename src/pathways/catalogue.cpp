#include "pathways/catalogue.hpp"

#include <algorithm>

#include "pathways/facts.hpp"

namespace jalon::pathways {

std::optional<EventKind> parse_event_kind(std::string_view word) {
  const auto found = std::ranges::find(event_kind_words, word);
  if (found == event_kind_words.end()) return std::nullopt;
  return static_cast<EventKind>(found - event_kind_words.begin());
}

const StepVersion* Step::at(Date date) const {
  const auto found = std::ranges::find_if(
      versions, [&](const StepVersion& version) { return version.valid.contains(date); });
  return found == versions.end() ? nullptr : &*found;
}

Catalogue::Catalogue(std::vector<Step> steps) : steps_(std::move(steps)) {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    index_.emplace(steps_[i].id, static_cast<StepIndex>(i));
    std::ranges::sort(steps_[i].versions, {}, [](const StepVersion& version) { return version.valid.from; });
  }
  for (const Step& step : steps_) {
    for (const StepVersion& version : step.versions) {
      for (const Alternatives& group : version.prerequisites) {
        for (const Option& option : group) {
          if (code(option.qualifier) != no_qualifier || option.qualifier.empty()) continue;
          const auto next = static_cast<QualifierCode>(first_other_word + other_words_.size());
          other_words_.emplace(option.qualifier, next);
        }
      }
    }
  }
}

QualifierCode Catalogue::code(std::string_view qualifier) const {
  if (qualifier.empty()) return no_qualifier;
  for (const Status status : {Status::not_relevant, Status::done, Status::refused, Status::expired,
                              Status::abandoned, Status::cancelled}) {
    if (qualifier == to_word(status)) return static_cast<QualifierCode>(static_cast<int>(status) + 1);
  }
  if (const auto level = people::parse_french_level(qualifier)) {
    return static_cast<QualifierCode>(first_level + static_cast<int>(*level));
  }
  const auto known = other_words_.find(qualifier);
  return known == other_words_.end() ? no_qualifier : known->second;
}

std::optional<StepIndex> Catalogue::find(std::string_view id) const {
  const auto found = index_.find(id);
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

const StepVersion& Catalogue::nearest_version(StepIndex index, Date date) const {
  const auto& versions = steps_[index].versions;
  const auto later = std::ranges::upper_bound(versions, date, {},
                                              [](const StepVersion& version) { return version.valid.from; });
  return later == versions.begin() ? *later : *(later - 1);
}

}  // namespace jalon::pathways
