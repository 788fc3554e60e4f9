// Use cases on common projects of the committee.
#pragma once

#include "cells/project_store.hpp"

namespace jalon::cells {

/// Adds a project and its milestones; ids are made here. Refused: see project.hpp.
Result<ProjectId> add_project(store::Database& database, const store::Command& command, Project project);
/// Refused: "milestone.unknown", which also means that it is done already.
Result<void> finish_milestone(store::Database& database, const store::Command& command, ProjectId project,
                              MilestoneId milestone, Date done_on);

}  // namespace jalon::cells
