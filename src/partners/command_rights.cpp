#include "partners/command_rights.hpp"

#include <algorithm>
#include <cassert>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"
#include "partners/visibility.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> command_rights();
}

namespace partners {

tl::expected<CommandRights, std::vector<FileProblem>> CommandRights::read(const csv::Document& document) {
  RecordReader reader(document);
  const auto command = reader.required("command");
  const auto who = reader.required("who");
  const auto needs = reader.required("needs");
  const auto right = reader.required("right");
  (void)reader.optional("source");
  CommandRights rights;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    CommandRight line;
    line.command = reader.required_text(command);
    line.right = reader.required_text(right);
    line.needs_territory = reader.word(needs, {"territory"}).has_value();
    const std::string_view text = reader.required_text(who);
    line.everyone = text == "everyone";
    if (!line.everyone) {
      for (const std::string_view word : split(text, ' ')) {
        const auto role = parse_role(word);
        if (role) line.roles.add(*role);
        if (word == "machine") line.machine = true;
        if (!role && word != "machine")
          reader.problem(who, "everyone, ou machine et des rôles sont attendus");
      }
    }
    if (!rights.by_command_.emplace(line.command, rights.lines_.size()).second) {
      reader.problem(command, "cette commande a déjà une ligne");
    }
    rights.lines_.push_back(std::move(line));
  }
  if (!document.problems().empty()) return tl::unexpected(document.problems());
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  return rights;
}

const CommandRight* CommandRights::find(std::string_view command) const {
  const auto found = by_command_.find(command);
  return found == by_command_.end() ? nullptr : &lines_[found->second];
}

CommandRights::Answer CommandRights::ask(const Caller& caller, std::string_view command) const {
  const CommandRight* line = find(command);
  if (line == nullptr) return Answer::refused;
  if (line->everyone || caller.kind == Caller::Kind::desk) return Answer::opens;
  if (!caller.signed_in()) return line->machine ? Answer::opens : Answer::name_yourself;
  const bool allowed =
      std::ranges::any_of(caller.roles.list(), [&](Role role) { return line->roles.has(role); });
  if (!allowed) return Answer::refused;
  if (caller.code_due) return Answer::set_up_code;
  return !line->needs_territory || View::of(caller).sees_territory() ? Answer::opens : Answer::refused;
}

const CommandRights& command_rights() {
  static const CommandRights rights = [] {
    const EmbeddedFile& file = embedded::command_rights().front();
    const auto document = csv::Document::parse(std::string(file.path), file.bytes);
    assert(document);
    auto read = CommandRights::read(*document);
    assert(read);  // the file is part of the program: a test reads it
    return *read;
  }();
  return rights;
}

}  // namespace partners
}  // namespace jalon
