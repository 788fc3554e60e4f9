// What each room keeps about a person, told by the rooms and put together by `app`: what counts as a contact,
// for the term of a file, and everything that is held, for who asks to see it. A room that keeps something
// new about persons adds it here, or a test of `app` fails.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "people/ids.hpp"
#include "people/vault_store.hpp"
#include "store/database.hpp"

namespace jalon::people {

/// `word` is what catalogue/retention.csv calls this kind of contact.
using ContactVisit = std::function<void(PersonId, std::string_view word, Date on)>;
struct ContactSource {
  std::vector<std::string> words;
  std::function<void(store::Reader&, std::string_view territory, const ContactVisit&)> each;
};

/// One thing told of a person: `name` for programs, `label` in French, `value` in words or ISO dates. Where
/// `value` is a word for programs, `told` is its French.
struct HeldValue {
  std::string name;
  std::string label;
  std::string value;
  std::string told = {};
};
using HeldRow = std::vector<HeldValue>;

/// Everything that some tables hold of a person. Rows of one section have the same names in the same order.
struct HeldSection {
  std::string name;
  std::string title;
  std::vector<std::string> tables;
  std::function<std::vector<HeldRow>(store::Reader&, Vault&, std::string_view territory, PersonId)> rows;
};

/// identity, rights, consents, openings, notes, health, readings.
std::vector<HeldSection> held_by_people();
/// file.updated, file.closed, right.exercised, consent.given (a withdrawal counts too).
ContactSource contacts_of_people();

}  // namespace jalon::people
