#include "rights/retention_cli.hpp"

#include <nlohmann/json.hpp>

namespace jalon::rights {
namespace {

using Json = nlohmann::ordered_json;

Json lines_of(const std::vector<FileTerm>& files) {
  Json lines = Json::array();
  for (const FileTerm& file : files) {
    lines.push_back({{"person", file.ref},
                     {"referent", file.referent.empty() ? Json(nullptr) : Json(file.referent)},
                     {"counted_from", to_iso(file.term.counted_from)},
                     {"any_contact", file.any_contact},
                     {"ends_on", to_iso(file.term.ends_on)},
                     {"erased_on", to_iso(file.term.erased_on)}});
  }
  return lines;
}

void print_list(const char* title, const std::vector<FileTerm>& files, std::ostream& out) {
  out << title << "\u00a0: " << files.size() << "\n";
  for (const FileTerm& file : files) {
    out << "  " << file.ref << "  " << (file.any_contact ? "dernier contact le " : "sans contact, ouvert le ")
        << to_french(file.term.counted_from) << ", terme le " << to_french(file.term.ends_on);
    if (!file.referent.empty()) out << ", " << file.referent;
    out << "\n";
  }
}

}  // namespace

void print_retention(const RetentionReport& report, bool dry_run, bool json, std::ostream& out) {
  if (json) {
    out << Json{{"at", to_iso(report.at)},
                {"dry_run", dry_run},
                {"rule",
                 {{"valid_from", to_iso(report.rule.valid_from)},
                  {"keep_months", report.rule.keep_months},
                  {"warning_days", report.rule.warning_days},
                  {"household", report.rule.household},
                  {"contacts", report.rule.contacts},
                  {"source", report.rule.source}}},
                {"files", report.files},
                {"kept", report.kept},
                {"erased_before", report.erased_before},
                {"to_warn", lines_of(report.to_warn)},
                {"warned", lines_of(report.warned)},
                {"anonymised", lines_of(report.due)},
                {"held", lines_of(report.held)}}
               .dump()
        << "\n";
    return;
  }
  out << "Conservation au " << to_french(report.at) << (dry_run ? ", sans rien écrire" : "") << ".\n"
      << "Règle\u00a0: " << report.rule.keep_months << " mois après le dernier contact, avertissement "
      << report.rule.warning_days << " jours avant.\n"
      << "Dossiers\u00a0: " << report.files << ", dont " << report.kept << " loin du terme et "
      << report.erased_before << " déjà effacés.\n";
  print_list(dry_run ? "À annoncer" : "Annoncés ce jour", report.to_warn, out);
  print_list("Annoncés, le terme n’est pas venu", report.warned, out);
  print_list(dry_run ? "À anonymiser" : "Anonymisés", report.due, out);
  print_list("Retenus par une limitation ou une opposition", report.held, out);
}

}  // namespace jalon::rights
