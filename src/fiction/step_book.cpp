#include "fiction/step_book.hpp"

#include <algorithm>
#include <cassert>

namespace jalon::fiction {

StepBook::StepBook(const pathways::Catalogue& catalogue, Date on) {
  assert(catalogue.size() < most_steps);
  steps_.resize(catalogue.size());
  for (std::size_t i = 0; i < catalogue.size(); ++i) {
    const auto index = static_cast<StepIndex>(i);
    BookStep& step = steps_[i];
    step.id = catalogue.step(index).id;
    const pathways::StepVersion* version = catalogue.version(index, on);
    if (!version) continue;
    step.stands = true;
    step.min = version->min_days;
    step.typ = version->typ_days;
    step.max = version->max_days;
    step.valid_days = version->valid_days.value_or(0);
    step.household = version->holder == pathways::Holder::household;
    step.valid_from = version->valid.from;
    step.rule = &version->rule;
    step.kept_by = version->kept_by;
    for (const auto& alternatives : version->prerequisites) {
      std::vector<Need> any_of;
      for (const auto& option : alternatives) {
        if (!catalogue.version(option.step, on)) continue;
        any_of.push_back({option.step, option.qualifier == "refused", level_of(option.qualifier)});
      }
      if (any_of.empty()) step.stands = false;
      step.needs.push_back(std::move(any_of));
    }
  }
  std::vector<char> seen(steps_.size(), 0);
  for (std::size_t i = 0; i < steps_.size(); ++i) place(static_cast<StepIndex>(i), seen);
}

void StepBook::place(StepIndex index, std::vector<char>& seen) {
  if (seen[index]) return;
  seen[index] = 1;  // a catalogue has no circle
  BookStep& step = steps_[index];
  for (const auto& any_of : step.needs) {
    int longest = 0;
    int shortest = 1 << 20;
    for (const Need& need : any_of) {
      place(need.step, seen);
      longest = std::max(longest, steps_[need.step].room);
      shortest = std::min(shortest, steps_[need.step].room);
    }
    step.room = std::max(step.room, longest);
    for (const Need& need : any_of) {
      if (steps_[need.step].room > shortest) continue;
      step.ancestors |= steps_[need.step].ancestors;
      step.ancestors.set(need.step);
    }
  }
  step.room += step.min;
  if (step.stands) order_.push_back(index);
}

StepIndex StepBook::find(std::string_view id) const {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    if (steps_[i].id == id && steps_[i].stands) return static_cast<StepIndex>(i);
  }
  return no_step;
}

Date StepBook::ready(StepIndex index, const std::vector<Reached>& reached) const {
  const BookStep& step = steps_[index];
  Date all = step.valid_from;
  for (const auto& any_of : step.needs) {
    Date any = Date::never();
    for (const Need& need : any_of) {
      const Reached& r = reached[need.step];
      if (need.level != Level::none && r.level < need.level) continue;
      any = std::min(any, need.refused ? r.refused : r.done);
    }
    all = std::max(all, any);
  }
  return all;
}

}  // namespace jalon::fiction
