// What an organisation may see of a person's file, category by category: `catalogue/visibility.csv`. Each
// line says since when it holds; there has been one version, and the file takes one: what may be seen is a
// question of today, whatever day the page speaks of.
//
// Rights are what the role may do, within the column of the organisation's kind; the referent's column holds
// for the people whom the organisation follows, whatever its kind. A cell marked `own` holds only for people
// who are in a place of the organisation, or for points that it is asked to lift. The other columns of the
// line that stand under `consent` hold only as far as the person agreed to share that domain with the
// organisation, and no longer than they agree; the others rest on a text or a mission. Three columns hold by
// what ties to the person, whatever the kind: `partner`, with whom the person agreed to share; `other`, those
// who follow people, of anybody (a flag on the identity: that a file exists may be told to who names the
// person exactly); `emergency`, who opened the file in an emergency. A kind that stands in no column sees
// nothing else. The committee's column is told in numbers alone, to its members and to who leads it. `View`
// is the one place that decides; pages ask it and nothing else.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
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
  notes,     // of the author's organisation alone
};
inline constexpr std::array<std::string_view, 12> category_words = {
    "identity", "permit",    "household", "accommodation", "language", "employment",
    "income",   "schooling", "health",    "support",       "blocking", "notes"};

/// Each holds what stands before it. A flag tells that it is done or not, and nothing else.
enum class Sight { none, aggregate, flag, read, write };
inline constexpr std::array<std::string_view, 5> sight_words = {"none", "aggregate", "flag", "read", "write"};

enum class Column {
  referent,
  partner,    // the person agreed to share with the organisation
  other,      // nothing ties the organisation to the person
  emergency,  // opened in an emergency
  ddets,
  pref,
  ofii,
  ft_ml,
  caf_cpam,
  casnav,
  landlord,
  committee
};
inline constexpr std::array<std::string_view, 12> column_words = {
    "referent", "partner", "other",    "emergency", "ddets",    "pref",
    "ofii",     "ft_ml",   "caf_cpam", "casnav",    "landlord", "committee"};

struct Cell {
  Sight sight = Sight::none;
  bool own = false;
  bool consent = false;
  bool operator==(const Cell&) const = default;
};

/// Domains of steps, one bit each: `VisibilityMatrix::bit`.
using DomainSet = std::uint32_t;
/// Categories, one bit each.
using CategorySet = std::uint32_t;
constexpr CategorySet bit_of(Category category) {
  return CategorySet{1} << static_cast<unsigned>(category);
}

class VisibilityMatrix {
 public:
  /// Every category must stand in the file once; at most 32 domains.
  static tl::expected<VisibilityMatrix, std::vector<FileProblem>> read(const csv::Document& document);

  Cell cell(Category category, Column column) const {
    return cells_[static_cast<std::size_t>(category)][static_cast<std::size_t>(column)];
  }
  /// Of the steps of a domain; a domain of another catalogue is nobody's but the referent's, like health.
  Category category_of(std::string_view domain) const;
  /// Of a domain that the matrix names; 0 for another: no consent covers it.
  DomainSet bit(std::string_view domain) const;
  /// Of a category; empty for identity and points, which no domain holds.
  DomainSet domains_of(Category category) const { return of_category_[static_cast<std::size_t>(category)]; }

 private:
  std::array<std::array<Cell, column_words.size()>, category_words.size()> cells_{};
  struct Domain {
    Category category;
    DomainSet bit;
  };
  StringMap<Domain> domains_;
  std::array<DomainSet, category_words.size()> of_category_{};
};

/// The one that the program carries.
const VisibilityMatrix& visibility();
/// The column of an organisation's kind, as senders write it; nullopt: none.
std::optional<Column> column_of(std::string_view kind);

/// What ties the caller and their organisation to a person, today.
struct Relation {
  bool follows = false;     // it is their referent
  bool concerned = false;   // they are in one of its places, or a point of theirs is its to lift
  DomainSet agreed = 0;     // what the person agreed to share with it
  CategorySet granted = 0;  // what the referent opened to the caller, who asked
  bool emergency = false;   // the caller opened the file in an emergency
  bool operator==(const Relation&) const = default;
  /// Without what is open to the caller alone.
  Relation of_organisation() const { return {follows, concerned, agreed, 0, false}; }
};

/// What is open of a file to one account alone, for a time.
struct Opened {
  CategorySet granted = 0;    // by the referent, whom the account asked
  bool emergency = false;     // by the account itself
  std::int64_t until_ms = 0;  // the latest

  bool any() const { return granted != 0 || emergency; }
};
struct OpenedFiles {
  std::unordered_map<UuidBytes, Opened, UuidHash> of;
};

/// What persons agree to share with one organisation, on one day.
struct Agreements {
  std::uint64_t state = 0;  // another number when they change
  std::unordered_map<UuidBytes, DomainSet, UuidHash> of;
};

class View {
 public:
  /// Without agreements nobody agreed to anything; without opened files none is open to the caller alone.
  static View of(const Caller& caller, std::shared_ptr<const Agreements> agreements = nullptr,
                 std::shared_ptr<const OpenedFiles> opened = nullptr);

  /// A post without accounts: nothing is kept from it.
  bool everything() const { return everything_; }
  /// What ties the caller to that person.
  Relation relation(const std::optional<OrganisationId>& referent, const UuidBytes& person,
                    bool concerned = false) const;
  /// `about`: of these domains of the category; 0 = of any.
  Sight sight(Category category, const Relation& relation, DomainSet about = 0) const;
  /// Whether the file opens; one that does not looks like one that does not exist.
  bool opens(const Relation& relation) const { return sight(Category::identity, relation) >= Sight::read; }
  /// Whether it may be told, to who names the person exactly, that there is a file.
  bool may_know_of(const Relation& relation) const {
    return sight(Category::identity, relation) >= Sight::flag;
  }
  /// Whether nothing of such a file is hidden; notes are each organisation's own.
  bool sees_all(const Relation& relation) const;
  /// Whether numbers may count, of that category, people to whom nothing ties the caller: their column says
  /// more than none of everybody (what it shows of somebody by consent alone it tells in numbers without), or
  /// they are of the committee. `partners/small_numbers.hpp` says how small a number may be.
  bool counts_everybody(Category category) const;
  /// The same on the pages that the prefecture prepares for the committee (the point): who steers there reads
  /// the committee's column too.
  bool counts_for_committee(Category category) const;
  /// Whether each of the people whom such a number counts is shown to the caller one by one as well.
  bool shows_everybody(Category category) const {
    return sees_territory() && sight(category, {}) >= Sight::flag;
  }
  /// Whether the caller lets people in and out of the places of that organisation: told how many are in, and
  /// how many wait, whoever follows them.
  bool runs_places_of(const std::optional<OrganisationId>& organisation) const {
    return everything_ || (runs_places_ && is_own(organisation));
  }
  /// Whether the files of people to whom nothing ties the caller open.
  bool sees_territory() const { return opens({}); }
  /// Whether the caller may read the notes of their own organisation, whoever follows the person now.
  bool keeps_notes() const { return keeps_notes_; }
  bool follows(const std::optional<OrganisationId>& referent) const {
    return organisation_ && referent == organisation_;
  }
  /// What is open of that file to the caller alone; nullptr: nothing.
  const Opened* opened(const UuidBytes& person) const;
  /// Of the caller; nullopt for a post without accounts and for nobody.
  const std::optional<AccountId>& account() const { return account_; }
  bool is_own(std::string_view organisation_ref) const {
    return !organisation_ref_.empty() && organisation_ref == organisation_ref_;
  }
  bool is_own(const std::optional<OrganisationId>& organisation) const { return follows(organisation); }
  /// The same for callers who see the same; an account to which files are open has one of its own.
  const std::string& key() const { return key_; }

 private:
  bool everything_ = false;
  bool keeps_notes_ = false;          // accompanies people, and is no prefecture
  bool as_referent_ = false;          // the columns that hold by what ties to the person
  bool of_committee_ = false;         // sits in it, or answers for it: its column, in numbers
  bool prepares_committee_ = false;   // steers in the prefecture, which holds the committee
  bool runs_places_ = false;          // those of the organisation
  std::optional<Column> everywhere_;  // a column that holds for everybody
  std::optional<Column> concerned_;   // a column that holds for those in the organisation's places
  std::optional<OrganisationId> organisation_;
  std::optional<AccountId> account_;
  std::string organisation_ref_;
  std::shared_ptr<const Agreements> agreements_;
  std::shared_ptr<const OpenedFiles> opened_;
  std::string key_;
};

/// May this caller see that of such a person, and how much?
inline Sight may_see(const Caller& caller, const Relation& relation, Category category) {
  return View::of(caller).sight(category, relation);
}

}  // namespace jalon::partners
