#include "cells/project_actions.hpp"

namespace jalon::cells {
namespace {

store::Command named(store::Command command, std::string action, std::string object) {
  command.action = std::move(action);
  command.object = std::move(object);
  return command;
}

}  // namespace

Result<ProjectId> add_project(store::Database& database, const store::Command& command, Project project) {
  if (const auto valid = validate(project); !valid) return tl::unexpected(valid.error());
  return database.write(named(command, "cells.add_project", "project"),
                        [&](store::Transaction& transaction) -> Result<ProjectId> {
                          Project added = project;
                          added.id = transaction.new_id<ProjectId>();
                          added.actor = command.actor;
                          for (Milestone& milestone : added.milestones) {
                            milestone.id = transaction.new_id<MilestoneId>();
                          }
                          insert_project(transaction, added);
                          return added.id;
                        });
}

Result<void> finish_milestone(store::Database& database, const store::Command& command, ProjectId project,
                              MilestoneId milestone, Date done_on) {
  return database.write(named(command, "cells.finish_milestone", project.text()),
                        [&](store::Transaction& transaction) -> Result<void> {
                          if (!finish_milestone(transaction, project, milestone, done_on)) {
                            return refuse("milestone.unknown");
                          }
                          return {};
                        });
}

}  // namespace jalon::cells
