#include "schemes/enrolment_store.hpp"

#include <algorithm>

namespace jalon::schemes {
namespace {

using people::PersonId;

const store::Query events_query{"schemes.enrolments",
                                "SELECT place, person, kind, eff_on, rec_on, hours FROM enrolment_event"
                                " WHERE territory = ? ORDER BY place, person, ver"};
const store::Query events_of_pair_query{
    "schemes.enrolments_of_pair",
    "SELECT place, person, kind, eff_on, rec_on, hours FROM enrolment_event"
    " WHERE territory = ? AND place = ? AND person = ? ORDER BY ver"};
const store::Query events_of_person_query{
    "schemes.enrolments_of_person",
    "SELECT place, person, kind, eff_on, rec_on, hours FROM enrolment_event"
    " WHERE territory = ? AND person = ? ORDER BY place, ver"};
const store::Query insert_event_query{
    "schemes.insert_enrolment",
    "INSERT INTO enrolment_event (territory, place, person, ver, kind, eff_on, rec_on, hours, actor)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query spells_query{
    "schemes.stay_spells",
    "SELECT place, person, status, eff_from, eff_to, rec_from, rec_to FROM stay_spell"
    " WHERE territory = ?"};
const store::Query insert_spell_query{
    "schemes.insert_stay_spell",
    "INSERT INTO stay_spell (territory, place, status, eff_from, person, rec_from, eff_to, rec_to)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
const store::Query delete_spells_query{
    "schemes.delete_stay_spells", "DELETE FROM stay_spell WHERE territory = ? AND place = ? AND person = ?"};

EnrolmentEvent to_event(const store::Row& row) {
  EnrolmentEvent event;
  event.kind = parse_enrolment_kind(row.text(2)).value();
  event.date = row.date(3);
  event.recorded_on = row.date(4);
  if (!row.is_null(5)) event.hours = row.integer(5);
  return event;
}

Pair pair_of(const store::Row& row) {
  return {row.id<PlaceId>(0), row.id<PersonId>(1)};
}

/// Hands over the rows of each pair together.
class ByPair {
 public:
  explicit ByPair(const std::function<void(const Pair&, std::vector<EnrolmentEvent>&)>& visit)
      : visit_(visit) {}
  void take(const store::Row& row) {
    const Pair pair = pair_of(row);
    if (pair != pair_) finish();
    pair_ = pair;
    events_.push_back(to_event(row));
  }
  void finish() {
    if (!events_.empty()) visit_(pair_, events_);
    events_.clear();
  }

 private:
  const std::function<void(const Pair&, std::vector<EnrolmentEvent>&)>& visit_;
  Pair pair_;
  std::vector<EnrolmentEvent> events_;
};

}  // namespace

void each_enrolment(store::Reader& reader, std::string_view territory,
                    const std::function<void(const Pair&, std::vector<EnrolmentEvent>&)>& visit) {
  ByPair pairs(visit);
  reader.each(events_query, {territory}, [&](const store::Row& row) { pairs.take(row); });
  pairs.finish();
}

std::vector<EnrolmentEvent> events_of_pair(store::Reader& reader, std::string_view territory,
                                           const Pair& pair) {
  return reader.list(events_of_pair_query, {territory, pair.place, pair.person}, to_event);
}

void each_enrolment_of(store::Reader& reader, std::string_view territory, PersonId person,
                       const std::function<void(PlaceId, std::vector<EnrolmentEvent>&)>& visit) {
  const std::function<void(const Pair&, std::vector<EnrolmentEvent>&)> by_place =
      [&](const Pair& pair, std::vector<EnrolmentEvent>& events) { visit(pair.place, events); };
  ByPair pairs(by_place);
  reader.each(events_of_person_query, {territory, person}, [&](const store::Row& row) { pairs.take(row); });
  pairs.finish();
}

void each_stay_spell(store::Reader& reader, std::string_view territory,
                     const std::function<void(const Pair&, const StaySpell&)>& visit) {
  reader.each(spells_query, {territory}, [&](const store::Row& row) {
    visit(pair_of(row),
          StaySpell{parse_stay_status(row.text(2)), {row.date(3), row.date(4)}, {row.date(5), row.date(6)}});
  });
}

EnrolmentWriter::EnrolmentWriter(store::Transaction& transaction, std::string actor)
    : transaction_(transaction),
      actor_(std::move(actor)),
      events_(transaction.batch(insert_event_query)),
      spells_(transaction.batch(insert_spell_query)) {}

void EnrolmentWriter::add(const Pair& pair, std::span<const EnrolmentEvent> known,
                          std::span<const EnrolmentEvent> added) {
  if (added.empty()) return;
  const auto& [place, person] = pair;
  std::vector<EnrolmentEvent> all(known.begin(), known.end());
  for (const EnrolmentEvent& event : added) {
    all.push_back(event);
    events_->add({transaction_.territory(), place, person, all.size(), to_word(event.kind), event.date,
                  event.recorded_on, event.hours, actor_});
  }
  if (!known.empty()) transaction_.execute(delete_spells_query, {transaction_.territory(), place, person});
  for (const StaySpell& spell : stay_spells(all)) {
    spells_->add({transaction_.territory(), place, to_word(spell.status), spell.eff.from, person,
                  spell.rec.from, spell.eff.to, spell.rec.to});
  }
}

void EnrolmentWriter::finish() {
  events_->finish();
  spells_->finish();
}

}  // namespace jalon::schemes
