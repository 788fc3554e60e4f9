// Texts that come back often (organisations, causes) as small numbers, so that a pathway stays small and
// comparisons are exact. Number 0 is the empty text. Grows only; not safe to grow from two threads at once.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace jalon::pathways {

using NameId = std::uint32_t;

class Names {
 public:
  Names() { intern(""); }

  NameId intern(std::string_view text) {
    if (const auto known = ids_.find(text); known != ids_.end()) return known->second;
    const auto id = static_cast<NameId>(texts_.size());
    texts_.emplace_back(text);  // a deque never moves its elements: the key may look at it
    ids_.emplace(texts_.back(), id);
    return id;
  }
  std::optional<NameId> find(std::string_view text) const {
    const auto known = ids_.find(text);
    return known == ids_.end() ? std::nullopt : std::optional(known->second);
  }
  const std::string& text(NameId id) const { return texts_[id]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, NameId> ids_;
};

}  // namespace jalon::pathways
