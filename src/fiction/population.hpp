// People before anything happens to them: households, ages, languages, levels.
//
// A block is a small département of its own (about the scenario's size): a large population is made of many
// blocks, made one after the other, so memory does not grow with it.
#pragma once

#include <cstdint>
#include <vector>

#include "fiction/chance.hpp"
#include "fiction/records.hpp"
#include "fiction/scenario.hpp"

namespace jalon::fiction {

struct Member {
  Role role = Role::head;
  Date birth;
  Status status = Status::refugee;
  Level level = Level::A0;  // on arrival
  bool reader = true;
  bool foreign_licence = false;
  std::uint16_t last_name = 0;
  std::uint16_t first_name = 0;
  std::uint16_t second_name = none16;
};

struct Household {
  std::vector<Member> members;  // the head first, then adults, then children by age
  std::uint16_t language = 0;
  std::uint16_t second_language = none16;
  std::uint16_t commune = 0;

  int size() const { return static_cast<int>(members.size()); }
  int children_at(Date on, int below_age) const;
};

/// Households of exactly `people` people in all.
std::vector<Household> populate(const Scenario& scenario, int people, Chance chance);

}  // namespace jalon::fiction
