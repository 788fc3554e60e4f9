#include "pathways/held_actions.hpp"

#include <unordered_set>

#include "pathways/event_store.hpp"

namespace jalon::pathways {

people::ContactSource contacts_of_pathways() {
  people::ContactSource source;
  for (int kind = 0; kind < static_cast<int>(EventKind::withdrawn); ++kind) {
    source.words.push_back("step." + std::string(to_word(static_cast<EventKind>(kind))));
  }
  source.each = [words = source.words](store::Reader& reader, std::string_view territory,
                                       const people::ContactVisit& visit) {
    each_pathway(reader, territory, [&](people::PersonId person, std::vector<RecordedEvent>& events) {
      std::unordered_set<std::int64_t> replaced;
      for (const RecordedEvent& event : events) {
        if (event.corrects) replaced.insert(*event.corrects);
      }
      for (const RecordedEvent& event : events) {
        if (event.kind == EventKind::withdrawn || replaced.contains(event.ver)) continue;
        visit(person, words[static_cast<std::size_t>(event.kind)], event.date);
      }
    });
  };
  return source;
}

}  // namespace jalon::pathways
