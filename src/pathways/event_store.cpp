#include "pathways/event_store.hpp"

#include <algorithm>
#include <array>

namespace jalon::pathways {
namespace {

const store::Query events_query{"pathways.events",
                                "SELECT person, ver, step, kind, eff_on, rec_on, outcome, organisation, "
                                "cause, ref, corrects, actor, sealed"
                                " FROM pathway_event WHERE territory = ? ORDER BY person, ver"};
const store::Query events_of_query{"pathways.events_of",
                                   "SELECT person, ver, step, kind, eff_on, rec_on, outcome, organisation, "
                                   "cause, ref, corrects, actor, sealed"
                                   " FROM pathway_event WHERE territory = ? AND person = ? ORDER BY ver"};
const store::Query version_query{"pathways.version",
                                 "SELECT ver FROM pathway WHERE territory = ? AND person = ?"};
const store::Query any_query{"pathways.any", "SELECT ver FROM pathway WHERE territory = ? LIMIT 1"};
const store::Query next_version_query{"pathways.next_version",
                                      "INSERT INTO pathway (territory, person, ver) VALUES (?, ?, 1)"
                                      " ON CONFLICT (territory, person) DO UPDATE SET ver = pathway.ver + 1"};
const store::Query set_version_query{"pathways.set_version",
                                     "INSERT INTO pathway (territory, person, ver) VALUES (?, ?, ?)"
                                     " ON CONFLICT (territory, person) DO UPDATE SET ver = excluded.ver"};
const store::Query insert_event_query{
    "pathways.insert_event",
    "INSERT INTO pathway_event (territory, person, ver, step, kind, eff_on, rec_on, outcome, organisation, "
    "cause,"
    " ref, corrects, actor, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query spells_query{
    "pathways.spells",
    "SELECT person, step, status, eff_from, eff_to, rec_from, rec_to FROM step_spell WHERE territory = ?"
    " ORDER BY step, status, eff_from, person, rec_from"};
const store::Query insert_spell_query{
    "pathways.insert_spell",
    "INSERT INTO step_spell (territory, step, status, eff_from, person, rec_from, eff_to, rec_to)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query end_spell_query{"pathways.end_spell",
                                   "UPDATE step_spell SET eff_to = ?, rec_to = ? WHERE territory = ? AND "
                                   "step = ? AND status = ? AND eff_from = ?"
                                   " AND person = ? AND rec_from = ?"};
const store::Query delete_spell_query{
    "pathways.delete_spell",
    "DELETE FROM step_spell WHERE territory = ? AND step = ? AND status = ? AND eff_from = ? AND person = ?"
    " AND rec_from = ?"};
const store::Query count_step_query{
    "pathways.count_step",
    "SELECT COUNT(*) FROM step_spell WHERE territory = ? AND step = ? AND status = ? AND eff_from <= ?"
    " AND eff_to > ? AND rec_from <= ? AND rec_to > ?"};

const store::Query each_done_query{
    "pathways.each_done",
    "SELECT person, eff_from FROM step_spell WHERE territory = ? AND step = ? AND status = 'done'"
    " AND eff_from <= ? AND rec_from <= ? AND rec_to > ?"};

const store::Query waiting_query{"pathways.waiting_texts",
                                 "SELECT person, ver, outcome FROM pathway_text_to_seal WHERE territory = ?"
                                 " ORDER BY person, ver"};
const store::Query waiting_territories_query{
    "pathways.territories_with_waiting_texts",
    "SELECT code FROM territory WHERE EXISTS"
    " (SELECT 1 FROM pathway_text_to_seal w WHERE w.territory = territory.code)"};
const store::Query put_away_query{
    "pathways.put_text_away",
    "UPDATE pathway_event SET outcome = ?, sealed = ? WHERE territory = ? AND person = ? AND ver = ?"};
const store::Query forget_waiting_query{
    "pathways.forget_waiting_text",
    "DELETE FROM pathway_text_to_seal WHERE territory = ? AND person = ? AND ver = ?"};

RecordedEvent to_event(const store::Row& row) {
  RecordedEvent event;
  event.ver = row.integer(1);
  event.step = row.text(2);
  event.kind = parse_event_kind(row.text(3)).value();
  event.date = row.date(4);
  event.recorded_on = row.date(5);
  event.outcome = row.text(6);
  event.organisation = row.optional_id<partners::OrganisationId>(7);
  event.cause = row.text(8);
  event.ref = row.text(9);
  if (!row.is_null(10)) event.corrects = row.integer(10);
  event.actor = row.text(11);
  if (!row.is_null(12)) event.sealed = row.bytes(12);
  return event;
}

/// An empty text takes no room.
store::Param text_or_null(const std::string& text) {
  return text.empty() ? store::Param(std::nullopt) : store::Param(text);
}

store::Param bytes_or_null(const store::Bytes& bytes) {
  return bytes.empty() ? store::Param(std::nullopt) : store::Param(bytes);
}

/// Both lists are sorted by their keys: what is only before, only after, or has another end.
template <class Gone, class Came, class Changed>
void compare(std::span<const StepSpell> before, std::span<const StepSpell> after, Gone gone, Came came,
             Changed changed) {
  const auto key = [](const StepSpell& spell) {
    return std::tuple(std::string_view(spell.step), spell.status, spell.eff.from, spell.rec.from);
  };
  const auto by_key = [&](const StepSpell& a, const StepSpell& b) { return key(a) < key(b); };
  std::vector<StepSpell> old_rows(before.begin(), before.end());
  std::vector<StepSpell> new_rows(after.begin(), after.end());
  std::ranges::sort(old_rows, by_key);
  std::ranges::sort(new_rows, by_key);
  auto a = old_rows.begin();
  auto b = new_rows.begin();
  while (a != old_rows.end() || b != new_rows.end()) {
    if (b == new_rows.end() || (a != old_rows.end() && by_key(*a, *b))) {
      gone(*a++);
    } else if (a == old_rows.end() || by_key(*b, *a)) {
      came(*b++);
    } else {
      if (*a != *b) changed(*b);
      ++a;
      ++b;
    }
  }
}

}  // namespace

void each_pathway(store::Reader& reader, std::string_view territory,
                  const std::function<void(people::PersonId, std::vector<RecordedEvent>&)>& visit) {
  std::vector<RecordedEvent> events;
  people::PersonId person;
  reader.each(events_query, {territory}, [&](const store::Row& row) {
    const auto id = row.id<people::PersonId>(0);
    if (id != person) {
      if (!events.empty()) visit(person, events);
      events.clear();
      person = id;
    }
    events.push_back(to_event(row));
  });
  if (!events.empty()) visit(person, events);
}

std::vector<RecordedEvent> events_of(store::Reader& reader, std::string_view territory,
                                     people::PersonId person) {
  return reader.list(events_of_query, {territory, person}, to_event);
}

std::int64_t pathway_version(store::Reader& reader, std::string_view territory, people::PersonId person) {
  return reader.count(version_query, {territory, person});
}

bool any_event(store::Reader& reader, std::string_view territory) {
  return reader.count(any_query, {territory}) > 0;
}

void each_spell(store::Reader& reader, std::string_view territory,
                const std::function<void(people::PersonId, const StepSpell&)>& visit) {
  reader.each(spells_query, {territory}, [&](const store::Row& row) {
    visit(row.id<people::PersonId>(0), StepSpell{row.string(1),
                                                 spell_status(row.text(2)),
                                                 {row.date(3), row.date(4)},
                                                 {row.date(5), row.date(6)}});
  });
}

std::int64_t count_step(store::Reader& reader, std::string_view territory, std::string_view step,
                        std::string_view status, Date at, Date known_at) {
  known_at = std::min(known_at, Date::never() - 1);  // the open end of what is known is not within it
  const Date day = std::min(at, known_at);
  return reader.count(count_step_query, {territory, step, status, day, day, known_at, known_at});
}

void each_done(store::Reader& reader, std::string_view territory, std::string_view step, Date at,
               Date known_at, const std::function<void(people::PersonId, Date)>& visit) {
  known_at = std::min(known_at, Date::never() - 1);  // the open end of what is known is not within it
  reader.each(each_done_query, {territory, step, at, known_at, known_at},
              [&](const store::Row& row) { visit(row.id<people::PersonId>(0), row.date(1)); });
}

std::vector<WaitingText> waiting_texts(store::Reader& reader, std::string_view territory) {
  return reader.list(waiting_query, {territory}, [](const store::Row& row) {
    return WaitingText{row.id<people::PersonId>(0), row.integer(1), row.string(2)};
  });
}

std::vector<std::string> territories_with_waiting_texts(store::Reader& reader) {
  return reader.list(waiting_territories_query, {}, [](const store::Row& row) { return row.string(0); });
}

void put_text_away(store::Transaction& transaction, const WaitingText& waiting, std::string_view outcome,
                   const store::Bytes& sealed) {
  const std::string& territory = transaction.territory();
  const store::Param code = outcome.empty() ? store::Param(std::nullopt) : store::Param(outcome);
  transaction.execute(put_away_query, {code, bytes_or_null(sealed), territory, waiting.person, waiting.ver});
  transaction.execute(forget_waiting_query, {territory, waiting.person, waiting.ver});
}

std::int64_t next_version(store::Transaction& transaction, people::PersonId person) {
  transaction.execute(next_version_query, {transaction.territory(), person});
  return pathway_version(transaction, transaction.territory(), person);
}

void insert_event(store::Transaction& transaction, people::PersonId person, const RecordedEvent& event) {
  transaction.execute(
      insert_event_query,
      {transaction.territory(), person, event.ver, event.step, to_word(event.kind), event.date,
       event.recorded_on, text_or_null(event.outcome), event.organisation, text_or_null(event.cause),
       text_or_null(event.ref), event.corrects, event.actor, bytes_or_null(event.sealed)});
}

void replace_spells(store::Transaction& transaction, people::PersonId person,
                    std::span<const StepSpell> before, std::span<const StepSpell> after) {
  const std::string& territory = transaction.territory();
  compare(
      before, after,
      [&](const StepSpell& gone) {
        transaction.execute(delete_spell_query,
                            {territory, gone.step, gone.status, gone.eff.from, person, gone.rec.from});
      },
      [&](const StepSpell& came) {
        transaction.execute(insert_spell_query, {territory, came.step, came.status, came.eff.from, person,
                                                 came.rec.from, came.eff.to, came.rec.to});
      },
      [&](const StepSpell& changed) {
        transaction.execute(end_spell_query, {changed.eff.to, changed.rec.to, territory, changed.step,
                                              changed.status, changed.eff.from, person, changed.rec.from});
      });
}

constexpr std::size_t most_spells_held = 1'000'000;  // about 100 MB

PathwayWriter::PathwayWriter(store::Transaction& transaction)
    : transaction_(transaction), events_(transaction.batch(insert_event_query)) {}

void PathwayWriter::add(people::PersonId person, std::span<const RecordedEvent> known,
                        std::span<const RecordedEvent> added) {
  if (added.empty()) return;
  for (const RecordedEvent& event : added) {
    events_->add({transaction_.territory(), person, event.ver, event.step, to_word(event.kind), event.date,
                  event.recorded_on, text_or_null(event.outcome), event.organisation,
                  text_or_null(event.cause), text_or_null(event.ref), event.corrects, event.actor,
                  bytes_or_null(event.sealed)});
  }
  versions_.push_back({person, added.back().ver});
  if (known.empty()) {
    for (StepSpell& spell : step_spells(added)) opened_.push_back({std::move(spell), person});
    if (opened_.size() >= most_spells_held) write_spells();
    return;
  }
  std::vector<RecordedEvent> all(known.begin(), known.end());
  const auto before = step_spells(all);
  all.insert(all.end(), added.begin(), added.end());
  replace_spells(transaction_, person, before, step_spells(all));
}

void PathwayWriter::finish() {
  events_->finish();
  std::ranges::sort(versions_, {}, &VersionRow::person);
  const auto batch = transaction_.batch(set_version_query);
  for (const VersionRow& row : versions_) batch->add({transaction_.territory(), row.person, row.ver});
  batch->finish();
  versions_.clear();
  write_spells();
}

/// In the order of their key, which is not that of the persons.
void PathwayWriter::write_spells() {
  std::ranges::sort(opened_, [](const SpellRow& a, const SpellRow& b) {
    return std::tie(a.spell.step, a.spell.status, a.spell.eff.from, a.person, a.spell.rec.from) <
           std::tie(b.spell.step, b.spell.status, b.spell.eff.from, b.person, b.spell.rec.from);
  });
  const auto batch = transaction_.batch(insert_spell_query);
  for (const auto& [spell, person] : opened_) {
    batch->add({transaction_.territory(), spell.step, spell.status, spell.eff.from, person, spell.rec.from,
                spell.eff.to, spell.rec.to});
  }
  batch->finish();
  opened_.clear();
}

}  // namespace jalon::pathways
