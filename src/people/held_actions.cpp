#include "people/held_actions.hpp"

#include "base/import_report.hpp"
#include "people/person_store.hpp"
#include "people/right_store.hpp"

namespace jalon::people {
namespace {

/// What the person, and not the calendar, set in motion.
bool asked_by_the_person(RightKind kind) {
  return kind != RightKind::warned && kind != RightKind::erased && kind != RightKind::objection_refused;
}

}  // namespace

ContactSource contacts_of_people() {
  return {{"file.updated", "file.closed", "right.exercised"},
          [](store::Reader& reader, std::string_view territory, const ContactVisit& visit) {
            each_version(reader, territory, [&](const PersonVersion& version) {
              // What an erasure wrote is no contact with anybody.
              if (version.sealed.empty()) return;
              if (version.situation.left_on) visit(version.person, "file.closed", *version.situation.left_on);
              if (version.rec_on > known_from_the_start()) {
                visit(version.person, "file.updated", version.rec_on);
              }
            });
            each_right(reader, territory, [&](const SealedRight& right) {
              if (asked_by_the_person(right.event.kind)) {
                visit(right.event.person, "right.exercised", right.event.on);
              }
            });
          }};
}

}  // namespace jalon::people
