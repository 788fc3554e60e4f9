#include "cells/project.hpp"

namespace jalon::cells {

Result<void> validate(const Project& project) {
  if (project.title.empty()) return refuse("project.no_title");
  if (project.causes.empty()) return refuse("project.no_cause");
  return {};
}

}  // namespace jalon::cells
