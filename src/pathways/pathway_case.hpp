// For tests: a small catalogue, one person, what happened, and the questions asked of the engine, in few
// words.
//   PathwayCase test("A;;10;30\nB;A;20;60\n");        // id;prerequisites (& for AND);typ;max[;column=value]*
//   test.event("A", "requested", "2018-01-01");
//   test.evaluate("2018-01-05"); test.status("A"); test.expected("B"); test.blocker("A")
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "pathways/blockers.hpp"
#include "pathways/catalogue_file.hpp"
#include "pathways/people_facts.hpp"

namespace jalon::pathways {

inline Date day(std::string_view text) {
  const auto date = parse_date(text);
  if (!date) throw std::invalid_argument("not a date: " + std::string(text));
  return *date;
}

/// steps.csv from lines `id;prerequisites;typ;max` and further `column=value`.
inline std::string catalogue_csv(std::string_view lines) {
  std::string csv =
      "id,deliverer,prerequisites,typ_days,max_days,valid_from,valid_to,rule,holder,deadline_days,deadline_"
      "from,"
      "valid_days,kept_by\n";
  for (const std::string_view line : split(lines, '\n')) {
    if (line.empty()) continue;
    const auto cells = split(line, ';');
    std::vector<std::string> row = {"", "office", "", "", "", "2000-01-01", "", "", "", "", "", "", ""};
    row[0] = cells.at(0);
    row[2] = cells.at(1);
    std::ranges::replace(row[2], '&', ';');
    row[3] = cells.at(2);
    row[4] = cells.at(3);
    for (std::size_t i = 4; i < cells.size(); ++i) {
      const std::size_t equal = cells[i].find('=');
      const std::string_view name = cells[i].substr(0, equal);
      const std::vector<std::string_view> names = {"",
                                                   "deliverer",
                                                   "",
                                                   "",
                                                   "",
                                                   "valid_from",
                                                   "valid_to",
                                                   "rule",
                                                   "holder",
                                                   "deadline_days",
                                                   "deadline_from",
                                                   "valid_days",
                                                   "kept_by"};
      const auto found = std::ranges::find(names, name);
      if (found == names.end()) throw std::invalid_argument("no column " + std::string(name));
      row[static_cast<std::size_t>(found - names.begin())] = cells[i].substr(equal + 1);
    }
    std::vector<std::string_view> views(row.begin(), row.end());
    csv::write_row(csv, views);
  }
  return csv;
}

class PathwayCase {
 public:
  explicit PathwayCase(std::string_view lines) : PathwayCase(read(catalogue_csv(lines))) {}
  explicit PathwayCase(Catalogue catalogue) : catalogue_(std::move(catalogue)) {}
  PathwayCase(const PathwayCase&) = delete;

  PersonFacts facts;
  std::vector<StepEvent> events;
  std::vector<StepEvent> of_members;  // events of the other members of the household
  std::optional<Availability> availability;
  std::optional<Date> known_at;

  const Catalogue& catalogue() const { return catalogue_; }
  StepIndex step(std::string_view id) const {
    const auto found = catalogue_.find(id);
    if (!found) throw std::invalid_argument("no step " + std::string(id));
    return *found;
  }

  StepEvent& event(std::string_view id, std::string_view kind, std::string_view date,
                   std::string detail = "") {
    StepEvent event;
    event.step = step(id);
    event.kind = parse_event_kind(kind).value();
    event.date = day(date);
    if (event.kind == EventKind::blocked) event.cause = detail;
    if (event.kind == EventKind::done) event.outcome = detail;
    return events.emplace_back(std::move(event));
  }
  void goals(std::string_view text) { facts.goals = read_goals(text, catalogue_).value(); }

  void evaluate(std::string_view at) {
    at_ = std::make_unique<CatalogueAt>(catalogue_, names_, day(at));
    evaluator_ = std::make_unique<Evaluator>(*at_, availability ? &*availability : nullptr);
    finder_ = std::make_unique<BlockerFinder>(*evaluator_);
    pathway_ = pack(catalogue_, names_, facts, in_force(events, known_at), in_force(of_members, known_at));
    evaluation_ = &evaluator_->evaluate(pathway_.view());
    const auto found = finder_->find(*evaluation_);
    blockers_.assign(found.begin(), found.end());
  }

  const StepState& state(std::string_view id) const { return evaluation_->steps[step(id)]; }
  std::string status(std::string_view id) const { return std::string(to_word(state(id).status)); }
  std::string since(std::string_view id) const { return iso(state(id).since); }
  std::string expected(std::string_view id) const { return iso(state(id).expected); }
  /// Days from the day of the evaluation.
  int days_to(std::string_view id) const { return state(id).expected - evaluation_->at; }
  std::string owner(std::string_view id) const { return names_.text(evaluator_->owner(step(id))); }
  const Evaluation& evaluation() const { return *evaluation_; }

  const std::vector<Blocker>& blockers() const { return blockers_; }
  const Blocker* blocker(std::string_view id) const {
    const auto found = std::ranges::find(blockers_, step(id), &Blocker::step);
    return found == blockers_.end() ? nullptr : &*found;
  }
  std::string cause(std::string_view id) const {
    const Blocker* found = blocker(id);
    if (found == nullptr) return "";
    return found->cause == Cause::declared ? names_.text(found->declared)
                                           : std::string(to_word(found->cause));
  }
  std::string root(std::string_view id) const { return catalogue_.step(blocker(id)->root).id; }
  std::string with(std::string_view id) const {
    std::string text;
    for (const StepIndex other : blocker(id)->with_steps())
      text += (text.empty() ? "" : " ") + catalogue_.step(other).id;
    return text;
  }
  Gain lift(std::initializer_list<std::string_view> ids) {
    std::vector<StepIndex> steps;
    for (const std::string_view id : ids) steps.push_back(step(id));
    return lift(steps);
  }
  /// Deadlines apart.
  Gain lift(const std::vector<StepIndex>& steps) {
    GainMeter meter(*evaluator_);
    meter.start(*evaluation_, {});
    return meter.lift(steps);
  }
  const Evaluator& evaluator() const { return *evaluator_; }
  BlockerFinder& finder() { return *finder_; }

 private:
  static Catalogue read(const std::string& csv) {
    auto catalogue = read_catalogue("steps.csv", csv);
    if (!catalogue) throw std::invalid_argument(to_french(catalogue.error().front()));
    return std::move(*catalogue);
  }
  static std::string iso(std::int32_t date) { return date == no_day ? "-" : to_iso(Date::from_days(date)); }

  Catalogue catalogue_;
  Names names_;
  std::unique_ptr<CatalogueAt> at_;
  std::unique_ptr<Evaluator> evaluator_;
  std::unique_ptr<BlockerFinder> finder_;
  Pathway pathway_;
  const Evaluation* evaluation_ = nullptr;
  std::vector<Blocker> blockers_;
};

}  // namespace jalon::pathways
