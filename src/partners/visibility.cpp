#include "partners/visibility.hpp"

#include <algorithm>
#include <cassert>

#include "base/embedded.hpp"
#include "base/record_reader.hpp"
#include "base/text.hpp"

namespace jalon {

namespace embedded {
std::span<const EmbeddedFile> visibility();
}

namespace partners {
namespace {

constexpr std::size_t most_domains = 32;

template <class Word, std::size_t Count>
std::optional<Word> find_word(const std::array<std::string_view, Count>& words, std::string_view text) {
  const auto found = std::ranges::find(words, text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Word>(found - words.begin());
}

/// "read own"
std::optional<Cell> parse_cell(std::string_view text) {
  constexpr std::string_view mark = " own";
  Cell cell;
  if (text.ends_with(mark)) {
    cell.own = true;
    text.remove_suffix(mark.size());
  }
  const auto sight = find_word<Sight>(sight_words, text);
  if (!sight) return std::nullopt;
  cell.sight = *sight;
  return cell;
}

csv::Document carried(std::string_view name) {
  for (const EmbeddedFile& file : embedded::visibility()) {
    if (file.path != name) continue;
    auto document = csv::Document::parse(std::string(file.path), file.bytes);
    assert(document);
    return *std::move(document);
  }
  assert(false);
  return {};
}

StringMap<Column> read_kinds() {
  const csv::Document document = carried("organisation_kinds.csv");
  RecordReader reader(document);
  const auto kind = reader.required("kind");
  const auto column = reader.required("column");
  StringMap<Column> kinds;
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    const auto found = find_word<Column>(column_words, reader.required_text(column));
    assert(found);  // the file is part of the program: a test reads it
    if (found) kinds.emplace(ascii_lower(reader.required_text(kind)), *found);
  }
  return kinds;
}

/// The same for what is open of the same files, in whatever order.
std::string key_of(const OpenedFiles& opened) {
  std::vector<std::string> parts;
  for (const auto& [person, open] : opened.of) {
    parts.push_back(jalon::to_text(person) + ":" + std::to_string(open.granted) +
                    (open.emergency ? "!" : "") + std::to_string(open.until_ms));
  }
  std::ranges::sort(parts);
  std::string key;
  for (const std::string& part : parts) key += "/" + part;
  return key;
}

}  // namespace

tl::expected<VisibilityMatrix, std::vector<FileProblem>> VisibilityMatrix::read(
    const csv::Document& document) {
  RecordReader reader(document);
  (void)reader.required("valid_from");
  const auto category = reader.required("category");
  const auto domains = reader.required("domains");
  const auto consent = reader.required("consent");
  std::array<RecordReader::Column, column_words.size()> columns;
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = reader.required(column_words[i]);
  VisibilityMatrix matrix;
  std::array<bool, category_words.size()> known{};
  for (std::size_t row = 0; row < reader.size(); ++row) {
    reader.go_to(row);
    const auto which = find_word<Category>(category_words, reader.required_text(category));
    if (!which || known[static_cast<std::size_t>(*which)]) {
      reader.problem(category, "une catégorie connue, une seule fois, est attendue");
      continue;
    }
    const auto index = static_cast<std::size_t>(*which);
    known[index] = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto cell = parse_cell(reader.required_text(columns[i]));
      if (cell) {
        matrix.cells_[index][i] = *cell;
      } else {
        reader.problem(columns[i], "none, aggregate, flag, read ou write est attendu, puis own ou rien");
      }
    }
    for (const std::string_view word : split(reader.text(consent), ' ')) {
      if (word.empty()) continue;
      const auto column = find_word<Column>(column_words, word);
      if (!column || *column == Column::referent) {
        reader.problem(consent, "des colonnes de ce tableau sont attendues, hors celle du référent");
        continue;
      }
      matrix.cells_[index][static_cast<std::size_t>(*column)].consent = true;
    }
    for (const std::string_view domain : split(reader.text(domains), ' ')) {
      if (domain.empty()) continue;
      const auto place = matrix.domains_.size();
      if (place >= most_domains) {
        reader.problem(domains, "trop de domaines");
        break;
      }
      const DomainSet bit = DomainSet{1} << place;
      if (matrix.domains_.emplace(std::string(domain), Domain{*which, bit}).second) {
        matrix.of_category_[index] |= bit;
      }
    }
  }
  if (!std::ranges::all_of(known, [](bool one) { return one; })) {
    reader.problem(category, "une ligne manque pour une catégorie");
  }
  if (!document.problems().empty()) return tl::unexpected(document.problems());
  if (!reader.ok()) return tl::unexpected(reader.take_problems());
  return matrix;
}

Category VisibilityMatrix::category_of(std::string_view domain) const {
  const auto found = domains_.find(domain);
  return found == domains_.end() ? Category::health : found->second.category;
}

DomainSet VisibilityMatrix::bit(std::string_view domain) const {
  const auto found = domains_.find(domain);
  return found == domains_.end() ? 0 : found->second.bit;
}

const VisibilityMatrix& visibility() {
  static const VisibilityMatrix matrix = [] {
    auto read = VisibilityMatrix::read(carried("visibility.csv"));
    assert(read);  // the file is part of the program: a test reads it
    return *read;
  }();
  return matrix;
}

std::optional<Column> column_of(std::string_view kind) {
  static const StringMap<Column> kinds = read_kinds();
  const auto found = kinds.find(ascii_lower(kind));
  if (found == kinds.end()) return std::nullopt;
  return found->second;
}

View View::of(const Caller& caller, std::shared_ptr<const Agreements> agreements,
              std::shared_ptr<const OpenedFiles> opened) {
  View view;
  view.everything_ = caller.kind == Caller::Kind::desk;
  if (view.everything_) return view;
  view.key_ = "nothing";
  if (!caller.signed_in() || caller.code_due) return view;
  const auto column = column_of(caller.organisation_kind);
  const bool pilots = caller.roles.has(Role::coordinator) || caller.roles.has(Role::prefecture_lead);
  view.organisation_ = caller.organisation;
  view.account_ = caller.account;
  view.organisation_ref_ = caller.organisation_ref;
  view.agreements_ = std::move(agreements);
  view.as_referent_ = pilots || caller.roles.has(Role::referent) || caller.roles.has(Role::colleague);
  // Social notes never reach who handles permits, nor who steers.
  view.keeps_notes_ =
      (caller.roles.has(Role::referent) || caller.roles.has(Role::colleague)) && column != Column::pref;
  if (pilots) view.everywhere_ = column;
  view.of_committee_ = caller.roles.has(Role::committee_member) || caller.roles.has(Role::prefecture_lead);
  view.prepares_committee_ = view.of_committee_ || (pilots && column == Column::pref);
  view.runs_places_ = caller.roles.has(Role::scheme_manager) || caller.roles.has(Role::coordinator);
  if (caller.roles.has(Role::scheme_manager)) view.concerned_ = column;
  const auto word = [](const std::optional<Column>& one) {
    return one ? std::string(column_words[static_cast<std::size_t>(*one)]) : std::string("-");
  };
  view.key_ = word(view.everywhere_) + "/" + word(view.concerned_) + (view.as_referent_ ? "/r" : "/-") +
              (view.of_committee_ ? "c" : "") + (view.runs_places_ ? "p/" : "/") +
              (view.organisation_ ? view.organisation_->text() : "") + "/" +
              std::to_string(view.agreements_ ? view.agreements_->state : 0);
  if (opened && !opened->of.empty() && view.account_) {
    view.opened_ = std::move(opened);
    view.key_ += "/" + view.account_->text() + key_of(*view.opened_);
  }
  return view;
}

const Opened* View::opened(const UuidBytes& person) const {
  if (!opened_) return nullptr;
  const auto found = opened_->of.find(person);
  return found == opened_->of.end() ? nullptr : &found->second;
}

Relation View::relation(const std::optional<OrganisationId>& referent, const UuidBytes& person,
                        bool concerned) const {
  Relation relation;
  relation.follows = follows(referent);
  relation.concerned = concerned;
  if (agreements_) {
    const auto found = agreements_->of.find(person);
    if (found != agreements_->of.end()) relation.agreed = found->second;
  }
  if (const Opened* open = opened(person)) {
    relation.granted = open->granted;
    relation.emergency = open->emergency;
  }
  return relation;
}

namespace {
/// In numbers, of everybody.
bool tells(Column column, Category category) {
  const Cell cell = visibility().cell(category, column);
  return cell.sight >= Sight::aggregate && !cell.own;
}
}  // namespace

bool View::counts_everybody(Category category) const {
  return everything_ || (everywhere_ && tells(*everywhere_, category)) ||
         (of_committee_ && tells(Column::committee, category));
}

bool View::counts_for_committee(Category category) const {
  return counts_everybody(category) || (prepares_committee_ && tells(Column::committee, category));
}

bool View::sees_all(const Relation& relation) const {
  for (std::size_t i = 0; i < category_words.size(); ++i) {
    const auto category = static_cast<Category>(i);
    if (category == Category::notes) continue;
    if (sight(category, relation) < Sight::read) return false;
    const DomainSet all = visibility().domains_of(category);
    for (DomainSet left = all; left != 0; left &= left - 1) {
      if (sight(category, relation, left & (~left + 1)) < Sight::read) return false;
    }
  }
  return true;
}

Sight View::sight(Category category, const Relation& relation, DomainSet about) const {
  if (everything_) return Sight::write;
  if (category == Category::notes && !keeps_notes_) return Sight::none;
  const VisibilityMatrix& matrix = visibility();
  const DomainSet domains = about != 0 ? about : matrix.domains_of(category);
  // What no domain holds is shared with whom anything is.
  const bool agreed = domains == 0 ? relation.agreed != 0 : (relation.agreed & domains) != 0;
  Sight seen = Sight::none;
  const auto add = [&](Column column, bool concerned) {
    const Cell cell = matrix.cell(category, column);
    if ((!cell.own || concerned) && (!cell.consent || agreed)) seen = std::max(seen, cell.sight);
  };
  if (as_referent_) {
    if (relation.follows) add(Column::referent, true);
    add(Column::other, false);
    if (relation.agreed != 0) add(Column::partner, true);
    if (relation.emergency) add(Column::emergency, true);
    // Granted to one person for a time: what a partner may read, without the person's standing consent.
    if ((relation.granted & bit_of(category)) != 0) {
      seen = std::max(seen, std::min(matrix.cell(category, Column::partner).sight, Sight::read));
    }
  }
  if (everywhere_) add(*everywhere_, relation.concerned);
  if (concerned_ && relation.concerned) add(*concerned_, true);
  return seen;
}

}  // namespace partners
}  // namespace jalon
