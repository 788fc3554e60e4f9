#include "rights/access_log_cli.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace jalon::rights {
namespace {

using Json = nlohmann::ordered_json;
using Segments = std::vector<people::AccessSegment>;

Json lines_of(const Segments& segments) {
  Json lines = Json::array();
  for (const people::AccessSegment& segment : segments) {
    lines.push_back({{"segment", segment.number},
                     {"lines", segment.lines},
                     {"first_at", segment.first_at},
                     {"last_at", segment.last_at},
                     {"may_leave_on", to_iso(segment.may_leave_on)}});
  }
  return lines;
}

void print_list(const char* title, const Segments& segments, std::ostream& out) {
  out << title << "\u00a0: " << segments.size() << "\n";
  for (const people::AccessSegment& segment : segments) {
    out << "  " << name_of(segment) << "\u00a0: " << french_count(segment.lines, "ligne", "lignes")
        << ", terme le " << to_french(segment.may_leave_on) << "\n";
  }
}

}  // namespace

std::string name_of(const people::AccessSegment& segment) {
  return "segment " + std::to_string(segment.number) + ", du " +
         to_french(people::day_of_instant(segment.first_at)) + " au " +
         to_french(people::day_of_instant(segment.last_at));
}

void print_access_log(const people::AccessLogReport& report, bool json, std::ostream& out) {
  if (json) {
    out << Json{{"at", to_iso(report.at)},
                {"dry_run", true},
                {"rule",
                 {{"valid_from", to_iso(report.rule.valid_from)},
                  {"segment_months", report.rule.segment_months},
                  {"keep_months", report.rule.keep_months},
                  {"source", report.rule.source}}},
                {"to_seal", lines_of(report.to_seal)},
                {"to_trim", lines_of(report.due)},
                {"kept", lines_of(report.kept)},
                {"open_lines", report.open_lines},
                {"trimmed_before", report.trimmed_before}}
               .dump()
        << "\n";
    return;
  }
  out << "Journal des accès au " << to_french(report.at) << ", sans rien écrire. Règle\u00a0: segments de "
      << report.rule.segment_months << " mois, gardés " << report.rule.keep_months << " mois.\n";
  print_list("À sceller", report.to_seal, out);
  print_list("À retirer, leur terme est venu", report.due, out);
  print_list("Scellés, gardés", report.kept, out);
  out << "Lignes du segment en cours\u00a0: " << report.open_lines
      << ". Segments partis avant\u00a0: " << report.trimmed_before << ".\n";
}

void print_access_log_done(const AccessLogDone& done, bool json, std::ostream& out) {
  if (json) {
    out << Json{{"sealed", lines_of(done.sealed)}, {"trimmed", lines_of(done.trimmed)}}.dump() << "\n";
    return;
  }
  print_list("Segments scellés", done.sealed, out);
  print_list("Segments partis, leur ancre reste", done.trimmed, out);
}

}  // namespace jalon::rights
