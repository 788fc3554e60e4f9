// What a caller may see of a board: people, steps, points. Decides nothing itself: asks partners::View.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "partners/visibility.hpp"
#include "pathways/live_board_actions.hpp"

namespace jalon::pathways {

class Sights {
 public:
  Sights(partners::View view, const Catalogue& catalogue);

  const partners::View& view() const { return view_; }
  bool everything() const { return view_.everything(); }
  /// What ties the caller to that person; a page of one file adds what was opened to the caller alone.
  partners::Relation relation(const Line& line) const {
    return view_.relation(line.referent, line.id.bytes());
  }
  bool opens(const Line& line) const { return everything() || view_.opens(relation(line)); }

  partners::Sight step(StepIndex step, const partners::Relation& relation) const {
    const Kind& kind = kinds_[step];
    return view_.sight(kind.category, relation, kind.domain);
  }
  std::optional<StepIndex> find(std::string_view id) const { return catalogue_.find(id); }
  /// None for a step that the catalogue does not know.
  partners::Sight step(std::string_view id, const partners::Relation& relation) const;
  /// A point shows when points do, and its step too.
  bool point(StepIndex step, std::string_view organisation, const partners::Relation& relation) const;
  bool point(const Board& board, const Blocker& blocker, const partners::Relation& relation) const {
    return everything() || point(blocker.step, board.key(blocker, ShareBy::organisation), relation);
  }
  /// Whether the caller is shown that point of that person.
  bool shows(const Board& board, const Blocker& blocker, const Line& line) const {
    return everything() || (opens(line) && point(board, blocker, relation(line)));
  }
  /// Whether numbers may count everybody's points on that step, shown or not.
  bool counts_everybody(StepIndex step) const { return everything() || kinds_[step].counted; }
  /// Whether numbers may count everybody in the places of that step, or waiting for them.
  bool counts_people(StepIndex step) const { return view_.counts_everybody(kinds_[step].category); }
  /// Whether numbers may count every point of everybody.
  bool counts_everything() const;
  /// Whether a number told to the caller may count that point of that person.
  bool counts(const Board& board, const Blocker& blocker, const Line& line) const {
    return counts_everybody(blocker.step) || shows(board, blocker, line);
  }
  /// Goals hang on steps of several domains: told to who sees them all.
  bool goals(const partners::Relation& relation) const;
  /// May record that on this step: a block and its end are about points, anything else about the step.
  bool writes(std::string_view step, bool block, const partners::Relation& relation) const;

  /// The standing as this caller sees it.
  Standing shown(const Board& board, const Standing& standing, const partners::Relation& relation) const;

 private:
  struct Kind {
    partners::Category category;
    partners::DomainSet domain;
    bool counted;
  };

  partners::View view_;
  const Catalogue& catalogue_;
  std::vector<Kind> kinds_;  // by StepIndex
};

}  // namespace jalon::pathways
