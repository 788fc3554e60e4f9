#include "fiction/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "fiction/csv_rows.hpp"
#include "fiction/figures.hpp"
#include "fiction/life.hpp"
#include "fiction/places.hpp"
#include "fiction/population.hpp"
#include "fiction/tables.hpp"

namespace jalon::fiction {
namespace {

constexpr std::int64_t most_people = 10'000'000;

/// A block's part of a total, so that the parts add up exactly.
template <class Number>
Number part(Number total, std::int64_t before, std::int64_t after, std::int64_t people) {
  return static_cast<Number>(total * after / people - total * before / people);
}

BlockTargets part_of(const BlockTargets& total, std::int64_t before, std::int64_t after,
                     std::int64_t people) {
  const auto count = [&](int value) {
    return static_cast<int>(part<std::int64_t>(value, before, after, people));
  };
  BlockTargets targets;
  targets.language_entered = count(total.language_entered);
  // The coming seats are shared, not the sum: a block never expects fewer people than it has.
  targets.language_expected =
      targets.language_entered + count(total.language_expected - total.language_entered);
  targets.language_cost_eur = part(total.language_cost_eur, before, after, people);
  targets.housing_exits = count(total.housing_exits);
  targets.rental_intermediation = count(total.rental_intermediation);
  targets.youth_with_language = count(total.youth_with_language);
  return targets;
}

bool holds(const BlockTargets& counted, const BlockTargets& wanted) {
  return counted.language_entered == wanted.language_entered &&
         counted.language_expected == wanted.language_expected &&
         counted.language_cost_eur == wanted.language_cost_eur &&
         counted.housing_exits == wanted.housing_exits &&
         counted.rental_intermediation == wanted.rental_intermediation &&
         counted.youth_with_language == wanted.youth_with_language;
}

std::string in_words(const BlockTargets& targets) {
  return fmt::format("{}/{}/{}/{}/{}/{}", targets.language_entered, targets.language_expected,
                     targets.language_cost_eur, targets.housing_exits, targets.rental_intermediation,
                     targets.youth_with_language);
}

/// One small département of the large one.
struct Block {
  std::int64_t number = 0;
  std::int64_t first_person = 0;     // before it
  std::int64_t first_household = 0;  // before it
  int people = 0;
  std::string prefix;
};

Result<Records> tell_block(const World& world, const Block& block, const BlockTargets& targets,
                           std::uint64_t seed, std::int64_t& households_told) {
  const auto word = static_cast<std::uint64_t>(block.number);
  std::vector<Household> households = populate(world.scenario, block.people, Chance{seed, word, 101});
  households_told = static_cast<std::int64_t>(households.size());
  auto plan = plan_block(world.scenario, world.book, households, targets, Chance{seed, word, 102});
  if (!plan) return tl::unexpected(plan.error());

  Records records;
  const PlannedPlaces places = make_places(world, households, *plan, targets, block.prefix, records);
  Sittings sittings = make_sittings(world, block.people, block.prefix, records);
  LifeTeller teller(world, sittings, places, records);
  auto person = static_cast<std::uint32_t>(block.first_person) + 1;
  for (std::size_t h = 0; h < households.size(); ++h) {
    const auto number = static_cast<std::uint32_t>(block.first_household) + static_cast<std::uint32_t>(h) + 1;
    if (auto refusal =
            teller.tell(households[h], plan->households[h], plan->seats[h], h, number, person, seed)) {
      return tl::unexpected(*refusal);
    }
    person += static_cast<std::uint32_t>(households[h].size());
  }
  open_dwellings(world, teller.waiting(), block.prefix, Chance{seed, word, 103}, records);

  const BlockTargets counted = count_figures(world, records);
  if (!holds(counted, targets)) {
    return refuse("fiction.figures", {{"block", std::to_string(block.number)},
                                      {"wanted", in_words(targets)},
                                      {"counted", in_words(counted)}});
  }
  return records;
}

/// Hands the text over in pieces of about a megabyte.
class Writer {
 public:
  Writer(Sink& sink, std::string_view file, std::string_view header)
      : sink_(sink), file_(file), text_(header) {}
  std::string& text() {
    if (text_.size() > (1U << 20)) flush();
    return text_;
  }
  void flush() {
    sink_.write(file_, text_);
    text_.clear();
  }

 private:
  Sink& sink_;
  std::string_view file_;
  std::string text_;
};

}  // namespace

BlockTargets scaled_targets(const Scenario& scenario, std::int64_t people) {
  const std::int64_t base = scenario.people;
  const auto scaled = [&](const Target& target) { return (target.value * people + base / 2) / base; };
  BlockTargets targets;
  targets.language_entered = static_cast<int>(scaled(scenario.language_entered));
  targets.language_expected =
      std::max(targets.language_entered, static_cast<int>(scaled(scenario.language_expected)));
  targets.language_cost_eur = scaled(scenario.language_cost_eur);
  targets.housing_exits = static_cast<int>(scaled(scenario.housing_exits));
  targets.rental_intermediation = static_cast<int>(scaled(scenario.rental_intermediation));
  targets.youth_with_language = static_cast<int>(scaled(scenario.youth_with_language));
  return targets;
}

Result<Made> generate(const pathways::Catalogue& catalogue, const Scenario& scenario, const Order& order,
                      Sink& sink) {
  const std::int64_t people = order.people == 0 ? scenario.people : order.people;
  if (people < 1 || people > most_people)
    return refuse("fiction.people", {{"most", std::to_string(most_people)}});
  auto world = make_world(scenario, catalogue);
  if (!world) return tl::unexpected(world.error());

  const CsvRows rows(*world, static_cast<std::uint32_t>(people));
  Writer people_file(sink, "people.csv", CsvRows::people_header());
  Writer consents_file(sink, "consents.csv", CsvRows::consents_header());
  Writer events_file(sink, "events.csv", CsvRows::events_header());
  Writer places_file(sink, "places.csv", CsvRows::places_header());
  Writer enrolments_file(sink, "enrolments.csv", CsvRows::enrolments_header());
  write_tables(scenario, sink);

  Made made;
  made.territory = scenario.territory;
  made.as_of = scenario.as_of;
  const BlockTargets total = scaled_targets(scenario, people);
  const std::int64_t blocks = std::max<std::int64_t>(1, (people + scenario.people / 2) / scenario.people);
  for (std::int64_t b = 0; b < blocks; ++b) {
    const std::int64_t before = people * b / blocks;
    const std::int64_t after = people * (b + 1) / blocks;
    Block block{b, before, made.households, static_cast<int>(after - before), {}};
    if (blocks > 1) block.prefix = fmt::format("B{:04}-", b + 1);
    const BlockTargets targets = part_of(total, before, after, people);
    std::int64_t households = 0;
    const auto records = tell_block(*world, block, targets, order.seed, households);
    if (!records) return tl::unexpected(records.error());

    for (const PersonRow& row : records->people) {
      rows.append(people_file.text(), row);
      for (const ConsentRow& consent : consents_of(*world, row, order.seed)) {
        rows.append(consents_file.text(), consent);
      }
    }
    for (const EventRow& row : records->events) rows.append(events_file.text(), row);
    for (const PlaceRow& row : records->places) rows.append(places_file.text(), row);
    for (const EnrolmentRow& row : records->enrolments) {
      rows.append(enrolments_file.text(), row, records->places[row.place]);
    }
    made.people += static_cast<std::int64_t>(records->people.size());
    made.households += households;
    made.events += static_cast<std::int64_t>(records->events.size());
    made.places += static_cast<std::int64_t>(records->places.size());
    made.enrolments += static_cast<std::int64_t>(records->enrolments.size());
    sink.progress(after, people);
  }
  for (Writer* file : {&people_file, &consents_file, &events_file, &places_file, &enrolments_file})
    file->flush();
  made.figures = total;
  return made;
}

}  // namespace jalon::fiction
