// steps.csv: versions, prerequisites, rules, deadlines, circles.
#include "fuzzing.hpp"
#include "pathways/catalogue_file.hpp"

using namespace jalon;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = pathways::read_catalogue("steps.csv", fuzzing::text_of(data, size));
  if (read) return 0;
  fuzzing::promise(!read.error().empty(), "a catalogue is refused for a reason");
  for (const auto& problem : read.error())
    fuzzing::promise(!problem.message.empty(), "a problem says what it is");
  return 0;
}
