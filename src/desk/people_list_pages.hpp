// The list of files: search, filters, order, pages. The counters of the home page use the same filters, so
// that a counter and the list behind it always agree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/directory_actions.hpp"
#include "http/router.hpp"
#include "pathways/workspace_actions.hpp"

namespace jalon::desk {

enum class Filter : std::uint8_t { followed, blocked, deadline, no_place, late, declared, reached, left };

struct FilterWord {
  Filter filter;
  std::string_view word;   // in addresses
  std::string_view label;  // French
};
extern const std::vector<FilterWord> filter_words;

/// Days ahead within which a deadline is said to break soon.
inline constexpr int deadline_horizon = 30;

/// Whether a person belongs to the filter; `standing` is null for those who left.
bool belongs(Filter filter, const pathways::Standing* standing, Date at);

enum class Order : std::uint8_t { name, gain, oldest };

struct PeopleQuery {
  std::string search;
  Filter filter = Filter::followed;
  std::string cause;         // code
  std::string step;          // id of a blocked step
  std::string organisation;  // that can lift
  std::string referent;      // id of the referent organisation
  std::string commune;       // INSEE code
  Order order = Order::name;
  int page = 1;
};

PeopleQuery read_query(const http::Request& request);

struct PersonLine {
  std::string id;
  std::string name;
  std::string ref;
  std::optional<int> age;
  std::string commune;
  bool left = false;
  bool partial = false;  // the caller does not see all of the file
  bool set_aside = false;
  partners::Opened opened{};  // to the caller alone; nothing for those whose files open anyway
  int points = 0;
  std::string first_point;  // what blocks most: label of its step
  std::string cause;        // and its cause
  std::int64_t gain_days = 0;
  std::optional<Date> oldest;      // the oldest blocking point
  std::optional<Date> next_break;  // the next clock that breaks
  std::optional<Date> expected;    // when all goals are expected
  int goals = 0;
  int goals_reached = 0;
};

/// "12/10/2018 à 14 h 05"
std::string open_until(const partners::Opened& opened);

/// A file that does not open for the caller, whose person they named exactly.
struct KnownElsewhere {
  std::string id;
  std::string referent;
};

struct PeopleList {
  std::vector<PersonLine> lines;  // of the page
  std::size_t total = 0;
  int page = 1;
  int pages = 1;
  std::vector<KnownElsewhere> elsewhere;
  std::int64_t asked = 0;  // requests to read files of the caller's organisation that wait for an answer
};

PeopleList list_people(const pathways::Snapshot& snapshot, const Directory& everybody,
                       const PeopleQuery& query);

/// The choices of the form, and the words of what is chosen.
std::vector<ui::Option> filter_options(const ui::PageContext& page);
std::vector<ui::Option> order_options(const ui::PageContext& page);
std::string filter_word(const PeopleQuery& query);
std::string order_word(const PeopleQuery& query);

/// A filter in force, and the address without it.
struct Chip {
  std::string label;
  ui::Url without;
};

void add_people_list_pages(http::Router& router, const pathways::Workspace& workspace);

}  // namespace jalon::desk
