// Common projects: what the committee has several partners do together about causes that no single file can
// lift. Refused: a project without title ("project.no_title") or without any cause it answers
// ("project.no_cause").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

namespace jalon::cells {

struct ProjectTag;
using ProjectId = Id<ProjectTag>;
struct MilestoneTag;
using MilestoneId = Id<MilestoneTag>;

struct Milestone {
  MilestoneId id;
  std::string title;
  std::optional<Date> due_on;
  std::optional<Date> done_on;

  bool is_late(Date at) const { return !done_on && due_on && *due_on < at; }
};

struct Project {
  ProjectId id;
  std::string title;
  std::vector<std::string> causes;    // codes of causes it answers
  std::vector<std::string> partners;  // names
  Date starts_on;
  std::string actor;
  std::vector<Milestone> milestones;  // by due date, those without one last
};

Result<void> validate(const Project& project);

}  // namespace jalon::cells
