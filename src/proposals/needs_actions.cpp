#include "proposals/needs_actions.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "pathways/blockers.hpp"
#include "people/person_store.hpp"
#include "proposals/past_arrivals_actions.hpp"
#include "proposals/reserve.hpp"
#include "proposals/suitability.hpp"
#include "schemes/enrolment_store.hpp"
#include "schemes/scheme_actions.hpp"

namespace jalon::proposals {
namespace {

using pathways::StepIndex;
using people::PersonId;

/// What is between people and places already.
struct Ties {
  std::set<std::pair<PersonId, std::string>> spoken_for;  // person, step: proposed, accepted or present
  std::map<std::pair<PersonId, schemes::PlaceId>, Date> declined_on;
};

struct Household {
  std::vector<PersonId> members;  // the head first, then by identifier
};

/// What one person brings to a need.
struct Waiting {
  std::optional<Date> since;
  Effect effect;
  int tier = 1;
  Applicant applicant;
};

Effect effect_of(const pathways::Gain& gain) {
  return {gain.days, gain.unlocked, gain.unlocked > 0 ? 1 : 0, gain.deadlines_saved};
}

void add(Effect& sum, const Effect& other) {
  sum.days += other.days;
  sum.goals += other.goals;
  sum.pathways += other.pathways;
  sum.deadlines += other.deadlines;
}

class Gathering {
 public:
  Gathering(store::Reader& reader, std::string_view territory, const pathways::Snapshot& snapshot,
            const AllocationRules& rules, const Question& question)
      : reader_(reader),
        territory_(territory),
        snapshot_(snapshot),
        board_(snapshot.board),
        rules_(rules),
        question_(question),
        evaluator_(board_.catalogue_at(), &board_.availability()),
        finder_(evaluator_),
        meter_(evaluator_) {}

  Inputs gather() {
    inputs_.as_of = board_.at();
    inputs_.known_at = question_.known_at;
    inputs_.scope = question_.scope;
    inputs_.rules = rules_.version();
    inputs_.seed = question_.seed;
    read_offers();
    read_ties();
    read_households();
    read_tiers();
    for (const std::string& step : inputs_.steps()) {
      if (const auto index = board_.catalogue().find(step)) find_needs(step, *index);
    }
    std::ranges::sort(inputs_.needs, {}, &Need::key);
    keep_for_those_to_come();
    return std::move(inputs_);
  }

 private:
  void keep_for_those_to_come() {
    if (rules_.reserve_percent == 0) return;
    std::vector<Comer> persons;
    std::vector<Comer> households;
    for (const auto& [first, household] : households_) {
      households.push_back({first, static_cast<std::int64_t>(household.members.size())});
      for (const PersonId person : household.members) persons.push_back({person, 1});
    }
    const auto past = past_arrivals(inputs_, snapshot_, rules_, persons, households);
    for (const std::string& step : inputs_.steps()) {
      const auto found = past.find(step);
      if (found != past.end()) set_reserves(inputs_, step, found->second, rules_);
    }
  }

  void read_offers() {
    for (const schemes::PlaceView& view : schemes::places(reader_, territory_, board_.at())) {
      const schemes::Place& place = view.place.place;
      steps_of_places_[view.place.id] = place.step;
      if (!view.open || !question_.scope.takes(place) || !board_.catalogue().find(place.step)) continue;
      Offer offer;
      offer.place = view.place.id.text();
      offer.ref = place.ref;
      offer.scheme = place.scheme;
      offer.step = place.step;
      offer.commune = place.commune;
      offer.starts_on = place.starts_on;
      offer.ends_on = place.ends_on;
      offer.holds = place.capacity;
      offer.eligibility = place.eligibility;
      offer.one_household = rules_.takes_one_household(place.step);
      if (offer.one_household) {
        // A dwelling with somebody in it, or promised, is nobody else's.
        if (view.accepted + view.present + view.proposed > 0 || place.capacity == 0) continue;
        offer.seats = 1;
      } else {
        offer.seats = std::max<std::int64_t>(0, view.free - view.proposed);
      }
      inputs_.offers.push_back(std::move(offer));
    }
    std::ranges::sort(inputs_.offers, {}, [](const Offer& one) {
      return std::tuple(std::string_view(one.step), std::string_view(one.scheme), one.starts_on,
                        std::string_view(one.ref));
    });
  }

  void read_ties() {
    const Date at = board_.at();
    schemes::each_enrolment(reader_, territory_,
                            [&](const schemes::Pair& pair, std::vector<schemes::EnrolmentEvent>& events) {
                              const auto step = steps_of_places_.find(pair.place);
                              if (step == steps_of_places_.end()) return;
                              const schemes::Stay stay = schemes::stay_at(events, at, question_.known_at);
                              if (stay.status != schemes::StayStatus::none)
                                ties_.spoken_for.emplace(pair.person, step->second);
                              for (const schemes::EnrolmentEvent& event : events) {
                                if (event.kind != schemes::EnrolmentKind::declined || event.date > at)
                                  continue;
                                ties_.declined_on[{pair.person, pair.place}] = event.date;
                              }
                            });
  }

  void read_households() {
    std::map<PersonId, people::Situation> known;
    people::each_version(reader_, territory_, [&](const people::PersonVersion& version) {
      known[version.person] = version.situation;
    });
    for (const auto& [person, situation] : known) {
      if (board_.standing(person.bytes()) == nullptr) continue;
      if (!situation.household) {
        households_[person] = {{person}};
        continue;
      }
      of_household_[*situation.household].emplace_back(situation.family_role != people::FamilyRole::head,
                                                       person);
    }
    for (auto& [id, members] : of_household_) {
      std::ranges::sort(members);
      Household household;
      for (const auto& [not_head, person] : members) household.members.push_back(person);
      households_[household.members.front()] = std::move(household);
    }
  }

  void read_tiers() {
    for (const Tier& tier : rules_.tiers) {
      auto rule =
          pathways::Rule::parse(tier.rule, [&](std::string_view id) { return board_.catalogue().find(id); });
      // A step that this catalogue does not know: nobody is in the tier.
      tiers_.push_back(rule ? std::optional(std::move(*rule)) : std::nullopt);
    }
  }

  /// The person as evaluated for this step; `waits` tells whether they ask for a place themselves. Nothing of
  /// somebody `alone` who does not.
  std::optional<Waiting> look_at(PersonId person, const std::string& step, StepIndex index, bool alone,
                                 bool& waits) {
    const pathways::Pathway* pathway = board_.pathway(person.bytes());
    const pathways::Line* line = snapshot_.line(person.bytes());
    if (pathway == nullptr || line == nullptr) return std::nullopt;
    const pathways::Evaluation& evaluation = evaluator_.evaluate(pathway->view());
    const pathways::StepState& state = evaluation.steps[index];
    const bool open = state.present && (state.status == pathways::Status::ready ||
                                        state.status == pathways::Status::requested);
    const bool held = std::ranges::any_of(
        pathway->places, [&](const pathways::PackedPlace& one) { return one.step == index; });
    waits = open && !held && !ties_.spoken_for.contains({person, step});
    if (alone && !waits) return std::nullopt;
    Waiting one;
    const std::int32_t since = std::min(state.since, state.met_on);
    if (since != pathways::no_day) one.since = Date::from_days(since);
    const pathways::RuleFacts& facts = evaluator_.facts();
    one.tier = tier_of(facts);
    one.applicant.birth_date = line->identity.birth_date;
    one.applicant.commune = line->commune;
    if (facts[pathways::Fact::french] != pathways::RuleFacts::unknown) {
      one.applicant.french = static_cast<people::FrenchLevel>(facts[pathways::Fact::french]);
    }
    if (facts[pathways::Fact::household_size] != pathways::RuleFacts::unknown) {
      one.applicant.household = facts[pathways::Fact::household_size];
    }
    const bool reachable =
        state.present && !state.is_done() && state.status != pathways::Status::not_relevant;
    if (reachable) one.effect = effect_of(gain_of(evaluation, index));
    return one;
  }

  pathways::Gain gain_of(const pathways::Evaluation& evaluation, StepIndex index) {
    // The clocks that break are known where there are blocking points.
    if (!finder_.find(evaluation).empty()) return finder_.lift({&index, 1});
    meter_.start(evaluation, {});
    return meter_.lift({&index, 1});
  }

  int tier_of(const pathways::RuleFacts& facts) const {
    for (std::size_t i = 0; i < tiers_.size(); ++i) {
      if (tiers_[i] && tiers_[i]->ask(facts) == pathways::Verdict::yes) return rules_.tiers[i].tier;
    }
    return rules_.last_tier();
  }

  void find_needs(const std::string& step, StepIndex index) {
    const pathways::StepVersion* version = board_.catalogue().version(index, board_.at());
    const bool together = version != nullptr && version->holder == pathways::Holder::household;
    for (const auto& [first, household] : households_) {
      if (together) {
        find_need(step, index, household.members);
        continue;
      }
      for (const PersonId person : household.members) find_need(step, index, {person});
    }
  }

  void find_need(const std::string& step, StepIndex index, const std::vector<PersonId>& people) {
    struct Member {
      PersonId person;
      Waiting state;
      bool waits = false;
    };
    std::vector<Member> members;
    for (const PersonId person : people) {
      bool waits = false;
      auto state = look_at(person, step, index, people.size() == 1, waits);
      if (!state) continue;
      if (ties_.spoken_for.contains({person, step})) return;
      members.push_back({person, std::move(*state), waits});
    }
    // Whoever asks first, the head before others, answers for the household.
    const auto asking = std::ranges::find(members, true, &Member::waits);
    if (asking == members.end()) return;
    std::rotate(members.begin(), asking, asking + 1);
    Need need;
    need.step = step;
    need.tier = rules_.last_tier();
    for (const Member& member : members) {
      add(need.effect, member.state.effect);
      if (!member.waits) continue;
      need.tier = std::min(need.tier, member.state.tier);
      const auto& since = member.state.since;
      if (since && (!need.since || *since < *need.since)) need.since = since;
    }
    const std::size_t entering = rules_.takes_everybody(step) ? members.size() : 1;
    for (std::size_t i = 0; i < entering; ++i) need.people.push_back(members[i].person.text());
    need.key = need_key(step, need.people.front());
    need.size = rules_.takes_one_household(step) ? 1 : static_cast<std::int64_t>(entering);
    Applicant applicant = members.front().state.applicant;
    const auto together = static_cast<std::int64_t>(people.size());
    if (together > 1) applicant.household = std::max(applicant.household.value_or(0), together);
    choose(need, members.front().person, applicant);
    inputs_.needs.push_back(std::move(need));
  }

  void choose(Need& need, PersonId first, const Applicant& known) {
    for (const Offer& offer : inputs_.offers) {
      if (offer.step != need.step) continue;
      Applicant applicant = known;
      const auto declined = ties_.declined_on.find({first, *schemes::PlaceId::parse(offer.place)});
      if (declined != ties_.declined_on.end()) applicant.declined_on = declined->second;
      Fit fit = judge(offer, applicant, rules_, board_.at());
      if (!fit.failing.empty()) {
        need.closed.push_back({offer.place, std::move(fit.failing)});
        continue;
      }
      Choice choice;
      choice.place = offer.place;
      choice.parts = points(offer, need, applicant.commune, rules_, board_.at());
      choice.value = sum(choice.parts);
      choice.to_check = std::move(fit.to_check);
      need.choices.push_back(std::move(choice));
    }
  }

  store::Reader& reader_;
  std::string_view territory_;
  const pathways::Snapshot& snapshot_;
  const pathways::Board& board_;
  const AllocationRules& rules_;
  const Question& question_;
  pathways::Evaluator evaluator_;
  pathways::BlockerFinder finder_;
  pathways::GainMeter meter_;
  Inputs inputs_;
  Ties ties_;
  std::map<schemes::PlaceId, std::string> steps_of_places_;
  std::map<people::HouseholdId, std::vector<std::pair<bool, PersonId>>> of_household_;
  std::map<PersonId, Household> households_;  // by their first member
  std::vector<std::optional<pathways::Rule>> tiers_;
};

}  // namespace

Inputs gather_inputs(store::Reader& reader, std::string_view territory, const pathways::Snapshot& snapshot,
                     const AllocationRules& rules, const Question& question) {
  return Gathering(reader, territory, snapshot, rules, question).gather();
}

std::uint64_t public_seed(Date at) {
  const int written = at.year() * 10'000 + at.month() * 100 + at.day();
  return static_cast<std::uint64_t>(written);
}

}  // namespace jalon::proposals
