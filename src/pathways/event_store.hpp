// Tables `pathway`, `pathway_event`, `step_spell` and the view `step_state`.
// Every reader hands over the events of one person ordered by ver.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pathways/recorded_event.hpp"
#include "people/ids.hpp"
#include "store/database.hpp"

namespace jalon::pathways {

/// Every person who has events, in the order of their ids.
void each_pathway(store::Reader& reader, std::string_view territory,
                  const std::function<void(people::PersonId, std::vector<RecordedEvent>&)>& visit);
std::vector<RecordedEvent> events_of(store::Reader& reader, std::string_view territory,
                                     people::PersonId person);
/// 0 when the person has no event.
std::int64_t pathway_version(store::Reader& reader, std::string_view territory, people::PersonId person);
bool any_event(store::Reader& reader, std::string_view territory);

/// The stored periods of a territory, ordered by (step, status, eff_from, person, rec_from).
void each_spell(store::Reader& reader, std::string_view territory,
                const std::function<void(people::PersonId, const StepSpell&)>& visit);

/// People whose step has this status on `at`, as known on `known_at`; asking beyond what is known asks about
/// the last day known.
std::int64_t count_step(store::Reader& reader, std::string_view territory, std::string_view step,
                        std::string_view status, Date at, Date known_at);

/// Who did this step by `at`, and when, as known on `known_at`; what was taken back since is still told.
void each_done(store::Reader& reader, std::string_view territory, std::string_view step, Date at,
               Date known_at, const std::function<void(people::PersonId, Date)>& visit);

/// Texts that an older version of the program wrote in clear, until `seal_waiting_texts` has put them away.
struct WaitingText {
  people::PersonId person;
  std::int64_t ver = 0;
  std::string text;
};
std::vector<WaitingText> waiting_texts(store::Reader& reader, std::string_view territory);
/// The territories where some wait.
std::vector<std::string> territories_with_waiting_texts(store::Reader& reader);
/// Gives the event its code, or its sealed text (`sealed` empty: neither), and forgets the waiting one.
void put_text_away(store::Transaction& transaction, const WaitingText& waiting, std::string_view outcome,
                   const std::vector<std::uint8_t>& sealed);

/// Takes the next version number of a person: the lock between two who record at once.
std::int64_t next_version(store::Transaction& transaction, people::PersonId person);
void insert_event(store::Transaction& transaction, people::PersonId person, const RecordedEvent& event);
/// Replaces the periods `before` by `after`, touching only those that differ. Both ordered as step_spells
/// gives them.
void replace_spells(store::Transaction& transaction, people::PersonId person,
                    std::span<const StepSpell> before, std::span<const StepSpell> after);

/// Writes many persons: events as they come, the rest sorted at the end, in the order of the keys.
class PathwayWriter {
 public:
  explicit PathwayWriter(store::Transaction& transaction);
  /// `known` are the events already stored, `added` the new ones, whose vers follow.
  void add(people::PersonId person, std::span<const RecordedEvent> known,
           std::span<const RecordedEvent> added);
  void finish();

 private:
  void write_spells();

  struct SpellRow {
    StepSpell spell;
    people::PersonId person;
  };
  struct VersionRow {
    people::PersonId person;
    std::int64_t ver = 0;
  };
  store::Transaction& transaction_;
  std::unique_ptr<store::Batch> events_;
  std::vector<SpellRow> opened_;
  std::vector<VersionRow> versions_;
};

}  // namespace jalon::pathways
