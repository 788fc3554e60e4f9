// What pages derive from a board, kept until the board changes: orders, lists, an agenda.
//
// A value is named by its type and a key, made by the first who asks and handed to everybody after; two who
// ask at once make it once. Whoever changes the board says `forget`. A value may point into the board: use
// it while the board is held, and keep nothing. At most `kept` values: one more, and all are forgotten, since
// keys hold what visitors type. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>

namespace jalon::pathways {

class Derived {
 public:
  static constexpr std::size_t kept = 256;

  /// `make()` gives a T. If it throws, nothing is kept and the next to ask tries again.
  template <class T, class Make>
  std::shared_ptr<const T> get(std::string_view key, Make&& make) const {
    const std::shared_ptr<Slot> slot = slot_of(typeid(T), key);
    const std::lock_guard lock(slot->making);
    if (slot->value) {
      ++found_;
    } else {
      slot->value = std::make_shared<const T>(make());
      ++made_;
    }
    return std::static_pointer_cast<const T>(slot->value);
  }
  void forget();

  /// How many values were made, and how often one was found made: what tells a page that makes again.
  std::size_t made() const { return made_; }
  std::size_t found() const { return found_; }

 private:
  struct Slot {
    std::mutex making;
    std::shared_ptr<const void> value;
  };
  std::shared_ptr<Slot> slot_of(std::type_index type, std::string_view key) const;

  mutable std::atomic<std::size_t> made_{0};
  mutable std::atomic<std::size_t> found_{0};
  mutable std::mutex mutex_;
  mutable std::map<std::pair<std::type_index, std::string>, std::shared_ptr<Slot>> slots_;
};

}  // namespace jalon::pathways
