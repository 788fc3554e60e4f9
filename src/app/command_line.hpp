// The command line as the rest of the program sees it: subcommands, their options, what each runs.
//
// The parsing library is hidden in command_line.cpp, since it costs seconds to compile wherever it is
// included. A file of commands (see commands.hpp) declares them so:
//   auto request = std::make_shared<EvaluateRequest>();
//   commandline.add("evaluate", "Évalue les parcours à une date")
//       .required("--at", "DATE", "Date de l'évaluation", request->at)
//       .flag("--json", "Écrit le résultat en JSON", request->json)
//       .run([request](Streams io) { return pathways::run_evaluate(*request, io.out, io.err); });
// The variables bound to options must outlive the parsing: hence the shared request.
//
// Exit codes: 0 done, 1 refused, 2 usage. Code 3 (fault) is given by main, which catches what is thrown.
// Dates are `yyyy-mm-dd` or `dd/mm/yyyy`; a bad one is a usage error.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

namespace jalon::app {

enum ExitCode : int { done = 0, refused = 1, usage = 2, fault = 3 };

struct Streams {
  std::ostream& out;
  std::ostream& err;
};

/// What an option is written into; the value it holds before parsing is its default.
class Target {
 public:
  Target(std::string& value) : set_(set_text(value)) {}
  Target(std::optional<std::string>& value);
  Target(Date& value);
  Target(std::optional<Date>& value);
  Target(int& value);
  Target(std::int64_t& value);
  Target(std::uint64_t& value);
  Target(std::optional<std::int64_t>& value);
  Target(std::optional<std::uint64_t>& value);
  Target(double& value);
  Target(std::optional<double>& value);

  /// "" when taken, else what was expected, in French.
  std::string set(const std::string& text) const { return set_(text); }

 private:
  using Set = std::function<std::string(const std::string&)>;
  static Set set_text(std::string& value);
  Set set_;
};

class CommandLine;

class Subcommand {
 public:
  /// An option that must be given: `--at DATE`.
  Subcommand& required(const char* name, const char* value_name, const char* help, Target target);
  Subcommand& option(const char* name, const char* value_name, const char* help, Target target);
  /// One of `words`.
  Subcommand& choice(const char* name, const char* help, std::string& value,
                     std::initializer_list<const char*> words, bool must_be_given = false);
  Subcommand& flag(const char* name, const char* help, bool& value);
  /// `--no-serve` for a bool that is true by default.
  Subcommand& flag_off(const char* name, const char* help, bool& value);
  /// An argument without dashes: `import DIR`.
  Subcommand& argument(const char* value_name, const char* help, Target target, bool must_be_given = true);
  /// A nested subcommand: `user add`. The parent then runs nothing itself.
  Subcommand add(const char* name, const char* help);
  /// What the command does; returns the exit code.
  void run(std::function<int(Streams)> action);

 private:
  friend class CommandLine;
  struct Node;
  explicit Subcommand(Node* node) : node_(node) {}
  Node* node_;
};

class CommandLine {
 public:
  explicit CommandLine(const std::string& version);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  Subcommand add(const char* name, const char* help);
  /// Every command that runs something: "agenda", "person export".
  std::vector<std::string> names() const;
  /// Parses and runs. Help and version go to `streams.out`, usage errors to `streams.err`.
  int run(int argc, const char* const* argv, Streams streams);

 private:
  friend class Subcommand;
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace jalon::app
