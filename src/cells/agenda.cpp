#include "cells/agenda.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace jalon::cells {
namespace {

/// Worthiest first; then the longest wait; then the identifiers.
bool comes_before(const AgendaCase& a, const AgendaCase& b) {
  return std::tie(b.worth, a.about.since, a.about.person, a.about.step) <
         std::tie(a.worth, b.about.since, b.about.person, b.about.step);
}

std::vector<AgendaGroup> grouped(const std::vector<Case>& cases, const AgendaRules& rules, Date at) {
  std::map<std::tuple<std::string, std::string, std::string>, AgendaGroup> groups;
  for (const Case& about : cases) {
    AgendaGroup& group = groups[{about.root, about.cause, about.organisation}];
    group.root = about.root;
    group.cause = about.cause;
    group.organisation = about.organisation;
    group.cases.push_back(weigh(about, rules, at));
  }
  std::vector<AgendaGroup> list;
  for (auto& [key, group] : groups) {
    std::sort(group.cases.begin(), group.cases.end(), comes_before);
    list.push_back(std::move(group));
  }
  return list;
}

/// How many cases of each group to keep: the exact optimum of total worth within `minutes`.
/// best[g][m] = greatest worth of groups g.. in m minutes; the choice is read back from the table.
std::vector<std::size_t> chosen_counts(const std::vector<AgendaGroup>& groups, const AgendaRules& rules,
                                       int minutes) {
  const std::size_t width = static_cast<std::size_t>(std::max(minutes, 0)) + 1;
  std::vector<std::vector<std::int64_t>> best(groups.size() + 1, std::vector<std::int64_t>(width, 0));
  std::vector<std::vector<std::size_t>> keep(groups.size(), std::vector<std::size_t>(width, 0));
  for (std::size_t g = groups.size(); g-- > 0;) {
    for (std::size_t m = 0; m < width; ++m) {
      best[g][m] = best[g + 1][m];
      std::int64_t worth = 0;
      auto cost = static_cast<std::size_t>(rules.minutes_per_group);
      for (std::size_t k = 1; k <= groups[g].cases.size(); ++k) {
        cost += static_cast<std::size_t>(rules.minutes_per_case);
        if (cost > m) break;
        worth += groups[g].cases[k - 1].worth;
        if (worth + best[g + 1][m - cost] > best[g][m]) {
          best[g][m] = worth + best[g + 1][m - cost];
          keep[g][m] = k;
        }
      }
    }
  }
  std::vector<std::size_t> counts(groups.size());
  std::size_t left = width - 1;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    counts[g] = keep[g][left];
    if (counts[g] > 0) {
      left -= static_cast<std::size_t>(rules.minutes_per_group) +
              counts[g] * static_cast<std::size_t>(rules.minutes_per_case);
    }
  }
  return counts;
}

void sum_up(AgendaGroup& group, const AgendaRules& rules) {
  std::set<std::string> people;
  for (const AgendaCase& item : group.cases) {
    people.insert(item.about.person);
    group.worth += item.worth;
    group.gain_days += item.about.gain_days;
    group.unlocks += item.about.unlocks;
  }
  group.people = static_cast<int>(people.size());
  group.minutes = rules.minutes_per_group + static_cast<int>(group.cases.size()) * rules.minutes_per_case;
}

/// Worth per minute, compared without division; equal groups stand in the order of their root and cause.
bool worthier(const AgendaGroup& a, const AgendaGroup& b) {
  const std::int64_t left = a.worth * b.minutes;
  const std::int64_t right = b.worth * a.minutes;
  return std::tie(right, a.root, a.cause, a.organisation) < std::tie(left, b.root, b.cause, b.organisation);
}

std::vector<std::string> to_invite(const std::vector<AgendaGroup>& groups) {
  std::map<std::string, std::size_t> cases;
  for (const AgendaGroup& group : groups) {
    if (!group.organisation.empty()) cases[group.organisation] += group.cases.size();
  }
  std::vector<std::pair<std::string, std::size_t>> ranked(cases.begin(), cases.end());
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> names;
  for (const auto& [name, count] : ranked) names.push_back(name);
  return names;
}

}  // namespace

AgendaCase weigh(const Case& about, const AgendaRules& rules, Date at) {
  AgendaCase item{about, 0, {}};
  const auto add = [&](std::int64_t worth, const char* reason) {
    item.worth += worth;
    item.reasons.emplace_back(reason);
  };
  if (about.gain_days > 0) add(about.gain_days, "gain");
  if (about.unlocks > 0) add(about.unlocks * rules.unlock_worth, "unlock");
  if (about.deadline && *about.deadline - at <= rules.deadline_within) add(rules.deadline_worth, "deadline");
  if (!about.examined_on) add(rules.never_examined_worth, "never_examined");
  return item;
}

Agenda build_agenda(const std::vector<Case>& cases, const AgendaRules& rules, Date at, int minutes,
                    int follow_ups) {
  Agenda agenda;
  agenda.minutes = minutes;
  agenda.follow_up_minutes = std::min(minutes, follow_ups * rules.minutes_per_follow_up);

  std::vector<AgendaGroup> groups = grouped(cases, rules, at);
  const std::vector<std::size_t> counts = chosen_counts(groups, rules, minutes - agenda.follow_up_minutes);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    AgendaGroup& group = groups[g];
    const bool kept = counts[g] > 0;
    if (kept) {
      const auto cut = group.cases.begin() + static_cast<std::ptrdiff_t>(counts[g]);
      group.put_off.assign(cut, group.cases.end());
      group.cases.erase(cut, group.cases.end());
    }
    sum_up(group, rules);
    (kept ? agenda.groups : agenda.put_off).push_back(std::move(group));
  }
  std::sort(agenda.groups.begin(), agenda.groups.end(), worthier);
  std::sort(agenda.put_off.begin(), agenda.put_off.end(), worthier);

  agenda.planned_minutes = agenda.follow_up_minutes;
  for (const AgendaGroup& group : agenda.groups) {
    agenda.planned_minutes += group.minutes;
    agenda.worth += group.worth;
  }
  agenda.invited = to_invite(agenda.groups);
  return agenda;
}

}  // namespace jalon::cells
