// Betters a plan part by part: some dozens of neighbouring places with those who are in them and those who
// are out, everybody else staying where they are, are a problem small enough for the search by nodes. What it
// finds there is the best for the part, so that places which hold each other full, as they do when as many as
// possible are placed, still change together.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "allocation/network.hpp"
#include "allocation/set_prices.hpp"

namespace jalon::allocation {

class PartSearch {
 public:
  /// `arc_of` keeps what `program` says is to be kept; `usable` by arc. Each `turn` looks at other parts.
  PartSearch(const Network& network, SizedProgram program, const SetPrices& prices, std::vector<bool> usable,
             std::vector<Index> arc_of, unsigned turn = 1);

  /// Part after part, until no second is left or the sum is that of the bound.
  void better(std::int64_t bound, std::size_t places_of_a_part, const std::function<double()>& seconds_left);
  /// Where fewer are placed of a tier than so many, every part is first asked for one more, which may cost
  /// some times what prices pay for it; false where nothing is to be asked.
  bool place_more(const std::vector<std::int64_t>& most);
  const std::vector<Index>& arc_of() const { return arc_of_; }

 private:
  struct Part {
    Network network;
    SizedProgram program;
    SetPrices prices;
    std::vector<Index> start;
    std::vector<Index> original;  // by arc
  };

  void choose_places(std::size_t count);
  Part make_part() const;
  /// True where a plan with one more was found.
  bool place_one_more(const Part& part, const std::function<double()>& seconds_left);
  void put(const Part& part, const std::vector<Index>& found);
  /// True where there is none better.
  bool better_part(const std::function<double()>& seconds_left);

  const Network& network_;
  SizedProgram program_;
  const SetPrices& prices_;
  std::vector<bool> usable_;
  std::vector<Index> arc_of_;
  std::int64_t sum_ = 0;
  std::vector<std::int64_t> more_;                 // by tier, how many more could be placed at most
  std::vector<std::vector<Index>> candidates_of_;  // by place, those who may use it
  std::vector<Index> places_;                      // of the part
  std::vector<Index> part_of_;                     // by place: its number in the part, or none
  std::mt19937_64 random_;
};

}  // namespace jalon::allocation
