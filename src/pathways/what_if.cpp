#include "pathways/what_if.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "pathways/causes.hpp"

namespace jalon::pathways {
namespace {

using Worth = std::tuple<int, int, int>;

Worth worth(const Gain& gain) {
  return {gain.unlocked, gain.days, gain.deadlines_saved};
}

/// Somebody who waits, and the best that one place would do for them.
struct Candidate {
  WhatIfAnswer::OfPerson of;
  std::int32_t since = no_day;
};

class Inquiry {
 public:
  Inquiry(const Board& board, const WhatIf& question, const Tells& tells)
      : board_(board),
        question_(question),
        tells_(tells),
        evaluator_(board.catalogue_at(), &board.availability()),
        finder_(evaluator_) {
    if (question.by == ShareBy::step) step_ = board.catalogue().find(question.key);
    if (question.by == ShareBy::organisation) organisation_ = board.names().find(question.key);
  }

  WhatIfAnswer answer() {
    for (const Standing& standing : board_.standings()) {
      const Tell told = tells_ ? tells_(standing) : Tell::name;
      if (told == Tell::nothing) continue;
      named_ = told == Tell::name;
      switch (question_.change) {
        case WhatIf::Change::lifted:
          lift(standing);
          break;
        case WhatIf::Change::halved:
          halve(standing);
          break;
        case WhatIf::Change::places:
          look_for_a_place(standing);
          break;
      }
    }
    if (question_.change == WhatIf::Change::places) {
      give_places();
    } else {
      answer_.waiting = answer_.people;
    }
    std::ranges::sort(answer_.gains, [](const auto& a, const auto& b) {
      return std::tuple(worth(b.gain), a.person) < std::tuple(worth(a.gain), b.person);
    });
    return std::move(answer_);
  }

 private:
  bool has_point_in_scope(const Standing& standing) const {
    return std::ranges::any_of(standing.blockers, [&](const Blocker& blocker) { return in_scope(blocker); });
  }
  bool in_scope(const Blocker& blocker) const { return board_.key(blocker, question_.by) == question_.key; }
  bool evaluate(const Standing& standing) {
    pathway_ = board_.pathway(standing.person);
    if (pathway_ == nullptr) return false;
    standing_ = &standing;
    now_ = &evaluator_.evaluate(pathway_->view());
    return true;
  }

  void lift(const Standing& standing) {
    if (!has_point_in_scope(standing) || !evaluate(standing)) return;
    finder_.find(*now_);
    steps_.clear();
    for (const Blocker& blocker : standing.blockers) {
      if (in_scope(blocker)) steps_.push_back(blocker.step);
    }
    reach();
    count({standing.person, finder_.lift(steps_)});
  }

  void halve(const Standing& standing) {
    if (question_.by == ShareBy::cause && !has_point_in_scope(standing)) return;
    if (!evaluate(standing)) return;
    choose_steps();
    supposed_.clear();
    bool some_to_come = false;
    for (const StepIndex step : steps_) {
      const StepState& state = now_->steps[step];
      if (state.status == Status::not_relevant) continue;
      some_to_come |= !state.is_done();
      // Done ones too: a result that was not enough is to be had again.
      supposed_.push_back({step, Supposition::half_the_time});
    }
    if (supposed_.empty()) return;
    remember();
    const Gain gain = gain_under(supposed_);
    if (some_to_come || gain != Gain{}) reach();
    count({standing.person, gain});
  }

  void look_for_a_place(const Standing& standing) {
    if (question_.by == ShareBy::cause && !has_point_in_scope(standing)) return;
    if (!evaluate(standing)) return;
    choose_steps();
    std::erase_if(steps_, [&](StepIndex step) { return !waits_for_a_place(step); });
    if (steps_.empty()) return;
    Candidate best;
    best.of.person = standing.person;
    for (const StepIndex step : steps_) best.since = std::min(best.since, now_->steps[step].since);
    remember();
    for (const StepIndex step : steps_) {
      const SupposedStep supposed{step, Supposition::a_place_today};
      const Gain gain = gain_under({&supposed, 1});
      if (worth(gain) > worth(best.of.gain)) best.of.gain = gain;
    }
    candidates_.push_back(best);
    answer_.unnamed += named_ ? 0 : 1;
  }

  void reach() {
    ++answer_.people;
    answer_.unnamed += named_ ? 0 : 1;
  }

  void give_places() {
    answer_.waiting = static_cast<int>(candidates_.size());
    answer_.people = std::clamp(question_.places, 0, answer_.waiting);
    std::ranges::sort(candidates_, [](const Candidate& a, const Candidate& b) {
      return std::tuple(worth(b.of.gain), a.since, a.of.person) <
             std::tuple(worth(a.of.gain), b.since, b.of.person);
    });
    candidates_.resize(static_cast<std::size_t>(answer_.people));
    for (const Candidate& candidate : candidates_) count(candidate.of);
  }

  /// Those of the scope that exist that day.
  void choose_steps() {
    steps_.clear();
    const auto add = [&](StepIndex step) {
      if (board_.catalogue_at().rank(step) != no_rank) steps_.push_back(step);
    };
    switch (question_.by) {
      case ShareBy::step:
        if (step_) add(*step_);
        break;
      case ShareBy::organisation:
        if (!organisation_) break;
        for (const Node& node : board_.catalogue_at().nodes()) {
          if (evaluator_.owner(node.step) == *organisation_) add(node.step);
        }
        break;
      case ShareBy::cause:
        for (const Blocker& blocker : standing_->blockers) {
          if (in_scope(blocker)) add(blocker.step);
        }
        break;
    }
  }

  bool waits_for_a_place(StepIndex step) const {
    const StepState& state = now_->steps[step];
    if (state.status != Status::ready || !board_.availability().knows(step)) return false;
    if (std::ranges::find(pathway_->places, step, &PackedPlace::step) != pathway_->places.end()) return false;
    if (state.history.blocked()) {
      const CauseEntry* cause = find_cause(board_.names().text(state.history.cause));
      return cause != nullptr && cause->lifted_by_place;
    }
    const Node& node = board_.catalogue_at().nodes()[board_.catalogue_at().rank(step)];
    return state.left > node.delays.typ || evaluator_.waits_for_no_place(step);
  }

  /// What the second evaluation will be compared with: it overwrites the first.
  void remember() {
    expected_.clear();
    for (const Goal& goal : now_->goals) expected_.push_back(goal.expected);
    broken_.clear();
    for (const Blocker& blocker : standing_->blockers) {
      if (breaks_clock(node(blocker), now_->steps[blocker.step], blocker.deadline, now_->at)) {
        broken_.push_back(&blocker);
      }
    }
  }
  const Node& node(const Blocker& blocker) const {
    return board_.catalogue_at().nodes()[board_.catalogue_at().rank(blocker.step)];
  }

  Gain gain_under(std::span<const SupposedStep> supposed) {
    const Evaluation& then = evaluator_.evaluate(pathway_->view(), supposed);
    Gain gain;
    for (std::size_t i = 0; i < expected_.size(); ++i) {
      if (!then.goals[i].reached && expected_[i] != no_day)
        gain.days += expected_[i] - then.goals[i].expected;
    }
    for (const Blocker* blocker : broken_) {
      if (!breaks_clock(node(*blocker), then.steps[blocker->step], blocker->deadline, then.at))
        ++gain.deadlines_saved;
    }
    return gain;
  }

  void count(const WhatIfAnswer::OfPerson& of) {
    if (of.gain == Gain{}) return;
    answer_.gain_days += of.gain.days;
    answer_.unlocked += of.gain.unlocked;
    answer_.deadlines_saved += of.gain.deadlines_saved;
    answer_.gains.push_back(of);
  }

  const Board& board_;
  const WhatIf& question_;
  const Tells& tells_;
  Evaluator evaluator_;
  BlockerFinder finder_;
  std::optional<StepIndex> step_;
  std::optional<NameId> organisation_;

  // Of the person looked at.
  bool named_ = true;
  const Standing* standing_ = nullptr;
  const Pathway* pathway_ = nullptr;
  const Evaluation* now_ = nullptr;
  std::vector<StepIndex> steps_;
  std::vector<SupposedStep> supposed_;
  std::vector<std::int32_t> expected_;
  std::vector<const Blocker*> broken_;

  std::vector<Candidate> candidates_;
  WhatIfAnswer answer_;
};

bool is_known_organisation(const Board& board, std::string_view key) {
  const auto name = board.names().find(key);
  if (!name || key.empty()) return false;
  const auto nodes = board.catalogue_at().nodes();
  if (std::ranges::find(nodes, *name, &Node::deliverer) != nodes.end()) return true;
  return std::ranges::any_of(board.standings(), [&](const Standing& standing) {
    const Pathway* pathway = board.pathway(standing.person);
    return pathway != nullptr &&
           std::ranges::find(pathway->marks, *name, &Mark::organisation) != pathway->marks.end();
  });
}

}  // namespace

bool is_known(const Board& board, ShareBy by, std::string_view key) {
  switch (by) {
    case ShareBy::step:
      return board.catalogue().find(key).has_value();
    case ShareBy::organisation:
      return is_known_organisation(board, key);
    case ShareBy::cause:
      break;
  }
  // A département may use codes that the taxonomy does not hold.
  const auto shares = board.shares(ShareBy::cause);
  return find_cause(key) != nullptr || std::ranges::find(shares, key, &Share::key) != shares.end();
}

WhatIfAnswer what_if(const Board& board, const WhatIf& question, const Tells& tells) {
  return Inquiry(board, question, tells).answer();
}

}  // namespace jalon::pathways
