// The world of one story: its records, the date it speaks of, and jalon itself, called as its users call it.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "records.hpp"

namespace jalon::stories {

struct Answer {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs `jalon words...` in this process.
Answer jalon(const std::vector<std::string>& words);
/// The same, for commands that print JSON; anything but exit code 0 is a StoryError.
nlohmann::json jalon_json(const std::vector<std::string>& words);

class World {
 public:
  /// `folder` is empty and the story's own.
  explicit World(std::filesystem::path folder);
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// Takes a statement, or checks an expectation. Returns "" or, for an expectation, what is otherwise.
  std::string take(std::string_view text);

 private:
  std::string expect(Line& line);
  std::string expect_blocked(const std::string& person, Line& line);
  std::string expect_not_blocked(const std::string& person, Line& line);
  std::string expect_step(const std::string& person, Line& line);
  std::string expect_figure(Line& line);
  std::string expect_people_blocked(std::int64_t count, Line& line);
  std::string expect_agenda(Line& line);
  std::string expect_one_more_seat(Line& line);
  std::string expect_import_refused(Line& line);
  std::string expect_proposed(const std::string& person, Line& line);
  std::string expect_not_proposed(const std::string& person, Line& line);
  std::string expect_one_more_places(Line& line);

  /// What `jalon propose` answers.
  nlohmann::json proposed();
  /// One object of `jalon evaluate` for that person.
  nlohmann::json evaluated(const std::string& person);
  nlohmann::json evaluate_records(const Records& records, const std::string& name) const;
  bool is_in(const std::string& step, const std::string& step_or_domain) const;
  /// The database that holds the records as they stand: imported anew when they changed, twice, and verified.
  std::string database();

  std::filesystem::path folder_;
  Records records_;
  std::string at_;
  std::string known_at_;
  std::string until_;
  std::map<std::string, std::string> domains_;  // of each step of the catalogue
  int version_ = 0;                             // counts the changes of the records
  int evaluated_version_ = -1;
  std::string evaluation_;  // JSON of `jalon evaluate`
  int imported_version_ = -1;
};

}  // namespace jalon::stories
