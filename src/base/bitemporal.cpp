#include "base/bitemporal.hpp"

#include <algorithm>
#include <cassert>

namespace jalon::bitemporal {
namespace {

constexpr Date beginning = Date::from_days(INT32_MIN / 2);

/// Days on which something became known that changes the past.
std::vector<Date> rewriting_days(std::span<const Mark> marks) {
  std::vector<Date> days;
  for (const Mark& mark : marks) {
    if (mark.rec > mark.eff || mark.replaces != replaces_nothing) days.push_back(mark.rec);
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

/// The rows of one span of knowledge, during which nothing rewrote the past.
void add_band(std::span<const Mark> marks, Period rec, std::vector<std::size_t>& order,
              std::vector<bool>& gone, std::vector<Spell>& out) {
  order.clear();
  gone.assign(marks.size(), false);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i].rec >= rec.to) continue;
    if (marks[i].replaces != replaces_nothing) {
      assert(marks[i].replaces < i);
      gone[marks[i].replaces] = true;
    }
    if (marks[i].status != withdrawn) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return marks[a].eff != marks[b].eff ? marks[a].eff < marks[b].eff : marks[a].rank < marks[b].rank;
  });
  std::int32_t status = no_status;
  Date from;
  const auto close = [&](Date to) {
    if (status != no_status && from < to) out.push_back({status, {from, to}, rec});
  };
  for (const std::size_t i : order) {
    const Mark& mark = marks[i];
    if (gone[i] || mark.status == status) continue;
    close(mark.eff);
    status = mark.status;
    from = mark.eff;
  }
  close(Date::never());
}

}  // namespace

std::vector<Spell> spells(std::span<const Mark> marks) {
  std::vector<Spell> rows;
  std::vector<std::size_t> order;
  std::vector<bool> gone;
  const std::vector<Date> days = rewriting_days(marks);
  std::vector<Spell> band;
  std::vector<Spell> open;  // rows that still hold at the end of the span before
  for (std::size_t i = 0; i <= days.size(); ++i) {
    const Period rec{i == 0 ? beginning : days[i - 1], i == days.size() ? Date::never() : days[i]};
    band.clear();
    add_band(marks, rec, order, gone, band);
    std::vector<Spell> still_open;
    for (Spell& row : band) {
      const auto same = std::find_if(open.begin(), open.end(), [&](const Spell& before) {
        return before.status == row.status && before.eff == row.eff;
      });
      if (same != open.end()) row.rec.from = same->rec.from;
      still_open.push_back(row);
    }
    for (const Spell& before : open) {
      const bool continues = std::any_of(still_open.begin(), still_open.end(), [&](const Spell& row) {
        return row.status == before.status && row.eff == before.eff;
      });
      if (!continues) rows.push_back(before);
    }
    open = std::move(still_open);
  }
  rows.insert(rows.end(), open.begin(), open.end());
  // Nobody asks about a day later than what is known, so a row is known from its first day at the earliest.
  for (Spell& row : rows) row.rec.from = std::max(row.rec.from, row.eff.from);
  std::erase_if(rows, [](const Spell& row) { return row.rec.from >= row.rec.to; });
  std::sort(rows.begin(), rows.end(), [](const Spell& a, const Spell& b) {
    return a.rec.from != b.rec.from ? a.rec.from < b.rec.from : a.eff.from < b.eff.from;
  });
  return rows;
}

}  // namespace jalon::bitemporal
