// Makes a fictional département: the contract's CSV files, as text, from a catalogue, a scenario, a seed and
// a number of people. Pure: the same arguments give the same bytes on every machine.
//
// The text comes in pieces through a `Sink`, block of about `Scenario::people` people by block, so a million
// people need no more memory than a few thousand. Every block is counted again from its rows before it is
// handed over. Refused: `fiction.people` (fewer than 1 or more than 10 million), `fiction.step_missing`,
// `fiction.unreachable` and `fiction.no_time` (targets that so few people cannot hold), `fiction.figures`
// (records that do not hold the targets: a defect of the generator, said rather than written).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"
#include "fiction/plan.hpp"
#include "fiction/scenario.hpp"
#include "pathways/catalogue.hpp"

namespace jalon::fiction {

/// Where the text goes: `file` is a name of the contract, such as "people.csv". The first piece of a file
/// opens with its header.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void write(std::string_view file, std::string_view text) = 0;
  /// Called after each block with the number of people told so far.
  virtual void progress(std::int64_t people, std::int64_t of) {
    (void)people;
    (void)of;
  }
};

struct Order {
  std::uint64_t seed = 1;
  std::int64_t people = 0;  // 0 = the scenario's
};

/// What was made: row counts, and the figures that the records hold.
struct Made {
  std::string territory;
  Date as_of;  // nothing is recorded after this day
  std::int64_t people = 0;
  std::int64_t households = 0;
  std::int64_t events = 0;
  std::int64_t places = 0;
  std::int64_t enrolments = 0;
  BlockTargets figures;
};

/// The scenario's targets for `people` people, each rounded to the nearest whole number.
BlockTargets scaled_targets(const Scenario& scenario, std::int64_t people);

Result<Made> generate(const pathways::Catalogue& catalogue, const Scenario& scenario, const Order& order,
                      Sink& sink);

}  // namespace jalon::fiction
