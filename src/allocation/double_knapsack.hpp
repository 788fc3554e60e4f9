// The best set within two limits, exactly: a table with two sides. Entries come kind by kind (a kind takes
// the same of both), those that take nothing of the second limit first.
//
// Of a kind only so many matter as would fill the place alone, those of greatest gain, and the second best of
// a kind is never taken without the best. Those who take nothing of the second limit share a table with one
// side, and meet the others at the end: where half of the households have no child, half of the work is gone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace jalon::allocation {

class DoubleKnapsack {
 public:
  /// Whole numbers in doubles: exact below 2^53, and the greater of two is found without a branch.
  using Units = double;

  struct Entry {
    Units gain = 0;
    std::uint32_t tag = 0;
    std::int32_t size = 1;
    std::int32_t takes = 0;
    std::int32_t rank = 1;  // among its kind, the best first
  };

  void begin(std::int64_t room, std::int64_t second);
  /// Those who follow take so much; `spare` more of them are kept than fill the place.
  void begin_kind(std::int32_t size, std::int32_t takes, std::int64_t spare = 0);
  /// Only what gains counts, and only the best of a kind. Of equals, who comes first.
  void add(Units gain, std::uint32_t tag) {
    if (gain > least_) insert(gain, tag);
  }

  /// What the best set gains; `chosen` gets its tags.
  Units best(std::vector<std::uint32_t>& chosen);

  /// Tables forward and backward over the entries kept (with one spare of each kind).
  void fill_both_ways();
  /// Of all kept, within what somebody who is in for sure leaves.
  Units best_beside(std::int64_t size, std::int64_t takes) const;
  Units best_of_all() const { return best_beside(0, 0); }
  /// Of all kept but this one; and with this one in, of all others.
  Units without(std::size_t entry) const;
  Units beside(std::size_t entry) const;
  const std::vector<Entry>& kept() const { return kept_; }

 private:
  std::size_t row() const { return room_ + 1; }
  std::size_t cells() const { return row() * (second_ + 1); }
  std::size_t offset(std::int64_t size, std::int64_t takes) const {
    return static_cast<std::size_t>(takes) * row() + static_cast<std::size_t>(size);
  }
  void insert(Units gain, std::uint32_t tag);
  void add_line(const Units* from, Units* to, const Entry& entry) const;
  void add_grid(const Units* from, Units* to, const Entry& entry, std::size_t times) const;

  std::size_t room_ = 0;
  std::size_t second_ = 0;
  std::size_t kind_ = 0;    // where the kind that is being added begins
  std::size_t enough_ = 0;  // so many of it are kept
  Units least_ = 0;         // what gains no more is not kept
  std::int32_t size_ = 1;
  std::int32_t takes_ = 0;
  std::vector<Entry> kept_;
  std::vector<Units> line_;
  std::vector<Units> grid_;
  std::vector<Units> after_;
};

}  // namespace jalon::allocation
