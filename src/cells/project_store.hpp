// Tables `joint_project`, `joint_project_milestone`.
#pragma once

#include <string_view>
#include <vector>

#include "cells/project.hpp"
#include "store/database.hpp"

namespace jalon::cells {

/// Latest start first, each with its milestones.
std::vector<Project> projects(store::Reader& reader, std::string_view territory);
void insert_project(store::Transaction& transaction, const Project& project);
void insert_milestone(store::Transaction& transaction, ProjectId project, const Milestone& milestone);
/// False when there is no such milestone, or it is done already.
bool finish_milestone(store::Transaction& transaction, ProjectId project, MilestoneId milestone,
                      Date done_on);

}  // namespace jalon::cells
