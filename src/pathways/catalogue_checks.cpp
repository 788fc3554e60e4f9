#include "pathways/catalogue_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace jalon::pathways {
namespace {

/// The versions valid on one day, by step; nullptr where there is none.
using Snapshot = std::vector<const StepVersion*>;

Snapshot snapshot(const Catalogue& catalogue, Date date) {
  Snapshot versions(catalogue.size());
  for (std::size_t i = 0; i < versions.size(); ++i) {
    versions[i] = catalogue.version(static_cast<StepIndex>(i), date);
  }
  return versions;
}

/// The days on which the graph changes: between two of them nothing does.
std::set<Date> turning_days(const Catalogue& catalogue) {
  std::set<Date> days;
  for (const Step& step : catalogue.steps()) {
    for (const StepVersion& version : step.versions) days.insert(version.valid.from);
  }
  return days;
}

void find_overlaps(const Catalogue& catalogue, const std::string& file, std::vector<FileProblem>& problems) {
  for (const Step& step : catalogue.steps()) {
    for (std::size_t i = 1; i < step.versions.size(); ++i) {
      const StepVersion& before = step.versions[i - 1];
      const StepVersion& after = step.versions[i];
      if (!before.valid.overlaps(after.valid)) continue;
      const StepVersion& later = before.line < after.line ? after : before;
      const StepVersion& earlier = before.line < after.line ? before : after;
      problems.push_back(
          {file, later.line, "valid_from", to_iso(later.valid.from),
           fmt::format("cette version de {} chevauche celle de la ligne {}", step.id, earlier.line)});
    }
  }
}

/// Depth-first search for circles in the graph of one day.
class CircleSearch {
 public:
  explicit CircleSearch(const Snapshot& versions)
      : versions_(versions), state_(versions.size(), State::unseen) {}

  /// Each circle as its steps, the one written first in the file in front.
  std::vector<std::vector<StepIndex>> find() {
    for (std::size_t i = 0; i < versions_.size(); ++i) visit(static_cast<StepIndex>(i));
    return std::move(circles_);
  }
  /// Each step after what it waits for, once `find` has found no circle.
  const std::vector<StepIndex>& order() const { return order_; }

 private:
  enum class State : std::uint8_t { unseen, open, closed };

  /// Without recursion: a hostile file may hold a chain as long as it likes.
  void visit(StepIndex start) {
    if (versions_[start] == nullptr || state_[start] != State::unseen) return;
    struct Frame {
      StepIndex step;
      std::vector<StepIndex> upstream;
      std::size_t next = 0;
    };
    std::vector<Frame> path;
    const auto enter = [&](StepIndex step) {
      state_[step] = State::open;
      std::vector<StepIndex> upstream;
      for (const Alternatives& group : versions_[step]->prerequisites) {
        for (const Option& option : group) upstream.push_back(option.step);
      }
      path.push_back({step, std::move(upstream)});
    };
    enter(start);
    while (!path.empty()) {
      Frame& top = path.back();
      if (top.next == top.upstream.size()) {
        state_[top.step] = State::closed;
        order_.push_back(top.step);
        path.pop_back();
        continue;
      }
      const StepIndex step = top.upstream[top.next++];
      if (versions_[step] == nullptr || state_[step] == State::closed) continue;
      if (state_[step] == State::unseen) {
        enter(step);
        continue;
      }
      const auto from = std::ranges::find(path, step, &Frame::step);
      std::vector<StepIndex> circle;
      for (auto frame = from; frame != path.end(); ++frame) circle.push_back(frame->step);
      std::ranges::rotate(circle, std::ranges::min_element(
                                      circle, {}, [&](StepIndex index) { return versions_[index]->line; }));
      circles_.push_back(std::move(circle));
    }
  }

  const Snapshot& versions_;
  std::vector<State> state_;
  std::vector<std::vector<StepIndex>> circles_;
  std::vector<StepIndex> order_;
};

/// Whether each step can be reached on that day, from those without prerequisites.
std::vector<bool> reachable(const Snapshot& versions, const std::vector<StepIndex>& prerequisites_first) {
  std::vector<bool> reached(versions.size(), false);
  const auto is_reached = [&](const Option& option) { return reached[option.step]; };
  for (const StepIndex step : prerequisites_first) {
    reached[step] = std::ranges::all_of(versions[step]->prerequisites, [&](const Alternatives& group) {
      return std::ranges::any_of(group, is_reached);
    });
  }
  return reached;
}

}  // namespace

std::vector<FileProblem> check_catalogue(const Catalogue& catalogue, const std::string& file) {
  std::vector<FileProblem> problems;
  find_overlaps(catalogue, file, problems);
  std::set<std::vector<StepIndex>> told;
  std::set<const StepVersion*> reached;
  for (const Date day : turning_days(catalogue)) {
    const Snapshot versions = snapshot(catalogue, day);
    CircleSearch search(versions);
    const auto circles = search.find();
    for (const auto& circle : circles) {
      if (!told.insert(circle).second) continue;
      std::string path;
      for (const StepIndex step : circle) path += catalogue.step(step).id + " → ";
      path += catalogue.step(circle.front()).id;
      problems.push_back({file, versions[circle.front()]->line, "prerequisites", path,
                          "ces étapes s’attendent en rond, aucune ne pourrait commencer"});
    }
    if (!circles.empty()) continue;
    const auto met = reachable(versions, search.order());
    for (std::size_t i = 0; i < versions.size(); ++i) {
      if (met[i]) reached.insert(versions[i]);
    }
  }
  // Whatever hangs on a circle, or stands behind an overlap, is out of reach too: say the cause only.
  if (!problems.empty()) return problems;
  for (const Step& step : catalogue.steps()) {
    for (const StepVersion& version : step.versions) {
      if (reached.contains(&version)) continue;
      problems.push_back(
          {file, version.line, "prerequisites", step.id,
           "étape hors d’atteinte, à aucune date de sa validité ses prérequis ne peuvent être réunis"});
    }
  }
  return problems;
}

}  // namespace jalon::pathways
