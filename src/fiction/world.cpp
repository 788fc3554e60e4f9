#include "fiction/world.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace jalon::fiction {
namespace {

std::vector<std::uint16_t> of_kinds(const Scenario& scenario, const std::vector<std::string>& kinds) {
  std::vector<std::uint16_t> found;
  for (std::size_t i = 0; i < scenario.organisations.size(); ++i) {
    if (std::find(kinds.begin(), kinds.end(), scenario.organisations[i].kind) != kinds.end()) {
      found.push_back(static_cast<std::uint16_t>(i));
    }
  }
  return found;
}

tl::unexpected<Refusal> missing(std::string_view step) {
  return refuse("fiction.step_missing", {{"step", std::string(step)}});
}

}  // namespace

std::uint16_t World::organisation(std::string_view id) const {
  for (std::size_t i = 0; i < scenario.organisations.size(); ++i) {
    if (scenario.organisations[i].id == id) return static_cast<std::uint16_t>(i);
  }
  return none16;
}

Result<World> make_world(const Scenario& scenario, const pathways::Catalogue& catalogue) {
  World world{
      .scenario = scenario, .book = StepBook(catalogue, scenario.as_of), .customs = {}, .custom_of = {}};
  const StepBook& book = world.book;
  const std::pair<StepIndex*, std::string_view> named[] = {{&world.protection, "R01"},
                                                           {&world.accommodation, "L01"},
                                                           {&world.centre, "L02"},
                                                           {&world.social, "L06"},
                                                           {&world.rental, "L07"},
                                                           {&world.private_lease, "L08"},
                                                           {&world.residence, "L13"},
                                                           {&world.module, scenario.module.common.step},
                                                           {&world.youth, scenario.youth.common.step}};
  for (const auto& [step, id] : named) {
    *step = book.find(id);
    if (*step == no_step) return missing(id);
  }
  world.youth_language = book.find(scenario.youth.common.includes);
  for (const Habit& habit : scenario.habits) {
    if (book.find(habit.step) == no_step) return missing(habit.step);
  }
  for (const Sessions& sessions : scenario.sessions) {
    if (book.find(sessions.step) == no_step) return missing(sessions.step);
  }

  for (const StepIndex step : book.order()) {
    const auto habit = std::find_if(scenario.habits.begin(), scenario.habits.end(),
                                    [&](const Habit& h) { return h.step == book[step].id; });
    if (habit != scenario.habits.end()) {
      world.customs.push_back({&*habit, step, of_kinds(scenario, habit->kinds)});
    } else if (book[step].max == 0 && step != world.protection) {
      world.customs.push_back({nullptr, step, {}});
    }
  }
  world.custom_of.assign(book.size(), world.customs.size());
  for (std::size_t i = 0; i < world.customs.size(); ++i) world.custom_of[world.customs[i].step] = i;
  return world;
}

}  // namespace jalon::fiction
