// What the pathway engine asks about places, answered by the room that holds them.
#pragma once

#include "pathways/live_board_actions.hpp"

namespace jalon::app {

pathways::AskPlaces ask_places();

}  // namespace jalon::app
