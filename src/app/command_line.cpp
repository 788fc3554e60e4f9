// The only file that includes the parsing library.
#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <deque>
#include <utility>
#include <vector>

namespace jalon::app {

struct Subcommand::Node {
  CLI::App* app = nullptr;
  CommandLine::Parser* parser = nullptr;
};

struct CommandLine::Parser {
  CLI::App app{
      "jalon suit les parcours d'intégration des réfugiés d'un département\u00a0: qui est bloqué, pourquoi, "
      "et ce qui le débloque.",
      "jalon"};
  std::deque<Subcommand::Node> nodes;
  std::function<int(Streams)> chosen;

  Subcommand::Node* make(CLI::App& parent, const char* name, const char* help) {
    CLI::App* sub = parent.add_subcommand(name, help);
    sub->group("Commandes\u00a0");
    sub->option_defaults()->group("Options\u00a0");
    sub->set_help_flag("-h,--help", "Affiche cette aide");
    nodes.push_back({sub, this});
    return &nodes.back();
  }
};

namespace {

// What the library says in English, said again in French.
std::string in_french(const CLI::ParseError& error) {
  const std::string text = error.what();
  const auto after = [&](std::string_view mark) {
    const auto at = text.find(mark);
    return at == std::string::npos ? text : text.substr(at + mark.size());
  };
  if (dynamic_cast<const CLI::RequiredError*>(&error)) {
    if (text == "A subcommand is required") return "une commande est attendue";
    return text.substr(0, text.find(" is required")) + " est obligatoire";
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) return "argument inattendu\u00a0: " + after(": ");
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error)) {
    return text.substr(0, text.find_first_of(": ")) + " attend une valeur, et une seule";
  }
  // Our own validators speak French already: `--at: date attendue`.
  return text;
}

CLI::Option* add_target(CLI::App& app, const char* name, const char* value_name, const char* help,
                        Target target) {
  CLI::Option* option = app.add_option_function<std::string>(
      name,
      [name, target = std::move(target)](const std::string& text) {
        const std::string problem = target.set(text);
        if (!problem.empty())
          throw CLI::ValidationError(std::string(name), problem + "\u00a0: «\u00a0" + text + "\u00a0»");
      },
      help);
  option->type_name(value_name)->take_last();
  return option;
}

}  // namespace

Subcommand& Subcommand::required(const char* name, const char* value_name, const char* help, Target target) {
  add_target(*node_->app, name, value_name, help, std::move(target))->required();
  return *this;
}

Subcommand& Subcommand::option(const char* name, const char* value_name, const char* help, Target target) {
  add_target(*node_->app, name, value_name, help, std::move(target));
  return *this;
}

Subcommand& Subcommand::choice(const char* name, const char* help, std::string& value,
                               std::initializer_list<const char*> words, bool must_be_given) {
  std::string list;
  for (const char* word : words) list += (list.empty() ? "" : "|") + std::string(word);
  std::vector<std::string> allowed(words.begin(), words.end());
  CLI::Option* option = node_->app->add_option_function<std::string>(
      name,
      [name, &value, list, allowed = std::move(allowed)](const std::string& text) {
        for (const std::string& word : allowed) {
          if (word == text) {
            value = text;
            return;
          }
        }
        throw CLI::ValidationError(std::string(name),
                                   "attendu " + list + "\u00a0: «\u00a0" + text + "\u00a0»");
      },
      help);
  option->type_name(list)->required(must_be_given);
  return *this;
}

Subcommand& Subcommand::flag(const char* name, const char* help, bool& value) {
  node_->app->add_flag_callback(name, [&value] { value = true; }, help);
  return *this;
}

Subcommand& Subcommand::flag_off(const char* name, const char* help, bool& value) {
  node_->app->add_flag_callback(name, [&value] { value = false; }, help);
  return *this;
}

Subcommand& Subcommand::argument(const char* value_name, const char* help, Target target,
                                 bool must_be_given) {
  add_target(*node_->app, value_name, "", help, std::move(target))->required(must_be_given);
  return *this;
}

Subcommand Subcommand::add(const char* name, const char* help) {
  node_->app->require_subcommand(1);
  return Subcommand(node_->parser->make(*node_->app, name, help));
}

void Subcommand::run(std::function<int(Streams)> action) {
  CommandLine::Parser* parser = node_->parser;
  node_->app->callback([parser, action = std::move(action)] { parser->chosen = action; });
}

CommandLine::CommandLine(const std::string& version) : parser_(std::make_unique<Parser>()) {
  CLI::App& app = parser_->app;
  app.option_defaults()->group("Options\u00a0");
  app.set_help_flag("-h,--help", "Affiche cette aide");
  app.set_version_flag("--version", version, "Affiche la version");
  app.require_subcommand(1);
  const auto formatter = std::make_shared<CLI::Formatter>();
  for (const auto& [from, to] : {std::pair{"Usage", "Usage\u00a0"},
                                 {"OPTIONS", "OPTIONS"},
                                 {"SUBCOMMAND", "COMMANDE"},
                                 {"Positionals", "Arguments\u00a0"},
                                 {"Options", "Options\u00a0"},
                                 {"Subcommands", "Commandes\u00a0"},
                                 {"REQUIRED", "(obligatoire)"}}) {
    formatter->label(from, to);
  }
  formatter->column_width(34);
  app.formatter(formatter);
}

CommandLine::~CommandLine() = default;

Subcommand CommandLine::add(const char* name, const char* help) {
  return Subcommand(parser_->make(parser_->app, name, help));
}

std::vector<std::string> CommandLine::names() const {
  std::vector<std::string> names;
  for (const CLI::App* command : parser_->app.get_subcommands([](const CLI::App*) { return true; })) {
    const auto parts = command->get_subcommands([](const CLI::App*) { return true; });
    if (parts.empty()) names.push_back(command->get_name());
    for (const CLI::App* part : parts) names.push_back(command->get_name() + " " + part->get_name());
  }
  return names;
}

int CommandLine::run(int argc, const char* const* argv, Streams streams) {
  try {
    parser_->app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    streams.out << parser_->app.help();
    return done;
  } catch (const CLI::CallForVersion& version) {
    streams.out << version.what() << "\n";
    return done;
  } catch (const CLI::ParseError& error) {
    const bool unknown = argc > 1 && argv[1][0] != '-' && parser_->app.get_subcommands().empty();
    streams.err << "jalon\u00a0: "
                << (unknown ? "commande inconnue\u00a0: " + std::string(argv[1]) : in_french(error))
                << "\nVoir\u00a0: jalon --help\n";
    return usage;
  }
  return parser_->chosen(streams);
}

}  // namespace jalon::app
