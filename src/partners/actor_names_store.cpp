#include "partners/actor_names_store.hpp"

#include "partners/account_store.hpp"

namespace jalon::partners {

ActorNames::ActorNames(store::Reader& reader, std::string_view territory) {
  for (const Account& account : all_accounts(reader, territory)) {
    names_.emplace(account.id.text(), account.name);
  }
}

std::string ActorNames::of(std::string_view actor) const {
  const auto found = names_.find(actor);
  return found == names_.end() ? std::string(actor) : found->second;
}

}  // namespace jalon::partners
