// A child process that writes through the real store until it dies, and what can be said of the file
// afterwards.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "store/drivers.hpp"

namespace jalon::store {

/// The file of a trial, with the store's own tables and two of its own, on which every request leaves three
/// traces.
void make_trial_file(const std::string& path, const Clock& clock);

struct Child {
  int pid = 0;
  int answers = -1;  // the child writes the number of each request that was acknowledged to it
};

/// Forks a child that calls `prepare`, opens the file and writes with `threads` clients for ever. `first`
/// numbers its first request. Nothing of this process's threads may be running.
Child start_child(const std::string& path, const DriverSettings& settings, int threads, std::int64_t first,
                  const std::function<void()>& prepare);

/// Reads acknowledgements until the child is dead; `enough` may kill it.
std::vector<std::int64_t> gather_answers(const Child& child,
                                         const std::function<void(std::size_t)>& seen = {});

struct Damage {
  std::string corruption;  // what makes the file unreadable or contradict itself; empty = sound
  std::size_t lost = 0;    // acknowledged requests that are not there

  bool any() const { return !corruption.empty() || lost > 0; }
};

/// Opens the file as a new program would and compares it with what was acknowledged.
Damage examine(const std::string& path, const Clock& clock, const std::set<std::int64_t>& acknowledged);

}  // namespace jalon::store
