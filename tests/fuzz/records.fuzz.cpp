// The files of records of the contract; the first byte chooses which.
#include "cells/meeting_file.hpp"
#include "fortnight/edition_file.hpp"
#include "fuzzing.hpp"
#include "indicators/reference_file.hpp"
#include "partners/organisation_file.hpp"
#include "pathways/catalogue_file.hpp"
#include "pathways/event_file.hpp"
#include "people/people_file.hpp"
#include "schemes/enrolment_file.hpp"
#include "schemes/place_file.hpp"

using namespace jalon;
using fuzzing::promise;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto document = csv::Document::parse("a.csv", fuzzing::text_of(data + 1, size - 1));
  if (!document) return 0;
  ImportReport report = report_on(*document);
  std::size_t rows = 0;
  switch (data[0] % 9) {
    case 0:
      rows = people::read_people(*document, report).size();
      break;
    case 1:
      rows = pathways::read_events(*document, pathways::default_catalogue(), report).size();
      break;
    case 2:
      rows = partners::read_organisations(*document, report).size();
      break;
    case 3:
      rows = schemes::read_places(*document, pathways::default_catalogue(), report).size();
      break;
    case 4:
      rows = schemes::read_enrolments(*document, report).size();
      break;
    case 5:
      rows = indicators::read_references(*document, report).size();
      break;
    case 6:
      rows = cells::read_meetings(*document, report).size();
      break;
    case 7:
      rows = fortnight::read_editions(*document, report).size();
      break;
    default:
      rows = fortnight::read_fortnight_events(*document, report).size();
      break;
  }
  promise(rows <= document->size(), "no row comes from nowhere");
  promise(!report.accepted() || rows + report.remarks.size() >= document->size(),
          "an accepted file loses no row in silence");
  for (const auto& problem : report.problems) promise(!problem.message.empty(), "a problem says what it is");
  return 0;
}
