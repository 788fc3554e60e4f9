#include "cells/project_store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "base/text.hpp"

namespace jalon::cells {
namespace {

const store::Query projects_query{"cells.projects",
                                  "SELECT id, title, causes, partners, starts_on, actor FROM joint_project"
                                  " WHERE territory = ? ORDER BY starts_on DESC, id"};
const store::Query milestones_query{"cells.milestones",
                                    "SELECT project, id, title, due_on, done_on FROM joint_project_milestone"
                                    " WHERE territory = ? ORDER BY project, due_on ASC NULLS LAST, id"};
const store::Query insert_project_query{
    "cells.insert_project",
    "INSERT INTO joint_project (territory, id, title, causes, partners, starts_on, actor)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"};
const store::Query insert_milestone_query{
    "cells.insert_milestone",
    "INSERT INTO joint_project_milestone (territory, project, id, title, due_on, done_on)"
    " VALUES (?, ?, ?, ?, ?, ?)"};
const store::Query finish_milestone_query{
    "cells.finish_milestone",
    "UPDATE joint_project_milestone SET done_on = ?"
    " WHERE territory = ? AND project = ? AND id = ? AND done_on IS NULL"};

std::vector<std::string> parts(std::string_view joined) {
  std::vector<std::string> list;
  for (const std::string_view part : split(joined, ';')) list.emplace_back(part);
  return list;
}

}  // namespace

std::vector<Project> projects(store::Reader& reader, std::string_view territory) {
  auto list = reader.list(projects_query, {territory}, [](const store::Row& row) {
    return Project{row.id<ProjectId>(0),
                   row.string(1),
                   parts(row.text(2)),
                   parts(row.text(3)),
                   row.date(4),
                   row.string(5),
                   {}};
  });
  std::map<ProjectId, Project*> by_id;
  for (Project& project : list) by_id[project.id] = &project;
  reader.each(milestones_query, {territory}, [&](const store::Row& row) {
    const auto found = by_id.find(row.id<ProjectId>(0));
    if (found == by_id.end()) return;
    found->second->milestones.push_back(
        {row.id<MilestoneId>(1), row.string(2), row.optional_date(3), row.optional_date(4)});
  });
  return list;
}

void insert_project(store::Transaction& transaction, const Project& project) {
  transaction.execute(
      insert_project_query,
      {transaction.territory(), project.id, project.title, fmt::format("{}", fmt::join(project.causes, ";")),
       fmt::format("{}", fmt::join(project.partners, ";")), project.starts_on, project.actor});
  for (const Milestone& milestone : project.milestones) insert_milestone(transaction, project.id, milestone);
}

void insert_milestone(store::Transaction& transaction, ProjectId project, const Milestone& milestone) {
  transaction.execute(insert_milestone_query, {transaction.territory(), project, milestone.id,
                                               milestone.title, milestone.due_on, milestone.done_on});
}

bool finish_milestone(store::Transaction& transaction, ProjectId project, MilestoneId milestone,
                      Date done_on) {
  return transaction.execute(finish_milestone_query,
                             {done_on, transaction.territory(), project, milestone}) == 1;
}

}  // namespace jalon::cells
