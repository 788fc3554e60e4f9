#include "pathways/derived.hpp"

namespace jalon::pathways {

void Derived::forget() {
  const std::lock_guard lock(mutex_);
  slots_.clear();
}

std::shared_ptr<Derived::Slot> Derived::slot_of(std::type_index type, std::string_view key) const {
  const std::lock_guard lock(mutex_);
  const std::pair name(type, std::string(key));
  const auto found = slots_.find(name);
  if (found != slots_.end()) return found->second;
  if (slots_.size() >= kept) slots_.clear();
  return slots_.emplace(name, std::make_shared<Slot>()).first->second;
}

}  // namespace jalon::pathways
