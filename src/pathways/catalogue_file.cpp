#include "pathways/catalogue_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/record_reader.hpp"
#include "base/text.hpp"
#include "pathways/catalogue_checks.hpp"
#include "people/health_information.hpp"

namespace jalon::pathways {
namespace {

constexpr std::int64_t longest_days = 36'500;  // a century: anything longer is a typing error
constexpr std::size_t most_steps = 5'000;

using Column = RecordReader::Column;

/// Reads rows in two passes: first the steps and what stands on its own, then what names other steps.
class CatalogueReader {
 public:
  explicit CatalogueReader(const csv::Document& document)
      : reader_(document),
        id_(reader_.required("id")),
        domain_(reader_.optional("domain")),
        label_fr_(reader_.optional("label_fr")),
        label_en_(reader_.optional("label_en")),
        deliverer_(reader_.required("deliverer")),
        prerequisites_(reader_.required("prerequisites")),
        typ_days_(reader_.required("typ_days")),
        min_days_(reader_.optional("min_days")),
        max_days_(reader_.required("max_days")),
        legal_deadline_(reader_.optional("legal_deadline")),
        legal_basis_(reader_.optional("legal_basis")),
        eligibility_(reader_.optional("eligibility")),
        scarce_(reader_.optional("scarce")),
        valid_from_(reader_.required("valid_from")),
        valid_to_(reader_.required("valid_to")),
        source_(reader_.optional("source")),
        confidence_(reader_.optional("confidence")),
        rule_(reader_.optional("rule")),
        holder_(reader_.optional("holder")),
        deadline_days_(reader_.optional("deadline_days")),
        deadline_from_(reader_.optional("deadline_from")),
        valid_days_(reader_.optional("valid_days")),
        kept_by_(reader_.optional("kept_by")),
        legal_deadline_fr_(reader_.optional("legal_deadline_fr")),
        legal_basis_fr_(reader_.optional("legal_basis_fr")),
        eligibility_fr_(reader_.optional("eligibility_fr")) {}

  std::vector<FileProblem> take_problems() { return reader_.take_problems(); }

  std::vector<Step> read() {
    for (std::size_t row = 0; row < reader_.size(); ++row) {
      reader_.go_to(row);
      read_row(row);
    }
    for (std::size_t row = 0; row < places_.size(); ++row) {
      if (!places_[row]) continue;
      reader_.go_to(row);
      link_row(steps_[places_[row]->first].versions[places_[row]->second]);
    }
    return std::move(steps_);
  }

 private:
  void read_row(std::size_t row) {
    places_.resize(row + 1);
    StepVersion version;
    version.line = reader_.line();
    const std::string_view id = reader_.required_text(id_);
    version.label_fr = reader_.text(label_fr_);
    version.label_en = reader_.text(label_en_);
    version.deliverer = reader_.text(deliverer_);
    version.legal_deadline = reader_.text(legal_deadline_);
    version.legal_basis = reader_.text(legal_basis_);
    version.eligibility = reader_.text(eligibility_);
    version.legal_deadline_fr = reader_.text(legal_deadline_fr_);
    version.legal_basis_fr = reader_.text(legal_basis_fr_);
    version.eligibility_fr = reader_.text(eligibility_fr_);
    version.source = reader_.text(source_);
    version.confidence = reader_.text(confidence_);
    version.rule_text = reader_.text(rule_);
    version.holder = static_cast<Holder>(reader_.word(holder_, {"person", "household", "child"}).value_or(0));
    version.scarce = static_cast<int>(reader_.integer(scarce_, 0, 2).value_or(0));
    read_days(version);
    read_validity(version);
    if (id.empty()) return;
    if (id.find_first_of(" ;|:,()>") != std::string_view::npos) {
      reader_.problem(id_, "un identifiant sans espace ni signe\u00a0; |\u00a0: , ( ) > est attendu");
      return;
    }
    const auto [known, is_new] = index_.emplace(std::string(id), steps_.size());
    if (is_new) {
      if (steps_.size() == most_steps) {
        reader_.problem(id_, fmt::format("{} étapes au plus", most_steps));
        index_.erase(known);
        return;
      }
      const std::string_view domain = reader_.text(domain_);
      steps_.push_back(
          {std::string(id), std::string(domain), {}, people::health_information().step(id, domain)});
    }
    places_[row] = {known->second, steps_[known->second].versions.size()};
    steps_[known->second].versions.push_back(std::move(version));
  }

  int days(Column column, bool must_be_given) {
    if (must_be_given && column && reader_.text(column).empty()) {
      reader_.problem(column, "un nombre de jours est attendu");
      return 0;
    }
    return static_cast<int>(reader_.integer(column, 0, longest_days).value_or(0));
  }

  void read_days(StepVersion& version) {
    version.typ_days = days(typ_days_, true);
    version.min_days = days(min_days_, false);
    version.max_days = days(max_days_, true);
    if (version.min_days > version.typ_days || version.typ_days > version.max_days) {
      reader_.problem(typ_days_, fmt::format("min_days ({}) ≤ typ_days ≤ max_days ({}) est attendu",
                                             version.min_days, version.max_days));
    }
    if (!reader_.text(deadline_days_).empty()) version.deadline_days = days(deadline_days_, false);
    if (!reader_.text(valid_days_).empty()) version.valid_days = days(valid_days_, false);
  }

  void read_validity(StepVersion& version) {
    version.valid.from = reader_.required_date(valid_from_).value_or(Date{});
    const auto last_day = reader_.date(valid_to_);
    if (!last_day) return;
    version.valid.to = *last_day + 1;
    if (*last_day < version.valid.from) reader_.problem(valid_to_, "une date après valid_from est attendue");
  }

  std::optional<StepIndex> find(std::string_view id) const {
    const auto found = index_.find(id);
    if (found == index_.end()) return std::nullopt;
    return static_cast<StepIndex>(found->second);
  }

  void link_row(StepVersion& version) {
    link_prerequisites(version);
    auto rule = Rule::parse(version.rule_text, [this](std::string_view id) { return find(id); });
    if (rule) {
      version.rule = std::move(*rule);
    } else {
      reader_.problem(rule_, rule.error());
    }
    link_deadline(version);
    version.kept_by = steps_named(kept_by_, reader_.text(kept_by_), ';');
  }

  void link_prerequisites(StepVersion& version) {
    const auto written = parse_prerequisites(reader_.text(prerequisites_));
    if (!written) {
      reader_.problem(prerequisites_, written.error());
      return;
    }
    for (const auto& group : *written) {
      Alternatives alternatives;
      for (const WrittenOption& option : group) {
        const auto step = find(option.step);
        if (!step) {
          reader_.problem(
              prerequisites_,
              fmt::format("étape inconnue, aucune ligne de ce catalogue ne définit {}", option.step));
          continue;
        }
        alternatives.push_back({*step, std::string(option.qualifier)});
      }
      version.prerequisites.push_back(std::move(alternatives));
    }
  }

  std::vector<StepIndex> steps_named(Column column, std::string_view text, char separator) {
    std::vector<StepIndex> steps;
    for (const std::string_view id : split(text, separator)) {
      const auto step = find(id);
      if (step) {
        steps.push_back(*step);
      } else {
        reader_.problem(column,
                        fmt::format("étape inconnue, aucune ligne de ce catalogue ne définit {}", id));
      }
    }
    return steps;
  }

  void link_deadline(StepVersion& version) {
    using Start = DeadlineClock::Start;
    std::string_view text = reader_.text(deadline_from_);
    if (!text.empty() && !version.deadline_days) {
      reader_.problem(deadline_days_ ? deadline_days_ : deadline_from_,
                      "un nombre de jours est attendu, puisque deadline_from est donné");
    }
    constexpr std::string_view answer = "answer:";
    if (text.starts_with(answer)) {
      version.deadline_from.binds_the_answer = true;
      text = trim(text.substr(answer.size()));
    }
    constexpr std::string_view stop = ">requested";
    if (text.ends_with(stop)) {
      version.deadline_from.stopped_by_request = true;
      text = trim(text.substr(0, text.size() - stop.size()));
    }
    if (text.empty() || text == "requested") return;
    constexpr std::string_view end = "end:";
    if (text == "started") {
      version.deadline_from.start = Start::started;
    } else if (text == "ready") {
      version.deadline_from.start = Start::ready;
    } else if (text == "protected_on") {
      version.deadline_from.start = Start::protected_on;
    } else if (text == "arrived_on") {
      version.deadline_from.start = Start::arrived_on;
    } else if (text.starts_with(end)) {
      version.deadline_from.start = Start::step_end;
      version.deadline_from.steps = steps_named(deadline_from_, text.substr(end.size()), '|');
    } else {
      version.deadline_from.start = Start::step_done;
      version.deadline_from.steps = steps_named(deadline_from_, text, '|');
    }
  }

  RecordReader reader_;
  Column id_, domain_, label_fr_, label_en_, deliverer_, prerequisites_, typ_days_, min_days_, max_days_,
      legal_deadline_, legal_basis_, eligibility_, scarce_, valid_from_, valid_to_, source_, confidence_,
      rule_, holder_, deadline_days_, deadline_from_, valid_days_, kept_by_, legal_deadline_fr_,
      legal_basis_fr_, eligibility_fr_;
  std::vector<Step> steps_;
  StringMap<std::size_t> index_;
  std::vector<std::optional<std::pair<std::size_t, std::size_t>>> places_;  // row → step, version
};

}  // namespace

tl::expected<Catalogue, std::vector<FileProblem>> read_catalogue(const csv::Document& document) {
  CatalogueReader reader(document);
  Catalogue catalogue(reader.read());
  auto problems = reader.take_problems();
  if (problems.empty()) problems = check_catalogue(catalogue, document.name());
  if (problems.empty() && catalogue.size() == 0) {
    problems.push_back({document.name(), 0, "", "", "ce catalogue ne contient aucune étape"});
  }
  if (problems.empty()) return catalogue;
  std::ranges::stable_sort(problems, {}, &FileProblem::line);
  return tl::unexpected(std::move(problems));
}

tl::expected<Catalogue, std::vector<FileProblem>> read_catalogue(std::string_view name,
                                                                 std::string_view bytes) {
  const auto document = csv::Document::parse(std::string(name), bytes);
  if (!document) return tl::unexpected(std::vector{document.error()});
  return read_catalogue(*document);
}

}  // namespace jalon::pathways
