#include "schemes/held_actions.hpp"

#include "schemes/enrolment_store.hpp"

namespace jalon::schemes {

people::ContactSource contacts_of_schemes() {
  people::ContactSource source;
  for (const std::string_view word : enrolment_words) source.words.push_back("place." + std::string(word));
  source.each = [words = source.words](store::Reader& reader, std::string_view territory,
                                       const people::ContactVisit& visit) {
    each_enrolment(reader, territory, [&](const Pair& pair, std::vector<EnrolmentEvent>& events) {
      for (const EnrolmentEvent& event : events) {
        visit(pair.person, words[static_cast<std::size_t>(event.kind)], event.date);
      }
    });
  };
  return source;
}

}  // namespace jalon::schemes
