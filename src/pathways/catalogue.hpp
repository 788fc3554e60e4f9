// The catalogue of steps: what exists in a pathway, who delivers it, what it waits for, how long it takes,
// for whom, and from when to when that held. Rules change: a step has dated versions which never overlap, so
// that the pathway of October 2018 is judged by the rules of October 2018.
//
// Days are civil days counted once the prerequisites are met. A version is valid on [valid.from, valid.to).
// Made by `read_catalogue` (catalogue_file.hpp), which refuses circles, unknown steps and the like: whatever
// holds a Catalogue may rely on it being sound.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/string_map.hpp"
#include "pathways/prerequisites.hpp"
#include "pathways/qualifier.hpp"
#include "pathways/rule.hpp"

namespace jalon::pathways {

/// The clock of a deadline: what starts it, and what stops it.
struct DeadlineClock {
  enum class Start : std::uint8_t {
    requested,     // the request of this step (its start, when nobody recorded a request)
    started,       // the start of this step
    ready,         // the day its prerequisites were met
    protected_on,  // the protection decision
    arrived_on,    // the arrival in France
    step_done,     // the day one of `steps` was done (the latest)
    step_end,      // the end of validity of one of `steps` (the latest)
  };
  Start start = Start::requested;
  std::vector<StepIndex> steps;
  bool binds_the_answer = false;    // `answer:`: passing it is late, expecting to pass it breaks nothing yet
  bool stopped_by_request = false;  // `>requested`: asking in time is enough; otherwise being done is
};

/// Who holds a step. `household`: one for all its members. `child`: each child their own; done, it counts for
/// the adults of the household too (a school opens its classes to the parents of its pupils).
enum class Holder : std::uint8_t { person, household, child };
inline constexpr std::array<std::string_view, 3> holder_words = {"person", "household", "child"};

struct StepVersion {
  Period valid;
  std::string label_fr;
  std::string label_en;
  std::string deliverer;  // as written: "OFPRA;CNDA"
  Prerequisites prerequisites;
  int typ_days = 0;
  int min_days = 0;
  int max_days = 0;
  std::string legal_deadline;  // prose
  std::string legal_basis;
  std::string eligibility;        // prose that no rule can hold, shown to the professional
  std::string legal_deadline_fr;  // the same three in French; empty where the file has no French
  std::string legal_basis_fr;
  std::string eligibility_fr;
  int scarce = 0;  // 0 on demand, 1 a queue, 2 limited places
  std::string source;
  std::string confidence;  // S source, L text of law, K general knowledge, E estimate
  Rule rule;               // who is concerned; the empty rule excludes nobody
  std::string rule_text;
  Holder holder = Holder::person;
  std::optional<int> deadline_days;
  DeadlineClock deadline_from;
  std::optional<int> valid_days;   // a done step expires after so many days; absent = never
  std::vector<StepIndex> kept_by;  // while one of these is done, the step holds as done and does not expire
  std::size_t line = 0;            // of the file
};

struct Step {
  std::string id;
  std::string domain;
  std::vector<StepVersion> versions;  // by date, never empty
  bool about_health = false;          // shown, never recorded of anybody (health_information.hpp)

  const StepVersion* at(Date date) const;
};

class Catalogue {
 public:
  Catalogue() = default;
  explicit Catalogue(std::vector<Step> steps);

  const std::vector<Step>& steps() const { return steps_; }
  const Step& step(StepIndex index) const { return steps_[index]; }
  std::size_t size() const { return steps_.size(); }
  std::optional<StepIndex> find(std::string_view id) const;
  /// nullptr when the step has no version on that day.
  const StepVersion* version(StepIndex index, Date date) const { return steps_[index].at(date); }
  /// The version on that day, else the last one before it, else the first: what to show of a step of the
  /// past.
  const StepVersion& nearest_version(StepIndex index, Date date) const;
  /// From then on no pathway is judged by the steps about health: what is kept says nothing of them. A
  /// catalogue read for files (`jalon evaluate`) judges all that its files say.
  void leave_health_out() { leaves_health_out_ = true; }
  bool leaves_out(StepIndex index) const { return leaves_health_out_ && steps_[index].about_health; }
  /// The number of an outcome or qualifier; an outcome that no prerequisite asks for is `no_qualifier`.
  QualifierCode code(std::string_view qualifier) const;

 private:
  std::vector<Step> steps_;
  StringMap<StepIndex> index_;
  StringMap<QualifierCode> other_words_;
  bool leaves_health_out_ = false;
};

}  // namespace jalon::pathways
