// What can be answered no: a refusal is a value, a fault is an exception, a bug is an assert.
//
// A refusal is something that the domain says no to (prerequisite unmet, place taken, not yours, bad
// date). Its code is also its translation key, and its facts fill the sentence shown to the person.
// Several refusals can be returned at once (a form with three wrong fields): the first one carries the
// others. Refused here: error numbers of HTTP or of the shell; they belong to the edges.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace jalon {

struct Refusal {
  std::string code;                                        // "person.unknown": words of the domain, dotted
  std::vector<std::pair<std::string, std::string>> facts;  // {"id", "P12"}: fill the sentence
  std::vector<Refusal> also;                               // further refusals of the same request

  /// The fact named `name`, or "" when there is none.
  std::string_view fact(std::string_view name) const;
};

/// A value, or the refusal that stands in its place.
template <class T>
using Result = tl::expected<T, Refusal>;

/// `return refuse("place.full", {{"place", id}});`
tl::unexpected<Refusal> refuse(std::string code, std::vector<std::pair<std::string, std::string>> facts = {});

}  // namespace jalon
