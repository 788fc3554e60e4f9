#include "world.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/command_line.hpp"
#include "app/commands.hpp"
#include "base/csv.hpp"

namespace jalon::stories {

using nlohmann::json;

namespace {
constexpr const char* catalogue = "catalogue/steps.csv";
}

Answer jalon(const std::vector<std::string>& words) {
  std::vector<const char*> argv{"jalon"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  std::ostringstream out;
  std::ostringstream err;
  app::CommandLine commandline("jalon");
  app::add_all_commands(commandline);
  const int code = commandline.run(static_cast<int>(argv.size()), argv.data(), {out, err});
  return {code, out.str(), err.str()};
}

json jalon_json(const std::vector<std::string>& words) {
  const Answer answer = jalon(words);
  if (answer.code != 0) {
    throw StoryError("jalon " + words.front() + " answered " + std::to_string(answer.code) + ": " +
                     answer.err);
  }
  return json::parse(answer.out);
}

World::World(std::filesystem::path folder) : folder_(std::move(folder)) {
  const auto document = csv::Document::read(catalogue);
  if (!document) throw StoryError(document.error().message);
  const auto id = document->column("id");
  const auto domain = document->column("domain");
  if (!id || !domain) throw StoryError("the catalogue has no column id or domain");
  for (std::size_t row = 0; row < document->size(); ++row) {
    domains_.emplace(document->field(row, *id), document->field(row, *domain));
  }
}

std::string World::take(std::string_view text) {
  Line line(text);
  if (line.at_end()) return "";
  if (line.accept("expect")) {
    if (at_.empty()) throw StoryError("the story has not said 'as of DATE' yet");
    std::string otherwise = expect(line);
    line.require_end();
    return otherwise;
  }
  ++version_;
  if (line.accept({"as", "of"})) {
    at_ = line.date();
  } else if (line.accept({"known", "at"})) {
    known_at_ = line.date();
  } else if (line.accept("until")) {
    until_ = line.date();
  } else if (line.accept("demo")) {
    const std::string seed = std::to_string(line.number());
    const std::string people = std::to_string(line.number());
    const std::string files = (folder_ / "demo").string();
    const Answer answer = jalon({"demo", "--no-serve", "--data", files, "--db",
                                 (folder_ / "demo.db").string(), "--seed", seed, "--people", people});
    if (answer.code != 0) throw StoryError("jalon demo: " + answer.err);
    records_.read(files);
  } else if (line.accept({"forget", "one", "exit"})) {
    if (at_.empty()) throw StoryError("the story has not said 'as of DATE' yet");
    if (!records_.forget_one_exit(at_.substr(0, 4) + "-01-01", until_.empty() ? at_ : until_)) {
      throw StoryError("the records hold no exit");
    }
  } else if (!records_.take(line)) {
    throw StoryError("'" + line.peek() + "' is neither a statement nor a person of this story");
  }
  line.require_end();
  return "";
}

json World::evaluate_records(const Records& records, const std::string& name) const {
  const std::string files = (folder_ / name).string();
  std::filesystem::remove_all(files);
  records.write(files);
  std::vector<std::string> words{
      "evaluate", "--catalogue",         catalogue, "--people", files + "/people.csv",
      "--events", files + "/events.csv", "--at",    at_,        "--json"};
  const auto add = [&](const char* option, const std::string& value) {
    words.emplace_back(option);
    words.push_back(value);
  };
  if (!known_at_.empty()) add("--known-at", known_at_);
  if (!records.table("places").rows.empty()) {
    add("--places", files + "/places.csv");
    if (!records.table("enrolments").rows.empty()) add("--enrolments", files + "/enrolments.csv");
  }
  return jalon_json(words);
}

json World::evaluated(const std::string& person) {
  if (evaluated_version_ != version_) {
    evaluation_ = evaluate_records(records_, "evaluated").dump();
    evaluated_version_ = version_;
  }
  for (const json& one : json::parse(evaluation_)) {
    if (one.at("person") == person) return one;
  }
  throw StoryError("nobody is called " + person);
}

bool World::is_in(const std::string& step, const std::string& step_or_domain) const {
  if (step == step_or_domain) return true;
  const auto domain = domains_.find(step);
  return domain != domains_.end() && domain->second == step_or_domain;
}

std::string World::database() {
  const std::string db = (folder_ / "story.db").string();
  if (imported_version_ == version_) return db;
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(db + ending);
  const std::string files = (folder_ / "records").string();
  std::filesystem::remove_all(files);
  records_.write(files);
  for (int time = 0; time < 2; ++time) {
    const Answer imported = jalon({"import", "--db", db, files});
    if (imported.code != 0) throw StoryError("jalon import: " + imported.err + imported.out);
  }
  const Answer verified = jalon({"verify", "--db", db});
  if (verified.code != 0) throw StoryError("jalon verify: " + verified.err + verified.out);
  imported_version_ = version_;
  return db;
}

}  // namespace jalon::stories
