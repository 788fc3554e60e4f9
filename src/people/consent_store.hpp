// Table `person_consent`.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "people/consent.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// Adds many, numbered by the caller, sent together.
class ConsentWriter {
 public:
  explicit ConsentWriter(store::Transaction& transaction);
  void add(const ConsentEvent& event);
  /// Sends what is left.
  void finish() { batch_->finish(); }

 private:
  store::Transaction& transaction_;
  std::unique_ptr<store::Batch> batch_;
};

/// Gives the event its number, and returns it.
std::int64_t insert_consent(store::Transaction& transaction, const ConsentEvent& event);
/// In order.
std::vector<ConsentEvent> consent_events(store::Reader& reader, std::string_view territory, PersonId person);
/// Of everybody, by person, in order.
void each_consent_event(store::Reader& reader, std::string_view territory,
                        const std::function<void(const ConsentEvent&)>& visit);

}  // namespace jalon::people
