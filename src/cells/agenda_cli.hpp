// `jalon agenda`: the agenda of a cell for a day and a length in minutes.
#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <string_view>

#include "cells/agenda_actions.hpp"
#include "cells/decision.hpp"
#include "pathways/board.hpp"

namespace jalon::cells {

struct AgendaSheet {
  Agenda agenda;
  std::vector<FollowUp> follow_ups;  // earlier decisions to review first
  std::string rules;                 // version of the rules
};

/// The agenda of the board's day. `known`: every decision recorded so far. Of the cases that
/// `admit` lets in.
AgendaSheet prepare_agenda(const pathways::Board& board, std::vector<FollowUp> known, int minutes,
                           const Admit& admit = {});

/// `ref_of` gives the sender's identifier of a person (our id as text); names are never printed.
void print_agenda(const AgendaSheet& sheet, const pathways::Board& board,
                  const std::function<std::string(std::string_view)>& ref_of, bool json, std::ostream& out);

}  // namespace jalon::cells
