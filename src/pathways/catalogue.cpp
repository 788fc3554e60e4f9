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
