#include "cells/agenda_cli.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cells/agenda_rules.hpp"
#include "pathways/causes.hpp"

namespace jalon::cells {
namespace {

using Json = nlohmann::ordered_json;

std::string step_label(const pathways::Board& board, const std::string& id) {
  const auto step = board.catalogue().find(id);
  return step ? board.catalogue().nearest_version(*step, board.at()).label_fr : id;
}

std::string_view word(DecisionState state) {
  constexpr std::string_view words[] = {"open", "late", "done", "cancelled", "answered"};
  return words[static_cast<std::size_t>(state)];
}

Json json_of(const AgendaGroup& group, const pathways::Board& board,
             const std::function<std::string(std::string_view)>& ref_of) {
  Json cases = Json::array();
  for (const AgendaCase& item : group.cases) {
    Json one = {{"person", ref_of(item.about.person)},
                {"step", item.about.step},
                {"since", to_iso(item.about.since)},
                {"gain_days", item.about.gain_days},
                {"unlocks", item.about.unlocks},
                {"with", item.about.with},
                {"worth", item.worth},
                {"reasons", item.reasons}};
    one["deadline"] = item.about.deadline ? Json(to_iso(*item.about.deadline)) : Json(nullptr);
    cases.push_back(std::move(one));
  }
  return {{"root", group.root},
          {"root_label", step_label(board, group.root)},
          {"cause", group.cause},
          {"cause_label", pathways::cause_label(group.cause)},
          {"organisation", group.organisation},
          {"minutes", group.minutes},
          {"people", group.people},
          {"gain_days", group.gain_days},
          {"unlocks", group.unlocks},
          {"worth", group.worth},
          {"cases", std::move(cases)},
          {"put_off", group.put_off.size()}};
}

void print_json(const AgendaSheet& sheet, const pathways::Board& board,
                const std::function<std::string(std::string_view)>& ref_of, std::ostream& out) {
  Json answer = {{"at", to_iso(board.at())},
                 {"minutes", sheet.agenda.minutes},
                 {"planned_minutes", sheet.agenda.planned_minutes},
                 {"rules", sheet.rules}};
  Json follow_ups = Json::array();
  for (const FollowUp& item : sheet.follow_ups) {
    Json one = {{"person", ref_of(to_text(item.decision.person))},
                {"step", item.decision.step},
                {"root", item.decision.root},
                {"cause", item.decision.cause},
                {"kind", cells::word(item.decision.kind)},
                {"decided_on", to_iso(item.decision.decided_on)}};
    one["due_on"] = item.decision.due_on ? Json(to_iso(*item.decision.due_on)) : Json(nullptr);
    one["state"] = word(item.state);
    one["unblocked"] = item.unblocked;
    follow_ups.push_back(std::move(one));
  }
  answer["follow_ups"] = std::move(follow_ups);
  answer["groups"] = Json::array();
  for (const AgendaGroup& group : sheet.agenda.groups)
    answer["groups"].push_back(json_of(group, board, ref_of));
  answer["put_off"] = Json::array();
  for (const AgendaGroup& group : sheet.agenda.put_off) {
    answer["put_off"].push_back({{"root", group.root},
                                 {"cause", group.cause},
                                 {"organisation", group.organisation},
                                 {"people", group.people},
                                 {"gain_days", group.gain_days}});
  }
  answer["invited"] = sheet.agenda.invited;
  out << answer.dump(2) << "\n";
}

}  // namespace

AgendaSheet prepare_agenda(const pathways::Board& board, std::vector<FollowUp> known, int minutes,
                           const Admit& admit) {
  AgendaSheet sheet;
  const AgendaRules& rules = rules_at(default_agenda_rules(), board.at());
  mark_unblocked(known, board);
  sheet.follow_ups = to_review(known, board.at());
  sheet.agenda = build_agenda(cases_of(board, known, admit), rules, board.at(), minutes,
                              static_cast<int>(sheet.follow_ups.size()));
  sheet.rules = rules.version;
  return sheet;
}

void print_agenda(const AgendaSheet& sheet, const pathways::Board& board,
                  const std::function<std::string(std::string_view)>& ref_of, bool json, std::ostream& out) {
  if (json) {
    print_json(sheet, board, ref_of, out);
    return;
  }
  const Agenda& agenda = sheet.agenda;
  out << fmt::format("Cellule du {}\u00a0: {} min prévues sur {}, règles du {}.\n",
                     to_french_long(board.at()), agenda.planned_minutes, agenda.minutes, sheet.rules);
  if (!sheet.follow_ups.empty()) {
    out << fmt::format(
        "D’abord, {} à revoir ({} min).\n",
        french_count(static_cast<std::int64_t>(sheet.follow_ups.size()), "décision", "décisions"),
        agenda.follow_up_minutes);
  }
  for (const AgendaGroup& group : agenda.groups) {
    out << fmt::format("\n{} – {} ({})\n  {}, {} min, {} gagnés\n", group.root, step_label(board, group.root),
                       pathways::cause_label(group.cause),
                       french_count(group.people, "personne", "personnes"), group.minutes,
                       french_count(group.gain_days, "jour", "jours"));
    if (!group.organisation.empty()) out << "  à lever par\u00a0: " << group.organisation << "\n";
    for (const AgendaCase& item : group.cases) {
      out << fmt::format("  - {} ({}, depuis le {})\n", ref_of(item.about.person), item.about.step,
                         to_french(item.about.since));
    }
    if (!group.put_off.empty()) {
      out << fmt::format("  {} de ce groupe attendront.\n",
                         french_count(static_cast<std::int64_t>(group.put_off.size()), "cas", "cas"));
    }
  }
  if (!agenda.invited.empty())
    out << fmt::format("\nÀ inviter\u00a0: {}.\n", fmt::join(agenda.invited, ", "));
}

}  // namespace jalon::cells
