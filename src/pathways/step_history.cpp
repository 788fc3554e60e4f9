#include "pathways/step_history.hpp"

#include <algorithm>

namespace jalon::pathways {
namespace {

void end_attempt(StepHistory& history) {
  history.attempt_on = history.requested_on = history.started_on = history.blocked_on = no_day;
  history.cause = 0;
}

void begin_attempt(StepHistory& history, const Mark& mark) {
  history.attempt_on = std::min(history.attempt_on, mark.date);
  if (history.answer == Status::not_relevant) history.answer = Status::waiting;
}

void answer(StepHistory& history, const Mark& mark, Status status) {
  end_attempt(history);
  history.achieved = false;
  history.answer = status;
  history.answered_on = mark.date;
}

}  // namespace

StepHistory fold(std::span<const Mark> marks, std::int32_t at) {
  StepHistory history;
  for (const Mark& mark : marks) {
    if (mark.date > at) break;
    history.own |= !mark.of_another_member;
    if (mark.organisation != 0) history.organisation = mark.organisation;
    if (mark.kind == EventKind::requested) {  // before the others: half of all marks
      begin_attempt(history, mark);
      history.requested_on = std::min(history.requested_on, mark.date);
      continue;
    }
    switch (mark.kind) {
      case EventKind::requested:
        break;
      case EventKind::started:
        begin_attempt(history, mark);
        history.started_on = std::min(history.started_on, mark.date);
        break;
      case EventKind::done:
        history.done_on = mark.date;
        history.done_from = std::min(history.attempt_on, mark.date);
        history.outcome = static_cast<QualifierCode>(mark.detail);
        history.achieved = true;
        history.answer = Status::waiting;
        end_attempt(history);
        break;
      case EventKind::refused:
        answer(history, mark, Status::refused);
        break;
      case EventKind::expired:
        answer(history, mark, Status::expired);
        break;
      case EventKind::abandoned:
        answer(history, mark, Status::abandoned);
        break;
      case EventKind::cancelled:
        answer(history, mark, Status::cancelled);
        break;
      case EventKind::not_relevant:
        answer(history, mark, Status::not_relevant);
        break;
      case EventKind::blocked:
        if (history.answer == Status::not_relevant) history.answer = Status::waiting;
        if (!history.blocked() || history.cause != mark.detail) history.blocked_on = mark.date;
        history.cause = mark.detail;
        break;
      case EventKind::unblocked:
        history.blocked_on = no_day;
        history.cause = 0;
        break;
      case EventKind::withdrawn:
        break;  // packing leaves them out
    }
  }
  return history;
}

}  // namespace jalon::pathways
