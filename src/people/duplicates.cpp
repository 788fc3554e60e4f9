#include "people/duplicates.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/text.hpp"

namespace jalon::people {
namespace {

/// Beyond this many people born on one day only equal skeletons are compared, not single mistyped letters.
constexpr std::size_t most_compared_pairwise = 400;

/// Spellings of one sound, in the order they are tried.
constexpr std::pair<std::string_view, std::string_view> sounds[] = {
    {"sch", "s"}, {"tch", "s"}, {"kh", "k"}, {"gh", "g"}, {"ph", "f"}, {"dj", "j"}, {"dh", "d"}, {"th", "t"},
    {"sh", "s"},  {"ch", "s"},  {"ck", "k"}, {"ou", ""},  {"q", "k"},  {"c", "k"},  {"z", "s"},  {"x", "ks"},
    {"h", ""},    {"w", ""},    {"y", ""},   {"a", ""},   {"e", ""},   {"i", ""},   {"o", ""},   {"u", ""}};

bool one_letter_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a.size() < 4)
    return false;  // short names differ by a letter for good reasons
  std::size_t start = 0;
  while (start < a.size() && a[start] == b[start]) ++start;
  std::size_t end = 0;
  while (end < a.size() - start && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  const std::size_t left = a.size() - start - end;
  if (left == 0) return true;  // one letter more, or none
  if (a.size() != b.size()) return false;
  if (left == 1) return true;                                                // one letter changed
  return left == 2 && a[start] == b[start + 1] && a[start + 1] == b[start];  // two letters exchanged
}

struct Names {
  std::string last;
  std::string first;
  std::string last_skeleton;
  std::string first_skeleton;
};

bool alike(const std::string& a, const std::string& a_skeleton, const std::string& b,
           const std::string& b_skeleton) {
  if (a == b) return true;
  if (!a_skeleton.empty() && a_skeleton == b_skeleton) return true;
  return one_letter_apart(a, b);
}

bool alike(const Names& a, const Names& b) {
  return (alike(a.last, a.last_skeleton, b.last, b.last_skeleton) &&
          alike(a.first, a.first_skeleton, b.first, b.first_skeleton)) ||
         (alike(a.last, a.last_skeleton, b.first, b.first_skeleton) &&
          alike(a.first, a.first_skeleton, b.last, b.last_skeleton));
}

Names names_of(const Identity& identity) {
  Names names{fold(identity.last_name), fold(identity.first_name), "", ""};
  names.last_skeleton = skeleton(names.last);
  names.first_skeleton = skeleton(names.first);
  return names;
}

/// The same whichever name comes first.
std::string unordered_key(const Names& names) {
  return std::min(names.last_skeleton, names.first_skeleton) + ' ' +
         std::max(names.last_skeleton, names.first_skeleton);
}

}  // namespace

std::string skeleton(std::string_view folded_name) {
  std::string out;
  // A first vowel is heard whatever its spelling: Amina is not Mouna, Yusuf is Youssef.
  if (!folded_name.empty() && std::string_view("aeiou").find(folded_name.front()) != std::string_view::npos)
    out = "a";
  for (std::size_t i = 0; i < folded_name.size();) {
    std::string_view rest = folded_name.substr(i);
    const auto* sound = std::ranges::find_if(
        sounds, [&](const auto& candidate) { return rest.starts_with(candidate.first); });
    std::string_view written;
    if (sound != std::end(sounds)) {
      written = sound->second;
      i += sound->first.size();
    } else {
      written = rest.substr(0, 1);
      ++i;
    }
    if (written == " ") continue;
    for (const char c : written) {
      if (out.empty() || out.back() != c) out += c;
    }
  }
  return out;
}

bool same_person_perhaps(const Identity& a, const Identity& b) {
  return a.birth_date && a.birth_date == b.birth_date && alike(names_of(a), names_of(b));
}

std::vector<std::pair<std::size_t, std::size_t>> possible_duplicates(const std::vector<Identity>& identities,
                                                                     std::size_t from) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < identities.size(); ++i) {
    if (identities[i].birth_date) order.push_back(i);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return *identities[i].birth_date; });

  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t start = 0; start < order.size();) {
    std::size_t end = start + 1;
    while (end < order.size() && identities[order[end]].birth_date == identities[order[start]].birth_date)
      ++end;
    const bool something_new = order[end - 1] >= from;
    if (end - start > 1 && something_new) {
      std::vector<Names> names;
      for (std::size_t i = start; i < end; ++i) names.push_back(names_of(identities[order[i]]));
      if (names.size() <= most_compared_pairwise) {
        for (std::size_t b = 1; b < names.size(); ++b) {
          if (order[start + b] < from) continue;
          for (std::size_t a = 0; a < b; ++a) {
            if (alike(names[a], names[b])) pairs.emplace_back(order[start + a], order[start + b]);
          }
        }
      } else {
        std::unordered_map<std::string, std::size_t> first_with;
        for (std::size_t i = 0; i < names.size(); ++i) {
          const auto [first, is_new] = first_with.emplace(unordered_key(names[i]), order[start + i]);
          if (!is_new && order[start + i] >= from) pairs.emplace_back(first->second, order[start + i]);
        }
      }
    }
    start = end;
  }
  std::ranges::sort(pairs);
  return pairs;
}

}  // namespace jalon::people
