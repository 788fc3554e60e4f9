#include "pathways/blockers_cli.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "pathways/causes.hpp"
#include "pathways/first_lifts.hpp"

namespace jalon::pathways {

std::string share_label(const Board& board, ShareBy by, std::string_view key) {
  switch (by) {
    case ShareBy::cause:
      return std::string(cause_label(key));
    case ShareBy::step:
      if (const auto step = board.catalogue().find(key)) {
        return board.catalogue().nearest_version(*step, board.at()).label_fr;
      }
      break;
    case ShareBy::organisation:
      break;
  }
  return std::string(key);
}

namespace {

void print_json(const Board& board, const Sights& sights, const std::vector<Share>& shares, ShareBy by,
                std::ostream& out) {
  const auto firsts = sights.everything() ? first_lifts(board, by) : StringMap<int>{};
  auto list = nlohmann::ordered_json::array();
  for (const Share& share : shares) {
    const auto first = firsts.find(share.key);
    list.push_back({{"key", share.key},
                    {"label", share_label(board, by, share.key)},
                    {"people", share.people},
                    {"points", share.points},
                    {"gain_days", share.gain_days},
                    {"unlocked", share.unlocked},
                    {"deadlines_saved", share.deadlines_saved}});
    if (sights.everything()) list.back()["lift_first"] = first == firsts.end() ? 0 : first->second;
  }
  out << list.dump(2) << "\n";
}

}  // namespace

void print_blockers(const Snapshot& snapshot, const Sights& sights, ShareBy by, int fewest_told, bool json,
                    std::ostream& out, std::ostream& err) {
  const Board& board = snapshot.board;
  const auto told = told_shares(snapshot, sights, by, fewest_told);
  const std::vector<Share>& shares = told->shares;
  if (told->small_kept_back || (told->counts_unseen && !sights.view().sees_territory())) {
    err << "Ce qui porterait sur trop peu de personnes n’est pas dit.\n";
  }
  if (!sights.counts_everything()) {
    err << "Ne sont comptées que les personnes et les étapes que ce compte peut voir.\n";
  }
  if (json) {
    print_json(board, sights, shares, by, out);
    return;
  }
  if (shares.empty()) {
    out << "Aucun point de blocage au " << to_french(board.at()) << ".\n";
    return;
  }
  out << fmt::format("Points de blocage au {}, par gain décroissant\u00a0:\n", to_french_long(board.at()));
  for (const Share& share : shares) {
    const std::string label = share_label(board, by, share.key);
    out << fmt::format("  {:<8} {}\u00a0: {}, {} gagnés", share.key, label == share.key ? "" : label,
                       french_count(share.people, "personne", "personnes"),
                       french_count(share.gain_days, "jour", "jours"));
    if (share.unlocked > 0) {
      out << ", " << french_count(share.unlocked, "but débloqué", "buts débloqués");
    }
    if (share.deadlines_saved > 0) {
      out << ", " << french_count(share.deadlines_saved, "échéance sauvée", "échéances sauvées");
    }
    out << "\n";
  }
}

}  // namespace jalon::pathways
