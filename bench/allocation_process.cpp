#include "allocation_process.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace jalon::bench {

using Json = nlohmann::ordered_json;

double memory_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

std::vector<std::string> words(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ',');) parts.push_back(part);
  return parts;
}

Json in_a_process(double limit, const std::function<Json()>& work) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("pipe");
  const pid_t child = fork();
  if (child == 0) {
    // What it starts itself, HiGHS in node, is stopped with it.
    setpgid(0, 0);
    close(ends[0]);
    constexpr rlim_t most = rlim_t{8} << 30;
    const rlimit memory{most, RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &memory);
    // Seconds of the processor, for what it starts too: what others take of the machine is not its fault.
    const auto seconds = static_cast<rlim_t>(std::ceil(limit));
    const rlimit processor{seconds, seconds + 5};
    setrlimit(RLIMIT_CPU, &processor);
    const std::string text = work().dump();
    const bool written = write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
    _exit(written ? 0 : 1);
  }
  close(ends[1]);
  std::thread watch;
  // Nobody waits for ever for a process that sleeps.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(5 * limit);
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      kill(-child, SIGKILL);
      waitpid(child, &status, 0);
      break;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  std::string text;
  char part[4096];
  for (ssize_t got = 0; (got = read(ends[0], part, sizeof part)) > 0;)
    text.append(part, static_cast<std::size_t>(got));
  close(ends[0]);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {{"finished", false}};
  return Json::parse(text);
}

}  // namespace jalon::bench
