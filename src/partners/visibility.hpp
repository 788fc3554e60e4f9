// What an organisation may see of a person's file, category by category: `catalogue/visibility.csv`. Each
// line says since when it holds; there has been one version, and the file takes one: what may be seen is a
// question of today, whatever day the page speaks of.
//
// Rights are what the role may do, within the column of the organisation's kind; the referent's column holds
// for the people whom the organisation follows, whatever its kind. A cell marked `own` holds only for people
// who are in a place of the organisation, or for points that it is asked to lift. A kind that stands in no
// column sees nothing. `View` is the one place that decides; pages ask it and nothing else.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/date.hpp"
#include "base/string_map.hpp"
#include "partners/account.hpp"

namespace jalon::partners {

enum class Category {
  identity,
  permit,
  household,
  accommodation,
  language,
  employment,
  income,
  schooling,
  health,
  support,
  blocking,  // points, and what is asked to lift them
};
inline constexpr std::array<std::string_view, 11> category_words = {
    "identity", "permit",    "household", "accommodation", "language", "employment",
    "income",   "schooling", "health",    "support",       "blocking"};

/// Each holds what stands before it. A flag tells that it is done or not, and nothing else.
enum class Sight { none, aggregate, flag, read, write };
inline constexpr std::array<std::string_view, 5> sight_words = {"none", "aggregate", "flag", "read", "write"};

enum class Column { referent, ddets, pref, ofii, ft_ml, caf_cpam, casnav, landlord, committee };
inline constexpr std::array<std::string_view, 9> column_words = {
    "referent", "ddets", "pref", "ofii", "ft_ml", "caf_cpam", "casnav", "landlord", "committee"};

struct Cell {
  Sight sight = Sight::none;
  bool own = false;
  bool operator==(const Cell&) const = default;
};

class VisibilityMatrix {
 public:
  /// Every category must stand in the file once.
  static tl::expected<VisibilityMatrix, std::vector<FileProblem>> read(const csv::Document& document);

  Cell cell(Category category, Column column) const {
    return cells_[static_cast<std::size_t>(category)][static_cast<std::size_t>(column)];
  }
  /// Of the steps of a domain; a domain of another catalogue is nobody's but the referent's, like health.
  Category category_of(std::string_view domain) const;

 private:
  std::array<std::array<Cell, column_words.size()>, category_words.size()> cells_{};
  StringMap<Category> domains_;
};

/// Of fewer people than this, those who see numbers only are told nothing.
inline constexpr int fewest_told = 5;

/// The one that the program carries.
const VisibilityMatrix& visibility();
/// The column of an organisation's kind, as senders write it; nullopt: none.
std::optional<Column> column_of(std::string_view kind);

/// What ties the caller's organisation to a person.
struct Relation {
  bool follows = false;    // it is their referent
  bool concerned = false;  // they are in one of its places, or a point of theirs is its to lift
};

class View {
 public:
  static View of(const Caller& caller);

  /// A post without accounts: nothing is kept from it.
  bool everything() const { return everything_; }
  Sight sight(Category category, Relation relation) const;
  /// Whether the file opens; one that does not looks like one that does not exist.
  bool opens(Relation relation) const { return sight(Category::identity, relation) >= Sight::read; }
  /// Whether nothing of such a file is hidden.
  bool sees_all(Relation relation) const;
  /// Whether the files of people whom nobody here follows open.
  bool sees_territory() const { return opens({}); }
  bool follows(const std::optional<OrganisationId>& referent) const {
    return organisation_ && referent == organisation_;
  }
  bool is_own(std::string_view organisation_ref) const {
    return !organisation_ref_.empty() && organisation_ref == organisation_ref_;
  }
  bool is_own(const std::optional<OrganisationId>& organisation) const { return follows(organisation); }
  /// The same for callers who see the same.
  const std::string& key() const { return key_; }

 private:
  bool everything_ = false;
  bool as_referent_ = false;          // the referent's column, for those whom the organisation follows
  std::optional<Column> everywhere_;  // a column that holds for everybody
  std::optional<Column> concerned_;   // a column that holds for those in the organisation's places
  std::optional<OrganisationId> organisation_;
  std::string organisation_ref_;
  std::string key_;
};

/// May this caller see that of such a person, and how much?
inline Sight may_see(const Caller& caller, Relation relation, Category category) {
  return View::of(caller).sight(category, relation);
}

}  // namespace jalon::partners
