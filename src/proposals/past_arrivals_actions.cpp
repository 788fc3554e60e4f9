#include "proposals/past_arrivals_actions.hpp"

#include "pathways/blockers.hpp"
#include "proposals/reserve.hpp"
#include "proposals/suitability.hpp"

namespace jalon::proposals {
namespace {

constexpr std::int32_t week = 7;

struct Step {
  std::string id;
  pathways::StepIndex index = 0;
  bool together = false;
  std::vector<const Offer*> offers;
};

std::vector<Step> steps_of(const Inputs& inputs, const pathways::Board& board) {
  std::vector<Step> steps;
  for (const std::string& id : inputs.steps()) {
    const auto index = board.catalogue().find(id);
    if (!index) continue;
    Step& step = steps.emplace_back();
    step.id = id;
    step.index = *index;
    const pathways::StepVersion* version = board.catalogue().version(*index, board.at());
    step.together = version != nullptr && version->holder == pathways::Holder::household;
    for (const Offer& offer : inputs.offers) {
      if (offer.step == id) step.offers.push_back(&offer);
    }
  }
  return steps;
}

/// One past day: who had become ready within the week that ends on it.
class PastDay {
 public:
  PastDay(const pathways::Snapshot& snapshot, const AllocationRules& rules, Date day)
      : snapshot_(snapshot),
        rules_(rules),
        day_(day),
        catalogue_(snapshot.board.catalogue(), names_, day),
        evaluator_(catalogue_),
        meter_(evaluator_) {}

  void look_at(const Comer& comer, bool households, const std::vector<Step>& steps,
               std::map<std::string, std::vector<allocation::Arrival>>& arrivals) {
    const pathways::Pathway* pathway = snapshot_.board.pathway(comer.person.bytes());
    const pathways::Line* line = snapshot_.line(comer.person.bytes());
    if (pathway == nullptr || line == nullptr) return;
    const pathways::Evaluation& evaluation = evaluator_.evaluate(pathway->view());
    for (const Step& step : steps) {
      if (step.together != households) continue;
      const pathways::StepState& state = evaluation.steps[step.index];
      const bool fresh = state.since > day_.days() - week && state.since <= day_.days();
      if (!state.present || state.status != pathways::Status::ready || !fresh) continue;
      meter_.start(evaluation, {});
      const pathways::Gain gain = meter_.lift({&step.index, 1});
      arrivals[step.id].push_back(arrival(comer, step, *line, gain));
    }
  }

 private:
  allocation::Arrival arrival(const Comer& comer, const Step& step, const pathways::Line& line,
                              const pathways::Gain& gain) const {
    const pathways::RuleFacts& facts = evaluator_.facts();
    Applicant applicant;
    applicant.birth_date = line.identity.birth_date;
    applicant.commune = line.commune;
    if (facts[pathways::Fact::french] != pathways::RuleFacts::unknown) {
      applicant.french = static_cast<people::FrenchLevel>(facts[pathways::Fact::french]);
    }
    if (facts[pathways::Fact::household_size] != pathways::RuleFacts::unknown) {
      applicant.household = facts[pathways::Fact::household_size];
    }
    Need need;  // as it would be worth on the day it comes
    need.effect = {gain.days, gain.unlocked, gain.unlocked > 0 ? 1 : 0, gain.deadlines_saved};
    allocation::Arrival one;
    const bool seats = rules_.takes_everybody(step.id) && !rules_.takes_one_household(step.id);
    one.size = seats ? static_cast<std::int32_t>(comer.members) : 1;
    const Date today = snapshot_.board.at();
    for (std::size_t p = 0; p < step.offers.size(); ++p) {
      if (!judge(*step.offers[p], applicant, rules_, today).failing.empty()) continue;
      one.options.emplace_back(static_cast<allocation::Index>(p),
                               sum(points(*step.offers[p], need, applicant.commune, rules_, today)));
    }
    return one;
  }

  const pathways::Snapshot& snapshot_;
  const AllocationRules& rules_;
  Date day_;
  pathways::Names names_;
  pathways::CatalogueAt catalogue_;
  pathways::Evaluator evaluator_;
  pathways::GainMeter meter_;
};

}  // namespace

std::map<std::string, std::vector<allocation::Arrival>> past_arrivals(const Inputs& inputs,
                                                                      const pathways::Snapshot& snapshot,
                                                                      const AllocationRules& rules,
                                                                      const std::vector<Comer>& persons,
                                                                      const std::vector<Comer>& households) {
  std::map<std::string, std::vector<allocation::Arrival>> arrivals;
  const std::vector<Step> steps = steps_of(inputs, snapshot.board);
  for (std::int32_t back = 0; back < days_of_past; back += week) {
    PastDay day(snapshot, rules, snapshot.board.at() - back);
    for (const Comer& one : persons) day.look_at(one, false, steps, arrivals);
    for (const Comer& one : households) day.look_at(one, true, steps, arrivals);
  }
  return arrivals;
}

}  // namespace jalon::proposals
