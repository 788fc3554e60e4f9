// Tables `enrolment_event` and `stay_spell`.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "people/ids.hpp"
#include "schemes/place.hpp"
#include "store/database.hpp"

namespace jalon::schemes {

/// One person and one place.
struct Pair {
  PlaceId place;
  people::PersonId person;

  auto operator<=>(const Pair&) const = default;
};

/// Every pair of a place and a person that has events, with them in order of recording; ordered by place,
/// person.
void each_enrolment(store::Reader& reader, std::string_view territory,
                    const std::function<void(const Pair&, std::vector<EnrolmentEvent>&)>& visit);
std::vector<EnrolmentEvent> events_of_pair(store::Reader& reader, std::string_view territory,
                                           const Pair& pair);
/// The same for one person, every place.
void each_enrolment_of(store::Reader& reader, std::string_view territory, people::PersonId person,
                       const std::function<void(PlaceId, std::vector<EnrolmentEvent>&)>& visit);

void each_stay_spell(store::Reader& reader, std::string_view territory,
                     const std::function<void(const Pair&, const StaySpell&)>& visit);

/// Appends events and moves the periods of the pair.
class EnrolmentWriter {
 public:
  explicit EnrolmentWriter(store::Transaction& transaction, std::string actor);
  void add(const Pair& pair, std::span<const EnrolmentEvent> known, std::span<const EnrolmentEvent> added);
  void finish();

 private:
  store::Transaction& transaction_;
  std::string actor_;
  std::unique_ptr<store::Batch> events_;
  std::unique_ptr<store::Batch> spells_;
};

}  // namespace jalon::schemes
