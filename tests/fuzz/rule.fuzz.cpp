// The language of eligibility: whatever parses can be asked, of the known and of the unknown.
#include "pathways/rule.hpp"

#include "fuzzing.hpp"

using namespace jalon;
using pathways::Rule;
using pathways::RuleFacts;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzzing::text_of(data, size);
  const auto prerequisites = pathways::parse_prerequisites(text);
  fuzzing::promise(prerequisites || !prerequisites.error().empty(), "a refusal says why");

  const auto rule = Rule::parse(text, [](std::string_view id) -> std::optional<pathways::StepIndex> {
    if (id.size() == 3 && id[0] >= 'A' && id[0] <= 'Z') return static_cast<pathways::StepIndex>(id[2] % 8);
    return std::nullopt;
  });
  if (!rule) {
    fuzzing::promise(!rule.error().empty(), "a refusal says why");
    return 0;
  }
  const std::array<std::uint8_t, 3> ages{3, 12, 17};
  const std::array<std::int32_t, 8> done{RuleFacts::none, 17000, 17500, 0, RuleFacts::none, 1, 17816, 17817};
  RuleFacts facts;
  facts.values.fill(RuleFacts::unknown);
  facts[pathways::Fact::today] = 17816;  // the one fact that is always known
  facts.done_on = done;
  const auto unknown = rule->ask(facts);
  for (const std::int32_t value : {0, 1, 5, 25, 17816}) {
    facts.values.fill(value);
    facts.other_ages = ages;
    facts.others_known = true;
    const auto known = rule->ask(facts);
    fuzzing::promise(rule->empty() ? known == pathways::Verdict::yes : true, "an empty rule excludes nobody");
  }
  fuzzing::promise(!rule->empty() || unknown == pathways::Verdict::yes, "an empty rule excludes nobody");
  return 0;
}
