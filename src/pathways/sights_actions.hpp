// What a caller may see of a board: people, steps, points. Decides nothing itself: asks partners::View.
#pragma once

#include <array>
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
  bool follows(const Line& line) const { return view_.follows(line.referent); }
  bool opens(const Line& line) const { return everything() || view_.opens({follows(line), false}); }

  partners::Sight step(StepIndex step, bool follows) const { return steps_[follows ? 1 : 0][step]; }
  std::optional<StepIndex> find(std::string_view id) const { return catalogue_.find(id); }
  /// None for a step that the catalogue does not know.
  partners::Sight step(std::string_view id, bool follows) const;
  /// A point shows when points do, and its step too.
  bool point(StepIndex step, std::string_view organisation, bool follows) const;
  bool point(const Board& board, const Blocker& blocker, bool follows) const {
    return everything() || point(blocker.step, board.key(blocker, ShareBy::organisation), follows);
  }
  /// Goals hang on steps of several categories: told to who sees them all.
  bool goals(bool follows) const;
  /// May record that on this step: a block and its end are about points, anything else about the step.
  bool writes(std::string_view step, bool block, bool follows) const;

  /// The standing as this caller sees it.
  Standing shown(const Board& board, const Standing& standing, bool follows) const;

 private:
  partners::View view_;
  const Catalogue& catalogue_;
  std::array<std::vector<partners::Sight>, 2> steps_;  // of others, of those whom the organisation follows
};

}  // namespace jalon::pathways
