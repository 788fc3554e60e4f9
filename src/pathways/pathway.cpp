#include "pathways/pathway.hpp"

#include <algorithm>
#include <tuple>

namespace jalon::pathways {
namespace {

/// Events of the same identity stand together, the one that was recorded last at the end. Two statements
/// recorded on the same day are told apart by what they say, never by their order in a file.
bool by_identity(const StepEvent* a, const StepEvent* b) {
  const auto key = [](const StepEvent& event) {
    // The sender's identifier identifies alone; without it (step, kind, date) does.
    const bool named = !event.event.empty();
    return std::tuple(std::string_view(event.event), named ? StepIndex{0} : event.step,
                      named ? EventKind{} : event.kind, named ? Date{} : event.date);
  };
  const auto content = [](const StepEvent& event) {
    return std::tie(event.step, event.kind, event.date, event.outcome, event.organisation, event.cause,
                    event.corrects);
  };
  const auto key_a = key(*a);
  const auto key_b = key(*b);
  if (key_a != key_b) return key_a < key_b;
  if (a->known_on() != b->known_on()) return a->known_on() < b->known_on();
  return content(*a) < content(*b);
}

bool same_identity(const StepEvent& a, const StepEvent& b) {
  if (a.event != b.event) return false;
  return !a.event.empty() || (a.step == b.step && a.kind == b.kind && a.date == b.date);
}

std::int32_t day_of(std::optional<Date> date) {
  return date ? date->days() : PackedFacts::unknown_day;
}

template <class Word>
std::uint8_t number_of(std::optional<Word> word) {
  return word ? static_cast<std::uint8_t>(*word) : PackedFacts::unknown;
}

Mark to_mark(const Catalogue& catalogue, Names& names, const StepEvent& event) {
  Mark mark;
  mark.date = event.date.days();
  mark.step = event.step;
  mark.kind = event.kind;
  if (event.kind == EventKind::done) mark.detail = catalogue.code(event.outcome);
  if (event.kind == EventKind::blocked) mark.detail = names.intern(event.cause);
  mark.organisation = names.intern(event.organisation);
  return mark;
}

/// Whether what happened to another member of the household is also this person's.
bool concerns(const PersonFacts& facts, const Catalogue& catalogue, const StepEvent& of_another) {
  switch (catalogue.nearest_version(of_another.step, of_another.date).holder) {
    case Holder::person:
      return false;
    case Holder::household:
      return true;
    case Holder::child:
      break;
  }
  const auto role = facts.family_role;
  return of_another.kind == EventKind::done && role && *role != people::FamilyRole::child;
}

}  // namespace

std::vector<const StepEvent*> in_force(std::span<const StepEvent> events, std::optional<Date> known_at) {
  std::vector<const StepEvent*> known;
  std::vector<std::string_view> replaced;
  for (const StepEvent& event : events) {
    if (known_at && event.known_on() > *known_at) continue;
    known.push_back(&event);
    if (!event.corrects.empty() && event.corrects != event.event) replaced.push_back(event.corrects);
  }
  std::ranges::sort(replaced);

  std::vector<const StepEvent*> by_id = known;
  std::ranges::sort(by_id, by_identity);
  std::vector<const StepEvent*> counting;
  for (std::size_t i = 0; i < by_id.size(); ++i) {
    const StepEvent& event = *by_id[i];
    if (i + 1 < by_id.size() && same_identity(event, *by_id[i + 1])) continue;
    if (event.kind == EventKind::withdrawn) continue;
    if (!event.event.empty() && std::ranges::binary_search(replaced, std::string_view(event.event))) continue;
    counting.push_back(&event);
  }
  std::ranges::sort(counting, std::less<>{});  // back to the order given: positions in one array
  return counting;
}

std::size_t Pathway::footprint() const {
  return sizeof(*this) + marks.capacity() * sizeof(Mark) + other_births.capacity() * sizeof(std::int32_t) +
         places.capacity() * sizeof(PackedPlace) + goals.capacity() * sizeof(PackedOption);
}

Pathway pack(const Catalogue& catalogue, Names& names, const PersonFacts& facts,
             std::span<const StepEvent* const> own, std::span<const StepEvent* const> members) {
  Pathway pathway;
  PackedFacts& packed = pathway.facts;
  packed.birth = day_of(facts.birth_date);
  packed.protected_on = day_of(facts.protected_on);
  packed.arrived_on = day_of(facts.arrived_on);
  packed.status = number_of(facts.status);
  packed.french = number_of(facts.french_level);
  packed.role = number_of(facts.family_role);
  packed.reader = number_of(facts.reader);
  packed.foreign_licence = number_of(facts.foreign_licence);
  if (facts.household) {
    packed.household_size = static_cast<std::uint8_t>(std::min(facts.household->size, 200));
    packed.others_known = facts.household->others_known;
    for (const Date birth : facts.household->others) pathway.other_births.push_back(birth.days());
  }
  for (const HeldPlace& place : facts.places) pathway.places.push_back({place.step, day_of(place.starts_on)});
  for (const Alternatives& group : facts.goals) {
    for (const Option& option : group) {
      pathway.goals.push_back({option.step, catalogue.code(option.qualifier)});
    }
    pathway.goals.push_back({end_of_group, no_qualifier});
  }

  pathway.marks.reserve(own.size());
  for (const StepEvent* event : own) pathway.marks.push_back(to_mark(catalogue, names, *event));
  for (const StepEvent* event : members) {
    if (!concerns(facts, catalogue, *event)) continue;
    pathway.marks.push_back(to_mark(catalogue, names, *event));
    pathway.marks.back().of_another_member = true;
  }
  std::ranges::sort(pathway.marks, {}, [&](const Mark& mark) {
    const bool blocked = mark.kind == EventKind::blocked;
    return std::tuple(mark.step, mark.date, mark.kind, std::string_view(names.text(mark.organisation)),
                      blocked ? 0u : mark.detail, std::string_view(names.text(blocked ? mark.detail : 0)));
  });
  return pathway;
}

Pathway pack(const Catalogue& catalogue, Names& names, const PersonFacts& facts,
             std::span<const StepEvent> events, std::optional<Date> known_at) {
  return pack(catalogue, names, facts, in_force(events, known_at));
}

}  // namespace jalon::pathways
